"""Arrow data of types that the library does not read, as types that it does, with pyarrow where it is installed."""

from __future__ import annotations

import ctypes
from typing import Any

from . import _json
from ._errors import RewardsError
from ._library import ArrowSchema
from ._recipe import Recipe
from ._rollout_text import text

_READ = (b"u", b"U", b"l", b"i", b"g", b"f", b"b", b"n")

address = ctypes.pythonapi.PyCapsule_GetPointer
address.restype = ctypes.c_void_p
address.argtypes = [ctypes.py_object, ctypes.c_char_p]


def _is_read(schema: ArrowSchema) -> bool:
    return schema.format in _READ and not schema.dictionary


def is_nested(values: Any) -> bool:
    """Whether an array's values are lists, structs or maps."""
    # A capsule frees its struct when nothing refers to it.
    capsules = values.__arrow_c_array__()
    return bool(ArrowSchema.from_address(address(capsules[0], b"arrow_schema")).format.startswith(b"+"))


def readable(values: Any) -> Any:
    """The array itself when the library reads its type; otherwise one of a type that it reads, a list, or the array, of which the library says
    what is wrong.
    """
    capsules = values.__arrow_c_array__()
    if _is_read(ArrowSchema.from_address(address(capsules[0], b"arrow_schema"))):
        return values
    try:
        import pyarrow
    except ImportError:
        return values
    array = values if isinstance(values, pyarrow.Array) else pyarrow.array(values)
    return _cast(array)


def _cast(array: Any) -> Any:
    import pyarrow

    types = pyarrow.types
    try:
        if types.is_dictionary(array.type):
            array = array.dictionary_decode()
        if types.is_string_view(array.type):
            return array.cast(pyarrow.large_string())
        if types.is_integer(array.type):
            return array.cast(pyarrow.int64())
        if types.is_floating(array.type) or types.is_decimal(array.type):
            return array.cast(pyarrow.float64())
    except pyarrow.ArrowException:
        return array
    return array.to_pylist() if types.is_nested(array.type) else array


def struct(data: Any, recipe: Recipe) -> Any:
    """A record batch or a struct array as it is, where the library reads its columns; tables, data frames and other types as a record batch."""
    if hasattr(data, "__arrow_c_array__"):
        capsules = data.__arrow_c_array__()
        schema = ArrowSchema.from_address(address(capsules[0], b"arrow_schema"))
        if schema.format != b"+s" or all(_is_read(schema.children[at].contents) for at in range(schema.n_children)):
            return data
    elif not hasattr(data, "__arrow_c_stream__"):
        raise _no_batch(data, "a record batch, a struct array, a table or a data frame")
    try:
        import pyarrow
    except ImportError:
        if hasattr(data, "__arrow_c_array__"):
            # The library says which column it does not read, if it looks at that at all.
            return data
        raise _no_batch(data, "a record batch of texts, numbers and truth values, or pyarrow, which makes one of others") from None
    if isinstance(data, pyarrow.StructArray):
        data = pyarrow.RecordBatch.from_struct_array(data)
    table = pyarrow.table(data)
    own = {recipe.field_name(name): name for name in ("completion", "prompt", "ground_truth", "metadata")}
    columns = {}
    for name in table.column_names:
        array = table[name].combine_chunks()
        if hasattr(array, "num_chunks"):
            array = array.chunk(0) if array.num_chunks == 1 else pyarrow.array(array.to_pylist(), array.type)
        found = _cast(array)
        field = own.get(name)
        if isinstance(found, list) and field is None:
            # Not ours, or refused by its type.
            found = array
        elif isinstance(found, list) and field in ("completion", "prompt"):
            role = "assistant" if field == "completion" else "user"
            found = pyarrow.array([text(value, role, name) for value in found], pyarrow.large_string())
        elif isinstance(found, list):
            texts = [None if value is None else _json.encoded(value, f"{name}[{row}]").decode() for row, value in enumerate(found)]
            found, name = pyarrow.array(texts, pyarrow.large_string()), f"{name}_json" if field == "ground_truth" else name
        columns[name] = found
    return pyarrow.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def _no_batch(data: Any, expected: str) -> RewardsError:
    return RewardsError("wrong_type", field="batch", found=type(data).__name__, expected=expected)
