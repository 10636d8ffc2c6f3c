#!/usr/bin/env python3
"""Compares the verdicts of `math` with SymPy and mpmath, on pairs of expressions that SymPy makes. Run by hand:

    python3 -m venv VENV && VENV/bin/pip install sympy
    VENV/bin/python Scripts/math-differential.py .build/release/rewards [--pairs 2000] [--seed 1] [--rows FILE]

Writes rows with `expected` (to FILE, if given) and runs `rewards validate` on them: a finding is a wrong verdict. The truth comes from
mpmath at 80 digits and several points, which is right for pairs that are equal by construction (SymPy rewrote one into the other) or
differ by a perturbation. Variables are positive, as SymPy was told. Exit status: 0 no verdict is wrong.
"""
import argparse, json, os, random, subprocess, sys, tempfile
import mpmath
import sympy as sp

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("program", help="the executable `rewards`")
parser.add_argument("--pairs", type=int, default=400)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--rows", help="keep the rows in this file")
arguments = parser.parse_args()
rng = random.Random(arguments.seed)
x, y = sp.symbols("x y", positive=True)
mpmath.mp.dps = 80


def leaf(is_open):
    if is_open and rng.random() < 0.5:
        return rng.choice([x, y])
    return rng.choice([sp.Integer(rng.randint(1, 12)), sp.Rational(rng.randint(1, 9), rng.randint(2, 9)),
                       sp.sqrt(rng.randint(2, 15)), sp.pi, sp.E, sp.Integer(rng.randint(1, 5))])


def make(depth, is_open):
    if depth == 0:
        return leaf(is_open)
    a, b = make(depth - 1, is_open), make(depth - 1, is_open)
    kind = rng.randrange(14)
    if kind < 4: return a + b
    if kind < 7: return a * b
    if kind == 7: return a / (b**2 + 1)
    if kind == 8: return a ** rng.randint(2, 4)
    if kind == 9: return sp.sqrt(a**2 + b**2)
    if kind == 10: return sp.sin(a)
    if kind == 11: return sp.cos(a)
    if kind == 12: return sp.log(a**2 + 1)
    return a - b


REWRITES = [sp.expand, sp.together, sp.factor, sp.cancel, sp.trigsimp, sp.expand_trig, sp.powsimp, sp.radsimp,
            lambda e: sp.expand_log(e, force=True), lambda e: e.rewrite(sp.exp), lambda e: e.rewrite(sp.tan), sp.sqrtdenest]


def differs(a, b):
    """True, False, or None if the values are not numbers."""
    for _ in range(4):
        point = {x: sp.Rational(rng.randint(1, 400), 97), y: sp.Rational(rng.randint(1, 400), 89)}
        try:
            u, v = (mpmath.mpc(sp.N(e.subs(point), 90)) for e in (a, b))
        except Exception:
            return None
        if not (mpmath.isfinite(u) and mpmath.isfinite(v)):
            return None
        if abs(u - v) > mpmath.mpf(10) ** -60 * (1 + abs(u)):
            return True
    return False


pairs = []
while len(pairs) < arguments.pairs:
    is_open = rng.random() < 0.6
    a = make(rng.randint(1, 3), is_open)
    kind = rng.randrange(4)
    try:
        b = rng.choice(REWRITES)(a) if kind < 3 else make(rng.randint(1, 2), is_open)
        if kind < 3 and rng.random() < 0.5:
            b = rng.choice(REWRITES)(b)
        if rng.random() < 0.25:
            b = b + sp.Rational(1, 10**rng.choice([3, 12, 25, 40]))
    except Exception:
        continue
    if any(e.has(sp.zoo, sp.nan, sp.oo) for e in (a, b)) or len(str(a)) + len(str(b)) > 600:
        continue
    truth = differs(a, b)
    if truth is not None:
        pairs.append((sp.latex(a, ln_notation=True), sp.latex(b, ln_notation=True), truth))

# The form of an answer and the names of its variables are not what is compared.
RECIPE = {"version": 1, "verifier": {"name": "math", "unevaluated": "accept", "echo": "accept", "variables": "positive"}}

with tempfile.TemporaryDirectory() as folder:
    rows = arguments.rows or os.path.join(folder, "rows.jsonl")
    recipe = os.path.join(folder, "recipe.json")
    with open(recipe, "w") as file:
        json.dump(RECIPE, file)
    with open(rows, "w") as file:
        for number, (a, b, truth) in enumerate(pairs):
            # Both directions: a verdict does not depend on which side is the ground truth.
            for name, left, right in (("a", a, b), ("b", b, a)):
                row = {"id": f"{arguments.seed}/{number}/{name}", "completion": "\\boxed{%s}" % right, "ground_truth": left,
                       "expected": "incorrect" if truth else "correct"}
                file.write(json.dumps(row) + "\n")
    run = subprocess.run([arguments.program, "validate", "--recipe", recipe, rows])
    equal = sum(not truth for _, _, truth in pairs)
    print(f"{equal} pairs are equal, {len(pairs) - equal} differ")
sys.exit(run.returncode)
