#!/usr/bin/env python3
"""Shapes a million rollouts in groups of 8: LASER-D in NumPy, LASER-D here, and a chain of four shapers here, in one run.

    python3 -m venv /tmp/np && /tmp/np/bin/pip install numpy
    swift build --package-path Benchmarks -c release --product ShaperBenchmark
    /tmp/np/bin/python Benchmarks/shapers.py [--rows N]

Rollouts are made from a seed: a pass rate for each group, lengths log-normal. Each side gets them in its own form in memory and is timed
by its thread's processor clock, least of three passes; the rewards of both LASER-Ds are compared bit by bit. NumPy is written twice: over
all rollouts at once, which no trainer can do, and batch by batch (128 groups), as a reward function is called.
"""
import argparse, pathlib, subprocess, tempfile, time

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
GROUP, BATCH, ALPHA, TARGET = 8, 128, 0.5, 8192.0
CHAIN = ["laser_d", "kimi_length", "efficient_reasoning", "hapo"]


def laser_d(length, correct, targets):
    """R = C + alpha [correct and L <= target of the group's band]; easy from 2/3 right, medium from 1/3."""
    rate = correct.reshape(-1, GROUP).mean(axis=1)
    band = np.where(rate >= 2 / 3, 0, np.where(rate >= 1 / 3, 1, 2))
    target = np.repeat(targets[band], GROUP)
    return np.where(correct, np.where(length <= target, 1.0 + ALPHA, 1.0), BASE_WRONG)


BASE_WRONG = -0.5


def least(passes, body):
    best, result = float("inf"), None
    for _ in range(passes):
        start = time.thread_time()
        result = body()
        best = min(best, time.thread_time() - start)
    return best, result


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=1_000_000)
    rows = options.parse_args().rows // GROUP * GROUP
    rng = np.random.default_rng(20261121)
    rate = np.repeat(rng.beta(0.7, 0.7, rows // GROUP), GROUP)
    correct = rng.random(rows) < rate
    length = np.minimum(np.exp(rng.normal(8.5, 0.8, rows)), 32768).astype(np.int32)
    targets = np.array([TARGET] * 3)

    step = GROUP * BATCH
    print(f"{rows} rollouts in groups of {GROUP}; seconds of processor time, least of 3; NumPy {np.__version__}")
    at_once, expected = least(3, lambda: laser_d(length, correct, targets))
    batched, _ = least(3, lambda: [laser_d(length[i:i + step], correct[i:i + step], targets) for i in range(0, rows, step)])
    results = [("NumPy laser_d, all rows at once", at_once), ("NumPy laser_d, batches of 128 groups", batched)]
    with tempfile.TemporaryDirectory() as folder:
        data, rewards = pathlib.Path(folder) / "rollouts", pathlib.Path(folder) / "rewards"
        np.stack([length, correct.astype(np.int32)], axis=1).tofile(data)
        for names in [["laser_d"], CHAIN]:
            command = [HERE / ".build/release/ShaperBenchmark", data, "--rewards", rewards, *names]
            count, seconds = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            assert int(count) == rows, count
            results.append(("swift-rewards " + ", ".join(names), float(seconds)))
            if names == ["laser_d"]:
                same = (np.fromfile(rewards) == expected).sum()
                print(f"rewards of both laser_d: {same} of {rows} the same bits")
    for name, seconds in results:
        print(f"{name:62} {rows / seconds:12,.0f} rows/s  {batched / seconds:6.2f} x NumPy batched")


if __name__ == "__main__":
    main()
