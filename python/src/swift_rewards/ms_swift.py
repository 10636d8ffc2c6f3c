"""An ORM for ms-swift: ``--external_plugins my_plugin.py --reward_funcs swift_rewards`` with a file that says

>>> import swift_rewards.ms_swift                                                          # doctest: +SKIP

which reads ``$SWIFT_REWARDS_RECIPE``; ``register("my_reward", "recipe.json")`` makes others. Ground truths are the column that the recipe
names, or ``solution``, or ``answer``; lengths are those of ``response_token_ids``; groups are ``prompt_id``. None is "no reward", which
ms-swift leaves out.

ms-swift does not say whether it evaluates: with a recipe that keeps state, evaluations count as training.
"""

from __future__ import annotations

from typing import Any

from swift.rewards import ORM, orms

from ._batch_reward import BatchReward
from ._recipe import RecipeLike

__all__ = ["register"]


def register(name: str, recipe: RecipeLike | None = None, *, max_tokens: int | None = None) -> type[Any]:
    """Registers a reward for ``--reward_funcs NAME``, and returns its class."""

    class Reward(ORM):  # type: ignore[misc, unused-ignore]
        def __init__(self, args: Any = None, **options: Any) -> None:
            super().__init__(args, **options)
            limit = max_tokens if max_tokens is not None else getattr(args, "max_completion_length", None)
            self.core = BatchReward(recipe, name=name, max_tokens=limit)

        def __call__(
            self,
            completions: list[str],
            *,
            response_token_ids: list[Any] | None = None,
            is_truncated: list[bool] | None = None,
            prompt_id: list[Any] | None = None,
            messages: list[Any] | None = None,
            trainer_state: Any = None,
            **columns: Any,
        ) -> list[float | None]:
            return self.core.score(
                completions,
                columns,
                # The last message is the completion.
                prompts=None if messages is None else [each[:-1] for each in messages],
                token_counts=None if response_token_ids is None else [_count(ids) for ids in response_token_ids],
                truncated=is_truncated,
                group_ids=None if prompt_id is None or None in prompt_id else prompt_id,
                step=getattr(trainer_state, "global_step", None),
            ).rewards

    Reward.__name__ = Reward.__qualname__ = name
    orms[name] = Reward
    return Reward


def _count(ids: Any) -> int | None:
    """Tokens of a response: a list of them, or one list a turn."""
    if not ids:
        return None
    return sum(map(len, ids)) if isinstance(ids[0], (list, tuple)) else len(ids)


Reward = register("swift_rewards")
