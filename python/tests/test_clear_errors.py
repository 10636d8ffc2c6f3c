"""What a person gets wrong, or a data set has: told in our words, with the field, and never for the rows beside it."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import swift_rewards as r
from swift_rewards import RewardFunction, RewardsError, Scorer, areal, openrlhf, trl
from swift_rewards._judged_completion import CompletionJudge

NAN = float("nan")
RIGHT = r"\boxed{4}"
MATH = Scorer("math")


def test_a_recipe_that_needs_group_ids_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    reward = RewardFunction({"version": 1, "verifier": "math", "shapers": ["hapo"]})
    with caplog.at_level(logging.WARNING, "swift_rewards"):
        assert [reward([RIGHT], ["4"], token_count=[3]) for _ in range(5)] == [[None]] * 5
    told = [message for message in caplog.messages if "group_id" in message]
    assert len(told) == 1
    assert any("no reward" in message for message in caplog.messages)
    again = pickle.loads(pickle.dumps(reward))
    assert again([RIGHT], ["4"], token_count=[3]) == [None]


# Metadata


@pytest.mark.parametrize("wrong", ["a word", "[1]", "{", 7, ["a"], '"x"', object()])
def test_metadata_that_is_no_mapping_is_a_finding_of_its_row(wrong: object, caplog: pytest.LogCaptureFixture) -> None:
    scores = MATH.score_columns(completion=[RIGHT] * 3, ground_truth=["4"] * 3, metadata=[{"a": 1}, wrong, '{"a": 1}'])
    assert scores.rewards == [1.0, 1.0, 1.0]
    (finding,) = scores.findings
    assert (finding.code, finding.row, finding.field) == ("wrong_type", 1, "metadata")
    with caplog.at_level(logging.WARNING, "swift_rewards"):
        assert trl.Reward("math")(["p"] * 3, [RIGHT] * 3, solution=["4"] * 3, metadata=[wrong] * 3) == [1.0] * 3
    assert len([message for message in caplog.messages if "metadata" in message]) == 1
    assert CompletionJudge("math")(RIGHT, "4", metadata=wrong).reward == 1.0  # type: ignore[arg-type]


def test_metadata_of_arrow_texts_is_no_error_either() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    column = pyarrow.array(["a word", '{"a": 1}', None])
    scores = MATH.score_columns(completion=[RIGHT] * 3, ground_truth=["4"] * 3, metadata=column)
    assert scores.rewards == [1.0] * 3 and [each.row for each in scores.findings] == [0]


def test_metadata_that_is_looked_at_is_still_read() -> None:
    options = {"math_options": {"strictness": "strict"}}
    scores = MATH.score_columns(completion=[r"\boxed{50\%}"] * 2, ground_truth=["50"] * 2, metadata=[{"math_options": {"strictness": "lenient"}}, options])
    assert scores.outcomes == ["correct", "incorrect"]


# What is not there


def test_nan_is_what_is_not_there() -> None:
    scores = MATH.score_columns(completion=[RIGHT, NAN, RIGHT], ground_truth=["4", "4", NAN], token_count=[1, NAN, 2.0])
    assert scores.outcomes == ["correct", "unverifiable", "unverifiable"]
    assert [verdict.charged_to for verdict in scores.verdicts] == [None, "verifier", "ground_truth"]
    mixed = MATH.score_columns(completion=[NAN, RIGHT], ground_truth=[NAN, 4], group_id=[NAN, "a"], metadata=[NAN, {}], prompt=["p", NAN])
    assert mixed.outcomes == ["unverifiable", "correct"] and [each.field for each in mixed.findings] == ["completion", "ground_truth"]
    assert RewardFunction("math")([RIGHT, NAN], ["4", "4"]) == [1.0, None]
    assert trl.Reward("math")(["p", "p"], [RIGHT, NAN], solution=["4", NAN]) == [1.0, None]
    assert MATH.score_columns(completion=[NAN, NAN], ground_truth=[NAN, NAN]).outcomes == ["unverifiable"] * 2


def test_what_pandas_says_is_not_there() -> None:
    pandas = pytest.importorskip("pandas")
    for missing in (None, NAN, pandas.NA, pandas.NaT):
        frame = pandas.DataFrame({"c": [RIGHT, missing], "g": pandas.Series(["4", missing], dtype=object), "n": [4, missing]})
        for completion, truth in ((frame.c, frame.g), (list(frame.c), list(frame.g)), (frame.c, frame.n)):
            assert MATH.score_columns(completion=completion, ground_truth=truth).outcomes == ["correct", "unverifiable"]


@pytest.mark.parametrize("completion", [None, NAN, [], [{"role": "user", "content": "x"}]])
def test_verify_without_a_completion_is_the_verdict_that_columns_give(completion: object) -> None:
    verdict = r.verify("4", completion)
    assert verdict == MATH.score_columns(completion=[None], ground_truth=["4"]).verdict(0)
    assert verdict.reason == "missing_field" and verdict.charged_to == "verifier"
    assert r.verify("4", completion, explain=True, metadata={"a": 1}, prompt="p").outcome == "unverifiable"


# Errors


def refusals() -> list[tuple[str, str, str, Callable[[], object]]]:
    """What is asked, the field of the error, a word of it."""
    row = {"completion": RIGHT, "ground_truth": "4"}
    reward, judge = trl.Reward("math"), areal.Reward("math")
    merged = Scorer("math").resume_merged

    def columns(**given: Any) -> Callable[[], object]:
        return lambda: MATH.score_columns(**{"completion": [RIGHT], "ground_truth": ["4"], **given})

    return [
        ("a state that is a number", "state", "int", lambda: Scorer("math").resume(5)),  # type: ignore[arg-type]
        ("a state that is a text", "state", "str", lambda: Scorer("math").resume("garbage")),  # type: ignore[arg-type]
        ("a first state that is a text", "state", "str", lambda: Scorer("math", state="x")),  # type: ignore[arg-type]
        ("states that are a number", "states", "int", lambda: merged(5)),  # type: ignore[arg-type]
        ("states that are one", "states", "dict", lambda: merged({"version": 1})),  # type: ignore[dict-item]
        ("a state among states", "states[1]", "str", lambda: merged([{}, "x"])),  # type: ignore[list-item]
        ("a base that is a text", "since", "str", lambda: merged([], since="x")),  # type: ignore[arg-type]
        ("threads in a text", "threads", "str", lambda: Scorer("math", threads="2")),  # type: ignore[arg-type]
        ("half a thread", "threads", "float", lambda: Scorer("math", threads=1.5)),  # type: ignore[arg-type]
        ("a row for rows", "rows", "dict", lambda: r.score(row, "math")),  # type: ignore[arg-type]
        ("a text for rows", "rows", "str", lambda: r.score('{"completion": "x"}', "math")),  # type: ignore[arg-type]
        ("a number for rows", "rows", "int", lambda: r.score(7, "math")),  # type: ignore[arg-type]
        ("a text for JSON Lines", "rows", "str", lambda: MATH.score_jsonl("{}")),  # type: ignore[arg-type]
        ("a row that is a text", "row", "str", lambda: r.score(["x"], "math")),  # type: ignore[list-item]
        ("metadata of verify", "metadata", "str", lambda: r.verify("4", RIGHT, metadata="x")),  # type: ignore[arg-type]
        ("a name that is a number", "name", "int", lambda: r.describe(5)),  # type: ignore[arg-type]
        ("bytes for texts", "completion", "bytes", columns(completion=[RIGHT.encode()])),
        ("bytes among texts", "completion", "bytes", columns(completion=["x", b"x"], ground_truth=["4", "4"])),
        ("messages in a column of texts", "completion", "list", columns(completion=[[{"role": "assistant", "content": "x"}]])),
        ("a set, which has no order", "completion", "set", columns(completion={RIGHT})),
        ("a set of ground truths", "ground_truth", "set", columns(ground_truth={"4"})),
        ("a set of numbers", "token_count", "frozenset", columns(token_count=frozenset((1,)))),
        ("a set of metadata", "metadata", "set", columns(metadata={"a"})),
        ("a text for a column", "completion", "str", columns(completion=RIGHT)),
        ("a number for a column", "completion", "int", lambda: RewardFunction("math")(7, ["4"])),  # type: ignore[arg-type]
        ("numbers for completions", "completion[0]", "int", lambda: reward(["p", "p"], [1, 2], solution=["4", "4"])),
        ("bytes for a completion", "completion[0]", "bytes", lambda: reward(["p"], [b"x"], solution=["4"])),
        ("a number for completions", "completions", "int", lambda: reward(["p"], 7, solution=["4"])),  # type: ignore[arg-type]
        ("ids that are a number", "completion_ids[0]", "int", lambda: reward(["p"], ["x"], [7], solution=["4"])),  # type: ignore[list-item]
        ("ids that are a number", "completion_ids", "int", lambda: judge("p", "x", [], 7, answer="4")),  # type: ignore[arg-type]
        ("a completion that is a number", "completions", "int", lambda: judge("p", 7, [], [], answer="4")),  # type: ignore[arg-type]
        ("queries that are numbers", "queries[0]", "int", lambda: openrlhf.RewardFunc("math")([7], ["p"], ["4"])),  # type: ignore[list-item]
        ("prompts that are numbers", "prompts[0]", "int", lambda: openrlhf.RewardFunc("math")(["x"], [7], ["4"])),  # type: ignore[list-item]
        ("too few labels", "labels", "1", lambda: openrlhf.RewardFunc("math")(["x", "y"], ["p", "q"], ["4"])),
        ("too few prompts", "prompts", "1", lambda: openrlhf.RewardFunc("math")(["x", "y"], ["p"], ["4", "4"])),
        ("plugins that are a text", "plugins", "str", lambda: r.list_verifiers(plugins="x.so")),
    ]


@pytest.mark.parametrize(("what", "field", "word", "ask"), refusals(), ids=[each[0] for each in refusals()])
def test_what_is_wrong_is_said_with_its_field(what: str, field: str, word: str, ask: Callable[[], object]) -> None:
    with pytest.raises(RewardsError) as caught:
        ask()
    error = caught.value
    assert error.code in ("wrong_type", "length_mismatch", "invalid_value")
    assert error.field == field and word in (error.found or ""), error
    assert error.expected
    assert pickle.loads(pickle.dumps(error)) == error


def test_bytes_are_told_how_to_become_texts() -> None:
    with pytest.raises(RewardsError, match="decode"):
        MATH.score_columns(completion=[b"x"], ground_truth=["4"])


def test_what_a_trainer_leaves_out_is_not_there() -> None:
    assert trl.Reward("math")(["p", "p"], [RIGHT, RIGHT], [None, [1]], solution=["4", "4"]) == [1.0, 1.0]  # type: ignore[list-item]
    shaped = {"version": 1, "verifier": "math", "shapers": [{"name": "laser", "target": 10}]}
    assert trl.Reward(shaped)(["p", "p"], [RIGHT, RIGHT], [None, [1]], solution=["4", "4"])[0] is None  # type: ignore[list-item]
    assert areal.reward("p", None, [], [], answer="4") == 0.0  # type: ignore[arg-type]
    assert areal.Reward("math")("p", RIGHT, [], None, answer="4") == 1.0  # type: ignore[arg-type]


def test_a_query_that_is_not_there_is_no_completion() -> None:
    pytest.importorskip("torch")
    found = openrlhf.reward_func([None], ["p"], ["4"])  # type: ignore[list-item]
    assert found["rewards"].tolist() == [0.0]


def test_scores_say_that_they_do_not_pickle() -> None:
    scores = MATH.score_columns(completion=[RIGHT], ground_truth=["4"])
    with pytest.raises(TypeError, match="rewards"):
        pickle.dumps(scores)


def test_the_same_in_a_loop_of_events() -> None:
    async def all_of_them() -> None:
        assert (await r.verify_async("4", None)).outcome == "unverifiable"
        with pytest.raises(RewardsError):
            await r.score_async({"completion": RIGHT}, "math")  # type: ignore[dict-item]
        assert await RewardFunction("math").call_async([RIGHT, NAN], ["4", "4"]) == [1.0, None]

    asyncio.run(all_of_them())
