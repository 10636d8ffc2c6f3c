"""What stands for a value that is not there."""

from __future__ import annotations

from typing import Any


def is_absent(value: Any) -> bool:
    """None, NaN, and pandas' NA and NaT: what a table has where a row has nothing."""
    return value is None or (isinstance(value, float) and value != value) or type(value).__name__ in ("NAType", "NaTType")
