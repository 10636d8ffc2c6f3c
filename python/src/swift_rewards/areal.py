"""Reward functions for AReaL's workflows, which call them in a pool of processes.

>>> from swift_rewards.areal import Reward
>>> RLVRWorkflow(reward_fn=Reward("recipe.json"), ...)                                    # doctest: +SKIP

or by name, ``reward_fn="swift_rewards.areal.reward"``, which reads ``$SWIFT_REWARDS_RECIPE``. The ground truth is the row's column that
the recipe names, or ``answer``, or ``solution``. AReaL asks for each completion by itself: recipes whose rewards depend on other
completions are refused. It has no word for "no reward": ``no_reward`` says what it gets instead, a number, or ``"raise"``.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from ._judged_completion import CompletionJudge, NoReward, ground_truth_of
from ._recipe import RecipeLike
from ._rollout_text import text_of_one, token_count, without_end_tokens

__all__ = ["Reward", "reward"]


class Reward:
    """``reward_fn(prompt, completions, prompt_ids, completion_ids, **row)``; picklable."""

    def __init__(
        self,
        recipe: RecipeLike | None = None,
        *,
        no_reward: NoReward = 0.0,
        max_tokens: int | None = None,
        name: str = "swift_rewards",
    ) -> None:
        """
        :param max_tokens: the limit of generation: completions of that many tokens count as truncated.
        """
        self.judge = CompletionJudge(recipe, no_reward=no_reward)
        self.max_tokens = max_tokens
        self.__name__ = name
        self.__qualname__ = name

    def __call__(
        self, prompt: str, completions: str, prompt_ids: Sequence[int], completion_ids: Sequence[int], **row: Any
    ) -> float:
        recipe, count = self.judge.recipe, token_count(completion_ids, "completion_ids")
        completion = text_of_one(completions, "completions")
        return self.judge(
            None if completion is None else without_end_tokens(completion),
            ground_truth_of(row, self.judge, "answer", "solution"),
            token_count=count,
            truncated=None if self.max_tokens is None or count is None else count >= self.max_tokens,
            metadata=row.get(recipe.field_name("metadata")),
            prompt=prompt,
            **{name: value for name, value in row.items() if recipe.looks_at(name)},
        ).reward

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, (self.judge.recipe, self.judge.no_reward, self.max_tokens, self.__name__)


def _restored(recipe: RecipeLike, no_reward: NoReward, max_tokens: int | None, name: str) -> Reward:
    return Reward(recipe, no_reward=no_reward, max_tokens=max_tokens, name=name)


@functools.cache
def _default() -> Reward:
    return Reward()


def reward(
    prompt: str, completions: str, prompt_ids: Sequence[int], completion_ids: Sequence[int], **row: Any
) -> float:
    """The reward by ``$SWIFT_REWARDS_RECIPE``, or by the verifier ``math``: for configurations that name it."""
    return _default()(prompt, completions, prompt_ids, completion_ids, **row)
