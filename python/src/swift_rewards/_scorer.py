"""Scorers: a recipe with the state of its shapers."""

from __future__ import annotations

import asyncio
import operator
from collections.abc import Iterable, Mapping
from ctypes import POINTER, byref, cast
from typing import Any

from . import _arrow, _columns, _json, _library, _scores
from ._absent import is_absent
from ._errors import RewardsError, finding
from ._library import ArrowArray, ArrowSchema
from ._recipe import Recipe, RecipeLike, as_recipe
from ._scores import Scores

Column = Any
"""A list, a numpy array, or an Arrow array of any library."""


class ScoredRows(list[dict[str, Any]]):
    """Rows out, in the order of the rows in."""

    findings: tuple[RewardsError, ...]
    """What is wrong with the data: fields of a wrong type, ground truths that cannot be read, short groups, refused batches."""

    def __init__(self, rows: Iterable[dict[str, Any]] = (), findings: Iterable[RewardsError] = ()) -> None:
        super().__init__(rows)
        self.findings = tuple(findings)

    def __reduce__(self) -> Any:
        return ScoredRows, (list(self), self.findings)

    @property
    def rewards(self) -> list[float | None]:
        """The rewards; None: no reward, skip the row."""
        return [row["reward"] for row in self]


class Scorer:
    """Scores batches, and carries the state of the recipe's shapers from one to the next.

    One call has whole groups. A scorer whose recipe keeps no state may be used by any number of threads at once; one
    that keeps state refuses a second call at the same time (``code == "busy"``), because the order of its batches would be
    left to chance. Pickled as recipe and state: a copy in another process goes on by itself from there. Works after ``fork``, and under ``spawn``.

    >>> scorer = Scorer("math")
    >>> scorer.score_columns(completion=["so \\\\boxed{0.5}"], ground_truth=["1/2"]).rewards
    [1.0]
    """

    def __init__(self, recipe: RecipeLike, *, state: Mapping[str, Any] | None = None, threads: int = 0) -> None:
        """
        :param recipe: a recipe, what one is made from, or the name of a verifier.
        :param state: a saved state to go on from.
        :param threads: how many threads judge at once at most; 0: as many as this process may use cores. Changes no result.
        """
        self.recipe = as_recipe(recipe)
        try:
            threads = operator.index(threads)
        except TypeError:
            raise RewardsError("wrong_type", field="threads", found=type(threads).__name__, expected="an integer, at least 0") from None
        if not 0 <= threads < 1 << 32:
            raise RewardsError("invalid_value", field="threads", found=str(threads), expected="at least 0")
        self.threads = threads
        self._handle = _library.Handle("scorer", self.recipe.pointer)
        if state is not None:
            self.resume(state)

    # Rows

    def score(self, rows: Iterable[Mapping[str, Any]]) -> ScoredRows:
        """Scores rows; each comes back with ``verdict``, ``rewards`` (the parts) and ``reward`` (None = skip).

        They are what the command writes.

        :raises RewardsError: for a row that has no JSON; nothing is scored then.
        """
        if isinstance(rows, (Mapping, str, bytes)) or not isinstance(rows, Iterable):
            raise RewardsError("wrong_type", field="rows", found=type(rows).__name__, expected="a list of rows, which are mappings")
        lines = [_line(row, number) for number, row in enumerate(rows, 1)]
        output, findings = self._score_lines(b"\n".join(lines))
        scored = [_json.decoded(line) for line in output.splitlines()]
        if len(scored) != len(lines):
            raise next(each for each in findings if each.code in ("malformed_row", "line_too_long"))
        return ScoredRows(scored, findings)

    def score_jsonl(self, rows: bytes) -> tuple[bytes, tuple[RewardsError, ...]]:
        """Scores JSON Lines: what ``rewards score`` makes of a file with these bytes, to the byte, and the findings."""
        if not isinstance(rows, bytes):
            raise RewardsError("wrong_type", field="rows", found=type(rows).__name__, expected="bytes")
        return self._score_lines(rows)

    def _score_lines(self, rows: bytes) -> tuple[bytes, tuple[RewardsError, ...]]:
        output, findings = _library.Bytes(), _library.Bytes()
        _library.call("rewards_score_rows", self._handle.pointer, rows, len(rows), self.threads, byref(output), byref(findings))
        return _library.taken(output), tuple(finding(facts) for facts in _json.decoded(_library.taken(findings)))

    # Columns

    def score_columns(
        self,
        *,
        completion: Column,
        ground_truth: Column | None = None,
        prompt: Column | None = None,
        group_id: Column | None = None,
        step: Column | None = None,
        token_count: Column | None = None,
        truncated: Column | None = None,
        metadata: Column | None = None,
        **others: Column,
    ) -> Scores:
        """Scores a batch by columns: lists, numpy arrays or Arrow arrays, of one length; arrays are not copied.

        ``ground_truth`` may hold any JSON values, ``metadata`` mappings. Of ``others``, the recipe's route,
        paths of its ``inputs`` and ``**{"metadata.NAME": …}`` are looked at, so that a trainer can pass on all that it has.
        """
        given = {
            "completion": completion,
            "prompt": prompt,
            "group_id": group_id,
            "step": step,
            "token_count": token_count,
            "truncated": truncated,
        }
        columns = {self.recipe.field_name(name): values for name, values in given.items() if values is not None}
        if ground_truth is not None:
            name = self.recipe.field_name("ground_truth")
            ground_truth = _columns.one_array(ground_truth)
            if _columns.is_typed(ground_truth):
                columns[name] = ground_truth
            else:
                values = _columns.listed(ground_truth, "ground_truth")
                if all(isinstance(value, str) or is_absent(value) for value in values):
                    columns[name] = values
                else:
                    columns[f"{name}_json"] = _columns.as_json(values, "ground_truth")
        findings: list[RewardsError] = []
        if metadata is not None:
            name = self.recipe.field_name("metadata")
            columns[name], findings = _columns.as_mappings(_columns.listed(_columns.one_array(metadata), "metadata"), name)
        for name, values in others.items():
            if name in columns:
                raise RewardsError("duplicate_field", field=name, expected="it once")
            if self.recipe.looks_at(name):
                columns[name] = values
        return _scores.make(self._handle.pointer, _columns.Struct(columns), self.threads, findings)

    def score_arrow(self, batch: Any) -> Scores:
        """Scores an Arrow record batch, or a struct array, of any library, without a copy.

        Its columns are the fields of rows, by name. With pyarrow, tables, data frames, and columns of other types are made into such a batch.

        :param batch: anything with ``__arrow_c_array__`` or ``__arrow_c_stream__``.
        """
        batch = _arrow.struct(batch, self.recipe)
        capsules = batch.__arrow_c_array__()
        return _scores.make(self._handle.pointer, _Borrowed(capsules), self.threads)

    # Async

    async def score_async(self, rows: Iterable[Mapping[str, Any]]) -> ScoredRows:
        """``score`` on a thread of the running loop's pool; the loop goes on meanwhile."""
        return await asyncio.to_thread(self.score, rows)

    async def score_columns_async(self, **columns: Column) -> Scores:
        """``score_columns`` on a thread of the running loop's pool; the loop goes on meanwhile."""
        return await asyncio.to_thread(self.score_columns, **columns)

    # State

    @property
    def state(self) -> dict[str, Any]:
        """The shapers' state, as ``rewards score --state-out`` writes it."""
        result: dict[str, Any] = _json.decoded(_library.call_for_bytes("rewards_scorer_state", self._handle.pointer))
        return result

    def resume(self, state: Mapping[str, Any]) -> None:
        """Goes on from a saved state.

        :raises RewardsError: when it is not one of this recipe; the scorer is then as before.
        """
        text = _json.encoded(_state(state, "state"), "state")
        _library.call("rewards_scorer_resume", self._handle.pointer, text, len(text))

    def resume_merged(self, states: Iterable[Mapping[str, Any]], *, since: Mapping[str, Any] | None = None) -> None:
        """Goes on from what several processes have saved, which all began with ``since`` and each scored other batches.

        :param since: what they began with; None: the state before the first batch.
        :raises RewardsError: ``state_not_mergeable``, naming the shaper or selector; the scorer is then as before.
        """
        if isinstance(states, (Mapping, str, bytes)) or not isinstance(states, Iterable):
            raise RewardsError("wrong_type", field="states", found=type(states).__name__, expected="a list of states")
        text = _json.encoded([_state(state, f"states[{at}]") for at, state in enumerate(states)], "states")
        base = None if since is None else _json.encoded(_state(since, "since"), "since")
        _library.call("rewards_scorer_resume_merged", self._handle.pointer, text, len(text), base, len(base or b""))

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, (self.recipe, self.state if self.recipe.is_stateful else None, self.threads)

    def __repr__(self) -> str:
        return f"Scorer({self.recipe!r})"


class _Borrowed:
    """The structs in Arrow's capsules."""

    def __init__(self, capsules: Any) -> None:
        self._capsules = capsules
        schema = _arrow.address(capsules[0], b"arrow_schema")
        data = _arrow.address(capsules[1], b"arrow_array")
        self.schema = cast(schema, POINTER(ArrowSchema)).contents
        self.array = cast(data, POINTER(ArrowArray)).contents


def _restored(recipe: Recipe, state: Mapping[str, Any] | None, threads: int) -> Scorer:
    return Scorer(recipe, state=state, threads=threads)


def _line(row: Any, number: int) -> bytes:
    """A row as a line; what stands for a value that is not there, as in the records of a data frame, has no JSON and is null."""
    if not isinstance(row, Mapping):
        raise RewardsError("wrong_type", line=number, field="row", found=type(row).__name__, expected="a mapping")
    try:
        return _json.encoded(row, "row", line=number)
    except RewardsError:
        return _json.encoded({name: None if is_absent(value) else value for name, value in row.items()}, "row", line=number)


def _state(state: Any, name: str) -> dict[str, Any]:
    if not isinstance(state, Mapping):
        raise RewardsError("wrong_type", field=name, found=type(state).__name__, expected="a state, as `Scorer.state` gives it")
    return dict(state)
