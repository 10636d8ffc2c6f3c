"""Recipes: what is done with a row."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ctypes import c_void_p
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeGuard

from . import _json, _library, _recipe_file
from ._errors import RewardsError


class Recipe:
    """Fields, verifier, reward policy, groups, batches and shapers, read and checked (``docs/row-format.md``).

    Does not change; any number of threads may use one. Pickled as its JSON.

    >>> Recipe({"version": 1, "verifier": "math", "shapers": ["kimi_length"]}).parts
    ('correctness', 'kimi_length')
    """

    __slots__ = ("_handle", "_others", "_page", "_text")

    def __init__(self, recipe: Mapping[str, Any] | str | os.PathLike[str]) -> None:
        """
        :param recipe: the recipe as a mapping, as JSON text, as the path of a file (``load``), or just the name of a verifier. A text that
            ends in ``.json``, ``.yaml`` or ``.yml`` is a path, and so is one that names a file and cannot be a verifier's name.
        :raises RewardsError: the first thing that is wrong, with its path and the nearest valid name.
        """
        if _is_path(recipe):
            with _recipe_file.named(recipe):
                self._read(_recipe_file.read(recipe))
        else:
            self._read(_text_of(recipe))

    def _read(self, json: str) -> None:
        self._text = text = _json.utf8(json)
        self._handle = _library.Handle("recipe", _library.registry.pointer, text, len(text))
        self._others: frozenset[str] | None = None
        self._page: dict[str, Any] = _json.decoded(_library.call_for_bytes("rewards_recipe_describe", self._handle.pointer))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Recipe:
        """Reads a recipe from a file: JSON, or YAML with the same keys where PyYAML is installed.

        Relative paths of its ``plugins`` begin at the file's folder, and are absolute in what is read, so that the recipe means the same
        in a process with another working directory.

        :raises RewardsError: ``unreadable_file``, or what is wrong with the recipe; both name the file.
        """
        return cls(Path(path))

    @property
    def json(self) -> dict[str, Any]:
        """The recipe as it was given."""
        result: dict[str, Any] = _json.decoded(self._text)
        return result

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts of every reward, in order; the first is ``correctness``."""
        return tuple(self._page["parts"])

    @property
    def is_stateful(self) -> bool:
        """Whether a batch changes what the next one gets."""
        return bool(self._page["stateful"])

    @property
    def uses_length(self) -> bool:
        """Whether a shaper needs lengths (``token_count``, unless the recipe counts characters)."""
        return bool(self._page["uses_length"])

    @property
    def level(self) -> Literal["response", "group", "batch", "stateful"]:
        """What a reward depends on: its own row alone, its group, its batch, or earlier batches too."""
        level: Literal["response", "group", "batch", "stateful"] = self._page["level"]
        return level

    @property
    def needs_group_ids(self) -> bool:
        """Whether a shaper remembers prompts, and so needs ``group_id``."""
        return bool(self._page["needs_group_ids"])

    @property
    def has_advantages(self) -> bool:
        """Whether a normaliser gives every row an advantage."""
        return bool(self._page["advantages"])

    @property
    def pointer(self) -> c_void_p:
        """The handle, for the library."""
        return self._handle.pointer

    def field_name(self, field: str) -> str:
        """The name that the recipe's ``fields`` gives to a field of ours."""
        name: str = self._page["recipe"].get("fields", {}).get(field, field)
        return name

    def looks_at(self, column: str) -> bool:
        """Whether a column that is no field of ours says something: the route, a path of ``inputs``, ``metadata.NAME``."""
        if self._others is None:
            recipe = self._page["recipe"]
            verifier = recipe["verifier"]
            route = {verifier["route"]} if isinstance(verifier, dict) and "route" in verifier else set()
            self._others = frozenset(route | set(recipe.get("inputs", {}).values()))
        return column in self._others or column.startswith(f"{self.field_name('metadata')}.")

    def __reduce__(self) -> tuple[type[Recipe], tuple[str]]:
        return Recipe, (self._text.decode(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipe) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"Recipe({self._text.decode()})"


RecipeLike = Recipe | Mapping[str, Any] | str | os.PathLike[str]
"""A recipe, what one is made from, the path of one, or the name of a verifier."""


def as_recipe(recipe: RecipeLike) -> Recipe:
    if isinstance(recipe, Recipe):
        return recipe
    if not _is_path(recipe):
        return _from_text(_text_of(recipe))
    with _recipe_file.named(recipe):
        return _from_text(_recipe_file.read(recipe))


@lru_cache(maxsize=64)
def _from_text(text: str) -> Recipe:
    """Recipes that were made before: a function that is called for every completion makes its own once."""
    return Recipe(text)


def _is_path(recipe: object) -> TypeGuard[str | os.PathLike[str]]:
    return isinstance(recipe, os.PathLike) or isinstance(recipe, str) and _recipe_file.is_path(recipe)


def _text_of(recipe: object) -> str:
    """The JSON of a recipe that is no file."""
    if isinstance(recipe, Mapping):
        return _json.encoded(dict(recipe), "recipe").decode()
    if not isinstance(recipe, str):
        raise RewardsError(
            "wrong_type", field="recipe", found=type(recipe).__name__, expected="a Recipe, a mapping, a path or a verifier's name"
        )
    return recipe if recipe.lstrip()[:1] == "{" else _json.encoded({"version": 1, "verifier": recipe}, "recipe").decode()
