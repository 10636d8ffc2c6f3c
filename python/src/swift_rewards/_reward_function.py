"""A scorer as the plain callable that a loop of one's own, or a trainer, takes as its reward function."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from ._judged_completion import why_no_reward
from ._recipe import RecipeLike
from ._reporting import Reporter
from ._rollout_text import texts
from ._scorer import Column, Scorer


class RewardFunction:
    """Completions and columns in, one reward each out; None where there is none.

    Picklable, with a ``__name__``, callable from any thread and after ``fork``; ``call_async`` is the same for an
    event loop. One call has whole groups: completions with the same ``group_id``. Why there is no reward, and what is
    wrong with the data, is told on the logger ``swift_rewards``, the 1st, 10th, 100th … time.

    >>> reward = RewardFunction("math", name="math_reward")
    >>> reward(["so \\\\boxed{0.5}", "no idea"], ground_truth=["1/2", "1/2"])
    [1.0, 0.0]
    """

    def __init__(self, recipe: RecipeLike | Scorer, *, name: str = "swift_rewards") -> None:
        """
        :param recipe: what is done; a scorer goes on from its state.
        :param name: what logs call it.
        """
        self.scorer = recipe if isinstance(recipe, Scorer) else Scorer(recipe)
        self.__name__ = name
        self.__qualname__ = name
        self._reporter = Reporter()

    def __call__(self, completions: Sequence[Any], ground_truth: Column | None = None, **columns: Column) -> list[float | None]:
        scores = self.scorer.score_columns(completion=texts(completions), ground_truth=ground_truth, **columns)
        self._reporter.findings(scores.findings)
        rewards = scores.rewards
        if None in rewards:
            reason = why_no_reward(scores.verdict(rewards.index(None)), scores.findings)
            self._reporter.no_reward(reason, "None", rewards.count(None))
        return rewards

    async def call_async(
        self, completions: Sequence[Any], ground_truth: Column | None = None, **columns: Column
    ) -> list[float | None]:
        """The same, on a thread of the running loop's pool."""
        return await asyncio.to_thread(self, completions, ground_truth, **columns)

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, (self.scorer, self.__name__)

    def __repr__(self) -> str:
        return f"<{self.__name__}: {self.scorer!r}>"


def _restored(scorer: Scorer, name: str) -> RewardFunction:
    return RewardFunction(scorer, name=name)
