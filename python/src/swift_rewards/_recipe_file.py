"""Recipes in files: JSON, or YAML with the same keys. Relative paths of their plugins begin at the file's folder.

They are made absolute when the file is read, because a recipe is pickled, and opened again where the working directory is another.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ._errors import RewardsError

_SUFFIXES = (".json", ".yaml", ".yml")
_VERIFIER = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), "null"),
    **dict.fromkeys(("true", "True", "TRUE"), "true"),
    **dict.fromkeys(("false", "False", "FALSE"), "false"),
}

# As the command has it: aliases may stand for more than memory holds, or for themselves.
_MOST_VALUES = 100_000
_MOST_LEVELS = 128


def is_path(recipe: str) -> bool:
    """Whether a text names a file: by its suffix, or because there is one; never what may be a verifier's name, or JSON."""
    if recipe.lstrip()[:1] == "{" or _VERIFIER.fullmatch(recipe):
        return False
    return recipe.endswith(_SUFFIXES) or os.path.isfile(recipe)


@contextmanager
def named(path: str | os.PathLike[str]) -> Iterator[None]:
    """Errors inside say which file it is."""
    try:
        yield
    except RewardsError as error:
        raise error.placed(os.fspath(path)) from None


def read(path: str | os.PathLike[str]) -> str:
    """The recipe of a file as JSON.

    :raises RewardsError: ``unreadable_file``, or ``malformed_recipe`` for what is no object, and for YAML without PyYAML.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
    except OSError as error:
        raise RewardsError("unreadable_file", found=error.strerror or str(error), expected="a recipe") from None
    except UnicodeDecodeError:
        raise RewardsError("malformed_recipe", found="bytes that are not UTF-8", expected="JSON or YAML") from None
    if text.lstrip()[:1] != "{":
        if os.fspath(path).endswith(".json"):
            raise RewardsError("malformed_recipe", found=repr(text.lstrip()[:20]), expected="a JSON object")
        text = _json_of_yaml(text)
    return _with_plugins_in(os.path.dirname(os.path.abspath(path)), text)


# Plugins


def _with_plugins_in(folder: str, text: str) -> str:
    """The recipe with the paths of its plugins made absolute; what cannot be read stays as it is, and the library says what is wrong."""
    if '"plugins"' not in text:
        return text
    try:
        recipe = json.loads(text, object_pairs_hook=_without_repetition)
        if not isinstance(recipe, dict) or not isinstance(recipe.get("plugins"), list):
            return text
        recipe["plugins"] = [_plugin_in(folder, entry) for entry in recipe["plugins"]]
        return json.dumps(recipe, ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError):
        return text


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice")
    return members


def _plugin_in(folder: str, entry: Any) -> Any:
    """A library by its path from the root; a command that runs in the folder, wherever relative paths are among its words."""
    if isinstance(entry, str):
        return os.path.join(folder, entry) if entry else entry
    words = entry.get("command") if isinstance(entry, dict) else None
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words) or not words[0]:
        return entry
    # The interface has no folder for a command; the shell becomes the command.
    return {**entry, "command": ["/bin/sh", "-c", 'cd -- "$0" && exec "$@"', folder, *words]}


# YAML


def _json_of_yaml(text: str) -> str:
    try:
        import yaml
    except ImportError:
        raise RewardsError(
            "malformed_recipe",
            found="no JSON object, and no package that reads YAML",
            expected="PyYAML for a recipe in YAML (`pip install pyyaml`), or the recipe as JSON",
        ) from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise RewardsError("malformed_recipe", found=" ".join(str(error).split()), expected="JSON or YAML") from None
    if not isinstance(node, yaml.MappingNode):
        raise RewardsError("malformed_recipe", found="no mapping", expected="JSON or YAML with a recipe's keys")
    pieces: list[str] = []
    _put(node, pieces, 0)
    return "".join(pieces)


def _put(node: Any, pieces: list[str], level: int) -> None:
    """Writes a node as JSON, by the rules of YAML's core schema, as the command does: PyYAML's own are those of YAML 1.1, where `no` is false."""
    if level > _MOST_LEVELS or len(pieces) > 4 * _MOST_VALUES:
        raise RewardsError("malformed_recipe", found="more values than a recipe has, or aliases of themselves", expected="a recipe")
    if node.id == "mapping":
        pieces.append("{")
        for at, (key, value) in enumerate(node.value):
            if key.id != "scalar":
                raise RewardsError("malformed_recipe", found="a key that is no string", expected="keys that are words")
            pieces.append(f"{',' if at else ''}{json.dumps(key.value)}:")
            _put(value, pieces, level + 1)
        pieces.append("}")
    elif node.id == "sequence":
        pieces.append("[")
        for at, value in enumerate(node.value):
            pieces.append("," if at else "")
            _put(value, pieces, level + 1)
        pieces.append("]")
    elif node.style is not None:
        pieces.append(json.dumps(node.value))
    else:
        # Numbers stay their digits.
        is_number = _NUMBER.fullmatch(node.value) is not None
        pieces.append(node.value if is_number else _WORDS.get(node.value) or json.dumps(node.value))
