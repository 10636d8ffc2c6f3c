"""Scorers: columns of every kind, groups, state, pickling."""

from __future__ import annotations

import math
import pickle
import threading
import time
from typing import Any

import pytest

from swift_rewards import RewardFunction, RewardsError, Scorer, _scores
from swift_rewards._columns import Struct

COMPLETIONS = [r"so \boxed{0.5}", r"\boxed{0.6}", "no idea", None, "ünïcode \\boxed{1/2}"]
TRUTHS = ["1/2", r"\frac12", "1/2", "1/2", 0.5]
LENGTHS = [100, 200, 300, 400, None]
GROUPS = ["a", "a", "b", "b", "a"]
RECIPE = {"version": 1, "verifier": "math", "shapers": ["hapo"]}


def by_rows(recipe: Any, rows: list[dict[str, Any]]) -> list[float | None]:
    return Scorer(recipe).score(rows).rewards


def test_lists() -> None:
    scores = Scorer("math").score_columns(completion=COMPLETIONS, ground_truth=TRUTHS, token_count=LENGTHS, group_id=GROUPS)
    assert scores.rewards == [1.0, 0.0, 0.0, None, 1.0] == list(scores)
    assert scores.outcomes == ["correct", "incorrect", "no_answer", "unverifiable", "correct"]
    assert scores.scores == [1.0, 0.0, 0.0, 0.0, 1.0]
    assert scores.parts == {"correctness": scores.rewards}
    assert scores.verdict(0).extracted == "0.5" and scores.verdict(-1).extracted == "1/2"
    assert [each.outcome for each in scores.verdicts] == scores.outcomes
    # One answer in three spellings is three ground truths: what a group shares is told by its text.
    assert [(each.code, each.row) for each in scores.findings] == [("group_differs", 1), ("missing_field", 3)]
    with pytest.raises(IndexError):
        scores.verdict(5)


def test_nothing_in_nothing_out() -> None:
    scores = Scorer(RECIPE).score_columns(completion=[], ground_truth=[], group_id=[], token_count=[])
    assert (scores.rewards, scores.outcomes, scores.findings) == ([], [], ())


def test_columns_give_what_rows_give() -> None:
    lengths = [100, 200, 300, 400, 50]
    rows = [
        {
            "completion": c,
            "ground_truth": t,
            "token_count": n,
            "group_id": g,
            "step": 3,
            "truncated": n == 200,
            "metadata": {"a": n},
        }
        for c, t, n, g in zip(COMPLETIONS, TRUTHS, lengths, GROUPS)
    ]
    recipe = {**RECIPE, "reward": {"truncated": -1}}
    first, second = Scorer(recipe), Scorer(recipe)
    for _ in range(3):
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        assert first.score_columns(**columns).rewards == second.score(rows).rewards
    assert first.state == second.state


def test_state_goes_on_and_is_pickled() -> None:
    scorer = Scorer(RECIPE)
    batch = {"completion": [r"\boxed{7}"] * 2, "ground_truth": ["7"] * 2, "group_id": ["p"] * 2, "token_count": [100, 300]}
    first = scorer.score_columns(**batch).rewards
    saved = scorer.state
    copy = pickle.loads(pickle.dumps(scorer))
    second = scorer.score_columns(**batch).rewards
    assert first != second, "the state counts"
    assert copy.score_columns(**batch).rewards == second
    assert Scorer(RECIPE, state=saved).score_columns(**batch).rewards == second
    scorer.resume(saved)
    assert scorer.score_columns(**batch).rewards == second
    with pytest.raises(RewardsError) as caught:
        scorer.resume({"version": 1, "shapers": []})
    assert caught.value.code == "invalid_state"


def test_states_of_several_processes_are_joined() -> None:
    def saved(group: str, length: int) -> dict[str, Any]:
        scorer = Scorer(RECIPE)
        scorer.score_columns(completion=[r"\boxed{7}"], ground_truth=["7"], group_id=[group], token_count=[length])
        return scorer.state

    joined = Scorer(RECIPE)
    states = [saved("p", 300), saved("p", 100), saved("q", 50)]
    joined.resume_merged(states)
    assert joined.state["shapers"][0]["state"] == {"history": {"p": 100, "q": 50}}
    joined.resume_merged(states[:1], since=states[0])
    assert joined.state["shapers"] == states[0]["shapers"]
    with pytest.raises(RewardsError) as caught:
        joined.resume_merged([])
    assert caught.value.code == "invalid_state"


def test_advantages_and_selections() -> None:
    recipe = {"version": 1, "verifier": "math", "advantages": "grpo", "select": ["dynamic_sampling"]}
    batch = {"completion": [r"\boxed{7}", r"\boxed{8}"], "ground_truth": ["7", "7"], "group_id": ["p", "p"]}
    scores = Scorer(recipe).score_columns(**batch)
    rows = Scorer(recipe).score([dict(zip(batch, values)) for values in zip(*batch.values())])
    assert scores.advantages == [row["advantage"] for row in rows] and scores.advantages is not None
    assert scores.selected == [row["selected"] for row in rows]
    assert [scores.selection(row) for row in range(2)] == [row.get("selection") for row in rows]
    plain = Scorer("math").score_columns(**batch)
    assert (plain.advantages, plain.selected, plain.weights, plain.selection(0)) == (None, None, None, None)


def test_a_refused_batch_has_no_rewards_and_says_why() -> None:
    scores = Scorer(RECIPE).score_columns(completion=[r"\boxed{7}"], ground_truth=["7"], token_count=[1])
    assert scores.rewards == [None] and scores.outcomes == ["correct"]
    assert [each.code for each in scores.findings] == ["missing_field"]


def test_routes_inputs_and_other_columns() -> None:
    recipe = {
        "version": 1,
        "fields": {"completion": "response", "ground_truth": "answer"},
        "verifier": {"route": "data_source", "cases": {"gsm8k": "math", "mmlu": "multiple_choice"}},
    }
    scorer = Scorer(recipe)
    scores = scorer.score_columns(
        completion=[r"\boxed{4.0}", "The answer is B"],
        ground_truth=["4", "B"],
        data_source=["gsm8k", "mmlu"],
        whatever=[object(), 1],
    )
    assert [each.verifier for each in scores.verdicts] == ["math", "multiple_choice"]
    assert scores.rewards == [1.0, 1.0]
    by_metadata = scorer.score_columns(
        completion=[r"\boxed{4.0}", "The answer is B"],
        ground_truth=["4", "B"],
        metadata=[{"data_source": "gsm8k"}, '{"data_source":"mmlu"}'],
    )
    assert by_metadata.rewards == [1.0, 1.0]
    dotted = scorer.score_columns(
        completion=[r"\boxed{4.0}"], ground_truth=["4"], **{"data_source": ["gsm8k"], "metadata.x.y": [1]}
    )
    assert dotted.rewards == [1.0]


@pytest.mark.parametrize(
    ("columns", "code", "field"),
    [
        ({"completion": ["a", "b"], "ground_truth": ["a"]}, "length_mismatch", "ground_truth"),
        ({"completion": "a"}, "wrong_type", "completion"),
        ({"completion": [1, 2]}, "wrong_type", "completion"),
        ({"completion": ["a", 2]}, "wrong_type", "completion"),
        ({"completion": ["a"], "token_count": ["x"]}, "wrong_type", "token_count"),
        ({"completion": ["a"], "token_count": [-1]}, "wrong_type", "token_count[0]"),
        ({"completion": ["a"], "token_count": [1.5]}, "wrong_type", "token_count[0]"),
        ({"completion": ["a"], "truncated": [1]}, "wrong_type", "truncated"),
    ],
)
def test_columns_that_are_none(columns: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(RewardsError) as caught:
        Scorer("math").score_columns(**columns)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_numpy() -> None:
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")
    rows = [{"completion": r"\boxed{7}", "ground_truth": 7, "token_count": n, "group_id": 1} for n in (100, 300, 50)]
    expected = by_rows(RECIPE, rows)
    for kind in ("int64", "int32", "int16", "uint32", "float64", "float32"):
        scores = Scorer(RECIPE).score_columns(
            completion=numpy.array([r"\boxed{7}"] * 3, dtype=object),
            ground_truth=numpy.array([7, 7, 7]),
            group_id=numpy.array([1, 1, 1]),
            token_count=numpy.array([100, 300, 50], dtype=kind),
            truncated=numpy.array([False, True, False]),
            step=numpy.arange(6)[::3][:1].repeat(3),
        )
        assert scores.rewards == expected
    rewards = scores.array()
    assert rewards.dtype == numpy.float64 and rewards.tolist() == expected and not rewards.flags.writeable
    assert scores.array("hapo").tolist() == scores.parts["hapo"]
    assert scores.array("outcomes").tolist() == [0, 0, 0]
    del scores
    assert rewards.tolist() == expected, "the array keeps the memory"
    with pytest.raises(RewardsError):
        Scorer("math").score_columns(completion=["a"]).array("hapo")
    skipped = Scorer("math").score_columns(completion=[r"\boxed{7}"], ground_truth=["{"])
    assert math.isnan(skipped.array()[0]) and skipped.rewards == [None]
    with pytest.raises(RewardsError):
        Scorer("math").score_columns(completion=["a"], token_count=numpy.zeros((1, 1)))


def test_pyarrow() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    lengths = [100, 200, 300, 400, 50]
    expected = by_rows(
        RECIPE,
        [
            {"completion": c, "ground_truth": t, "token_count": n, "group_id": g}
            for c, t, n, g in zip(COMPLETIONS, ["1/2"] * 5, lengths, GROUPS)
        ],
    )
    for text in (pyarrow.string(), pyarrow.large_string()):
        columns = {
            "completion": pyarrow.array(COMPLETIONS, text),
            "ground_truth": pyarrow.array(["1/2"] * 5, text),
            "group_id": pyarrow.array(GROUPS, text),
            "token_count": pyarrow.array(lengths, pyarrow.int32()),
            "truncated": pyarrow.array([None, False, False, False, False]),
            "ignored": pyarrow.array([[1]] * 5),
        }
        batch = pyarrow.record_batch(columns)
        assert Scorer(RECIPE).score_arrow(batch).rewards == expected
        assert Scorer(RECIPE).score_columns(**columns).rewards == expected
        # Slices have offsets, also within the validity bits.
        longer = pyarrow.concat_tables([pyarrow.table(columns)] * 2).combine_chunks().to_batches()[0]
        assert Scorer(RECIPE).score_arrow(longer.slice(5)).rewards == expected
        chunked = pyarrow.chunked_array([columns["completion"][:2], columns["completion"][2:]])
        assert Scorer(RECIPE).score_columns(**{**columns, "completion": chunked}).rewards == expected
    numbers = pyarrow.record_batch({"completion": [r"\boxed{1/10}"] * 2, "ground_truth": [0.1, None]})
    assert Scorer("math").score_arrow(numbers).outcomes == ["correct", "unverifiable"]
    as_json = pyarrow.record_batch({"completion": [r"\boxed{4}"], "ground_truth_json": ['["3", "4"]']})
    assert Scorer("math").score_arrow(as_json).rewards == [1.0]
    assert Scorer("math").score_arrow(batch.slice(0, 0)).rewards == []
    for wrong, code in [
        (pyarrow.record_batch({"complete": ["a"]}), "missing_field"),
        (pyarrow.record_batch({"completion": [1]}), "wrong_type"),
        (pyarrow.record_batch({"completion": pyarrow.array([b"a"])}), "wrong_type"),
        (pyarrow.array(["a"]), "wrong_type"),
        (["a"], "wrong_type"),
    ]:
        with pytest.raises(RewardsError) as caught:
            Scorer("math").score_arrow(wrong)
        assert caught.value.code == code


def test_arrays_are_not_copied() -> None:
    """What the library is handed is the memory of numpy and of Arrow itself."""
    numpy, pyarrow = pytest.importorskip("numpy"), pytest.importorskip("pyarrow")
    lengths, texts = numpy.arange(5), pyarrow.array([text or "" for text in COMPLETIONS], pyarrow.large_string())
    struct = Struct({"completion": texts, "token_count": lengths})
    children = [struct.array.children[at].contents for at in range(2)]
    assert [children[0].buffers[at] for at in (1, 2)] == [buffer.address for buffer in texts.buffers()[1:]]
    assert children[1].buffers[1] == lengths.ctypes.data
    scores = Scorer("math").score_columns(completion=texts, ground_truth=["1/2"] * 5)
    first, second = scores.array(), scores.array()
    assert first.ctypes.data == second.ctypes.data, "results are looked at where they are"


def test_the_gil_is_released() -> None:
    """Two threads that score at once keep two cores busy; on one core, another thread still counts on."""
    scorer, counts = Scorer("math", threads=1), [0]
    rows = {"completion": [r"\boxed{\sqrt{3+2\sqrt2}}"] * 4_000, "ground_truth": [r"1+\sqrt2"] * 4_000}
    going = True

    def count() -> None:
        while going:
            counts[0] += 1
            time.sleep(0)

    counting = threading.Thread(target=count)
    struct = Struct(rows)
    counting.start()
    before = counts[0]
    # The bare call: nothing of Python's own in it.
    result = _scores.make(scorer._handle.pointer, struct, 1)
    during = counts[0] - before
    going = False
    counting.join()
    assert result.rewards == [1.0] * 4_000
    assert during > 100


def test_reward_function() -> None:
    reward = RewardFunction("math", name="math_reward")
    chat = [[{"role": "user", "content": "?"}, {"role": "assistant", "content": [{"type": "text", "text": r"\boxed{4}"}]}], []]
    assert reward.__name__ == "math_reward"
    assert reward(chat, ground_truth=["4", "4"], completion_ids=[[1], [2]]) == [1.0, None]
    assert pickle.loads(pickle.dumps(reward))([r"\boxed{4}"], ["4"]) == [1.0]
