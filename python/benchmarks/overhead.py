"""What Python costs over the bare C call, and how many completions a second others judge: batches of completions, by columns.

    python python/benchmarks/overhead.py [--rows 1024] [--bytes 4096] [--rounds 30] [--threads 1] [--others 96]

Every form is timed in turn, round after round, so that what else the machine does falls on all alike; the least time of
each counts, in CPU seconds of the process and by the clock. TRL's `accuracy_reward` and Math-Verify, where they are installed, are timed
in the same run, once, on the first `--others` of the completions: they take seconds.
"""

from __future__ import annotations

import argparse
import ctypes
import time
from collections.abc import Callable
from typing import Any

from swift_rewards import Scorer, _columns, _library, _scores, trl


def completions(rows: int, size: int) -> list[str]:
    """Thoughts with numbers in them, and an answer at the end."""
    thought = "Let me see: 6/0.5 = 12, and 4/0.5 = 8, so that 12 times 8 is 96. Wait, is it? Yes. "
    texts = []
    for row in range(rows):
        end = f"So the answer is \\boxed{{\\frac{{{2 * row + 1}}}{{2}}}}."
        texts.append((thought * (size // len(thought) + 1))[: size - len(end)] + end)
    return texts


def others(texts: list[str], truths: list[str]) -> dict[str, Callable[[], Any]]:
    """What else judges mathematics, as its users call it."""
    forms: dict[str, Callable[[], Any]] = {}
    try:
        from math_verify import parse, verify

        def math_verify() -> list[bool]:
            return [verify(parse(f"${truth}$"), parse(text)) for text, truth in zip(texts, truths)]

        forms["Math-Verify: verify(parse, parse)"] = math_verify
        from trl.rewards import accuracy_reward

        chats = [[{"role": "assistant", "content": text}] for text in texts]
        solutions = [f"${truth}$" for truth in truths]
        forms["TRL: accuracy_reward"] = lambda: accuracy_reward(chats, solutions)
    except ImportError as error:
        print(f"{error.name} is not installed: without it")
    return forms


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1024)
    parser.add_argument("--bytes", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--others", type=int, default=96, help="completions for TRL's accuracy_reward and Math-Verify; 0: none")
    options = parser.parse_args()

    texts = completions(options.rows, options.bytes)
    truths = [f"{row}.5" for row in range(options.rows)]
    scorer = Scorer("math", threads=options.threads)
    struct = _columns.Struct({"completion": texts, "ground_truth": truths})
    handle = scorer._handle.pointer

    def bare() -> None:
        record = ctypes.POINTER(_library.ScoresRecord)()
        _library.library.rewards_score_arrow(
            handle, ctypes.byref(struct.schema), ctypes.byref(struct.array), options.threads, ctypes.byref(record), None
        )
        _library.library.rewards_scores_free(record)

    forms: dict[str, Callable[[], Any]] = {
        "bare C call": bare,
        "lists → rewards as a list": lambda: scorer.score_columns(completion=texts, ground_truth=truths).rewards,
    }
    try:
        import pyarrow

        batch = pyarrow.record_batch({"completion": texts, "ground_truth": truths})
        forms["Arrow batch → rewards as a list"] = lambda: scorer.score_arrow(batch).rewards
        forms["Arrow batch → numpy"] = lambda: scorer.score_arrow(batch).array()
    except ImportError:
        print("pyarrow is not installed: lists only")
    rows = [{"completion": text, "ground_truth": truth} for text, truth in zip(texts, truths)]
    forms["dictionaries → dictionaries"] = lambda: scorer.score(rows)

    reward = trl.Reward(scorer)
    prompts, ids = [f"p{row // 8}" for row in range(options.rows)], [[0] * 8] * options.rows
    forms["TRL's call: swift_rewards.trl.Reward"] = lambda: reward(prompts, texts, ids, ground_truth=truths)

    assert _scores.make(handle, struct, 1).rewards == [1.0] * options.rows
    slow = others(texts[: options.others], truths[: options.others]) if options.others else {}
    counts = {**dict.fromkeys(forms, options.rows), **dict.fromkeys(slow, options.others)}
    best = {name: [float("inf"), float("inf")] for name in counts}
    for round in range(options.rounds):
        # The slow ones in the middle of the run.
        for name, form in {**forms, **(slow if round == options.rounds // 2 else {})}.items():
            cpu, clock = time.process_time(), time.perf_counter()
            form()
            spent = (time.process_time() - cpu, time.perf_counter() - clock)
            # For as many completions as the others.
            spent = (spent[0] * options.rows / counts[name], spent[1] * options.rows / counts[name])
            best[name] = [min(old, new) for old, new in zip(best[name], spent)]
    print(f"{options.rows} completions of {options.bytes} bytes, {options.threads} thread(s), best of {options.rounds}")
    base = best["bare C call"]
    for name, (cpu, clock) in best.items():
        print(
            f"  {name:38} {options.rows / clock:9,.0f} completions/s  {1e3 * clock:7.2f} ms  cpu {1e3 * cpu:7.2f} ms"
            f"  overhead {100 * (cpu / base[0] - 1):6.1f} % cpu, {100 * (clock / base[1] - 1):6.1f} % clock"
        )


if __name__ == "__main__":
    main()
