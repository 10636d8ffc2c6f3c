"""One completion at a time, for trainers that ask so: the core of the adapters for verl, OpenRLHF, AReaL, verifiers and open-instruct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ._default_recipe import recipe_or_default
from ._errors import RewardsError
from ._recipe import RecipeLike
from ._reporting import Reporter
from ._scorer import Scorer
from ._verdict import Verdict

NoReward = float | Literal["raise"]
"""What a trainer that has no word for "no reward" gets instead: a number, or a ``RewardsError`` (``no_reward``)."""

_reporter = Reporter()


@dataclass(frozen=True)
class JudgedCompletion:
    """What became of one completion."""

    reward: float
    """The reward, or what stands for it where there is none."""
    has_reward: bool
    """Whether ``reward`` is one."""
    parts: Mapping[str, float | None]
    """The parts of the reward by name, in the order of the recipe."""
    verdict: Verdict

    def numbers(self) -> dict[str, float]:
        """All of it in numbers under names that are the same for every completion of a recipe, for trainers' tables.

        ``score`` (the reward), ``acc`` (the verdict's score), ``no_reward``, ``no_answer`` and ``unverifiable`` (0 or 1), and every
        part under its name; a part that is not there counts 0, as ``no_reward`` tells.
        """
        outcome = self.verdict.outcome
        numbers = {
            "score": self.reward,
            "acc": self.verdict.score,
            "no_reward": float(not self.has_reward),
            "no_answer": float(outcome == "no_answer"),
            "unverifiable": float(outcome == "unverifiable"),
        }
        for name, value in self.parts.items():
            numbers[f"{name}_part" if name in numbers else name] = 0.0 if value is None else value
        return numbers


class CompletionJudge:
    """A recipe for trainers that ask for each completion by itself. Picklable; any number of threads may use one.

    Such a trainer cannot use a recipe whose rewards depend on other completions: it is refused when the judge is made.
    """

    def __init__(
        self, recipe: RecipeLike | None = None, *, no_reward: NoReward = 0.0, knows_token_counts: bool = True
    ) -> None:
        """
        :param recipe: a recipe, what one is made from, the path of one, or the name of a verifier; None: ``$SWIFT_REWARDS_RECIPE``,
            or else the verifier ``math``.
        :param no_reward: what the trainer gets where there is no reward; told on the logger ``swift_rewards``.
        :param knows_token_counts: whether the trainer tells how many tokens a completion has.
        :raises RewardsError: ``unsupported_recipe``: it needs what this trainer does not tell.
        """
        self.recipe = recipe_or_default(recipe)
        if self.recipe.level != "response":
            raise RewardsError(
                "unsupported_recipe",
                field="shapers",
                found=f"a recipe of level `{self.recipe.level}`",
                expected="level `response`: this trainer asks for each completion by itself, without its group",
            )
        given = self.recipe.json
        counts_tokens = given.get("length", "tokens") == "tokens" and "length" not in given.get("inputs", {})
        if self.recipe.uses_length and counts_tokens and not knows_token_counts:
            raise RewardsError(
                "unsupported_recipe",
                field="length",
                found="lengths in tokens",
                expected='`"length": "characters"`: this trainer does not tell how many tokens a completion has',
            )
        if no_reward != "raise" and not isinstance(no_reward, (int, float)):
            raise RewardsError("invalid_value", field="no_reward", found=repr(no_reward), expected='a number or "raise"')
        self.no_reward: NoReward = no_reward
        self.knows_token_counts = knows_token_counts
        # One row has nothing to share among threads.
        self._scorer = Scorer(self.recipe, threads=1)

    def __call__(
        self,
        completion: str | None,
        ground_truth: Any,
        *,
        token_count: int | None = None,
        truncated: bool | None = None,
        metadata: Mapping[str, Any] | None = None,
        prompt: str | None = None,
        **others: Any,
    ) -> JudgedCompletion:
        """Judges a completion; ``others`` are further fields of the row, of which the recipe's route and inputs are looked at.

        :raises RewardsError: ``no_reward``, where ``no_reward="raise"``.
        """
        scores = self._scorer.score_columns(
            completion=[completion],
            ground_truth=None if ground_truth is None else [ground_truth],
            token_count=None if token_count is None else [token_count],
            truncated=None if truncated is None else [truncated],
            metadata=None if metadata is None else [metadata],
            prompt=None if prompt is None else [prompt],
            **{name: [value] for name, value in others.items() if self.recipe.looks_at(name)},
        )
        reward, verdict = scores.rewards[0], scores.verdict(0)
        _reporter.findings(scores.findings)
        parts = {name: values[0] for name, values in scores.parts.items()}
        if reward is not None:
            return JudgedCompletion(reward, True, parts, verdict)
        reason = why_no_reward(verdict, scores.findings)
        if self.no_reward == "raise":
            raise RewardsError("no_reward", found=reason, source=verdict.verifier)
        _reporter.no_reward(reason, f"{self.no_reward}")
        return JudgedCompletion(float(self.no_reward), False, parts, verdict)

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, (self.recipe, self.no_reward, self.knows_token_counts)


def _restored(recipe: RecipeLike, no_reward: NoReward, knows_token_counts: bool) -> CompletionJudge:
    return CompletionJudge(recipe, no_reward=no_reward, knows_token_counts=knows_token_counts)


def why_no_reward(verdict: Verdict, findings: Iterable[RewardsError] = ()) -> str:
    """Why a row has no reward: its verdict could not be had, or else what was found wrong with the row or its batch."""
    if verdict.reason is not None:
        return f"{verdict.outcome}, {verdict.reason}"
    return next((each.code for each in findings), verdict.outcome)


def ground_truth_of(row: Mapping[str, Any], judge: CompletionJudge, *usual: str) -> Any:
    """The ground truth in a trainer's row: the recipe's field, or else under one of the trainer's usual names.

    :raises RewardsError: ``missing_field``, telling what there is.
    """
    wanted = (judge.recipe.field_name("ground_truth"), *usual)
    for name in wanted:
        if name in row:
            return row[name]
    raise missing_ground_truth(wanted, row)


def missing_ground_truth(wanted: tuple[str, ...], row: Mapping[str, Any]) -> RewardsError:
    """There is no column of ground truths."""
    there = ", ".join(f"`{name}`" for name in row) or "nothing"
    others = " or ".join(f"`{name}`" for name in dict.fromkeys(wanted[1:]) if name != wanted[0])
    return RewardsError(
        "missing_field",
        field=wanted[0],
        found=there,
        expected=f"it{', or ' + others if others else ''}; a recipe's `fields` names another: {{\"ground_truth\": …}}",
    )
