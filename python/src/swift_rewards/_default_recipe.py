"""The recipe of adapters that a trainer names by a dotted path, and so cannot give one."""

from __future__ import annotations

import os

from ._errors import RewardsError
from ._recipe import Recipe, RecipeLike, as_recipe

VARIABLE = "SWIFT_REWARDS_RECIPE"
"""The environment variable: the path of a recipe in JSON, the JSON itself, or the name of a verifier."""

FALLBACK = "math"


def recipe_or_default(recipe: RecipeLike | None) -> Recipe:
    """The recipe, or the one that ``$SWIFT_REWARDS_RECIPE`` names, or the verifier ``math`` alone.

    A text that ends in ``.json`` is the path of a file, also when it is given as the recipe: trainers' configurations hold texts.
    """
    given = recipe if recipe is not None else os.environ.get(VARIABLE) or FALLBACK
    if not isinstance(given, str) or not given.endswith(".json"):
        return as_recipe(given)
    try:
        return Recipe.load(given)
    except OSError as error:
        field = "recipe" if recipe is not None else VARIABLE
        raise RewardsError("unreadable_file", field=field, found=f"{given}: {error.strerror}", expected="a recipe") from None
