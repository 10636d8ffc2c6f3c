"""verify, score, describe, list_…, recipes and errors."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import swift_rewards
from swift_rewards import Recipe, RewardsError, Verdict, describe, score, verify


def test_verify() -> None:
    found = verify(r"\frac12", r"so it is \boxed{0.5}")
    assert found == Verdict(
        outcome="correct", score=1.0, verifier="math", version=found.version, extracted="0.5", proof="rational"
    )
    assert found.is_correct
    assert verify(r"\frac12", r"\boxed{0.6}").outcome == "incorrect"
    assert verify(r"\frac12", "I do not know").outcome == "no_answer"
    assert verify(["3", "4"], r"\boxed{4}").is_correct
    assert verify(0.1, r"\boxed{1/10}").is_correct, "a number is its digits"
    assert verify("B", "the answer is B", "multiple_choice").is_correct
    assert verify("4", [{"role": "user", "content": "2+2?"}, {"role": "assistant", "content": r"\boxed{4}"}]).is_correct


def test_a_verdict_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="is_correct"):
        bool(verify("1", r"\boxed{2}"))


def test_the_unverifiable_says_why() -> None:
    found = verify(r"\frac{1}{", r"\boxed{2}")
    assert (found.outcome, found.reason, found.charged_to) == ("unverifiable", "malformed_ground_truth", "ground_truth")


def test_explain() -> None:
    steps = verify(r"\frac12", r"\boxed{0.5}", explain=True).steps
    assert [name for name, _ in steps][:1] == ["extract"]
    assert not verify(r"\frac12", r"\boxed{0.5}").steps


def test_options_of_the_verifier() -> None:
    assert not verify("x", r"\boxed{X}", "exact_match", ignore_case=False).is_correct
    assert verify("x", r"\boxed{X}", "exact_match", ignore_case=True).is_correct
    assert verify("0.333", r"\boxed{1/3}", rounding="ground_truth_digits").is_correct
    assert not verify("0.333", r"\boxed{1/3}", strictness="strict").is_correct


def test_score() -> None:
    rows: list[dict[str, object]] = [
        {"completion": r"\boxed{4}", "ground_truth": 4, "mine": [1, {"a": None}]},
        {"completion": "?", "ground_truth": "x"},
    ]
    scored = score(rows)
    assert scored.rewards == [1.0, 0.0]
    assert list(scored[0]) == ["completion", "ground_truth", "mine", "verdict", "rewards", "reward"]
    assert scored[0]["mine"] == [1, {"a": None}]
    assert scored.findings == ()
    assert score([]) == []


def test_score_reports_what_is_wrong_with_data() -> None:
    scored = score([{"completion": r"\boxed{4}", "ground_truth": r"\frac{1}{"}, {"ground_truth": "4"}])
    assert scored.rewards == [None, None]
    assert [(each.code, each.line) for each in scored.findings] == [("unreadable_ground_truth", 1), ("missing_field", 2)]
    again = pickle.loads(pickle.dumps(scored))
    assert again == scored and again.findings == scored.findings


def test_no_text_of_a_model_is_an_error() -> None:
    hostile = "half a pair \ud83d and a NUL \0 and \x1b and \u2028 \\boxed{4}"
    assert score([{"completion": hostile, "ground_truth": 4}]).rewards == [1.0]
    assert verify(4, hostile).is_correct
    scorer = swift_rewards.Scorer("math")
    assert scorer.score_columns(completion=[hostile, "é" + hostile], ground_truth=[4, "4"]).rewards == [1.0, 1.0]


@pytest.mark.parametrize(
    ("make", "code", "field", "nearest"),
    [
        (lambda: verify("1", "1", "mth"), "unknown_verifier", "verifier", "math"),
        (lambda: verify("1", "1", strictnes="strict"), "unknown_parameter", "verifier.strictnes", "strictness"),
        (lambda: verify("1", "1", strictness="strikt"), "invalid_parameter", "verifier.strictness", "strict"),
        (lambda: Recipe({"version": 1, "verifier": "math", "shaper": []}), "unknown_key", "shaper", "shapers"),
        (lambda: Recipe({"version": 1}), "missing_key", "verifier", None),
        (
            lambda: Recipe({"version": 1, "verifier": "math", "shapers": ["lazer"]}),
            "unknown_shaper", "shapers[0]", "laser",
        ),
        (lambda: Recipe("{"), "malformed_recipe", None, None),
        (lambda: describe("lazer"), "unknown_name", None, "laser"),
        (lambda: score([{"completion": "x", "mine": [float("nan")]}]), "wrong_type", "row", None),
        (lambda: score([{"completion": object()}]), "wrong_type", "row", None),
    ],
)  # fmt: skip
def test_errors(make: object, code: str, field: str | None, nearest: str | None) -> None:
    assert callable(make)
    with pytest.raises(RewardsError) as caught:
        make()
    error = caught.value
    assert (error.code, error.field) == (code, field)
    if nearest is not None:
        assert error.nearest == nearest
        assert nearest in str(error)
    assert pickle.loads(pickle.dumps(error)) == error
    assert isinstance(error, ValueError)


def test_recipe(tmp_path: Path) -> None:
    json = {"version": 1, "verifier": "math", "shapers": [{"name": "laser", "target": 100}, "hapo"]}
    recipe = Recipe(json)
    assert recipe.parts == ("correctness", "laser", "hapo")
    assert recipe.is_stateful and recipe.uses_length and recipe.needs_group_ids
    assert recipe.json == json
    assert pickle.loads(pickle.dumps(recipe)) == recipe
    (tmp_path / "recipe.json").write_text('{"version": 1, "verifier": "math"}')
    plain = Recipe.load(tmp_path / "recipe.json")
    assert plain.parts == ("correctness",)
    assert not (plain.is_stateful or plain.uses_length or plain.needs_group_ids)


def test_lists_and_descriptions() -> None:
    assert {"math", "multiple_choice", "exact_match", "format"} <= swift_rewards.list_verifiers().keys()
    assert {"laser", "hapo"} <= swift_rewards.list_shapers().keys()
    assert "boxed" in swift_rewards.list_extractors()
    for kind in (swift_rewards.list_normalisers, swift_rewards.list_selectors):
        assert all(isinstance(name, str) for name in kind())
    for name in [*swift_rewards.list_verifiers(), *swift_rewards.list_shapers(), *swift_rewards.list_extractors()]:
        page = describe(name)
        assert page["name"] == name and page["summary"]
