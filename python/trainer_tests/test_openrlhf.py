"""OpenRLHF's own path: its single-turn executor loads the file and calls it, with an engine that answers at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import EXAMPLES

pytest.importorskip("openrlhf.utils.agent")
import torch
from openrlhf.utils.agent import SingleTurnAgentExecutor
from transformers import AutoTokenizer

KEYS = ["no_reward", "no_answer", "unverifiable", "correctness", "laser"]


class Engine:
    def __init__(self, tokenizer: Any, text: str) -> None:
        self.ids = tokenizer(text, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
        self.text = text

    async def generate(self, *_: Any, **__: Any) -> Any:
        return SimpleNamespace(outputs=[SimpleNamespace(token_ids=self.ids, text=self.text, finish_reason="stop", logprobs=None)])


def test_the_executor(model: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(model)
    executor = SingleTurnAgentExecutor(remote_rm_url=str(EXAMPLES / "openrlhf_reward.py"))
    parameters = SimpleNamespace(logprobs=None, max_tokens=16)

    def run(text: str, label: str) -> dict[str, Any]:
        prompt = r"What is 2+2? \boxed{2} "
        found: dict[str, Any] = asyncio.run(
            executor.execute(prompt, label, parameters, 128, tokenizer, Engine(tokenizer, text))
        )
        return found

    cases = [run(r"\boxed{4}", "4"), run(r"\boxed{2}", "4"), run("What", "4"), run(r"\boxed{4}", r"\frac{1}{")]
    # What OpenRLHF makes of them (`_process_response_into_experience`, whose module needs vLLM).
    rewards = [torch.tensor([each["reward"]]) for each in cases]
    scores = [torch.tensor([each["scores"]]) for each in cases]
    assert [value.tolist() for value in rewards] == [[1.5], [-0.5], [-0.5], [0.0]]
    assert [value.tolist() for value in scores] == [[1.0], [0.0], [0.0], [0.0]], "the prompt's own box is not the answer"
    assert all(list(each["extra_logs"]) == KEYS for each in cases)
    assert cases[3]["extra_logs"]["no_reward"].flatten()[0].item() == 1
