"""The functions of the package: module-level, and so by name in any process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from . import _json, _library
from ._absent import is_absent
from ._errors import RewardsError
from ._plugins import Plugins, entries, registry
from ._recipe import RecipeLike, as_recipe
from ._rollout_text import text
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
    plugins: Plugins = (),
    **options: Any,
) -> Verdict:
    """Judges one completion by one ground truth.

    :param ground_truth: a bare answer, one in math delimiters, a whole solution, a number; of a list, any one is right.
    :param completion: what the model wrote: a text, or chat messages of which the last of the assistant counts.
    :param verifier: the name of a verifier (``list_verifiers()``).
    :param metadata: what the verifier may need beside these.
    :param prompt: what the model was asked.
    :param explain: whether the verdict has ``steps``.
    :param plugins: plugins among whose verifiers it may be: paths of libraries, and ``{"command": […]}``, from the working directory.
    :param options: options of the verifier (``describe(verifier)``), such as ``strictness="strict"``.
    :raises RewardsError: for a wrong name or option, with the nearest valid one; never for what the model wrote.

    >>> verify(r"\\frac12", r"so it is \\boxed{0.5}").outcome
    'correct'
    """
    recipe = as_recipe({"version": 1, "plugins": entries(plugins), "verifier": {"name": verifier, **options}})
    if metadata is not None and not isinstance(metadata, Mapping):
        raise RewardsError("wrong_type", field="metadata", found=type(metadata).__name__, expected="a mapping")
    if not isinstance(completion, str) and text(completion) is None:
        # As everywhere: no completion is a verdict, and no error.
        return Scorer(recipe, threads=1).score_columns(completion=[None], ground_truth=[ground_truth]).verdict(0)
    row: dict[str, Any] = {"completion": completion, "ground_truth": None if is_absent(ground_truth) else ground_truth}
    if metadata is not None:
        row["metadata"] = dict(metadata)
    if prompt is not None:
        row["prompt"] = prompt
    json = _json.encoded(row, "row")
    return verdict(_json.decoded(_library.call_for_bytes("rewards_verify", recipe.pointer, json, len(json), int(explain))))


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


def describe(name: str, *, plugins: Plugins = ()) -> dict[str, Any]:
    """All about a verifier, shaper or extractor: options with defaults, limits, sources, examples.

    :param plugins: plugins whose verifiers and shapers there are too, as ``verify`` takes them.
    :raises RewardsError: when nothing is called that, with the nearest name.
    """
    if not isinstance(name, str):
        raise RewardsError("wrong_type", field="name", found=type(name).__name__, expected="a name")
    place = registry(plugins).pointer
    result: dict[str, Any] = _json.decoded(_library.call_for_bytes("rewards_registry_describe", place, _json.utf8(name)))
    return result


def _list(kind: str, plugins: Plugins) -> dict[str, str]:
    listed = _json.decoded(_library.call_for_bytes("rewards_registry_list", registry(plugins).pointer, kind.encode()))
    return {entry["name"]: entry["summary"] for entry in listed[kind]}


def list_verifiers(*, plugins: Plugins = ()) -> dict[str, str]:
    """The verifiers by name, each with a sentence about it."""
    return _list("verifiers", plugins)


def list_shapers(*, plugins: Plugins = ()) -> dict[str, str]:
    """The shapers by name, each with a sentence about it."""
    return _list("shapers", plugins)


def list_extractors(*, plugins: Plugins = ()) -> dict[str, str]:
    """The extractors by name, each with a sentence about it."""
    return _list("extractors", plugins)


def list_normalisers(*, plugins: Plugins = ()) -> dict[str, str]:
    """The normalisers by name, each with a sentence about it."""
    return _list("normalisers", plugins)


def list_selectors(*, plugins: Plugins = ()) -> dict[str, str]:
    """The selectors by name, each with a sentence about it."""
    return _list("selectors", plugins)
