"""Rewards for verl: a ``compute_score`` for its managers, and a reward manager of our own.

.. code-block:: yaml

    reward:
      custom_reward_function:            # any of verl's reward managers
        path: pkg://swift_rewards.verl
        name: compute_score
        reward_kwargs: {recipe: recipe.json, no_reward: 0.0}

    reward:                              # ours, which knows lengths in tokens; registered as verl starts
      reward_manager: {name: swift_rewards}
      reward_kwargs: {swift_rewards: {recipe: recipe.json, no_reward: 0.0}}

Without a recipe, ``$SWIFT_REWARDS_RECIPE``, or else the verifier ``math``. verl asks for each completion by itself, so a recipe whose
rewards depend on other completions is refused; and it has no word for "no reward": ``no_reward`` says what it gets instead, a number, or
``"raise"``, which ends the run. What happened is in the column ``no_reward`` and on the logger ``swift_rewards``.
"""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Mapping
from typing import Any

from . import _json
from ._errors import RewardsError
from ._judged_completion import CompletionJudge, NoReward
from ._recipe import Recipe

__all__ = ["compute_score", "compute_score_async", "judge"]


def judge(recipe: Any = None, no_reward: NoReward = 0.0, knows_token_counts: bool = True) -> CompletionJudge:
    """The judge for a recipe as verl's configuration has it; made once."""
    if isinstance(recipe, Mapping) or hasattr(recipe, "items"):
        recipe = json.dumps(recipe, default=_plain)
    return _judge(recipe, no_reward, knows_token_counts)


@functools.lru_cache(maxsize=64)
def _judge(recipe: str | Recipe | None, no_reward: NoReward, knows_token_counts: bool) -> CompletionJudge:
    return CompletionJudge(recipe, no_reward=no_reward, knows_token_counts=knows_token_counts)


def _plain(value: Any) -> Any:
    """OmegaConf's mappings and lists."""
    return dict(value.items()) if hasattr(value, "items") else list(value)


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    *,
    recipe: Any = None,
    no_reward: NoReward = 0.0,
    **_: Any,
) -> dict[str, float]:
    """The reward of a response, ``score``, and its parts: always the same columns, each a number.

    It is not told how many tokens the response has: shapers of length need ``"length": "characters"``, or the manager.
    """
    one = judge(recipe, no_reward, knows_token_counts=False)
    return one(solution_str, ground_truth, metadata=_metadata(extra_info), data_source=data_source).numbers()


async def compute_score_async(*arguments: Any, **options: Any) -> dict[str, float]:
    """``compute_score`` on a thread of the running loop's pool."""
    return await asyncio.to_thread(compute_score, *arguments, **options)


def _metadata(extra_info: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What of ``extra_info`` is data: verl and its data sets also put images, tools and other objects there."""
    return {name: value for name, value in extra_info.items() if _is_data(value)} if extra_info else None


def _is_data(value: Any) -> bool:
    try:
        _json.encoded(value, "extra_info")
    except RewardsError:
        return False
    return True
