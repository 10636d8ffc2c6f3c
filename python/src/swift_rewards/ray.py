"""A recipe over a Ray Dataset: the engine, the cluster and what happens when a machine dies are Ray's.

>>> from swift_rewards.ray import score_dataset, score_step
>>> scored = score_dataset(ray.data.read_json("rows.jsonl"), "recipe.json", concurrency=8)          # doctest: +SKIP
>>> scored, state = score_step(rows_of_a_step, "recipe.json", state=state, concurrency=8)            # doctest: +SKIP

Columns are the fields of rows (``docs/row-format.md``), by the recipe's names; out come all of them and ``verdict``, ``rewards`` (the parts),
``reward``, and ``advantage``, ``weight`` and ``selected`` where the recipe has them.

Where rewards depend on groups, rows are brought together by ``group_id`` first (by ``step``, where that makes the recipe's batches), so a
group is whole wherever its rows were; the order of rows is not kept then. Each actor holds one scorer.

A state goes with the rows and not with an actor, so none is lost with one: every partition begins with the state that is given, what each
comes to is joined at the end, and a shaper whose states cannot be joined refuses more than one partition.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

import pyarrow

from ._default_recipe import recipe_or_default
from ._errors import RewardsError
from ._recipe import Recipe, RecipeLike
from ._reporting import Reporter
from ._rollout_text import text
from ._scorer import Scorer
from ._scores import Scores

__all__ = ["score_dataset", "score_step"]

_PARTITION = "swift_rewards_partition"
_STATE = "swift_rewards_state"

ROWS_IN_A_CALL = 1_024
"""Rows that an actor scores in one call, where groups do not say it: enough to keep its threads busy, few enough to lose with it."""

PARTITIONS = 64
"""Into how many parts groups are put together: more than the actors of most clusters, few enough for as many states."""

_VERDICT = pyarrow.struct(
    [
        ("outcome", pyarrow.string()),
        ("score", pyarrow.float64()),
        ("verifier", pyarrow.string()),
        ("version", pyarrow.int64()),
        ("extracted", pyarrow.string()),
        ("proof", pyarrow.string()),
        ("reason", pyarrow.string()),
        ("charged_to", pyarrow.string()),
    ]
)


def score_dataset(
    dataset: Any,
    recipe: RecipeLike | None = None,
    *,
    concurrency: int | tuple[int, int] = 1,
    threads: int = 1,
    partitions: int = PARTITIONS,
    **options: Any,
) -> Any:
    """The dataset with its rewards, lazily, as Ray's transformations are.

    :param concurrency: actors, as ``map_batches`` takes it.
    :param threads: with which each actor judges at most; it is given as many CPUs.
    :param partitions: into how many parts groups are put together.
    :param options: for ``map_batches``.
    :raises RewardsError: ``unsupported_recipe`` for one that keeps state: ``score_step``.
    """
    checked = recipe_or_default(recipe)
    if checked.is_stateful:
        raise RewardsError(
            "unsupported_recipe", field="shapers", found="shapers that keep state", expected="`score_step`, which returns the state"
        )
    return _mapped(dataset, checked, None, concurrency, threads, partitions, options)


def score_step(
    dataset: Any,
    recipe: RecipeLike | None = None,
    *,
    state: Mapping[str, Any] | None = None,
    concurrency: int | tuple[int, int] = 1,
    threads: int = 1,
    partitions: int = PARTITIONS,
    **options: Any,
) -> tuple[Any, dict[str, Any]]:
    """Scores what belongs to one training step, and moves the state on: the scored dataset, materialised, and the new state.

    Every partition begins with ``state``; prompts come whole into one.

    :param state: what the step before has returned; None: the state before the first step.
    :raises RewardsError: ``state_not_mergeable``, naming the shaper, unless ``partitions`` is 1. Nothing is scored then.
    """
    checked = recipe_or_default(recipe)
    scorer = Scorer(checked, state=state)
    base = scorer.state
    if checked.is_stateful and partitions > 1:
        # Asked before the work is done.
        scorer.resume_merged([base, base], since=base)
    scored = _mapped(dataset, checked, base, concurrency, threads, partitions, options).materialize()
    if not checked.is_stateful:
        return scored, base
    # One row of each partition has its state.
    states = [row[_STATE] for row in scored.select_columns([_STATE]).iter_rows() if row[_STATE] is not None]
    if partitions == 1 and states:
        scorer.resume(json.loads(states[0]))
    elif states:
        scorer.resume_merged([json.loads(each) for each in states], since=base)
    return scored.drop_columns([_STATE]), scorer.state


def _mapped(
    dataset: Any,
    recipe: Recipe,
    state: Mapping[str, Any] | None,
    concurrency: int | tuple[int, int],
    threads: int,
    partitions: int,
    options: dict[str, Any],
) -> Any:
    arguments: dict[str, Any] = {
        "fn_constructor_args": (recipe, state, threads),
        "batch_format": "pyarrow",
        "concurrency": concurrency,
        "num_cpus": threads,
        **options,
    }
    page = recipe._page
    apart = recipe.level == "response" and not any(page[name] for name in ("advantages", "selected", "weights", "selection"))
    if apart:
        return dataset.map_batches(_Scoring, batch_size=ROWS_IN_A_CALL, **arguments)
    by_step = recipe.json.get("batch") == {"by": "step"}
    column = recipe.field_name("step" if by_step else "group_id")
    if "groups" in recipe.json.get("batch", {}) and partitions > 1:
        raise RewardsError(
            "unsupported_recipe",
            field="batch",
            found="batches of a number of groups, whose order a cluster does not keep",
            expected='batches by `{"by": "step"}`, groups as batches, or one partition',
        )
    names = dataset.schema().names
    if column not in names:
        raise RewardsError("missing_field", field=column, found=", ".join(names), expected="what brings rows together")
    parts = dataset.map_batches(
        _partitioned, batch_format="pyarrow", fn_kwargs={"column": column, "partitions": partitions}, batch_size=None
    )
    return parts.groupby(_PARTITION).map_groups(_Scoring, **arguments)


def _partitioned(table: pyarrow.Table, column: str, partitions: int) -> pyarrow.Table:
    """The table with the partition of each row: by what it is brought together by, the same in every process."""
    numbers = [zlib.crc32(str(value).encode("utf-8", "replace")) % partitions for value in table[column].to_pylist()]
    return table.append_column(_PARTITION, pyarrow.array(numbers, pyarrow.int32()))


class _Scoring:
    """What an actor holds, and does with a table."""

    def __init__(self, recipe: Recipe, state: Mapping[str, Any] | None, threads: int) -> None:
        self._scorer = Scorer(recipe, threads=threads)
        self._base = state
        self._reporter = Reporter()

    def __call__(self, table: pyarrow.Table) -> pyarrow.Table:
        if _PARTITION in table.column_names:
            table = table.drop_columns([_PARTITION])
        recipe = self._scorer.recipe
        if recipe.is_stateful:
            # This actor may have scored other partitions, or take over from one that died.
            assert self._base is not None
            self._scorer.resume(self._base)
        scores = self._scorer.score_columns(**_columns(table, recipe))
        self._reporter.findings(scores.findings)
        result = _with_scores(table, scores)
        if recipe.is_stateful:
            states = [json.dumps(self._scorer.state), *([None] * (len(scores) - 1))] if len(scores) else []
            result = result.append_column(_STATE, pyarrow.array(states, pyarrow.large_string()))
        return result


_OURS = ("completion", "ground_truth", "prompt", "group_id", "step", "token_count", "truncated", "metadata")


def _columns(table: pyarrow.Table, recipe: Recipe) -> dict[str, Any]:
    """The columns that the recipe looks at: Arrow's as they are, where they are texts and numbers."""
    columns: dict[str, Any] = {}
    own = {recipe.field_name(name): name for name in _OURS}
    for name in table.column_names:
        if name not in own and not recipe.looks_at(name):
            continue
        values = table[name].combine_chunks()
        kind = values.type
        if pyarrow.types.is_string_view(kind) or pyarrow.types.is_dictionary(kind):
            values = values.cast(pyarrow.large_string())
        elif pyarrow.types.is_nested(kind) or pyarrow.types.is_null(kind):
            values = values.to_pylist()
            if own.get(name) in ("completion", "prompt"):
                values = [text(value, "assistant" if own[name] == "completion" else "user") for value in values]
        columns[own.get(name, name)] = values
    if "completion" not in columns:
        raise RewardsError(
            "missing_field", field=recipe.field_name("completion"), found=", ".join(table.column_names), expected="completions"
        )
    return columns


def _with_scores(table: pyarrow.Table, scores: Scores) -> pyarrow.Table:
    verdicts = [{field.name: getattr(verdict, field.name) for field in _VERDICT} for verdict in scores.verdicts]
    parts = {name: pyarrow.array(values, pyarrow.float64()) for name, values in scores.parts.items()}
    new = {
        "verdict": pyarrow.array(verdicts, _VERDICT),
        "rewards": pyarrow.StructArray.from_arrays(list(parts.values()), names=list(parts)),
        "reward": pyarrow.array(scores.rewards, pyarrow.float64()),
    }
    if scores.advantages is not None:
        new["advantage"] = pyarrow.array(scores.advantages, pyarrow.float64())
    if scores.weights is not None:
        new["weight"] = pyarrow.array(scores.weights, pyarrow.float64())
    if scores.selected is not None:
        new["selected"] = pyarrow.array(scores.selected, pyarrow.bool_())
    table = table.drop_columns([name for name in new if name in table.column_names])
    for name, values in new.items():
        table = table.append_column(name, values)
    return table
