"""Writes catalogue.jsonl: rows that bring every field that any id of the shaping catalogue asks for.

Four steps of three prompts with four rollouts each; prompts come back at later steps, as a history needs it. Some rollouts are truncated,
badly formatted, without a length, or cannot be judged.

    python3 Fixtures/rows/catalogue.py
"""

import json
import pathlib
import random

rng = random.Random(20250715)
PROMPTS = [
    ("algebra/1", "algebra", "easy", "What is 6·7?", "42"),
    ("algebra/2", "algebra", "hard", "Solve 2x = 1.", r"\frac12"),
    ("counting/1", "counting", "easy", "How many pairs are there of 4?", "6"),
    ("counting/2", "counting", "hard", "How many subsets has a set of 5?", "32"),
    ("probability/1", "probability", "hard", "The chance of two heads in two tosses?", r"\frac14"),
]
STEPS = [(0, (0, 1, 2)), (1, (2, 3, 4)), (2, (0, 1, 4)), (3, (1, 3, 2))]
GOLD = ["d1", "d2", "d3", "d4"]


def tokens(correct):
    words = [rng.randrange(30) for _ in range(rng.randrange(4, 12))]
    return words + [7, 8, 9] * (4 if not correct and rng.random() < 0.6 else 0)


def row(step, prompt, index):
    group, domain, category, question, truth = prompt
    # One of four is right at least, and one wrong, so that every group says something.
    correct = True if index == 0 else False if index == 1 else rng.random() < 0.5
    length = rng.randrange(200, 6000) if correct else rng.randrange(400, 12000)
    think = index % 2 == 0
    answer = truth if correct else rng.choice(["13", "x", "0"])
    truncated = not correct and length > 8000
    ids = tokens(correct)
    ranking = GOLD[:] if correct else rng.sample(GOLD, 4)
    steps_right = sorted(round(rng.random(), 3) for _ in range(4))
    metadata = {
        "budget": rng.choice([1000, 2000, 4000]),
        "format_ok": not (not correct and rng.random() < 0.2),
        "think": think,
        "mode": "reasoning" if think else "instant",
        "length_mode": "long" if index < 2 else "short",
        "forced": index >= 2,
        "tag": rng.choice(["easy", "hard"]),
        "tokens": ids,
        "repetition": round(-rng.random(), 2),
        "repeated": len(ids) > 12,
        "degenerate": truncated,
        "erd": round(rng.random(), 2),
        "ird": round(rng.random(), 2),
        "step_acc": steps_right if correct else steps_right[::-1],
        "tests": [rng.random() < (0.9 if correct else 0.4) for _ in range(5)],
        "think_open": True,
        "think_close": not truncated,
        "satisfied": [rng.random() < (0.9 if correct else 0.5) for _ in range(3)],
        "ranking": ranking,
        "cluster": answer,
        "size": rng.randrange(3, 20),
        "error": 0 if correct else round(rng.random(), 3),
        "score": round(rng.uniform(-1, 1), 3),
        "components": [1.0 if correct else 0.0, round(rng.random(), 2), None if rng.random() < 0.1 else 0.5],
        "child_correct": [rng.random() < (0.8 if correct else 0.3) for _ in range(3)],
        "abstraction": index % 2 == 1,
        "first_solution_step": rng.randrange(1, 5),
        "total_steps": 6,
        "marker_tokens": rng.randrange(0, 40),
        "total_tokens": 400,
        "think_length": length // 2,
        "solution_length": length - length // 2,
        # Of the group: the same in each of its rows.
        "ref_length": 1500 + 500 * PROMPTS.index(prompt),
        "ref_acc": 0.25 + 0.125 * PROMPTS.index(prompt),
        "ref_satisfied": 2,
        "relevant": ["d1", "d2"],
        "gold_ranking": GOLD,
        "abstractions": [{"solver_correct": [True, False]}, {"solver_correct": [True]}],
        "domain": domain,
        "category": category,
        "iterations": 2 + PROMPTS.index(prompt) * 3,
        "scores": [1, 0, 1, 0, PROMPTS.index(prompt) % 2],
        # Of the batch: the same in each of its rows.
        "batch_size": 12,
        "clip_ratio": [0.3, 0.2, 0.05, 0.02][step],
        "max_observed": 12000,
        "trajectories": [{"rewards": [0, 0, 1], "potentials": [0.1, 0.4, 0.8, 0.9]}],
    }
    out = {
        "id": f"{step}/{group}/{index}",
        "step": step,
        "group_id": group,
        "prompt": question,
        "completion": f"I think about it, and so it is \\boxed{{{answer}}}.",
        "ground_truth": truth,
        "token_count": length,
        "truncated": truncated,
        "metadata": metadata,
        "expected": correct,
    }
    if (step, index) == (1, 3) and group == "counting/2":
        del out["token_count"]
    if (step, index) == (2, 3) and group == "algebra/1":
        # Nobody can read this ground truth: no reward.
        out["ground_truth"] = "\\frac{1"
        out["expected"] = "unverifiable"
    return out


def main():
    lines = []
    for step, prompts in STEPS:
        rows = [row(step, PROMPTS[number], index) for number in prompts for index in range(4)]
        if step % 2 == 1:
            # Rollouts as they come back from several workers: the groups interleaved.
            rows = [rows[at] for index in range(4) for at in range(index, 12, 4)]
        lines += [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in rows]
    path = pathlib.Path(__file__).with_name("catalogue.jsonl")
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


main()
