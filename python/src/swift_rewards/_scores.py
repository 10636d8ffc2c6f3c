"""What became of a batch that was scored by columns."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from ctypes import POINTER, c_double, c_uint8
from typing import Any, NoReturn, get_args

from . import _json, _library
from ._errors import RewardsError, finding
from ._library import ScoresRecord
from ._verdict import Outcome, Verdict, verdict

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""The outcomes by their numbers."""


class Scores:
    """Rewards, parts and verdicts of a batch, one for each row; verdicts are made when they are asked for.

    Iterating gives the rewards. The memory is the library's, and numpy arrays (``array``) look into it without a copy.
    """

    def __init__(self, record: Any, findings: Iterable[RewardsError] = ()) -> None:
        self._record = record
        self._own_findings = tuple(findings)
        self._facts: ScoresRecord = record.contents
        self._count = int(self._facts.count)
        self.part_names: tuple[str, ...] = tuple(name.decode() for name in self._facts.part_names[: self._facts.part_count])

    def __del__(self) -> None:
        record = getattr(self, "_record", None)
        if record:
            _library.library.rewards_scores_free(record)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[float | None]:
        return iter(self.rewards)

    @property
    def rewards(self) -> list[float | None]:
        """The rewards; None: no reward, skip the row."""
        return _optional(self._facts.rewards[: self._count])

    @property
    def scores(self) -> list[float]:
        """The verdicts' scores, from 0 to 1."""
        return list(self._facts.scores[: self._count])

    @property
    def outcomes(self) -> list[Outcome]:
        """The verdicts' outcomes."""
        return [OUTCOMES[number] for number in self._facts.outcomes[: self._count]]

    @property
    def parts(self) -> dict[str, list[float | None]]:
        """The parts of the rewards by name, in order; always the same names for a recipe."""
        n = self._count
        return {name: _optional(self._facts.parts[at * n : (at + 1) * n]) for at, name in enumerate(self.part_names)}

    @property
    def advantages(self) -> list[float | None] | None:
        """The advantages, where the recipe has a normaliser; otherwise None."""
        return _optional(self._facts.advantages[: self._count]) if self._facts.advantages else None

    @property
    def weights(self) -> list[float | None] | None:
        """The weights, where the recipe has selectors that give one; otherwise None."""
        return _optional(self._facts.weights[: self._count]) if self._facts.weights else None

    @property
    def selected(self) -> list[bool | None] | None:
        """Whether to train on each row, where the recipe has selectors that decide; otherwise None."""
        if not self._facts.selected:
            return None
        return [(False, True, None)[number] for number in self._facts.selected[: self._count]]

    def selection(self, row: int) -> dict[str, Any] | None:
        """The named values that the recipe's selectors give for a row, from 0, by selector."""
        result: dict[str, Any] | None = _json.decoded(
            _library.call_for_bytes("rewards_scores_selection", self._record, self._at(row))
        )
        return result

    def array(self, name: str = "rewards") -> Any:
        """``rewards``, ``scores``, ``outcomes``, ``advantages``, ``weights`` or a part as a numpy array, without a copy.

        NaN where there is no reward. Needs numpy. The array keeps this object alive, and must not be written to.
        """
        import numpy

        pointers: dict[str, tuple[Any, Any, int]] = {
            "rewards": (self._facts.rewards, c_double, 0),
            "scores": (self._facts.scores, c_double, 0),
            "outcomes": (self._facts.outcomes, c_uint8, 0),
        }
        if self._facts.advantages:
            pointers["advantages"] = (self._facts.advantages, c_double, 0)
        if self._facts.weights:
            pointers["weights"] = (self._facts.weights, c_double, 0)
        for at, part in enumerate(self.part_names):
            pointers.setdefault(part, (self._facts.parts, c_double, at))
        if name not in pointers:
            raise RewardsError("unknown_name", field=name, expected="one of " + ", ".join(pointers))
        start, kind, at = pointers[name]
        if self._count == 0:
            return numpy.empty(0, dtype=kind)
        address = ctypes.cast(start, ctypes.c_void_p).value or 0
        view = (kind * self._count).from_address(address + at * self._count * ctypes.sizeof(kind))
        view.owner = self
        result = numpy.frombuffer(view, dtype=kind)
        result.flags.writeable = False
        return result

    def verdict(self, row: int) -> Verdict:
        """The verdict of a row, from 0; negative counts from the end."""
        return verdict(_json.decoded(_library.call_for_bytes("rewards_scores_verdict", self._record, self._at(row))))

    def _at(self, row: int) -> int:
        at = row + self._count if row < 0 else row
        if not 0 <= at < self._count:
            raise IndexError(f"row {row} of {self._count}")
        return at

    @property
    def verdicts(self) -> list[Verdict]:
        """All verdicts."""
        return [self.verdict(row) for row in range(self._count)]

    @property
    def findings(self) -> tuple[RewardsError, ...]:
        """What is wrong with the data: ground truths that cannot be read, metadata that is none, batches that a shaper refused."""
        if self._facts.finding_count == 0:
            return self._own_findings
        found = _json.decoded(_library.call_for_bytes("rewards_scores_findings", self._record))
        return (*(finding(facts) for facts in found), *self._own_findings)

    def __reduce__(self) -> NoReturn:
        raise TypeError("scores do not pickle, because their memory is the library's: take `rewards`, `parts`, `outcomes` or `verdicts`")

    def __repr__(self) -> str:
        return f"<Scores of {self._count} rows>"


def _optional(values: list[float]) -> list[float | None]:
    return [None if value != value else value for value in values]


def make(scorer: Any, struct: Any, threads: int, findings: Iterable[RewardsError] = ()) -> Scores:
    """Scores a struct array; ``findings`` are those that were made on the way to it."""
    record = POINTER(ScoresRecord)()
    _library.call(
        "rewards_score_arrow", scorer, ctypes.byref(struct.schema), ctypes.byref(struct.array), threads, ctypes.byref(record)
    )
    return Scores(record, findings)
