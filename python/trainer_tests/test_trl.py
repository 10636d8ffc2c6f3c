"""TRL's own trainer with a model made here: three steps of GRPO with our reward."""

from __future__ import annotations

import json
import math
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trl")
import trl_grpo
from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer
from trl.trainer.utils import get_callable_name, is_async_callable

import swift_rewards.trl
from swift_rewards import Scorer
from swift_rewards.trl import AsyncReward, Checkpoints, Reward

STEPS = 3


def logs(trainer: GRPOTrainer) -> list[dict[str, float]]:
    return [entry for entry in trainer.state.log_history if "reward" in entry]


class Recorded:
    """A reward function that remembers what TRL handed over and got."""

    def __init__(self, reward: Reward) -> None:
        self.reward = reward
        self.calls: list[tuple[dict[str, Any], list[float | None]]] = []
        self.__name__ = reward.__name__

    def __call__(self, **arguments: Any) -> list[float | None]:
        rewards = self.reward(**arguments)
        assert not isinstance(rewards, dict)
        self.calls.append((arguments, rewards))
        return rewards


def config(out: Path, **options: Any) -> GRPOConfig:
    settings: dict[str, Any] = {
        "output_dir": str(out),
        "max_steps": STEPS,
        "per_device_train_batch_size": 8,
        "num_generations": 4,
        "max_completion_length": 16,
        "logging_steps": 1,
        "save_strategy": "no",
        "report_to": [],
        "use_cpu": True,
        "bf16": False,
        "seed": 3,
    }
    return GRPOConfig(**{**settings, **options})


def test_three_steps_alone(model: Path, tmp_path: Path) -> None:
    """By correctness alone, without a recipe, and the numbers in the log are those of the rewards."""
    reward = Recorded(Reward("math", name="math"))
    trainer = GRPOTrainer(model=str(model), reward_funcs=reward, train_dataset=trl_grpo.PROMPTS, args=config(tmp_path))
    trainer.train()
    assert trainer.state.global_step == STEPS == len(reward.calls) == len(logs(trainer))
    rewards = [each for _, each in reward.calls]
    assert {0.0, 1.0} == {value for batch in rewards for value in batch}, "the model is right at times"
    for entry, batch in zip(logs(trainer), rewards):
        mean = sum(value for value in batch if value is not None) / len(batch)
        assert math.isclose(entry["rewards/math/mean"], mean, abs_tol=1e-6)
        assert math.isclose(entry["math/correctness"], mean, abs_tol=1e-6)
        assert entry["math/no_reward"] == 0
        assert {"math/outcome/correct", "math/outcome/no_answer", "math/outcome/unverifiable"} <= entry.keys()
    for arguments, batch in reward.calls:
        again = Scorer("math").score_columns(completion=arguments["completions"], ground_truth=arguments["solution"])
        assert again.rewards == batch


def test_three_steps_with_state(model: Path, tmp_path: Path) -> None:
    """A shaper that remembers prompts: the example; its state is in every checkpoint, and training goes on from it."""
    first = trl_grpo.trainer(str(model), str(tmp_path), steps=STEPS)
    first.train()
    files = [tmp_path / f"checkpoint-{step}" / "swift_rewards_math.json" for step in range(1, STEPS + 1)]
    states = [json.loads(file.read_text()) for file in files]
    histories = [state["shapers"][0]["state"]["history"] for state in states]
    assert histories[-1], "prompts that were answered right are remembered"
    assert all(key.startswith("What is ") for key in histories[-1])
    assert all(set(before) <= set(after) for before, after in zip(histories, histories[1:]))
    for entry in logs(first):
        assert {"math/correctness", "math/hapo", "rewards/math/mean"} <= entry.keys()
        assert math.isclose(entry["math/correctness"] + entry["math/hapo"], entry["rewards/math/mean"], abs_tol=1e-5)

    resumed = trl_grpo.trainer(str(model), str(tmp_path), steps=STEPS + 1)
    seen: list[Any] = []
    callback = next(each for each in resumed.callback_handler.callbacks if isinstance(each, Checkpoints))
    score = callback.reward.score

    def recorded(*arguments: Any, **options: Any) -> Any:
        seen.append(callback.reward.scorer.state)
        return score(*arguments, **options)

    callback.reward.score = recorded
    resumed.train(resume_from_checkpoint=True)
    assert seen[0]["shapers"] == states[-1]["shapers"]


def test_parts_are_logged_and_weighed(model: Path, tmp_path: Path) -> None:
    trainer = trl_grpo.trainer(str(model), str(tmp_path), parts=True, reward_weights=[1.0, 0.25])
    trainer.train()
    assert len(logs(trainer)) == STEPS
    for entry in logs(trainer):
        total = entry["rewards/math/correctness/mean"] + 0.25 * entry["rewards/math/hapo/mean"]
        assert math.isclose(entry["reward"], total, abs_tol=1e-5)
    state = json.loads((tmp_path / f"checkpoint-{STEPS}" / "swift_rewards_math.json").read_text())
    assert state["shapers"][0]["state"]["history"], "two functions, one state"


def test_conversations_and_coroutines(model: Path, tmp_path: Path) -> None:
    chats = Dataset.from_list(
        [{"prompt": [{"role": "user", "content": row["prompt"]}], "solution": row["solution"]} for row in trl_grpo.PROMPTS]
    )
    reward = AsyncReward({"version": 1, "verifier": "math", "group_size": 4, "shapers": ["kimi_length"]}, name="math")
    assert is_async_callable(reward) and get_callable_name(reward) == "math"
    trainer = GRPOTrainer(model=str(model), reward_funcs=reward, train_dataset=chats, args=config(tmp_path))
    trainer.train()
    assert any(entry["rewards/math/mean"] != 0 for entry in logs(trainer))
    assert any(entry["math/kimi_length"] != 0 for entry in logs(trainer))


def test_evaluation_moves_no_state(model: Path, tmp_path: Path) -> None:
    reward = Reward(trl_grpo.RECIPE, name="math")
    trainer = GRPOTrainer(
        model=str(model),
        reward_funcs=reward,
        train_dataset=trl_grpo.PROMPTS,
        eval_dataset=trl_grpo.PROMPTS,
        args=config(tmp_path, max_steps=1, per_device_eval_batch_size=8),
    )
    trainer.train()
    before = reward.scorer.state
    found = trainer.evaluate()
    assert reward.scorer.state == before
    assert "eval_math/hapo" in found or "eval_rewards/math/mean" in found


def test_no_reward_is_left_out(model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    broken = Dataset.from_list([{**row, "solution": r"\frac{1}{"} if at % 2 else row for at, row in enumerate(trl_grpo.PROMPTS)])
    reward = Recorded(Reward("math", name="math"))
    trainer = GRPOTrainer(model=str(model), reward_funcs=reward, train_dataset=broken, args=config(tmp_path))
    trainer.train()
    rewards = [value for _, batch in reward.calls for value in batch]
    assert None in rewards and len([value for value in rewards if value is not None]) > 0
    shares = [entry["math/no_reward"] for entry in logs(trainer)]
    assert sum(shares) * 8 == rewards.count(None)
    assert any("malformed_ground_truth" in record.getMessage() for record in caplog.records if record.name == "swift_rewards")


def test_dotted_path(model: Path, tmp_path: Path) -> None:
    function = swift_rewards.trl.reward
    assert get_callable_name(function) == "swift_rewards"
    assert pickle.loads(pickle.dumps(function)) is function
    trainer = GRPOTrainer(model=str(model), reward_funcs=function, train_dataset=trl_grpo.PROMPTS, args=config(tmp_path, max_steps=1))
    trainer.train()
    assert "rewards/swift_rewards/mean" in logs(trainer)[0]


def test_groups_over_two_processes(tmp_path: Path) -> None:
    """A group that is spread over two processes is one, and their states stay the same."""
    program = tmp_path / "rank.py"
    program.write_text(
        "import json, sys, torch.distributed as d\n"
        "from swift_rewards.trl import Reward\n"
        "rank = int(sys.argv[1])\n"
        "d.init_process_group('gloo', init_method=sys.argv[2], rank=rank, world_size=2)\n"
        "reward = Reward({'version': 1, 'verifier': 'math', 'shapers': ['kimi_length', 'hapo']})\n"
        "prompts = [['a', 'b', 'b'], ['b', 'a', 'a']][rank]\n"
        "texts = [['\\\\boxed{1}', '\\\\boxed{2}', '\\\\boxed{1}'], ['\\\\boxed{1}', '?', '\\\\boxed{1}']][rank]\n"
        "ids = [[[0] * 10, [0] * 20, [0] * 30], [[0] * 40, [0] * 50, [0] * 60]][rank]\n"
        "for _ in range(2):\n"
        "    rewards = reward(prompts, texts, ids, solution=['1'] * 3)\n"
        "print(json.dumps([rewards, reward.scorer.state]))\n"
    )
    address = f"file://{tmp_path}/rendezvous"
    ranks = [
        subprocess.Popen([sys.executable, program, str(rank), address], stdout=subprocess.PIPE, text=True) for rank in (0, 1)
    ]
    results = [json.loads(process.communicate(timeout=120)[0].splitlines()[-1]) for process in ranks]
    whole = Reward({"version": 1, "verifier": "math", "shapers": ["kimi_length", "hapo"]})
    for _ in range(2):
        expected = whole(
            ["a", "b", "b", "b", "a", "a"],
            [r"\boxed{1}", r"\boxed{2}", r"\boxed{1}", r"\boxed{1}", "?", r"\boxed{1}"],
            [[0] * 10 * n for n in range(1, 7)],
            solution=["1"] * 6,
        )
    assert results[0][0] + results[1][0] == expected
    assert results[0][1] == results[1][1] == whole.scorer.state
