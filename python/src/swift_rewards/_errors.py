"""What goes wrong with recipes, names, states, rows and columns."""

from __future__ import annotations

from typing import Any

_FIELDS = ("message", "line", "row", "field", "found", "expected", "nearest", "source")


class RewardsError(ValueError):
    """A fact about something that went wrong: what kind, where, what was found and what was expected.

    What a model wrote is never an error but a verdict. Findings about data (``ScoredRows.findings``, ``Scores.findings``)
    are of this type too, and are not raised.
    """

    code: str
    """What kind, for programs: ``unknown_verifier``, ``invalid_value``, ``busy``, …"""
    message: str
    """The whole as a sentence."""
    line: int | None
    """The line of a row, from 1."""
    row: int | None
    """The row of a batch, from 0."""
    field: str | None
    """The field or key, as a path: ``shapers[1].alpha``."""
    found: str | None
    expected: str | None
    nearest: str | None
    """The nearest valid name."""
    source: str | None
    """The verifier or shaper that says so."""

    def __init__(
        self,
        code: str,
        message: str | None = None,
        line: int | None = None,
        row: int | None = None,
        field: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        nearest: str | None = None,
        source: str | None = None,
    ) -> None:
        if message is None:
            subject = f" `{field}`" if field else ""
            message = f"{code}{subject}"
            message += f": found {found}" if found else ""
            message += f", expected {expected}" if expected else ""
            message += f"; did you mean `{nearest}`?" if nearest else ""
        place = f"line {line}: " if line is not None else f"row {row}: " if row is not None else ""
        super().__init__(place + message)
        self.code = code
        self.message = message
        self.line = line
        self.row = row
        self.field = field
        self.found = found
        self.expected = expected
        self.nearest = nearest
        self.source = source

    def placed(self, place: str) -> RewardsError:
        """The same error with the place where it is, such as a file, in front of its sentence."""
        code, _, *facts = self.__reduce__()[1]
        return type(self)(code, f"{place}: {self.message}", *facts)

    def __reduce__(self) -> tuple[type[RewardsError], tuple[Any, ...]]:
        return type(self), (self.code, *(getattr(self, name) for name in _FIELDS))

    def __repr__(self) -> str:
        facts = "".join(f", {name}={getattr(self, name)!r}" for name in _FIELDS if getattr(self, name) is not None)
        return f"RewardsError({self.code!r}{facts})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RewardsError) and self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash(self.__reduce__()[1])


def finding(facts: dict[str, Any]) -> RewardsError:
    """The finding that the library tells of in JSON."""
    return RewardsError(**facts)
