"""Rewards and metrics for PrimeIntellect's verifiers (0.4), plugged into a task by its configuration or with its decorators.

.. code-block:: toml

    [env.taskset.task.rewards]
    swift_rewards = { fn = "swift_rewards.verifiers:reward", weight = 1.0 }

    [env.taskset.task.metrics]
    swift_rewards = { fn = "swift_rewards.verifiers:metrics" }

They read ``$SWIFT_REWARDS_RECIPE``; ``TaskReward("recipe.json")`` is for code. The ground truth is the task's field that the recipe
names, or ``answer``, or ``solution``. The rewards are the recipe's parts, whose sum is the reward. Where there is none the trace gets an
error and no number, which verifiers tells from 0; ``no_reward=0.0`` makes it a number. Each trace is judged by itself: recipes whose
rewards depend on other traces are refused.
"""

from __future__ import annotations

import asyncio
import functools
from typing import Any

from ._judged_completion import CompletionJudge, JudgedCompletion, NoReward, ground_truth_of
from ._recipe import RecipeLike

__all__ = ["TaskReward", "metrics", "reward"]


class TaskReward:
    """``reward`` and ``metrics`` of a recipe."""

    def __init__(self, recipe: RecipeLike | None = None, *, no_reward: NoReward = "raise") -> None:
        self.judge = CompletionJudge(recipe, no_reward=no_reward)
        # Metrics say that there is no reward; they are no place to raise it.
        self._counting = CompletionJudge(self.judge.recipe)

    async def reward(self, task: Any, trace: Any) -> dict[str, float]:
        """The parts of the reward by name."""
        judged = await asyncio.to_thread(self._judged, self.judge, task, trace)
        if judged.has_reward:
            return {name: 0.0 if value is None else value for name, value in judged.parts.items()}
        # All parts, so that every trace has the same.
        return {name: judged.reward if at == 0 else 0.0 for at, name in enumerate(judged.parts)}

    async def metrics(self, task: Any, trace: Any) -> dict[str, float]:
        """The verdict's score, and whether there was an answer, a decision and a reward."""
        numbers = (await asyncio.to_thread(self._judged, self._counting, task, trace)).numbers()
        return {name: numbers[name] for name in ("acc", "no_answer", "unverifiable", "no_reward")}

    @staticmethod
    def _judged(judge: CompletionJudge, task: Any, trace: Any) -> JudgedCompletion:
        recipe, row = judge.recipe, _fields(task)
        return judge(
            trace.last_reply,
            ground_truth_of(row, judge, "answer", "solution"),
            token_count=_int(getattr(trace, "num_output_tokens", None)),
            truncated=getattr(trace, "is_truncated", None),
            metadata=row.get(recipe.field_name("metadata")),
            prompt=row["prompt"] if isinstance(row.get("prompt"), str) else None,
            **{name: value for name, value in row.items() if recipe.looks_at(name)},
        )


def _fields(task: Any) -> dict[str, Any]:
    """The fields of a task's data, by name."""
    names = getattr(type(task), "model_fields", None)
    return {name: getattr(task, name) for name in names} if names is not None else dict(vars(task))


def _int(value: Any) -> int | None:
    return None if value is None else int(value)


@functools.cache
def _default() -> TaskReward:
    return TaskReward()


async def reward(task: Any, trace: Any) -> dict[str, float]:
    """The parts of the reward by ``$SWIFT_REWARDS_RECIPE``, or by the verifier ``math``."""
    return await _default().reward(task, trace)


async def metrics(task: Any, trace: Any) -> dict[str, float]:
    """The verdict in numbers by ``$SWIFT_REWARDS_RECIPE``, or by the verifier ``math``."""
    return await _default().metrics(task, trace)
