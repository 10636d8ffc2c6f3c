#!/usr/bin/env python3
"""Writes hostile and ambiguous answers from a grammar and has `rewards score` judge them, for as long as is asked. Run by hand:

    Scripts/math-fuzz.py .build/release/rewards [--seconds 600] [--seed 1] [--row-ms 100] [--row-mb 64]

Found are: a process that dies, a row that costs more processor time or memory than it may, a ground truth that is not `correct` as its own
answer, and a `correct` answer whose value, as a floating-point number, is another. Finds are printed as `ground truth ||| answer`, and belong
in `Fixtures/verifiers/math.jsonl` or `DecisionPairs.hostile`. Exit status: 0 nothing was found.
"""
import argparse, json, math, random, resource, subprocess, sys, time

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("program", help="the executable `rewards`")
parser.add_argument("--seconds", type=float, default=600)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--row-ms", type=float, default=100, help="processor time that a row may cost")
parser.add_argument("--row-mb", type=float, default=64, help="memory that a process may reach")
arguments = parser.parse_args()

BIG = ["10^{10}", "9^{9^9}", "10^{1000}", "2^{2^{50}}", "10^{-1000}", "1000003", "10^{18}!", "99999!", r"\binom{10^9}{7}", "64", "-1", r"\frac{1}{10^{30}}",
       "123456789", "7" * 300, "0." + "3" * 200, "0." + "3" * 2000, r"\infty", "0", "1e400", "1.5e-300", "4000", "20000", r"\frac{1}{99991}",
       "9223372036854775807", "-9223372036854775808", "-9223372036854775807.5", "4611686018427387904"]
SMALL = ["x", "y", "n", "k", r"\pi", "e", "i", "2", r"\sqrt2", "0", "-3", "1.5", "C", r"\theta", "a", r"\frac13", "1", "12", "z_1"]
FUNCTIONS = ["sin", "cos", "tan", "ln", "log", "arctan", "arcsin", "sinh", "exp", "arccos", "cot", "tanh", "sec"]
WORDS = ["cm", "or", "if", "km", "dozen", "and", "hours", "where", "not"]


def hostile(rng, depth):
    if depth <= 0:
        return rng.choice(BIG if rng.random() < 0.35 else SMALL)
    a, b = hostile(rng, depth - 1), hostile(rng, rng.randrange(depth))
    return rng.choice([
        lambda: f"({a}) + ({b})", lambda: f"({a}) - ({b})", lambda: f"({a})({b})", lambda: f"({a}) \\cdot ({b})", lambda: f"\\frac{{{a}}}{{{b}}}",
        lambda: f"({a})^{{{b}}}", lambda: f"({a})^{{{rng.choice([2, 3, 7, 40, 999, 10**6])}}}", lambda: f"\\sqrt{{{a}}}", lambda: f"\\sqrt[{rng.randint(2, 70)}]{{{a}}}",
        lambda: f"\\{rng.choice(FUNCTIONS)}({a})", lambda: f"\\{rng.choice(FUNCTIONS)}({a})", lambda: f"\\left|{a}\\right|", lambda: f"\\lfloor {a} \\rfloor",
        lambda: f"({a})!", lambda: f"\\binom{{{a}}}{{{b}}}", lambda: f"\\gcd({a}, {b})", lambda: f"({a}) \\bmod ({b})",
        lambda: f"\\sum_{{k=1}}^{{{b}}} ({a})", lambda: f"\\prod_{{k=1}}^{{{rng.randint(1, 5000)}}} (k + {a})", lambda: f"\\max({a}, {b})",
        lambda: f"\\Gamma({a})", lambda: f"\\zeta({a})", lambda: f"\\log_{{{a}}}({b})", lambda: f"\\overline{{{a}}}", lambda: f"\\begin{{vmatrix}}{a}&{b}\\\\{b}&1\\end{{vmatrix}}",
        lambda: f"\\sum_{{k={rng.randint(-9, 9)}}}^{{{rng.randint(1, 4000)}}} \\frac{{{a}}}{{k + {b}}}",
        lambda: "+".join(f"\\sqrt{{{rng.randint(2, 99)}}}" for _ in range(rng.randint(2, 9))),
        lambda: "".join(f"(x_{i} + {a})" for i in range(rng.randint(2, 12))),
    ])()


def structure(rng, depth):
    a, b, c = hostile(rng, depth), hostile(rng, rng.randrange(depth + 1)), hostile(rng, rng.randrange(2))
    return rng.choice([
        lambda: a, lambda: a, lambda: a, lambda: f"\\{{{a}, {b}\\}}", lambda: f"({a}, {b})", lambda: f"[{a}, {b})", lambda: f"({a}, {b}) \\cup ({c}, \\infty)",
        lambda: f"x = {a}", lambda: f"{a} = {b}", lambda: f"{a} < {b}", lambda: f"{a}, {b}", lambda: f"x = {a} \\text{{ or }} x = {b}", lambda: f"{a} \\pm {b}",
        lambda: f"\\begin{{pmatrix}}{a}&{b}\\\\{c}&1\\end{{pmatrix}}", lambda: f"{a} : {b}", lambda: f"({a})\\%", lambda: f"({a})^\\circ",
        lambda: f"{a} \\text{{ {rng.choice(WORDS)} }} {b}", lambda: f"\\{{x : {a} < {b}\\}}", lambda: f"f({c}) = {a}", lambda: f"x^2 {rng.choice(['<', '>', '='])} {a}",
        lambda: ",".join([a] * rng.choice([2, 30, 300])), lambda: f"{a} = {b} = {c}", lambda: f"x \\equiv {a} \\pmod{{{b}}}", lambda: f"{a} \\le x < {b}",
        lambda: f"\\mathbb{{R}} \\setminus \\{{{a}, {b}\\}}", lambda: f"n({a})\\pi + {b}",
        lambda: f"\\begin{{pmatrix}}{a}&{b}\\\\{c}&1\\end{{pmatrix}}" * rng.choice([2, 5, 40]) + rng.choice(["", "^T", "^{-1}", "^4", f"^{{{b}}}"]),
        lambda: f"((\\begin{{pmatrix}}{a}&x\\\\{c}&1\\end{{pmatrix}}^{{4}})^{{-3}})^4", lambda: f"{a}\\mathbf{{i}} + {b}\\mathbf{{j}}",
        lambda: "\\begin{cases}" + "\\\\".join(f"{rng.choice([a, c])} & x < {rng.choice([b, c, str(i)])}" for i in range(rng.choice([2, 5, 50]))) + "\\\\ 0 & \\text{otherwise}\\end{cases}",
        lambda: f"\\{{x \\in \\mathbb{{Z}} : {a} \\le x \\le {b}\\}}", lambda: f"|x - {a}| < {b}", lambda: f"C({a}, {b})", lambda: f"(\\pm {a}, \\mp {b})",
        lambda: f"x \\le {a}, x \\ge {b}", lambda: "\\text{" + f"{rng.choice(['no', 'yes', 'all real numbers', 'dozen'])} " * rng.choice([1, 100, 3000]) + "}",
        lambda: f"c_1 ({a})^x + c_2 ({b})^x", lambda: f"({a}, {b}) + t({c}, 1)", lambda: f"({a})x^2 + ({b})y^2 = {c}", lambda: f"{a} < x < {b} \\text{{ or }} " * rng.choice([2, 300]) + "x = 1",
    ])()


def value(rng, depth):
    """A text and its value as a floating-point number."""
    if depth <= 0:
        n, d = rng.randint(1, 20), rng.randint(2, 9)
        return rng.choice([(str(n), n), (r"\pi", math.pi), ("e", math.e), (f"\\sqrt{{{n}}}", math.sqrt(n)), (f"\\frac{{{n}}}{{{d}}}", n / d), (f"{n}.5", n + 0.5)])
    (a, u), (b, v) = value(rng, depth - 1), value(rng, rng.randrange(depth))
    return rng.choice([
        lambda: (f"\\left({a}\\right) + \\left({b}\\right)", u + v), lambda: (f"\\left({a}\\right) - \\left({b}\\right)", u - v),
        lambda: (f"\\left({a}\\right) \\cdot \\left({b}\\right)", u * v), lambda: (f"\\frac{{{a}}}{{\\left({b}\\right)^2+1}}", u / (v * v + 1)),
        lambda: (f"\\left({a}\\right)^2", u * u), lambda: (f"\\sqrt{{\\left({a}\\right)^2+3}}", math.sqrt(u * u + 3)), lambda: (f"\\sin\\left({a}\\right)", math.sin(u)),
        lambda: (f"\\arctan\\left({a}\\right)", math.atan(u)), lambda: (f"\\ln\\left(\\left({a}\\right)^2+2\\right)", math.log(u * u + 2)), lambda: (f"\\left|{a}\\right|", abs(u)),
    ])()


def pair(rng):
    kind = rng.randrange(6)
    if kind == 0:
        (a, u), (b, v) = value(rng, rng.randint(1, 4)), value(rng, rng.randint(1, 4))
        return a, b, abs(u - v) > 1e-6 * max(1, abs(u)) and "different"
    a = structure(rng, rng.randint(0, 3))
    if kind == 1:
        return a, a, "same"
    if kind == 2:  # a small change
        at = rng.randrange(len(a))
        return a, a[:at] + rng.choice("0123456789x+-") + a[at + rng.randrange(2):], None
    if kind == 3:
        return a, f"{a} + 0", None
    return a, structure(rng, rng.randint(0, 3)), None


def judge(rows):
    """Verdicts, processor seconds and the exit status; the rows go through one thread."""
    text = "".join(json.dumps({"completion": "\\boxed{%s}" % b, "ground_truth": a}) + "\n" for a, b, _ in rows)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([arguments.program, "score", "--jobs", "1", "-"], input=text, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    verdicts = [json.loads(line)["verdict"] for line in run.stdout.splitlines()]
    return verdicts, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, run.returncode


finds = total = 0
outcomes = {}
slowest = 0.0
rng = random.Random(arguments.seed)
end = time.monotonic() + arguments.seconds


def found(what, row):
    global finds
    finds += 1
    print(f"{what}: {row[0]} ||| {row[1]}", flush=True)


_, start_cost, _ = judge([("1", "1", None)])
while time.monotonic() < end:
    rows = [pair(rng) for _ in range(40)]
    verdicts, seconds, status = judge(rows)
    if status not in (0, 1) or len(verdicts) != len(rows):
        for row in rows:
            got, _, status = judge([row])
            if status not in (0, 1) or len(got) != 1:
                found(f"died ({status})", row)
        continue
    total += len(rows)
    for row, verdict in zip(rows, verdicts):
        outcome = verdict["outcome"]
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if row[2] == "different" and outcome == "correct":
            found("correct, but another number", row)
        if row[2] == "same" and outcome in ("incorrect", "no_answer"):
            found(outcome + ", but the same text", row)
    if seconds - start_cost > arguments.row_ms / 1000:
        # Halves of what is slow, until a row is found that is.
        pending = [rows[:20], rows[20:]]
        while pending:
            part = pending.pop()
            seconds = min(judge(part)[1] for _ in range(2)) - start_cost
            if len(part) == 1:
                slowest = max(slowest, seconds)
            if seconds * 1000 <= arguments.row_ms:
                continue
            if len(part) == 1:
                found(f"slow ({seconds * 1000:.0f} ms)", part[0])
            else:
                pending += [part[: len(part) // 2], part[len(part) // 2 :]]
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
if memory > arguments.row_mb:
    finds += 1
    print(f"memory: {memory:.0f} MB")
print(f"{total} rows, {outcomes}; slowest row {slowest * 1000:.0f} ms, at most {memory:.0f} MB; {finds} finds")
sys.exit(1 if finds else 0)
