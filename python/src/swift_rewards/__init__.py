"""Turns what a language model wrote into a reward that can be trusted.

>>> import swift_rewards
>>> swift_rewards.verify(r"\\frac12", r"so it is \\boxed{0.5}").outcome
'correct'

``verify`` judges one completion, ``score`` scores rows by a recipe, and a ``Scorer`` scores batch after batch, by rows
or by columns. Nothing here installs signal handlers, prints, or leaves threads behind; calls release the GIL; everything
works in threads, after ``fork`` and under ``spawn``. See ``docs/python.md``.
"""

from ._errors import RewardsError
from ._functions import (
    describe,
    list_extractors,
    list_normalisers,
    list_selectors,
    list_shapers,
    list_verifiers,
    score,
    score_async,
    verify,
    verify_async,
)
from ._library import version as __version__
from ._recipe import Recipe, RecipeLike
from ._reward_function import RewardFunction
from ._scorer import ScoredRows, Scorer
from ._scores import Scores
from ._verdict import Outcome, Verdict

__all__ = [
    "Outcome",
    "Recipe",
    "RecipeLike",
    "RewardFunction",
    "RewardsError",
    "ScoredRows",
    "Scorer",
    "Scores",
    "Verdict",
    "__version__",
    "describe",
    "list_extractors",
    "list_normalisers",
    "list_selectors",
    "list_shapers",
    "list_verifiers",
    "score",
    "score_async",
    "verify",
    "verify_async",
]
