"""The native library: found, loaded, checked; its structs, and its functions as Python ones.

Everything goes through ctypes, which releases the GIL for the time of a call. The contract is ``rewards.h``.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import (
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_double,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_uint64,
    c_void_p,
)
from pathlib import Path
from typing import Any

from ._errors import RewardsError

ABI_VERSION = 1
OVERRIDE = "SWIFT_REWARDS_LIBRARY"


class ErrorRecord(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("status", c_int32),
        ("line", c_uint64),
        ("code", c_char_p),
        ("message", c_char_p),
        ("field", c_char_p),
        ("found", c_char_p),
        ("expected", c_char_p),
        ("nearest", c_char_p),
        ("source", c_char_p),
    ]


class Bytes(Structure):
    _fields_ = [("data", c_void_p), ("count", c_size_t)]


class ScoresRecord(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("part_count", c_uint32),
        ("count", c_uint64),
        ("rewards", POINTER(c_double)),
        ("scores", POINTER(c_double)),
        ("outcomes", POINTER(c_uint8)),
        ("reasons", POINTER(c_uint8)),
        ("charged_to", POINTER(c_uint8)),
        ("parts", POINTER(c_double)),
        ("part_names", POINTER(c_char_p)),
        ("finding_count", c_uint64),
        ("advantages", POINTER(c_double)),
        ("weights", POINTER(c_double)),
        ("selected", POINTER(c_uint8)),
    ]


class ArrowSchema(Structure):
    pass


ArrowSchema._fields_ = [
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_char_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", POINTER(POINTER(ArrowSchema))),
    ("dictionary", POINTER(ArrowSchema)),
    ("release", c_void_p),
    ("private_data", c_void_p),
]


class ArrowArray(Structure):
    pass


ArrowArray._fields_ = [
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(ArrowArray))),
    ("dictionary", POINTER(ArrowArray)),
    ("release", c_void_p),
    ("private_data", c_void_p),
]

_Error = POINTER(POINTER(ErrorRecord))
_Out = POINTER(c_void_p)
_BytesOut = POINTER(Bytes)
_ScoresOut = POINTER(POINTER(ScoresRecord))

_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "rewards_error_free": (None, [POINTER(ErrorRecord)]),
    "rewards_bytes_free": (None, [_BytesOut]),
    "rewards_abi_version": (c_uint32, []),
    "rewards_abi_check": (c_int32, [c_uint32, _Error]),
    "rewards_version": (c_char_p, []),
    "rewards_registry_make": (c_int32, [_Out, _Error]),
    "rewards_registry_make_with_plugins": (c_int32, [c_char_p, c_size_t, _Out, _Error]),
    "rewards_registry_free": (None, [c_void_p]),
    "rewards_registry_list": (c_int32, [c_void_p, c_char_p, _BytesOut, _Error]),
    "rewards_registry_describe": (c_int32, [c_void_p, c_char_p, _BytesOut, _Error]),
    "rewards_recipe_make": (c_int32, [c_void_p, c_char_p, c_size_t, _Out, _Error]),
    "rewards_recipe_free": (None, [c_void_p]),
    "rewards_recipe_describe": (c_int32, [c_void_p, _BytesOut, _Error]),
    "rewards_verify": (c_int32, [c_void_p, c_char_p, c_size_t, c_int32, _BytesOut, _Error]),
    "rewards_scorer_make": (c_int32, [c_void_p, _Out, _Error]),
    "rewards_scorer_free": (None, [c_void_p]),
    "rewards_scorer_state": (c_int32, [c_void_p, _BytesOut, _Error]),
    "rewards_scorer_resume": (c_int32, [c_void_p, c_char_p, c_size_t, _Error]),
    "rewards_scorer_resume_merged": (c_int32, [c_void_p, c_char_p, c_size_t, c_char_p, c_size_t, _Error]),
    "rewards_score_rows": (c_int32, [c_void_p, c_char_p, c_size_t, c_uint32, _BytesOut, _BytesOut, _Error]),
    "rewards_score_arrow": (
        c_int32,
        [c_void_p, POINTER(ArrowSchema), POINTER(ArrowArray), c_uint32, _ScoresOut, _Error],
    ),
    "rewards_scores_free": (None, [POINTER(ScoresRecord)]),
    "rewards_scores_verdict": (c_int32, [POINTER(ScoresRecord), c_uint64, _BytesOut, _Error]),
    "rewards_scores_selection": (c_int32, [POINTER(ScoresRecord), c_uint64, _BytesOut, _Error]),
    "rewards_scores_findings": (c_int32, [POINTER(ScoresRecord), _BytesOut, _Error]),
}


def _path() -> Path:
    name = "librewards.dylib" if sys.platform == "darwin" else "librewards.so"
    override = os.environ.get(OVERRIDE)
    path = Path(override) if override else Path(__file__).parent / name
    if path.is_dir():
        path = path / name
    if not path.is_file():
        wanted = f"{OVERRIDE}={override}" if override else str(path)
        raise ImportError(
            f"swift_rewards: the native library is not there ({wanted}). `pip install ./python` in a checkout builds it; "
            f"{OVERRIDE} names a prebuilt one."
        )
    return path


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(str(_path()))
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
    return library


library = _load()


def call(name: str, *arguments: Any) -> None:
    """Calls a function that gives a status, and raises what it says."""
    record = POINTER(ErrorRecord)()
    if getattr(library, name)(*arguments, byref(record)) == 0:
        return
    try:
        raise _error(record.contents)
    finally:
        library.rewards_error_free(record)


def _error(record: ErrorRecord) -> RewardsError:
    def text(value: bytes | None) -> str | None:
        return None if value is None else value.decode()

    return RewardsError(
        record.code.decode(),
        message=text(record.message),
        line=record.line or None,
        field=text(record.field),
        found=text(record.found),
        expected=text(record.expected),
        nearest=text(record.nearest),
        source=text(record.source),
    )


def call_for_bytes(name: str, *arguments: Any) -> bytes:
    """Calls a function whose last result is bytes."""
    out = Bytes()
    call(name, *arguments, byref(out))
    return taken(out)


def taken(out: Bytes) -> bytes:
    """The bytes that the library handed out, which are freed."""
    try:
        return b"" if not out.data else ctypes.string_at(out.data, out.count)
    finally:
        library.rewards_bytes_free(byref(out))


class Handle:
    """Something that the library handed out, and is given back when nothing refers to it any longer."""

    __slots__ = ("_free", "pointer")

    def __init__(self, kind: str, *arguments: Any, making: str = "make") -> None:
        self._free = getattr(library, f"rewards_{kind}_free")
        self.pointer = c_void_p()
        call(f"rewards_{kind}_{making}", *arguments, byref(self.pointer))

    def __del__(self) -> None:
        pointer = getattr(self, "pointer", None)
        if pointer:
            self._free(pointer)


call("rewards_abi_check", ABI_VERSION)
version: str = library.rewards_version().decode()
registry = Handle("registry")

__all__ = [
    "ArrowArray",
    "ArrowSchema",
    "Bytes",
    "Handle",
    "ScoresRecord",
    "call",
    "call_for_bytes",
    "library",
    "registry",
    "taken",
    "version",
]
