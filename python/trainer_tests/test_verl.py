"""verl's own loading paths: its configuration, its plugin entry point, its loader, its managers, and its reward loop with Ray."""

from __future__ import annotations

import json
import os
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("verl")
import verl_rewards
from omegaconf import OmegaConf
from transformers import AutoTokenizer
from verl.experimental.reward_loop.reward_manager import get_reward_manager_cls
from verl.trainer.ppo.reward import load_reward_manager

from swift_rewards import RewardsError, Scorer
from swift_rewards.verl import compute_score, judge

TEXTS = [r"What is 2+2? \boxed{4}", r"\boxed{4}", r"\boxed{2}", "What is", r"\boxed{4}" * 12, r"\boxed{2}"]
TRUTHS = ["4", "4", "4", "4", "4", r"\frac{1}{"]
BY_TOKENS = '{"version":1,"verifier":"math","shapers":[{"name":"laser","target":8}]}'
COLUMNS = ["score", "acc", "no_reward", "no_answer", "unverifiable", "correctness", "laser"]


@pytest.fixture(scope="module")
def tokenizer(model: Path) -> Any:
    return AutoTokenizer.from_pretrained(model)


def expected(recipe: str, tokenizer: Any) -> list[float | None]:
    counts = [len(tokenizer(text, add_special_tokens=False)["input_ids"][:16]) for text in TEXTS]
    columns = {"completion": TEXTS, "ground_truth": TRUTHS, "token_count": counts, "data_source": ["sums"] * len(TEXTS)}
    return Scorer(json.loads(recipe)).score_columns(**columns).rewards


def results(manager: Any, batch: Any) -> list[dict[str, Any]]:
    return [manager.loop.run_until_complete(manager.run_single(batch[row : row + 1])) for row in range(len(batch))]


def test_verl_finds_the_manager_by_its_entry_point() -> None:
    found = [each for each in entry_points(group="verl.plugins") if each.name == "swift_rewards"]
    assert [each.value for each in found] == ["swift_rewards._verl_manager"]
    assert get_reward_manager_cls("swift_rewards").__name__ == "SwiftRewardsManager"


@pytest.mark.parametrize("overrides", [verl_rewards.MANAGER, verl_rewards.FUNCTION], ids=["manager", "compute_score"])
def test_the_same_recipe_gives_the_same_numbers(overrides: list[str], model: Path, tokenizer: Any) -> None:
    manager = load_reward_manager(verl_rewards.configuration(str(model), *overrides), tokenizer)
    found = results(manager, verl_rewards.responses(tokenizer, TEXTS, TRUTHS))
    wanted = expected(verl_rewards.RECIPE, tokenizer)
    assert wanted[-1] is None and wanted[0] == 1.5
    assert [each["reward_score"] for each in found] == [0.0 if value is None else value for value in wanted]
    assert all(list(each["reward_extra_info"]) == COLUMNS for each in found), "verl takes the names from the first row"
    assert all(type(value) is float for each in found for value in each["reward_extra_info"].values())
    assert [each["reward_extra_info"]["no_reward"] for each in found] == [0, 0, 0, 0, 0, 1]


def test_the_manager_knows_lengths_in_tokens(model: Path, tokenizer: Any) -> None:
    overrides = ["reward.reward_manager.name=swift_rewards", f"+reward.reward_kwargs.swift_rewards.recipe='{BY_TOKENS}'"]
    manager = load_reward_manager(verl_rewards.configuration(str(model), *overrides), tokenizer)
    found = [each["reward_score"] for each in results(manager, verl_rewards.responses(tokenizer, TEXTS, TRUTHS))]
    wanted = expected(BY_TOKENS, tokenizer)
    assert found == [0.0 if value is None else value for value in wanted]
    assert found[1] != found[4], "one is short and one is long"


def test_verls_reward_loop(model: Path, tokenizer: Any) -> None:
    """The real thing: actors of Ray that load the recipe by the configuration, and a batch that is scored by them."""
    import ray
    from verl.experimental.reward_loop.reward_loop import RewardLoopManager

    environment = {name: os.environ[name] for name in ("PYTHONPATH", "SWIFT_REWARDS_LIBRARY") if name in os.environ}
    ray.init(num_cpus=2, include_dashboard=False, runtime_env={"env_vars": environment}, log_to_driver=False)
    try:
        manager = RewardLoopManager(verl_rewards.configuration(str(model), *verl_rewards.MANAGER))
        batch = verl_rewards.responses(tokenizer, TEXTS, TRUTHS)
        scored = manager.compute_rm_score(batch)
        wanted = [0.0 if value is None else value for value in expected(verl_rewards.RECIPE, tokenizer)]
        assert scored.batch["rm_scores"].sum(dim=1).tolist() == wanted
        assert scored.meta_info["reward_extra_keys"] == COLUMNS
        assert scored.non_tensor_batch["laser"].dtype.kind == "f"
        assert scored.non_tensor_batch["score"].tolist() == wanted
    finally:
        ray.shutdown()


def test_recipes_of_groups_are_refused() -> None:
    with pytest.raises(RewardsError, match="by itself"):
        judge({"version": 1, "verifier": "math", "shapers": ["kimi_length"]})
    with pytest.raises(RewardsError, match="how many tokens"):
        compute_score("x", r"\boxed{4}", "4", recipe=BY_TOKENS)


def test_a_recipe_in_the_configuration(caplog: pytest.LogCaptureFixture) -> None:
    recipe = OmegaConf.create({"version": 1, "verifier": {"name": "math", "strictness": "strict"}, "shapers": []})
    found = compute_score("x", r"\boxed{4}", "4", {"index": 3, "tools": object()}, recipe=recipe, reward_router_address="a")
    assert found == {"score": 1.0, "acc": 1.0, "no_reward": 0.0, "no_answer": 0.0, "unverifiable": 0.0, "correctness": 1.0}
    assert compute_score("x", r"\boxed{4}", r"\frac{1}{", recipe=recipe, no_reward=-2.0)["score"] == -2.0
    assert "no reward" in caplog.text and "-2.0" in caplog.text
    with pytest.raises(RewardsError) as caught:
        compute_score("x", r"\boxed{4}", r"\frac{1}{", recipe=recipe, no_reward="raise")
    assert caught.value.code == "no_reward"


def test_the_example(model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["verl_rewards.py", "--model", str(model)])
    verl_rewards.main()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["SwiftRewardsManager", "NaiveRewardManager"]
    assert lines[0].split(" ", 1)[1] == lines[1].split(" ", 1)[1]
