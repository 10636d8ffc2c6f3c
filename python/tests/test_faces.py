"""One truth in every face: what the command writes for a suite of rows is what Python gives, by rows and by columns."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES

from swift_rewards import Recipe, Scorer, verify

SUITES = sorted(path.name.removesuffix(".jsonl") for path in (FIXTURES / "faces").glob("*.jsonl"))
COLUMNS = ["completion", "ground_truth", "prompt", "group_id", "step", "token_count", "truncated", "metadata"]


def test_there_are_suites() -> None:
    assert len(SUITES) >= 8


@pytest.mark.parametrize("name", SUITES)
def test_rows_are_the_bytes_of_the_command(name: str, command: Path) -> None:
    rows, recipe = FIXTURES / "faces" / f"{name}.jsonl", FIXTURES / "faces" / f"{name}.recipe.json"
    run = subprocess.run([command, "score", rows, "--recipe", recipe], capture_output=True, check=False)
    assert run.stdout and run.returncode in (0, 1)
    output, findings = Scorer(Recipe.load(recipe)).score_jsonl(rows.read_bytes())
    assert output == run.stdout
    assert len(findings) == len(run.stderr.splitlines())


@pytest.mark.parametrize("name", SUITES)
def test_columns_and_dictionaries_are_the_rows(name: str) -> None:
    recipe = Recipe.load(FIXTURES / "faces" / f"{name}.recipe.json")
    text = (FIXTURES / "faces" / f"{name}.jsonl").read_bytes()
    if name == "rows":
        pytest.skip("lines that are no rows have no other form")
    rows: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
    output = [json.loads(line) for line in Scorer(recipe).score_jsonl(text)[0].splitlines()]
    assert Scorer(recipe).score(rows) == output
    if recipe.json.get("fields"):
        return
    scores = Scorer(recipe).score_columns(
        **{field: [row.get(field) for row in rows] for field in COLUMNS if any(field in row for row in rows)}
    )
    assert scores.rewards == [row["reward"] for row in output]
    assert scores.outcomes == [row["verdict"]["outcome"] for row in output]
    assert [list(parts) for parts in zip(*scores.parts.values())] == [list(row["rewards"].values()) for row in output]
    assert [each.extracted for each in scores.verdicts] == [row["verdict"].get("extracted") for row in output]
    if recipe.has_advantages:
        assert scores.advantages == [row["advantage"] for row in output]
    for name, found in (("weight", scores.weights), ("selected", scores.selected)):
        assert found == ([row[name] for row in output] if name in output[0] else None)
    assert [scores.selection(row) for row in range(len(rows))] == [row.get("selection") for row in output]


def test_verify_is_the_command(command: Path) -> None:
    for truth, completion in [(r"\frac12", r"so \boxed{0.5}"), ("2", "?"), (r"\frac{1}{", "2"), ("7", r"\boxed{7.0}")]:
        run = subprocess.run(
            [command, "verify", "--json", "--explain", "--", truth, completion], capture_output=True, check=False
        )
        facts = json.loads(run.stdout)
        found = verify(truth, completion, explain=True)
        assert (found.outcome, found.score, found.version) == (facts["outcome"], facts["score"], facts["version"])
        assert (found.extracted, found.proof, found.reason) == (facts.get("extracted"), facts.get("proof"), facts.get("reason"))
        assert [list(step) for step in found.steps] == [[each["step"], each["finding"]] for each in facts["steps"]]
