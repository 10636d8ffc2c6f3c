"""The recipe of adapters that a trainer names by a dotted path, and so cannot give one."""

from __future__ import annotations

import os

from ._errors import RewardsError
from ._recipe import Recipe, RecipeLike, as_recipe

VARIABLE = "SWIFT_REWARDS_RECIPE"
"""The environment variable: the path of a recipe, the JSON itself, or the name of a verifier."""

FALLBACK = "math"


def recipe_or_default(recipe: RecipeLike | None) -> Recipe:
    """The recipe, or the one that ``$SWIFT_REWARDS_RECIPE`` names, or the verifier ``math`` alone."""
    if recipe is not None:
        return as_recipe(recipe)
    given = os.environ.get(VARIABLE) or FALLBACK
    try:
        return as_recipe(given)
    except RewardsError as error:
        raise error.placed(f"${VARIABLE}") from None
