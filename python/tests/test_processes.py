"""Threads, event loops, forks, spawned processes, signals: what trainers do to a reward function."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from swift_rewards import RewardFunction, RewardsError, Scorer, score, score_async, verify, verify_async

ROWS: list[dict[str, Any]] = [
    {"completion": f"\\boxed{{{answer}}}", "ground_truth": truth, "group_id": str(number % 4), "token_count": number}
    for number, (answer, truth) in enumerate(
        [("0.5", "1/2"), (r"\sqrt{3+2\sqrt2}", r"1+\sqrt2"), ("x^2+2x+1", "(x+1)^2"), ("[1,2)", "[1,2]"), (r"e^{i\pi}", "-1")]
        * 30
    )
]
EXPECTED = score(ROWS).rewards
STATEFUL = {"version": 1, "verifier": "math", "shapers": ["hapo"]}
# What a child may take before it counts as hanging; a busy machine needs some.
PATIENCE = 60

# Written against what freezes or kills others: towers of powers, open braces by the thousand, long numbers, deep nesting.
HOSTILE = [
    r"\boxed{9^{9^{9}}}",
    r"\boxed{" + "9^{" * 200 + "9" + "}" * 200 + "}",
    r"\boxed{" * 20_000,
    r"\boxed{" + "(" * 5_000 + "1" + ")" * 5_000 + "}",
    r"\boxed{" + r"\frac{" * 3_000 + "}",
    r"\boxed{" + "9" * 200_000 + "}",
    r"\boxed{" + "9" * 2_000 + "!}",
    r"\boxed{" + r"\sqrt{2+" * 300 + "2" + "}" * 300 + "}",
    r"\boxed{(x+1)^{100000}}",
    r"\boxed{" + "+".join(f"\\sqrt{{{n}}}" for n in range(2, 300)) + "}",
    r"\boxed{\sin(10^{10^{10}})}",
    r"\boxed{e^{e^{e^{e^{10}}}}}",
    r"\boxed{" + ",".join("x" + str(n) for n in range(20_000)) + "}",
    r"\boxed{\binom{10^{9}}{5\cdot 10^{8}}}",
    r"\boxed{" + "(x+y+z+w)^{60}" * 6 + "}",
    "\\boxed{1e999999999999}" + "\\(" * 50_000,
]


def test_eight_threads_share_a_scorer() -> None:
    scorer = Scorer("math")
    with ThreadPoolExecutor(8) as pool:
        assert all(each.rewards == EXPECTED for each in pool.map(scorer.score, [ROWS] * 24))
        assert all(each.is_correct for each in pool.map(verify, ["1/2"] * 100, [r"\boxed{0.5}"] * 100))


def test_a_scorer_with_state_serves_one_call_at_a_time() -> None:
    scorer = Scorer(STATEFUL)
    counts = {"scored": 0, "busy": 0}
    lock = threading.Lock()

    def work() -> None:
        for _ in range(20):
            try:
                scorer.score(ROWS)
                result = "scored"
            except RewardsError as error:
                assert error.code == "busy"
                result = "busy"
            with lock:
                counts[result] += 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts["scored"] + counts["busy"] == 80 and counts["scored"] > 0
    one_by_one = Scorer(STATEFUL)
    for _ in range(counts["scored"]):
        one_by_one.score(ROWS)
    assert scorer.state == one_by_one.state, "no batch was taken in twice or by halves"


def test_the_number_of_threads_changes_nothing() -> None:
    text = b"\n".join(json.dumps(row).encode() for row in ROWS)
    results = [Scorer(STATEFUL, threads=threads).score_jsonl(text) for threads in (1, 2, 3, 16, 0)]
    assert all(result == results[0] for result in results)


def test_asyncio() -> None:
    async def run() -> tuple[list[Any], int]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.001)
                ticks += 1

        ticking = asyncio.create_task(tick())
        scorer = Scorer("math")
        results = await asyncio.gather(
            *(scorer.score_async(ROWS) for _ in range(8)),
            score_async(ROWS),
            verify_async("1/2", r"\boxed{0.5}", strictness="strict"),
            scorer.score_columns_async(completion=[r"\boxed{4}"], ground_truth=["4"]),
            RewardFunction("math").call_async([r"\boxed{4}"], ["4"]),
        )
        ticking.cancel()
        return results, ticks

    results, ticks = asyncio.run(run())
    assert all(each.rewards == EXPECTED for each in results[:9])
    assert results[9].is_correct and results[10].rewards == [1.0] == results[11]
    assert ticks > 0, "the loop went on meanwhile"


def in_child(work: Callable[[], bool]) -> None:
    """Forks; fails when the child says no, crashes, or hangs."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if work() else 2
        finally:
            os._exit(status)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0, f"the child ended with {status}"
            return
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the child hangs")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fork_while_batches_run() -> None:
    shared, stateful = Scorer("math"), Scorer(STATEFUL)
    fresh = Scorer(STATEFUL).state
    going = True

    def run(scorer: Scorer) -> None:
        while going:
            scorer.score(ROWS)

    def in_the_child() -> bool:
        try:
            stateful.score(ROWS[:10])
        except RewardsError as error:
            # The fork came in the middle of shaping: said plainly, and mended with a saved state.
            assert error.code == "lost_in_fork"
            stateful.resume(fresh)
            stateful.score(ROWS[:10])
        return shared.score(ROWS[:20]).rewards == EXPECTED[:20] and verify("1/2", r"\boxed{0.5}").is_correct

    threads = [threading.Thread(target=run, args=(scorer,)) for scorer in (shared, shared, stateful)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            in_child(in_the_child)
    finally:
        going = False
        for thread in threads:
            thread.join()
    assert shared.score(ROWS).rewards == EXPECTED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fork_from_a_thread_while_batches_run() -> None:
    """A data loader's thread forks workers while the trainer's main thread and another score."""
    shared = Scorer("math")
    failures: list[BaseException] = []
    done = threading.Event()

    def work() -> bool:
        with ThreadPoolExecutor(2) as pool:
            rewards = [each.rewards for each in pool.map(shared.score, [ROWS[:20]] * 4)]
        return rewards == [EXPECTED[:20]] * 4 and verify("1/2", r"\boxed{0.5}").is_correct

    def fork() -> None:
        try:
            for _ in range(15):
                in_child(work)
        except BaseException as error:  # also pytest's own failure
            failures.append(error)
        finally:
            done.set()

    def score_on() -> None:
        while not done.is_set():
            shared.score(ROWS)

    threads = [threading.Thread(target=fork), threading.Thread(target=score_on)]
    for thread in threads:
        thread.start()
    score_on()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fork_while_the_first_call_runs() -> None:
    """A process of its own, so that everything in the library happens for the first time while it forks."""
    program = (
        "import os, sys, threading, time, swift_rewards\n"
        f"rows = {ROWS[:25]!r}\n"
        "thread = threading.Thread(target=swift_rewards.score, args=(rows,)); thread.start()\n"
        "time.sleep(float(sys.argv[1]))\n"
        "child = os.fork()\n"
        "if child == 0: os._exit(0 if swift_rewards.score(rows).rewards[0] == 1.0 else 1)\n"
        "_, status = os.waitpid(child, 0); thread.join(); sys.exit(status != 0)\n"
    )
    for delay in ("0", "0.001", "0.003", "0.01"):
        subprocess.run([sys.executable, "-W", "ignore", "-c", program, delay], check=True, timeout=PATIENCE)


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_process_pools(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"there is no {method} here")
    scorer = Scorer("math")
    reward = RewardFunction(scorer, name="reward")
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        scored = pool.submit(scorer.score, ROWS)
        judged = pool.submit(verify, "1/2", r"\boxed{0.5}")
        rewarded = pool.submit(reward, [r"\boxed{4}"], ["4"])
        refused = pool.submit(verify, "1/2", "x", "mth")
        assert scored.result(PATIENCE).rewards == EXPECTED
        assert judged.result(PATIENCE) == verify("1/2", r"\boxed{0.5}")
        assert rewarded.result(PATIENCE) == [1.0]
        with pytest.raises(RewardsError) as caught:
            refused.result(PATIENCE)
        assert caught.value.nearest == "math"


def test_pickling_goes_round() -> None:
    scorer = Scorer(STATEFUL)
    scorer.score(ROWS)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        copy = pickle.loads(pickle.dumps(scorer, protocol))
        assert copy.state == scorer.state and copy.recipe == scorer.recipe


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")
def test_loading_and_scoring_install_no_handler_and_leave_no_thread() -> None:
    program = (
        "import ctypes, asyncio, json, os\n"
        # Without signals 32 and 33, which the C library keeps for itself.
        "def facts():\n"
        "    caught = next(l.split()[1] for l in open('/proc/self/status') if l.startswith('SigCgt:'))\n"
        "    return int(caught, 16) & ~(0b11 << 31), len(os.listdir('/proc/self/task'))\n"
        "before = facts()\n"
        "import swift_rewards\n"
        "swift_rewards.score([{'completion': '\\\\boxed{\\\\sqrt2}', 'ground_truth': '\\\\sqrt{2}'}] * 100, threads=4)\n"
        "after = facts()\n"
        "assert before == after, (before, after)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_signals_are_left_alone() -> None:
    """SIGALRM and SIGINT come to the handlers of the host, on its main thread, also while a batch runs."""
    received: list[tuple[int, str]] = []

    def handler(number: int, _: object) -> None:
        received.append((number, threading.current_thread().name))

    before = {number: signal.signal(number, handler) for number in (signal.SIGALRM, signal.SIGINT)}
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)
        rewards = [score(ROWS).rewards for _ in range(5)]
        os.kill(os.getpid(), signal.SIGINT)
        rewards.append(score(ROWS).rewards)
        signal.setitimer(signal.ITIMER_REAL, 0)
        assert all(each == EXPECTED for each in rewards)
        assert {number for number, _ in received} == {signal.SIGALRM, signal.SIGINT}
        assert {name for _, name in received} == {threading.main_thread().name}
        assert all(signal.getsignal(number) is handler for number in before)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, previous in before.items():
            signal.signal(number, previous)


def longest_pause(work: Callable[[], None]) -> float:
    """The longest time, in seconds, for which another Python thread could not run while `work` runs in a thread."""
    going = True
    pauses = [0.0]

    def tick() -> None:
        last = time.monotonic()
        while going:
            time.sleep(0.001)
            now = time.monotonic()
            pauses.append(now - last - 0.001)
            last = now

    ticking, working = threading.Thread(target=tick), threading.Thread(target=work)
    ticking.start()
    working.start()
    working.join()
    going = False
    ticking.join()
    return max(pauses)


def test_hostile_inputs_pause_no_other_thread() -> None:
    assert len(HOSTILE) == 16
    verdicts: list[Any] = []

    def work() -> None:
        verdicts[:] = [verify("2", completion) for completion in HOSTILE]
        verdicts.extend(Scorer("math", threads=1).score_columns(completion=HOSTILE, ground_truth=["2"] * 16).verdicts)

    # A machine that is busy with other things pauses threads too; the library would do it every time.
    pauses = []
    for _ in range(5):
        pauses.append(longest_pause(work))
        if pauses[-1] < 0.05:
            break
    assert min(pauses) < 0.05, f"pauses of {pauses} s"
    assert len(verdicts) == 32 and verdicts[:16] == verdicts[16:]
    assert all(each.outcome != "correct" for each in verdicts)
