#!/usr/bin/env python3
"""Compares verdicts with SymPy and mpmath; run by hand: differential.py PROGRAM [pairs] [seed].

PROGRAM reads lines `a ||| b` and prints `outcome | proof | … ` for each, as the product `measure` does. The truth comes
from mpmath at 80 digits and several points, which is right for pairs that are equal by construction (SymPy rewrote one
into the other) or differ by a perturbation.
"""
import random, subprocess, sys
import mpmath
import sympy as sp

program, count, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 400, int(sys.argv[3]) if len(sys.argv) > 3 else 1
rng = random.Random(seed)
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
while len(pairs) < count:
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

text = "".join(f"{a} ||| {b}\n" for a, b, _ in pairs)
lines = subprocess.run([program], input=text, capture_output=True, text=True).stdout.splitlines()
assert len(lines) == len(pairs), (len(lines), len(pairs))
tally, wrong = {}, 0
for (a, b, truth), line in zip(pairs, lines):
    outcome = line.split(" | ")[0].split("(")[0]
    key = ("different" if truth else "equal", outcome, line.split(" | ")[1] if outcome != "UNREAD" else "")
    tally[key] = tally.get(key, 0) + 1
    if (outcome == "equal" and truth) or (outcome == "different" and not truth):
        wrong += 1
        print("WRONG:", line)
    elif outcome not in ("equal", "different"):
        print("open: ", line[:300])
for key, number in sorted(tally.items()):
    print(number, key)
sys.exit(1 if wrong else 0)
