"""Arrow data of every type that a library may hand over: texts in any encoding, tables, data frames, nested values."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from swift_rewards import RewardsError, Scorer

pyarrow = pytest.importorskip("pyarrow")

RIGHT = [r"\boxed{4}", r"\boxed{5}", None]
TRUTH = ["4", "4", "4"]
OUTCOMES = ["correct", "incorrect", "unverifiable"]
SCORER = Scorer("math")


def kinds() -> dict[str, Any]:
    texts = pyarrow.array(RIGHT)
    return {
        "string": texts,
        "large_string": texts.cast(pyarrow.large_string()),
        "string_view": texts.cast(pyarrow.string_view()),
        "dictionary": texts.dictionary_encode(),
        "chunks": pyarrow.chunked_array([texts.slice(0, 1), texts.slice(1)]),
        "chunks of dictionaries": pyarrow.chunked_array([texts.slice(0, 1), texts.slice(1)]).dictionary_encode(),
        "slice": pyarrow.array(["x", *RIGHT]).cast(pyarrow.string_view()).slice(1),
    }


@pytest.mark.parametrize("kind", kinds())
def test_texts_of_every_encoding(kind: str) -> None:
    column = kinds()[kind]
    assert SCORER.score_columns(completion=column, ground_truth=TRUTH).outcomes == OUTCOMES
    assert SCORER.score_columns(completion=column, ground_truth=column).outcomes == ["correct", "correct", "unverifiable"]
    table = pyarrow.table({"completion": column, "ground_truth": TRUTH})
    assert SCORER.score_arrow(table).outcomes == OUTCOMES
    assert SCORER.score_arrow(table.combine_chunks().to_batches()[0]).outcomes == OUTCOMES
    assert SCORER.score_arrow(table.combine_chunks().to_batches()[0].to_struct_array()).outcomes == OUTCOMES


def test_numbers_of_every_width() -> None:
    shaped = Scorer({"version": 1, "verifier": "math", "shapers": [{"name": "laser", "target": 10}]})
    expected = shaped.score_columns(completion=RIGHT, ground_truth=TRUTH, token_count=[1, 20, 3]).rewards
    for name in ("int8", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"):
        counts = pyarrow.array([1, 20, 3], getattr(pyarrow, name)())
        assert shaped.score_columns(completion=RIGHT, ground_truth=TRUTH, token_count=counts).rewards == expected
    assert SCORER.score_columns(completion=RIGHT, ground_truth=pyarrow.array([4, 4, 4], pyarrow.uint8())).outcomes == OUTCOMES


def test_nested_values() -> None:
    truths = pyarrow.array([["3", "4"], ["3", "4"], ["3"]])
    metadata = pyarrow.array([{"math_options": {"strictness": "strict"}}, None, None])
    chats = pyarrow.array([None if text is None else [{"role": "assistant", "content": text}] for text in RIGHT])
    assert SCORER.score_columns(completion=RIGHT, ground_truth=truths, metadata=metadata).outcomes == OUTCOMES
    table = pyarrow.table({"completion": chats, "ground_truth": truths, "metadata": metadata, "other": chats})
    assert SCORER.score_arrow(table).outcomes == OUTCOMES
    renamed = Scorer({"version": 1, "verifier": "math", "fields": {"completion": "c", "ground_truth": "g"}})
    assert renamed.score_arrow(pyarrow.table({"c": chats, "g": truths})).outcomes == OUTCOMES


def test_no_rows() -> None:
    for table in (pyarrow.table({"completion": pyarrow.array([], pyarrow.string_view())}), pyarrow.table({"completion": pyarrow.array([], pyarrow.string())})):
        assert len(SCORER.score_arrow(table)) == 0


def test_data_frames() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"completion": RIGHT, "ground_truth": TRUTH, "day": pandas.Timestamp("2026-01-01")})
    assert SCORER.score_arrow(frame).outcomes == OUTCOMES
    assert SCORER.score_arrow(frame[frame.completion.notna()]).outcomes == OUTCOMES[:2]
    categories = frame.assign(ground_truth=frame.ground_truth.astype("category"))
    assert SCORER.score_arrow(categories).outcomes == OUTCOMES
    assert SCORER.score_columns(completion=categories.completion, ground_truth=categories.ground_truth).outcomes == OUTCOMES
    records = pandas.DataFrame({"completion": RIGHT[:2], "ground_truth": ["4", float("nan")]}).to_dict("records")
    assert [row["verdict"]["outcome"] for row in SCORER.score(records)] == ["correct", "unverifiable"]


def test_types_that_are_none_are_said_with_the_column() -> None:
    days = pyarrow.array([0, 1, 2], pyarrow.date32())
    asks: list[Callable[[], object]] = [
        lambda: SCORER.score_columns(completion=days, ground_truth=TRUTH),
        lambda: SCORER.score_arrow(pyarrow.table({"completion": days})),
        lambda: SCORER.score_arrow(pyarrow.table({"completion": pyarrow.array([b"x"])})),
    ]
    for ask in asks:
        with pytest.raises(RewardsError) as caught:
            ask()
        assert caught.value.code == "wrong_type" and caught.value.field == "completion"
    others: list[object] = [[], {"completion": RIGHT}, "x", None]
    for wrong in others:
        with pytest.raises(RewardsError) as caught:
            SCORER.score_arrow(wrong)
        assert caught.value.field == "batch" and "data frame" in str(caught.value)


def test_what_needs_no_conversion_needs_no_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = pyarrow.record_batch({"completion": RIGHT, "ground_truth": TRUTH})
    table = pyarrow.table({"completion": RIGHT})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert SCORER.score_arrow(batch).outcomes == OUTCOMES
    with pytest.raises(RewardsError, match="pyarrow"):
        SCORER.score_arrow(table)
