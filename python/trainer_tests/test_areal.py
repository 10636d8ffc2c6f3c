"""AReaL's own path: its workflow, with an engine that answers at once, and its pool of processes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("areal.workflow.rlvr")
import areal_reward
from areal.api import AsyncRewardWrapper, ModelResponse
from areal.api.cli_args import GenerationHyperparameters
from areal.workflow.rlvr import RLVRWorkflow
from transformers import AutoTokenizer

from swift_rewards.areal import Reward

WORDS = r"What is 2+2? \boxed{4}"


class Engine:
    """An inference engine that always says the same."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer

    async def agenerate(self, request: Any) -> ModelResponse:
        ids = self.tokenizer(WORDS, add_special_tokens=False)["input_ids"] + [self.tokenizer.eos_token_id]
        return ModelResponse(
            input_tokens=request.input_ids, output_tokens=ids, output_logprobs=[0.0] * len(ids), output_versions=[0] * len(ids)
        )


@pytest.mark.parametrize("by_name", [True, False], ids=["by name", "as an object"])
def test_a_workflow(by_name: bool, model: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(model)
    workflow = RLVRWorkflow(
        reward_fn="areal_reward.reward" if by_name else areal_reward.reward,
        gconfig=GenerationHyperparameters(n_samples=1),
        tokenizer=tokenizer,
    )
    row = {"messages": [{"role": "user", "content": "2+2?"}], "answer": "4"}
    wrong = {**row, "answer": "2"}

    async def run() -> list[float]:
        episodes = [await workflow.arun_episode(Engine(tokenizer), data) for data in (row, wrong)]
        return [float(episode["rewards"][0]) for episode in episodes]

    # Eleven tokens: beyond the target of eight, so no bonus; LASER's own bases are the policy's.
    right, false = asyncio.run(run())
    assert right == areal_reward.reward("", WORDS, [], [0] * 11, answer="4") == 1.0
    assert false == areal_reward.reward("", WORDS, [], [0] * 11, answer="2") < right


def test_the_pool_of_processes(caplog: pytest.LogCaptureFixture) -> None:
    wrapped = AsyncRewardWrapper(Reward("math", no_reward=-1.0), timeout_seconds=60)

    async def run() -> list[float]:
        calls = [("<|im_end|>".join([r"\boxed{0.5}", ""]), r"\frac12"), (r"\boxed{9^{9^{9}}}", "2"), (r"\boxed{4}", r"\frac{1}{")]
        return list(await asyncio.gather(*(wrapped("?", text, [1], [1, 2], answer=truth) for text, truth in calls)))

    assert asyncio.run(run()) == [1.0, 0.0, -1.0]
