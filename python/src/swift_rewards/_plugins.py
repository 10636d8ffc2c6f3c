"""Plugins for functions that have no recipe to name them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from . import _json, _library
from ._errors import RewardsError

Plugins = Sequence[str | os.PathLike[str] | Mapping[str, Any]]
"""Paths of shared libraries, and ``{"command": [PROGRAM, ARGUMENTS…]}``, as a recipe's ``plugins`` has them."""


def entries(plugins: Plugins) -> list[Any]:
    """A recipe's ``plugins``, with paths from the root, so that they mean the same when the working directory is another.

    :raises RewardsError: ``wrong_type`` for a single one, which is no list.
    """
    if isinstance(plugins, (str, bytes, os.PathLike, Mapping)) or not isinstance(plugins, Sequence):
        raise RewardsError("wrong_type", field="plugins", found=type(plugins).__name__, expected="a list of plugins")
    return [os.path.abspath(each) if isinstance(each, os.PathLike) or isinstance(each, str) and each else each for each in plugins]


def registry(plugins: Plugins) -> _library.Handle:
    """What comes with the library, and what these plugins have.

    :raises RewardsError: for the first plugin that cannot be loaded (``plugins[0]``), and why.
    """
    listed = entries(plugins)
    return _with(_json.encoded(listed, "plugins")) if listed else _library.registry


@lru_cache(maxsize=16)
def _with(plugins: bytes) -> _library.Handle:
    """Registries that were made before: a plugin that is a command is a process."""
    return _library.Handle("registry", plugins, len(plugins), making="make_with_plugins")
