"""The finding of a verifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NoReturn

Outcome = Literal["correct", "incorrect", "no_answer", "unverifiable"]


@dataclass(frozen=True)
class Verdict:
    """What a verifier found, with its evidence: a record, and no truth value."""

    outcome: Outcome
    """``correct``, ``incorrect``, ``no_answer`` (nothing to judge), or ``unverifiable`` (it could not be decided)."""
    score: float
    """How much is right, from 0 to 1."""
    verifier: str
    version: int
    """The verifier's version; raised whenever a verdict can change."""
    extracted: str | None = None
    """The candidate answer as it stands in the completion."""
    proof: str | None = None
    """How it was decided: ``text``, ``rational``, ``algebraic``, …"""
    leniencies: tuple[str, ...] = ()
    """The named leniencies that were used."""
    reason: str | None = None
    """Why it is unverifiable: ``malformed_ground_truth``, ``undecided``, ``limit_exceeded``, …"""
    charged_to: Literal["completion", "ground_truth", "verifier"] | None = None
    """Whose doing it is that it is unverifiable."""
    detail: str | None = None
    """More about it, for people."""
    steps: tuple[tuple[str, str], ...] = ()
    """What was done on the way (name, finding), when ``explain`` was asked for."""

    @property
    def is_correct(self) -> bool:
        """Whether the answer was decided to be right."""
        return self.outcome == "correct"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"a verdict is no truth value (it is `{self.outcome}`): ask `.is_correct`, `.outcome` or `.score`")


def verdict(facts: dict[str, Any]) -> Verdict:
    """The verdict that the library tells of in JSON."""
    return Verdict(
        outcome=facts["outcome"],
        score=facts["score"],
        verifier=facts["verifier"],
        version=facts["version"],
        extracted=facts.get("extracted"),
        proof=facts.get("proof"),
        leniencies=tuple(facts.get("leniencies", ())),
        reason=facts.get("reason"),
        charged_to=facts.get("charged_to"),
        detail=facts.get("detail"),
        steps=tuple((step["step"], step["finding"]) for step in facts.get("steps", ())),
    )
