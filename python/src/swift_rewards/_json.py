"""Python values ↔ the JSON of the library."""

from __future__ import annotations

import json
import re
from typing import Any

from ._errors import RewardsError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def utf8(text: str) -> bytes:
    """The text as UTF-8. Half of a surrogate pair, which is no character, becomes U+FFFD: no text of a model is an error."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text).encode()


def encoded(value: Any, what: str, *, line: int | None = None) -> bytes:
    """The value as one line of JSON.

    Values of numpy, torch and the like go as the Python values that they stand for. NaN and infinities have no JSON.
    """
    try:
        return utf8(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain))
    except (TypeError, ValueError, RecursionError) as error:
        raise RewardsError("wrong_type", field=what, found=str(error), expected="a value that JSON has", line=line) from None


def _plain(value: Any) -> Any:
    for name in ("tolist", "item"):
        method = getattr(value, name, None)
        if callable(method):
            return method()
    raise TypeError(f"{type(value).__name__} has no JSON")


def is_json(text: str) -> bool:
    """Whether a text is JSON, in which NaN is none."""
    try:
        json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        return False
    return True


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def decoded(data: bytes) -> Any:
    return json.loads(data)
