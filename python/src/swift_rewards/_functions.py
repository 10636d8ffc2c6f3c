"""The functions of the package: module-level, and so by name in any process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from . import _json, _library
from ._recipe import RecipeLike, as_recipe
from ._scorer import ScoredRows, Scorer
from ._verdict import Verdict, verdict


def verify(
    ground_truth: Any,
    completion: Any,
    verifier: str = "math",
    *,
    metadata: Mapping[str, Any] | None = None,
    prompt: Any = None,
    explain: bool = False,
    **options: Any,
) -> Verdict:
    """Judges one completion by one ground truth.

    :param ground_truth: a bare answer, one in math delimiters, a whole solution, a number; of a list, any one is right.
    :param completion: what the model wrote: a text, or chat messages of which the last of the assistant counts.
    :param verifier: the name of a verifier (``list_verifiers()``).
    :param metadata: what the verifier may need beside these.
    :param prompt: what the model was asked.
    :param explain: whether the verdict has ``steps``.
    :param options: options of the verifier (``describe(verifier)``), such as ``strictness="strict"``.
    :raises RewardsError: for a wrong name or option, with the nearest valid one; never for what the model wrote.

    >>> verify(r"\\frac12", r"so it is \\boxed{0.5}").outcome
    'correct'
    """
    recipe = as_recipe({"version": 1, "verifier": {"name": verifier, **options}})
    row: dict[str, Any] = {"completion": completion, "ground_truth": ground_truth}
    if metadata is not None:
        row["metadata"] = dict(metadata)
    if prompt is not None:
        row["prompt"] = prompt
    text = _json.encoded(row, "row")
    return verdict(_json.decoded(_library.call_for_bytes("rewards_verify", recipe.pointer, text, len(text), int(explain))))


async def verify_async(ground_truth: Any, completion: Any, verifier: str = "math", **options: Any) -> Verdict:
    """``verify`` on a thread of the running loop's pool; the loop goes on meanwhile."""
    return await asyncio.to_thread(verify, ground_truth, completion, verifier, **options)


def score(rows: Iterable[Mapping[str, Any]], recipe: RecipeLike = "math", *, threads: int = 0) -> ScoredRows:
    """Scores rows, as ``rewards score`` scores a file: each comes back with ``verdict``, ``rewards`` and ``reward``.

    >>> score([{"completion": "\\\\boxed{4}", "ground_truth": 4}]).rewards
    [1.0]
    """
    return Scorer(recipe, threads=threads).score(rows)


async def score_async(rows: Iterable[Mapping[str, Any]], recipe: RecipeLike = "math", *, threads: int = 0) -> ScoredRows:
    """``score`` on a thread of the running loop's pool; the loop goes on meanwhile."""
    return await asyncio.to_thread(score, rows, recipe, threads=threads)


def describe(name: str) -> dict[str, Any]:
    """All about a verifier, shaper or extractor: options with defaults, limits, sources, examples.

    :raises RewardsError: when nothing is called that, with the nearest name.
    """
    text = _json.utf8(name)
    result: dict[str, Any] = _json.decoded(_library.call_for_bytes("rewards_registry_describe", _library.registry.pointer, text))
    return result


def _list(kind: str) -> dict[str, str]:
    listed = _json.decoded(_library.call_for_bytes("rewards_registry_list", _library.registry.pointer, kind.encode()))
    return {entry["name"]: entry["summary"] for entry in listed[kind]}


def list_verifiers() -> dict[str, str]:
    """The verifiers by name, each with a sentence about it."""
    return _list("verifiers")


def list_shapers() -> dict[str, str]:
    """The shapers by name, each with a sentence about it."""
    return _list("shapers")


def list_extractors() -> dict[str, str]:
    """The extractors by name, each with a sentence about it."""
    return _list("extractors")


def list_normalisers() -> dict[str, str]:
    """The normalisers by name, each with a sentence about it."""
    return _list("normalisers")


def list_selectors() -> dict[str, str]:
    """The selectors by name, each with a sentence about it."""
    return _list("selectors")
