"""ms-swift's own path: the plugin is imported by its arguments' code, and the rewards computed by its algorithm."""

from __future__ import annotations

import math
from typing import Any

import pytest
from conftest import EXAMPLES

pytest.importorskip("swift.rewards")
import torch
from swift.arguments.base_args.base_args import BaseArguments
from swift.rewards import orms
from swift.rl_core.data import GRPOSample
from swift.rl_core.grpo_algorithm import compute_rewards_per_func

from swift_rewards import Scorer

TEXTS = [r"\boxed{4}", r"\boxed{4}", r"\boxed{2}", r"\boxed{4}", r"\boxed{1}"]
LENGTHS = [3, 9, 5, 4, 7]
GROUPS = ["p", "p", "p", "q", "q"]
TRUTHS = ["4", "4", "4", r"\frac{1}{", r"\frac{1}{"]


def samples(nested: bool) -> list[GRPOSample]:
    return [
        GRPOSample(
            messages=[{"role": "user", "content": "2+2?"}, {"role": "assistant", "content": text}],
            prompt_id=group,
            response_token_ids=[[7] * (length - 1), [7]] if nested else [7] * length,
            finish_reason="stop",
            extra={"solution": truth},
        )
        for text, length, group, truth in zip(TEXTS, LENGTHS, GROUPS, TRUTHS)
    ]


def expected() -> list[float | None]:
    recipe = {"version": 1, "verifier": "math", "shapers": ["kimi_length"]}
    columns: dict[str, Any] = {"completion": TEXTS, "ground_truth": TRUTHS, "group_id": GROUPS, "token_count": LENGTHS}
    return Scorer(recipe).score_columns(**columns).rewards


@pytest.mark.parametrize("nested", [False, True], ids=["one turn", "turns"])
def test_a_plugin_file(nested: bool) -> None:
    arguments = BaseArguments.__new__(BaseArguments)
    arguments.external_plugins, arguments.custom_register_path = [str(EXAMPLES / "ms_swift_plugin.py")], []
    arguments._import_external_plugins()
    reward = orms["math_short"](args=None)
    found = compute_rewards_per_func(samples(nested), [reward], [None], torch.device("cpu"))[:, 0].tolist()
    assert [None if math.isnan(value) else value for value in found] == pytest.approx(expected(), abs=1e-6)
    assert expected()[3] is None and expected()[0] != expected()[1], "no reward stays none, and a group counts"


def test_the_registered_name() -> None:
    import swift_rewards.ms_swift  # noqa: F401

    assert orms["swift_rewards"](args=None)(["\\boxed{4}"], solution=["4"]) == [1.0]
