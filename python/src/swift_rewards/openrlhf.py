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

from ._judged_completion import CompletionJudge, NoReward
from ._recipe import RecipeLike
from ._rollout_text import without_end_tokens

__all__ = ["RewardFunc", "reward_func"]


class RewardFunc:
    """``reward_func(queries, prompts, labels)``: ``rewards``, ``scores`` (the verdicts', for dynamic filtering) and ``extra_logs``."""

    def __init__(self, recipe: RecipeLike | None = None, *, no_reward: NoReward = 0.0) -> None:
        self.judge = CompletionJudge(recipe, no_reward=no_reward, knows_token_counts=False)

    def __call__(self, queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]) -> dict[str, Any]:
        judged = [
            self.judge(_response(query, prompt), label, prompt=prompt)
            for query, prompt, label in zip(queries, prompts, labels, strict=True)
        ]
        table = [each.numbers() for each in judged]
        columns = {name: _tensor([numbers[name] for numbers in table]) for name in (table[0] if table else ())}
        scores = columns.pop("acc", _tensor([]))
        return {"rewards": columns.pop("score", _tensor([])), "scores": scores, "extra_logs": columns}


def _response(query: str, prompt: str) -> str:
    """What the model wrote: decoding may have changed the prompt, which then stays where it is."""
    return without_end_tokens(query.removeprefix(prompt))


def _tensor(values: list[float]) -> Any:
    import torch

    return torch.tensor(values, dtype=torch.float32)


@functools.cache
def _default() -> RewardFunc:
    return RewardFunc()


def reward_func(queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]) -> dict[str, Any]:
    """The rewards by ``$SWIFT_REWARDS_RECIPE``, or by the verifier ``math``."""
    return _default()(queries, prompts, labels)
