"""Columns of any kind → one Arrow struct array, for one call; nothing is copied that has a form Arrow knows.

Arrow arrays of any library (``__arrow_c_array__``) and numpy arrays of numbers are handed over as they are. Lists of
texts are joined into one blob. Nothing here needs Arrow or numpy to be installed.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Mapping, Sequence
from ctypes import POINTER, c_char_p, c_void_p, cast, pointer
from itertools import accumulate
from typing import Any

from . import _arrow, _json
from ._absent import is_absent
from ._errors import RewardsError
from ._library import ArrowArray, ArrowSchema

# Arrow marks a struct that is alive by its `release`; the library does not call it.
_not_released = ctypes.CFUNCTYPE(None, c_void_p)(lambda _: None)


class Struct:
    """A struct array of columns, alive as long as this object."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._alive: list[Any] = []
        self.count = -1
        pairs = []
        for name, values in columns.items():
            schema, data, length = self._column(name, values)
            if self.count < 0:
                self.count = length
            elif length != self.count:
                raise RewardsError("length_mismatch", field=name, found=f"{length} rows", expected=f"{self.count}")
            pairs.append((schema, data))
        self.count = max(self.count, 0)
        n = len(pairs)
        schemas = (POINTER(ArrowSchema) * n)(*(pair[0] for pair in pairs))
        arrays = (POINTER(ArrowArray) * n)(*(pair[1] for pair in pairs))
        self.schema = self._schema(b"+s", b"")
        self.schema.n_children, self.schema.children = n, cast(schemas, POINTER(POINTER(ArrowSchema)))
        self.array = self._array(self.count, [None])
        self.array.n_children, self.array.children = n, cast(arrays, POINTER(POINTER(ArrowArray)))
        self._alive += [schemas, arrays]

    # Arrow's structs

    def _schema(self, format: bytes, name: bytes) -> ArrowSchema:
        return ArrowSchema(format=format, name=name, flags=2, release=cast(_not_released, c_void_p))

    def _array(self, length: int, buffers: Sequence[int | None], nulls: int = 0) -> ArrowArray:
        addresses = (c_void_p * len(buffers))(*buffers)
        self._alive.append(addresses)
        return ArrowArray(
            length=length,
            null_count=nulls,
            n_buffers=len(buffers),
            buffers=cast(addresses, POINTER(c_void_p)),
            release=cast(_not_released, c_void_p),
        )

    def _own(
        self, name: str, format: bytes, length: int, present: Sequence[bool] | None, *data: int | None
    ) -> tuple[Any, Any, int]:
        bits, nulls = None, 0
        if present is not None:
            nulls = present.count(False)
            bits = self._keep(_packed(present))
        schema, array_ = self._schema(format, name.encode()), self._array(length, [bits, *data], nulls)
        self._alive += [schema, array_]
        return pointer(schema), pointer(array_), length

    def _keep(self, buffer: Any) -> int:
        """The address of a buffer, which is kept alive."""
        self._alive.append(buffer)
        if isinstance(buffer, bytes):
            return cast(c_char_p(buffer), c_void_p).value or 0
        address: int = buffer.buffer_info()[0]
        return address

    # Columns

    def _column(self, name: str, values: Any) -> tuple[Any, Any, int]:
        values = one_array(values)
        if hasattr(values, "__arrow_c_array__"):
            values = _arrow.readable(values)
        if hasattr(values, "__arrow_c_array__"):
            return self._borrowed(name, values)
        if hasattr(values, "to_numpy"):
            values = values.to_numpy()
        if hasattr(values, "__array_interface__"):
            found = self._numpy(name, values)
            if found is not None:
                return found
        return self._listed(name, listed(values, name))

    def _borrowed(self, name: str, values: Any) -> tuple[Any, Any, int]:
        """An Arrow array as it is, under its name here."""
        capsules = values.__arrow_c_array__()
        theirs = ArrowSchema.from_address(_arrow.address(capsules[0], b"arrow_schema"))
        data = ArrowArray.from_address(_arrow.address(capsules[1], b"arrow_array"))
        schema = self._schema(theirs.format, name.encode())
        schema.dictionary, schema.n_children, schema.children = theirs.dictionary, theirs.n_children, theirs.children
        self._alive += [capsules, theirs, data, schema]
        return pointer(schema), pointer(data), data.length

    def _numpy(self, name: str, values: Any) -> tuple[Any, Any, int] | None:
        """A numpy array of numbers as it is; of truth values as bits. None for any other."""
        if values.ndim != 1:
            raise RewardsError("wrong_type", field=name, found=f"an array of {values.ndim} dimensions", expected="one")
        kind, size = values.dtype.kind, values.dtype.itemsize
        formats = {("i", 8): b"l", ("i", 4): b"i", ("f", 8): b"g", ("f", 4): b"f"}
        if kind == "b":
            return self._own(name, b"b", len(values), None, self._keep(_packed(values.tolist())))
        if kind in "iu" and ("i", size) != (kind, size) or kind == "i" and (kind, size) not in formats:
            values = values.astype("int64")
            size = 8
        if kind not in "iuf" or not values.dtype.isnative:
            return None
        format = formats.get(("f" if kind == "f" else "i", size))
        if format is None:
            return None
        if not values.flags.c_contiguous:
            values = values.copy()
        self._alive.append(values)
        return self._own(name, format, len(values), None, values.ctypes.data)

    def _listed(self, name: str, values: list[Any]) -> tuple[Any, Any, int]:
        some = next((value for value in values if not is_absent(value)), None)
        if some is None:
            schema, data = self._schema(b"n", name.encode()), self._array(len(values), [])
            data.null_count = len(values)
            self._alive += [schema, data]
            return pointer(schema), pointer(data), len(values)
        if isinstance(some, str):
            return self._texts(name, values)
        if isinstance(some, (bytes, bytearray, Sequence, Mapping)):
            raise _no_text(name, some)
        try:
            if isinstance(some, bool):
                return self._flags(name, values)
            return self._numbers(name, values)
        except (TypeError, OverflowError) as error:
            raise RewardsError("wrong_type", field=name, found=str(error), expected="values of one type") from None

    def _texts(self, name: str, values: list[Any]) -> tuple[Any, Any, int]:
        try:
            joined, present = "".join(values), None
        except TypeError:
            present = [not is_absent(value) for value in values]
            values = [value if there else "" for value, there in zip(values, present)]
            wrong = next((value for value in values if not isinstance(value, str)), None)
            if wrong is not None:
                raise _no_text(name, wrong) from None
            joined = "".join(values)
        if joined.isascii():
            blob, lengths = joined.encode("ascii"), map(len, values)
        else:
            pieces = [_json.utf8(value) for value in values]
            blob, lengths = b"".join(pieces), map(len, pieces)
        offsets = array("q", accumulate(lengths, initial=0))
        return self._own(name, b"U", len(values), present, self._keep(offsets), self._keep(blob))

    def _numbers(self, name: str, values: list[Any]) -> tuple[Any, Any, int]:
        # Whole columns of integers, or of floats, which are most, are read at once.
        for format, kind in ((b"l", "q"), (b"g", "d")):
            try:
                return self._own(name, format, len(values), None, self._keep(array(kind, values)))
            except TypeError:
                continue
        present = [not is_absent(value) for value in values]
        filled = [value if there else 0 for value, there in zip(values, present)]
        if any(isinstance(value, float) for value in filled):
            return self._own(name, b"g", len(values), present, self._keep(array("d", filled)))
        return self._own(name, b"l", len(values), present, self._keep(array("q", filled)))

    def _flags(self, name: str, values: list[Any]) -> tuple[Any, Any, int]:
        present = [not is_absent(value) for value in values]
        wrong = next((value for value, there in zip(values, present) if there and not isinstance(value, bool)), None)
        if wrong is not None:
            raise RewardsError("wrong_type", field=name, found=repr(wrong), expected="truth values")
        bits = self._keep(_packed([value is True for value in values]))
        return self._own(name, b"b", len(values), None if all(present) else present, bits)


def _no_text(name: str, value: Any) -> RewardsError:
    expected = "texts (`.decode()` makes one of bytes)" if isinstance(value, (bytes, bytearray)) else "texts"
    return RewardsError("wrong_type", field=name, found=type(value).__name__, expected=expected)


def _packed(flags: Sequence[bool]) -> bytes:
    """One bit each, from the least significant."""
    number = int("".join("1" if flag else "0" for flag in reversed(flags)) or "0", 2)
    return number.to_bytes((len(flags) + 7) // 8 + 1, "little")


def one_array(values: Any) -> Any:
    """An Arrow array of a column in chunks, or of one of polars'; any other column as it is."""
    if hasattr(values, "combine_chunks"):
        values = values.combine_chunks()
    if hasattr(values, "num_chunks"):  # older pyarrow: no chunks at all, or several
        values = values.chunk(0) if values.num_chunks == 1 else values.to_pylist()
    if not hasattr(values, "__arrow_c_array__") and hasattr(values, "to_arrow"):
        return one_array(values.to_arrow())
    return values


def listed(values: Any, name: str) -> list[Any]:
    """A column as a list.

    :raises RewardsError: for what is no column: a text, a mapping, a single value, and a set, whose values have no order.
    """
    for method in ("to_pylist", "tolist"):
        if hasattr(values, method):
            values = getattr(values, method)()
            break
    if isinstance(values, (str, bytes, Mapping, set, frozenset)) or not isinstance(values, Iterable):
        raise RewardsError("wrong_type", field=name, found=type(values).__name__, expected="a column: a list or an array")
    return list(values)


def as_json(values: list[Any], name: str) -> list[str | None]:
    """A column of values as a column of JSON texts."""
    return [None if is_absent(value) else _json.encoded(value, f"{name}[{row}]").decode() for row, value in enumerate(values)]


def as_mappings(values: list[Any], name: str) -> tuple[list[str | None], list[RewardsError]]:
    """A column of mappings, or of their JSON, as JSON texts; with a finding for each row that has something else, and goes on without it.

    Data sets have columns of any kind under our names, which most verifiers do not look at.
    """
    texts: list[str | None] = []
    findings = []
    for row, value in enumerate(values):
        texts.append(_mapping(value))
        if texts[-1] is None and not is_absent(value):
            found = "a text that is no JSON object" if isinstance(value, str) else type(value).__name__
            findings.append(RewardsError("wrong_type", row=row, field=name, found=found, expected="a mapping; the row goes on without it"))
    return texts, findings


def _mapping(value: Any) -> str | None:
    if isinstance(value, str):
        return value if value.lstrip()[:1] == "{" and _json.is_json(value) else None
    if not isinstance(value, Mapping):
        return None
    try:
        return _json.encoded(dict(value), "metadata").decode()
    except RewardsError:
        return None


def is_typed(values: Any) -> bool:
    """Whether a column has a type of its own, of single values: then it goes as it is."""
    if hasattr(values, "__arrow_c_array__"):
        return not _arrow.is_nested(values)
    return hasattr(values, "__array_interface__") and values.dtype.kind in "iufb"
