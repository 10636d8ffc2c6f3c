"""Reward functions for TRL's trainers (``GRPOTrainer``, ``RLOOTrainer``, AsyncGRPO, and what is built on them).

>>> from swift_rewards.trl import Reward
>>> trainer = GRPOTrainer(model, reward_funcs=Reward("recipe.json"), ...)               # doctest: +SKIP

``Reward`` is one function; ``Reward(...).parts()`` is one function for each part of the recipe, for ``reward_weights``;
``AsyncReward`` is awaited; ``reward`` is for dotted paths (``--reward_funcs swift_rewards.trl.reward``) and reads
``$SWIFT_REWARDS_RECIPE``. Ground truths are the column that the recipe names, or ``solution``, or ``answer``; lengths are those of
``completion_ids``; rows of one prompt are a group. None is "no reward", which TRL leaves out.

Each call logs, under ``NAME/…``, the mean of each part, the outcomes, and how many rows have no reward, and for each completion the
outcome, the answer and the reason (``log_completions``).
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Sequence
from typing import Any

from ._batch_reward import BatchReward, ScoredBatch, process_count
from ._columns import listed
from ._rollout_text import token_count

__all__ = ["AsyncReward", "Checkpoints", "PartReward", "Reward", "reward"]


class Reward(BatchReward):
    """A reward function for ``reward_funcs``; picklable, also for AsyncGRPO's spawned worker."""

    def __call__(
        self,
        prompts: Sequence[Any],
        completions: Sequence[Any],
        completion_ids: Sequence[Sequence[int]] | None = None,
        **arguments: Any,
    ) -> list[float | None]:
        """The rewards, as TRL calls for them."""
        return self._scored(prompts, completions, completion_ids, **arguments).rewards

    def _scored(
        self,
        prompts: Sequence[Any],
        completions: Sequence[Any],
        completion_ids: Sequence[Sequence[int]] | None = None,
        *,
        trainer_state: Any = None,
        log_extra: Callable[[str, list[Any]], None] | None = None,
        log_metric: Callable[[str, float], None] | None = None,
        **columns: Any,
    ) -> ScoredBatch:
        batch = self.score(
            completions,
            columns,
            prompts=prompts,
            token_counts=None if completion_ids is None else _token_counts(completion_ids),
            step=getattr(trainer_state, "global_step", None),
            evaluating=_is_evaluating(log_metric),
        )
        if log_metric is not None:
            for name, value in batch.metrics().items():
                log_metric(f"{self.__name__}/{name}", value)
        if log_extra is not None:
            log_extra(f"{self.__name__}/outcome", [verdict.outcome for verdict in batch.verdicts])
            log_extra(f"{self.__name__}/extracted", [verdict.extracted for verdict in batch.verdicts])
            log_extra(f"{self.__name__}/reason", [verdict.reason for verdict in batch.verdicts])
        return batch

    def parts(self) -> list[PartReward]:
        """A reward function for each part, in order, so that TRL logs and weighs each; their sum is the reward.

        They share one scoring of a batch, and so one move of the state.
        """
        shared = _SharedBatch(self)
        return [PartReward(shared, part) for part in self.scorer.recipe.parts]

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, (type(self), self.scorer, self.__name__, self.max_tokens, self.usual_ground_truths)


class _SharedBatch:
    """The latest batch of a reward whose parts are asked for one after another, for the same completions."""

    def __init__(self, whole: Reward) -> None:
        self.whole = whole
        self._completions: Any = None
        self._batch: ScoredBatch | None = None
        self._asked: set[str] = set()

    def part(self, name: str, prompts: Any, completions: Any, arguments: dict[str, Any]) -> list[float | None]:
        """A part of the batch, which is scored when it is another one, or when a part is asked for again."""
        if self._batch is None or self._completions is not completions or name in self._asked:
            self._batch = self.whole._scored(prompts, completions, **arguments)
            self._completions, self._asked = completions, set()
        self._asked.add(name)
        return self._batch.parts[name]

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _SharedBatch, (self.whole,)


class PartReward:
    """One part of a reward as a reward function of its own."""

    def __init__(self, shared: _SharedBatch, part: str) -> None:
        self._shared = shared
        self.part = part
        self.__name__ = f"{shared.whole.__name__}/{part}"
        self.__qualname__ = self.__name__

    def __call__(self, prompts: Sequence[Any], completions: Sequence[Any], **arguments: Any) -> list[float | None]:
        return self._shared.part(self.part, prompts, completions, arguments)

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return PartReward, (self._shared, self.part)


class AsyncReward(Reward):
    """The same as a coroutine: TRL runs it at the same time as other asynchronous rewards."""

    async def __call__(  # type: ignore[override]
        self, prompts: Sequence[Any], completions: Sequence[Any], *arguments: Any, **columns: Any
    ) -> list[float | None]:
        if self.scorer.recipe.level != "response" and process_count() > 1:
            # Before anything is awaited, so that all processes gather their batches in one order.
            return self._scored(prompts, completions, *arguments, **columns).rewards
        return (await asyncio.to_thread(self._scored, prompts, completions, *arguments, **columns)).rewards

    def parts(self) -> list[PartReward]:
        """Not for coroutines, which TRL runs all at once."""
        raise TypeError("the parts of a reward are asked for one after another: use `Reward(...).parts()`")


def _token_counts(completion_ids: Any) -> list[int | None]:
    return [token_count(ids, f"completion_ids[{row}]") for row, ids in enumerate(listed(completion_ids, "completion_ids"))]


def _restored(kind: type[Reward], scorer: Any, name: str, max_tokens: int | None, usual: tuple[str, ...]) -> Reward:
    return kind(scorer, name=name, max_tokens=max_tokens, usual_ground_truths=usual)


def _is_evaluating(log_metric: Any) -> bool:
    """Whether the trainer evaluates: TRL does not say so, but hands over a method of its own, and its model knows."""
    model = getattr(getattr(log_metric, "__self__", None), "model", None)
    return model is not None and not getattr(model, "training", True)


@functools.cache
def _default() -> Reward:
    return Reward()


def reward(prompts: Sequence[Any], completions: Sequence[Any], **arguments: Any) -> list[float | None]:
    """The reward by ``$SWIFT_REWARDS_RECIPE``, or by the verifier ``math``: for trainers that take dotted paths."""
    return _default()(prompts, completions, **arguments)


# What TRL's log calls it; pickle goes by `__qualname__`.
reward.__name__ = "swift_rewards"


def __getattr__(name: str) -> Any:
    # Needs transformers, which the reward functions do not.
    if name == "Checkpoints":
        from ._trainer_checkpoints import Checkpoints

        return Checkpoints
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
