"""A verifier for open-instruct, which finds the subclasses of its ``VerifierFunction`` and picks them by a row's ``dataset``.

>>> import swift_rewards.open_instruct                                     # before training starts    # doctest: +SKIP

registers ``swift_rewards``, which reads ``$SWIFT_REWARDS_RECIPE``; ``verifier_class("recipe.json", name="my_math")`` makes others. The
score is the reward, each prediction by itself: recipes whose rewards depend on other predictions are refused. open-instruct has no word
for "no reward": ``no_reward`` says what it gets instead, a number, or ``"raise"``. ``reasoning`` holds the verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from open_instruct.ground_truth_utils import VerificationResult, VerifierFunction

from ._judged_completion import CompletionJudge, NoReward
from ._recipe import RecipeLike

__all__ = ["SwiftRewardsVerifier", "verifier_class"]


def verifier_class(
    recipe: RecipeLike | None = None, *, name: str = "swift_rewards", no_reward: NoReward = 0.0, weight: float = 1.0
) -> type[Any]:
    """A verifier class for rows whose ``dataset`` is ``name``; open-instruct makes the instance."""

    class Verifier(VerifierFunction):  # type: ignore[misc, unused-ignore]
        def __init__(self, verifier_config: Any = None) -> None:
            super().__init__(name, weight=weight, verifier_config=verifier_config)
            self.judge = CompletionJudge(recipe, no_reward=no_reward)

        def __call__(
            self,
            tokenized_prediction: Sequence[int],
            prediction: str,
            label: Any,
            query: str | None = None,
            rollout_state: Any = None,
        ) -> Any:
            judged = self.judge(prediction, label, token_count=len(tokenized_prediction), prompt=query)
            verdict = judged.verdict
            why = f"{verdict.outcome}: {verdict.reason or verdict.proof or verdict.extracted or ''}".rstrip(": ")
            return VerificationResult(score=judged.reward, reasoning=why)

    Verifier.__name__ = Verifier.__qualname__ = f"SwiftRewardsVerifier_{name}"
    return Verifier


# Kept here: open-instruct finds subclasses that something refers to.
SwiftRewardsVerifier = verifier_class()
