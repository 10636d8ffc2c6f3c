"""The adapters' contracts, without the trainers; with them: ``python/test-trainers``."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import logging
import multiprocessing
import pickle
import subprocess
import sys
import time
import types
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import ROOT

from swift_rewards import RewardsError, Scorer, areal, trl, verifiers, verl
from swift_rewards._judged_completion import CompletionJudge
from swift_rewards._rollout_text import without_end_tokens

GROUPED = {"version": 1, "verifier": "math", "group_size": 2, "shapers": ["kimi_length"]}
TEXTS = [r"\boxed{4}", r"\boxed{4}", r"\boxed{5}", r"\boxed{4}"]
IDS = [[0] * 3, [0] * 9, [0] * 5, [0] * 7]


# TRL


def test_trl_groups_are_made_again_from_prompts_in_any_order() -> None:
    prompts = ["p", "q", "p", "q"]
    found = trl.Reward(GROUPED)(prompts, TEXTS, IDS, solution=["4"] * 4, trainer_state=SimpleNamespace(global_step=3))
    columns: dict[str, Any] = {"group_id": prompts, "token_count": [3, 9, 5, 7]}
    assert found == Scorer(GROUPED).score_columns(completion=TEXTS, ground_truth=["4"] * 4, **columns).rewards
    chats = [[{"role": "user", "content": prompt}] for prompt in prompts]
    answers = [[{"role": "assistant", "content": text}] for text in TEXTS]
    assert trl.Reward(GROUPED)(chats, answers, IDS, solution=["4"] * 4) == found
    mine = trl.Reward(GROUPED)(["same"] * 4, TEXTS, IDS, solution=["4"] * 4, group_id=[7, 8, 7, 8])
    assert mine == found, "the data's own group ids go before prompts"


def test_trl_logs_every_part_under_the_same_names() -> None:
    metrics: dict[str, float] = {}
    extras: dict[str, list[Any]] = {}
    reward = trl.Reward(GROUPED, name="mine")
    reward(["p", "p"], TEXTS[:2], IDS[:2], solution=["4", "4"], log_metric=metrics.__setitem__, log_extra=extras.__setitem__)
    names = ["correctness", "kimi_length", "outcome/correct", "outcome/no_answer", "outcome/unverifiable", "no_reward"]
    assert list(metrics) == [f"mine/{name}" for name in names]
    assert (metrics["mine/correctness"], metrics["mine/outcome/correct"]) == (1.0, 1.0)
    assert extras["mine/extracted"] == ["4", "4"] and extras["mine/outcome"] == ["correct"] * 2
    before = list(metrics)
    reward(["p"], ["?"], [[1]], solution=["{"], log_metric=metrics.__setitem__, log_extra=extras.__setitem__)
    assert list(metrics) == before


def test_trl_parts_add_up_and_move_the_state_once() -> None:
    recipe = {"version": 1, "verifier": "math", "shapers": ["hapo"]}
    whole, split = trl.Reward(recipe, name="mine"), trl.Reward(recipe, name="mine")
    parts = pickle.loads(pickle.dumps(split.parts()))
    assert [part.__name__ for part in parts] == ["mine/correctness", "mine/hapo"]
    for _ in range(3):
        arguments: dict[str, Any] = {"prompts": ["p"] * 4, "completions": list(TEXTS), "completion_ids": IDS}
        rewards = whole(**arguments, solution=["4"] * 4)
        columns = [part(**arguments, solution=["4"] * 4) for part in parts]
        assert [sum(values) for values in zip(*columns)] == rewards
    assert parts[0]._shared.whole.scorer.state == whole.scorer.state
    # The same list again is another batch.
    assert parts[0](**arguments, solution=["4"] * 4) == columns[0]


def test_trl_truncation_and_none() -> None:
    recipe = {"version": 1, "verifier": "math", "reward": {"truncated": -1}}
    reward = trl.Reward(recipe, max_tokens=9)
    assert reward(["p"] * 4, TEXTS, IDS, solution=["4", "4", "4", r"\frac{1}{"]) == [1.0, -1.0, 0.0, None]


def test_trl_functions_are_what_trainers_look_for() -> None:
    assert list(inspect.signature(trl.reward).parameters)[:2] == ["prompts", "completions"]
    assert list(inspect.signature(trl.Reward("math")).parameters)[:3] == ["prompts", "completions", "completion_ids"]
    asynchronous = trl.AsyncReward("math", name="mine")
    assert inspect.iscoroutinefunction(asynchronous.__call__)
    assert asyncio.run(asynchronous(["p"], [r"\boxed{4}"], [[1]], solution=["4"])) == [1.0]
    with pytest.raises(TypeError):
        asynchronous.parts()
    for each in (trl.Reward("math", name="mine"), asynchronous, trl.reward):
        copy = pickle.loads(pickle.dumps(each))
        assert copy.__name__ == each.__name__ and type(copy) is type(each)


def spawned(reward: Any, queue: Any) -> None:
    """What AsyncGRPO's worker does: a child that was spawned, and a thread of a loop's pool there."""

    async def run() -> Any:
        arguments: dict[str, Any] = {"prompts": ["p"] * 4, "completions": TEXTS, "completion_ids": IDS, "solution": ["4"] * 4}
        return [await asyncio.to_thread(reward, **arguments) for _ in range(2)]

    queue.put(asyncio.run(run()))


def test_trl_in_a_spawned_child() -> None:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    reward = trl.Reward({"version": 1, "verifier": "math", "shapers": ["hapo"]})
    child = context.Process(target=spawned, args=(reward, queue))
    child.start()
    found = queue.get(timeout=60)
    child.join(60)
    assert child.exitcode == 0
    arguments: dict[str, Any] = {"prompts": ["p"] * 4, "completions": TEXTS, "completion_ids": IDS, "solution": ["4"] * 4}
    assert found == [reward(**arguments) for _ in range(2)] and found[0] != found[1]


def test_a_missing_ground_truth_names_what_there_is() -> None:
    with pytest.raises(RewardsError) as caught:
        trl.Reward("math")(["p"], ["4"], target=["4"])
    assert caught.value.field == "ground_truth" and "`target`" in str(caught.value) and "fields" in str(caught.value)
    with pytest.raises(RewardsError):
        areal.Reward("math")("p", "4", [], [], target="4")
    assert trl.Reward({"version": 1, "verifier": "math", "fields": {"ground_truth": "target"}})(["p"], [r"\boxed{4}"], target=["4"]) == [1.0]


# One completion at a time


def test_recipes_that_need_others_are_refused() -> None:
    for recipe in (GROUPED, {"version": 1, "verifier": "math", "shapers": ["hapo"]}):
        for make in (areal.Reward, verifiers.TaskReward, verl.judge, CompletionJudge):
            with pytest.raises(RewardsError) as caught:
                make(recipe)
            assert caught.value.code == "unsupported_recipe"


def test_no_reward_is_a_policy_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "swift_rewards"):
        for _ in range(120):
            judged = CompletionJudge("math", no_reward=-3.0)(r"\boxed{4}", r"\frac{1}{")
    assert (judged.reward, judged.has_reward, judged.numbers()["no_reward"]) == (-3.0, False, 1.0)
    told = [record.getMessage() for record in caplog.records if "no reward" in record.getMessage()]
    assert 1 <= len(told) <= 4, "not once a row"
    assert "malformed_ground_truth" in told[0] and "-3.0" in told[0]
    with pytest.raises(RewardsError) as caught:
        CompletionJudge("math", no_reward="raise")(r"\boxed{4}", r"\frac{1}{")
    assert caught.value.code == "no_reward"
    with pytest.raises(RewardsError):
        CompletionJudge("math", no_reward="zero")  # type: ignore[arg-type]


def test_verl_columns_are_always_the_same_numbers() -> None:
    recipe = {"version": 1, "verifier": "math", "length": "characters", "shapers": [{"name": "laser", "target": 20}]}
    cases = [(r"\boxed{4}", "4"), ("?", "4"), (r"\boxed{4}", r"\frac{1}{"), (r"\boxed{9^{9^{9}}}", "4"), ("", "")]
    rows = [verl.compute_score("gsm8k", text, truth, {"index": 1}, recipe=recipe) for text, truth in cases]
    assert {tuple(row) for row in rows} == {("score", "acc", "no_reward", "no_answer", "unverifiable", "correctness", "laser")}
    assert all(type(value) is float for row in rows for value in row.values())
    assert asyncio.run(verl.compute_score_async("x", r"\boxed{4}", "4", recipe=recipe)) == rows[0]


def test_verl_metadata_is_what_is_data() -> None:
    numpy = pytest.importorskip("numpy")
    found = verl._metadata({"tests": numpy.array(["a", "b"]), "n": numpy.int64(3), "image": object(), "deep": [{"x": object()}]})
    assert found is not None and list(found) == ["tests", "n"]
    judge = verl.judge({"version": 1, "verifier": {"route": "metadata.kind", "cases": {"mc": "multiple_choice"}, "default": "math"}})
    for kind, verifier in (("mc", "multiple_choice"), ("other", "math")):
        metadata = verl._metadata({"kind": numpy.str_(kind), "image": object()})
        assert judge("The answer is B", "B", metadata=metadata).verdict.verifier == verifier


def test_verl_and_areal_in_threads_and_pickled() -> None:
    reward = pickle.loads(pickle.dumps(areal.Reward("math", name="mine", no_reward=0.5)))
    assert reward.__name__ == "mine" and reward("p", r"\boxed{4}", [1], [1, 2], answer="{") == 0.5
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: reward("p", f"\\boxed{{{n}}}", [1], [1], answer="7"), range(64)))
        assert found == [float(n == 7) for n in range(64)]
        scores = list(pool.map(lambda n: verl.compute_score("x", f"\\boxed{{{n}}}", "7")["score"], range(64)))
    assert scores == found


def test_verifiers_without_a_reward() -> None:
    task = SimpleNamespace(answer=r"\frac{1}{", prompt="?")
    trace = SimpleNamespace(last_reply=r"\boxed{4}", num_output_tokens=3, is_truncated=False)
    with pytest.raises(RewardsError) as caught:
        asyncio.run(verifiers.reward(task, trace))
    assert caught.value.code == "no_reward"
    assert asyncio.run(verifiers.metrics(task, trace))["no_reward"] == 1.0
    task.answer = "4"
    assert asyncio.run(verifiers.reward(task, trace)) == {"correctness": 1.0}


def test_open_instruct_finds_a_subclass(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the interface of its ``ground_truth_utils``, which is not on PyPI: two classes, found by ``__subclasses__``."""

    @dataclass
    class VerificationResult:
        score: float
        cost: float = 0.0
        reasoning: str | None = None

    class VerifierFunction(ABC):
        def __init__(self, name: str, weight: float = 1.0, verifier_config: Any = None) -> None:
            self.name, self.weight, self.verifier_config = name, weight, verifier_config

        @abstractmethod
        def __call__(self, tokenized_prediction: Any, prediction: str, label: Any, query: Any = None) -> Any: ...

    module = types.ModuleType("open_instruct.ground_truth_utils")
    module.__dict__.update(VerificationResult=VerificationResult, VerifierFunction=VerifierFunction)
    monkeypatch.setitem(sys.modules, "open_instruct", types.ModuleType("open_instruct"))
    monkeypatch.setitem(sys.modules, "open_instruct.ground_truth_utils", module)
    monkeypatch.syspath_prepend(str(ROOT / "python" / "examples"))
    example = importlib.import_module("open_instruct_verifier")
    assert example.ExactMath in VerifierFunction.__subclasses__()
    table = {each.name: each for each in (kind(None) for kind in VerifierFunction.__subclasses__())}  # type: ignore[arg-type]
    assert set(table) == {"swift_rewards", "exact_math"}
    found = table["exact_math"]([1, 2], r"\boxed{0.5}", r"\frac12", "?")
    assert isinstance(found, VerificationResult) and found.score == 1.0 and "correct" in (found.reasoning or "")
    assert table["exact_math"]([1], r"\boxed{4}", r"\frac{1}{").score == 0.0


# What they have in common


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (r"\boxed{4}<|im_end|>", r"\boxed{4}"),
        ("B<|eot_id|>\n<|endoftext|><|endoftext|>", "B"),
        ("B</s>", "B"),
        ("B<end_of_turn>\n<pad><pad>", "B"),
        ("B<｜end▁of▁sentence｜>", "B"),
        ("a <b>", "a <b>"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<answer>4</answer>", "<answer>4</answer>"),
        ("", ""),
        ("<|im_end|>", ""),
    ],
)
def test_end_tokens(text: str, left: str) -> None:
    assert without_end_tokens(text) == left


def test_end_tokens_take_no_time() -> None:
    before = time.process_time()
    for text in ("<" * 200_000 + ">", " " * 200_000 + ">", "<pad> " * 200_000, "<|" * 100_000 + "|>", "<|" + "x" * 200_000 + "|>"):
        without_end_tokens(text)
    assert time.process_time() - before < 5, "linear: half a second; quadratic: minutes"


def test_the_recipe_of_the_environment(tmp_path: Path) -> None:
    strict = {"version": 1, "verifier": {"name": "math", "strictness": "strict"}, "reward": {"correct": 2}}
    file = tmp_path / "recipe.json"
    file.write_text(json.dumps(strict))
    program = (
        "from swift_rewards import trl, verl, areal\n"
        "a = {'prompts': ['p'], 'completions': ['so \\\\boxed{4}']}\n"
        "print(trl.reward(**a, solution=['4'])[0], verl.compute_score('x', 'so \\\\boxed{4}', '4')['score'], "
        "areal.reward('p', 'so \\\\boxed{4}', [], [], answer='4'))\n"
    )
    for value, expected in ((str(file), "2.0 2.0 2.0"), (json.dumps(strict), "2.0 2.0 2.0"), ("math", "1.0 1.0 1.0")):
        environment = {**__import__("os").environ, "SWIFT_REWARDS_RECIPE": value}
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
        assert run.stdout.strip() == expected
    with pytest.raises(RewardsError) as caught:
        areal.Reward(str(tmp_path / "none.json"))
    assert caught.value.code == "unreadable_file" and "none.json" in str(caught.value)


def test_the_loop_of_ones_own(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "python" / "examples"))
    example = importlib.import_module("own_loop")
    example.main()
    lines = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert lines["rewards"] == str(example.reward(example.completions, **example.columns))
    assert "laser" in lines["parts"] and "Verdict(outcome='correct'" in lines["first verdict"]
