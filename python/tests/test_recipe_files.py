"""Recipes in files: JSON and YAML, and plugins whose paths begin at the recipe's folder."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FIXTURES
from swift_rewards import Recipe, RewardFunction, RewardsError, Scorer, score, trl

ROWS = {"completion": ["a", "b"], "ground_truth": ["a", "a"]}
COMMAND = {"command": [sys.executable, "plugin.py"], "processes": 2}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is not the working directory, with a plugin and a recipe that names it."""
    shutil.copy(FIXTURES / "plugins" / "service.py", tmp_path / "plugin.py")
    recipe = {"version": 1, "plugins": [COMMAND], "verifier": "echo"}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    return tmp_path


def test_the_command_of_a_recipe_runs_in_the_recipes_folder(folder: Path) -> None:
    recipe = Recipe.load(folder / "recipe.json")
    assert Scorer(recipe).score_columns(**ROWS).rewards == [1.0, 0.0]
    assert recipe.json["plugins"][0]["processes"] == 2


def test_a_recipe_with_a_relative_plugin_is_pickled_for_any_working_directory(folder: Path) -> None:
    data = pickle.dumps(Recipe.load(folder / "recipe.json"))
    program = (
        "import pickle, sys, swift_rewards as r\n"
        "print(r.Scorer(pickle.load(sys.stdin.buffer)).score_columns(completion=['a'], ground_truth=['a']).rewards)"
    )
    run = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, cwd="/", check=True)
    assert run.stdout == b"[1.0]\n"


def test_a_relative_recipe_begins_at_its_folder_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    recipe = Recipe.load(f"{folder.name}/recipe.json")
    monkeypatch.chdir("/")
    assert Scorer(recipe).score_columns(**ROWS).rewards == [1.0, 0.0]


@pytest.mark.parametrize("name", ["lib/check.so", "./check.so", "a folder's/$(check).so"])
def test_a_library_is_looked_for_in_the_recipes_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "recipe.json").write_text(json.dumps({"version": 1, "plugins": [name], "verifier": "x"}), encoding="utf-8")
    with pytest.raises(RewardsError) as caught:
        Recipe.load(tmp_path / "recipe.json")
    assert caught.value.code == "unreadable_plugin" and caught.value.field == "plugins[0]"
    assert f"{tmp_path}/{name}" in str(caught.value)


def test_a_folder_with_quotes_is_a_folder(folder: Path) -> None:
    strange = folder / """it's "$(false)" \\ here"""
    strange.mkdir()
    for name in ("plugin.py", "recipe.json"):
        shutil.move(folder / name, strange / name)
    assert Scorer(Recipe.load(strange / "recipe.json")).score_columns(**ROWS).rewards == [1.0, 0.0]


@pytest.mark.parametrize(
    ("plugins", "code"),
    [("p.so", "invalid_value"), ([7], "invalid_value"), ([""], "unreadable_plugin"), ([{"command": []}], "invalid_parameter"),
     ([{"command": [3]}], "invalid_parameter"), ([{"comand": ["x"]}], "unknown_parameter")],
)
def test_what_is_no_plugin_is_refused_as_the_command_refuses_it(tmp_path: Path, plugins: object, code: str) -> None:
    (tmp_path / "recipe.json").write_text(json.dumps({"version": 1, "plugins": plugins, "verifier": "math"}), encoding="utf-8")
    with pytest.raises(RewardsError) as caught:
        Recipe.load(tmp_path / "recipe.json")
    assert caught.value.code == code and (caught.value.field or "").startswith("plugins")


YAML = """\
# What `rewards` reads too.
version: 1
verifier: {name: math, strictness: strict}
group_size: 2
shapers:
  - name: kimi_length
    weight: 0.50
"""


def test_yaml_is_the_json_with_the_same_keys(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    for name in ("recipe.yaml", "recipe.yml", "recipe"):
        (tmp_path / name).write_text(YAML, encoding="utf-8")
        recipe = Recipe.load(tmp_path / name)
        assert recipe.json["shapers"] == [{"name": "kimi_length", "weight": 0.5}]
        assert recipe.parts == ("correctness", "kimi_length")


def test_yaml_is_read_as_the_command_reads_it(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    path = tmp_path / "recipe.yaml"

    def read(text: str) -> object:
        path.write_text(f"version: 1\nverifier:\n  route: kind\n  cases: {{x: math}}\nfields: {{ground_truth: {text}}}\n", encoding="utf-8")
        return Recipe.load(path).json["fields"]["ground_truth"]

    # YAML 1.1 has truth values that the core schema has not.
    assert read("no") == "no" and read("on") == "on" and read("'true'") == "true" and read("2026-01-01") == "2026-01-01"
    for text in ("true", "1e3", "null", "[a]", "{a: b}"):
        with pytest.raises(RewardsError, match="fields.ground_truth"):
            read(text)
    path.write_text("version: 1\nverifier: math\nverifier: math\n", encoding="utf-8")
    with pytest.raises(RewardsError) as caught:
        Recipe.load(path)
    assert caught.value.code == "duplicate_key" and caught.value.field == "verifier"
    for text in ("version: [1", "&a [*a]", "- 1", "", "1: 2"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RewardsError):
            Recipe.load(path)


def test_plugins_of_a_yaml_recipe_begin_at_its_folder(folder: Path) -> None:
    pytest.importorskip("yaml")
    (folder / "recipe.yaml").write_text("version: 1\nverifier: echo\nplugins:\n  - command: [python3, plugin.py]\n", encoding="utf-8")
    assert Scorer(Recipe.load(folder / "recipe.yaml")).score_columns(**ROWS).rewards == [1.0, 0.0]


def test_yaml_without_pyyaml_says_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    (tmp_path / "t.yaml").write_text(YAML, encoding="utf-8")
    with pytest.raises(RewardsError, match="PyYAML") as caught:
        Recipe.load(tmp_path / "t.yaml")
    assert "t.yaml" in str(caught.value)
    # JSON needs none, whatever the file is called.
    (tmp_path / "t.yaml").write_text('{"version": 1, "verifier": "math"}', encoding="utf-8")
    assert Recipe.load(tmp_path / "t.yaml").parts == ("correctness",)


def test_a_path_is_a_path_wherever_a_recipe_is_taken(folder: Path) -> None:
    path = folder / "recipe.json"
    without_suffix = folder / "recipe"
    shutil.copy(path, without_suffix)
    for given in (str(path), path, str(without_suffix)):
        assert Recipe(given).json["verifier"] == "echo"
        assert Scorer(given).score_columns(**ROWS).rewards == [1.0, 0.0]
        assert RewardFunction(given)(["a"], ["a"]) == [1.0]
        assert trl.Reward(given)(["p"], ["a"], solution=["a"]) == [1.0]
        assert score([{"completion": "a", "ground_truth": "a"}], given).rewards == [1.0]


def test_a_file_that_is_called_like_a_verifier_is_no_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "math").write_text("not a recipe", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Recipe("math").parts == ("correctness",)


@pytest.mark.parametrize("name", ["none.json", "none.yaml", "none.yml", "no/such/recipe.json"])
def test_a_file_that_is_not_there_is_said_with_its_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for make in (Recipe, Recipe.load, Scorer, RewardFunction, trl.Reward):
        with pytest.raises(RewardsError) as caught:
            make(name)
        assert caught.value.code == "unreadable_file" and name in str(caught.value)


def test_a_file_changes_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    for verifier in ("math", "exact_match"):
        path.write_text(json.dumps({"version": 1, "verifier": verifier}), encoding="utf-8")
        assert Scorer(str(path)).recipe.json["verifier"] == verifier


def test_what_is_no_json_says_which_file_it_is(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    for data in (b'{"version": 1,', b"\xff\xfe", b"[1]"):
        path.write_bytes(data)
        with pytest.raises(RewardsError) as caught:
            Recipe.load(path)
        assert caught.value.code == "malformed_recipe" and str(path) in str(caught.value)
    path.write_bytes(b'\xef\xbb\xbf{"version": 1, "verifier": "math"}')
    assert Recipe.load(path).parts == ("correctness",)


@pytest.mark.parametrize("given", [None, 7, ["math"], b"math"])
def test_what_is_no_recipe_is_refused_by_its_type(given: object) -> None:
    for make in (Recipe, Scorer, RewardFunction):
        with pytest.raises(RewardsError) as caught:
            make(given)  # type: ignore[arg-type]
        assert caught.value.code == "wrong_type" and caught.value.field == "recipe"
        assert caught.value.found == type(given).__name__
