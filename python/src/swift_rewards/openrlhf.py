"""A reward function for OpenRLHF: ``--reward.remote_url my_reward.py`` with a file that says

>>> from swift_rewards.openrlhf import reward_func                                       # doctest: +SKIP

which reads ``$SWIFT_REWARDS_RECIPE``, or

>>> from swift_rewards.openrlhf import RewardFunc                                        # doctest: +SKIP
>>> reward_func = RewardFunc("recipe.json", no_reward=0.0)                               # doctest: +SKIP

OpenRLHF gives the prompt and the response in one text with special tokens, and asks for each by itself: recipes whose rewards depend on
other responses are refused. A response without a reward would break its batch: ``no_reward`` says what it gets instead. Leave length
penalties either to OpenRLHF's own options or to the recipe.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from ._columns import listed
from ._errors import RewardsError
from ._judged_completion import CompletionJudge, JudgedCompletion, NoReward
from ._recipe import RecipeLike
from ._rollout_text import text_of_one, without_end_tokens

__all__ = ["RewardFunc", "reward_func"]


class RewardFunc:
    """``reward_func(queries, prompts, labels)``: ``rewards``, ``scores`` (the verdicts', for dynamic filtering) and ``extra_logs``."""

    def __init__(self, recipe: RecipeLike | None = None, *, no_reward: NoReward = 0.0) -> None:
        self.judge = CompletionJudge(recipe, no_reward=no_reward, knows_token_counts=False)

    def __call__(self, queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]) -> dict[str, Any]:
        rows = listed(queries, "queries")
        given = {"prompts": listed(prompts, "prompts"), "labels": listed(labels, "labels")}
        for name, values in given.items():
            if len(values) != len(rows):
                raise RewardsError("length_mismatch", field=name, found=f"{len(values)}", expected=f"{len(rows)}, as many as queries")
        judged = [self._judged(at, query, *others) for at, (query, *others) in enumerate(zip(rows, *given.values()))]
        table = [each.numbers() for each in judged]
        columns = {name: _tensor([numbers[name] for numbers in table]) for name in (table[0] if table else ())}
        scores = columns.pop("acc", _tensor([]))
        return {"rewards": columns.pop("score", _tensor([])), "scores": scores, "extra_logs": columns}

    def _judged(self, at: int, query: Any, prompt: Any, label: Any) -> JudgedCompletion:
        asked = text_of_one(prompt, f"prompts[{at}]")
        return self.judge(_response(text_of_one(query, f"queries[{at}]"), asked), label, prompt=asked)


def _response(query: str | None, prompt: str | None) -> str | None:
    """What the model wrote: decoding may have changed the prompt, which then stays where it is."""
    return None if query is None else without_end_tokens(query.removeprefix(prompt or ""))


def _tensor(values: list[float]) -> Any:
    import torch

    return torch.tensor(values, dtype=torch.float32)


@functools.cache
def _default() -> RewardFunc:
    return RewardFunc()


def reward_func(queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]) -> dict[str, Any]:
    """The rewards by ``$SWIFT_REWARDS_RECIPE``, or by the verifier ``math``."""
    return _default()(queries, prompts, labels)
