#!/usr/bin/env python3
"""Runs Math-Verify and swift-rewards side by side on the same rows, in one run, each in one process and one thread.

    python3 -m venv /tmp/mv && /tmp/mv/bin/pip install math-verify 'antlr4-python3-runtime==4.13.2'
    swift build --package-path Benchmarks -c release --product MathBenchmark
    /tmp/mv/bin/python Benchmarks/compare.py [--rollouts FOLDER] [--only NAME] [--limit N] [FILE.jsonl …]

Rows have `completion`, `ground_truth` and perhaps `expected`. Without files the sets are made here, from a seed, and the rollouts beside
the checkout are added where they are. Both sides are timed inside their process, verdict by verdict: Math-Verify as parse the ground
truth, parse the completion, verify; swift-rewards as one call of its verifier `math`. Times are those of the thread's processor clock, so
that other programs on the machine are not in them. Starting up and importing is not counted, and the
caches of both are warm. A verdict that is not `correct` counts as a refusal, also `unverifiable`, which is shown apart.
"""
import argparse, json, logging, pathlib, platform, random, subprocess, sys, tempfile, time
from importlib.metadata import version

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261121


# Sets

def boxed(answer):
    return "The answer is \\boxed{%s}." % answer


def row(identifier, answer, truth, expected):
    return {"id": identifier, "completion": boxed(answer), "ground_truth": truth, "expected": expected}


def short_numbers(rng, count=1319):
    """Integers as in GSM8K, a quarter of the answers wrong."""
    rows = []
    for index in range(count):
        value = rng.choice([rng.randint(1, 100), rng.randint(1, 2000), rng.randint(100, 300_000)])
        right = rng.random() < 0.75
        answer = value if right else value + rng.choice([-10, -1, 1, 2, 10])
        rows.append(row(f"short/{index}", answer, str(value), right))
    return rows


def fractions(rng, count=1200):
    """Fractions, unreduced fractions and decimals; a quarter off by one part in the denominator."""
    rows = []
    for index in range(count):
        q = rng.choice([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 25, 36, 40, 50, 64, 100, 125, 216])
        p = rng.randint(1, 4 * q)
        right = rng.random() < 0.75
        top = p if right else p + 1
        scale = rng.choice([1, 1, 1, 2, 3, 5])
        form = rng.randrange(3)
        if form == 2 and all(d in (1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 64, 100, 125) for d in [q]):
            answer = repr(top / q) if len(repr(top / q)) < 12 else "\\frac{%d}{%d}" % (top, q)
        elif form == 1:
            answer = "%d/%d" % (top * scale, q * scale)
        else:
            answer = "\\%s{%d}{%d}" % (rng.choice(["frac", "dfrac"]), top * scale, q * scale)
        rows.append(row(f"fraction/{index}", answer, "\\frac{%d}{%d}" % (p, q), right))
    return rows


def symbolic(rng, count=400):
    """Expressions that SymPy rewrote, which are equal by construction, or a perturbation of one, which is not."""
    import sympy as sp
    x, y, n = sp.symbols("x y n", positive=True)

    def leaf():
        return rng.choice([x, y, n, x, sp.Integer(rng.randint(1, 9)), sp.Rational(rng.randint(1, 7), rng.randint(2, 9)),
                           sp.sqrt(rng.choice([2, 3, 5, 6, 7])), sp.pi])

    def make(depth):
        if depth == 0:
            return leaf()
        a, b = make(depth - 1), make(depth - 1)
        return rng.choice([lambda: a + b, lambda: a - b, lambda: a * b, lambda: a * b, lambda: a / (b + 1),
                           lambda: a ** 2 + b, lambda: sp.sqrt(a ** 2 + 1), lambda: sp.sin(a) * b, lambda: sp.exp(a),
                           lambda: sp.log(a + 2), lambda: sp.cos(b) + a])()

    rewrites = [sp.expand, sp.factor, sp.together, sp.radsimp, sp.trigsimp, sp.cancel,
                lambda e: sp.expand(e, trig=False), lambda e: sp.Add(e, 0)]
    rows = []
    while len(rows) < count:
        a = make(rng.choice([1, 2, 2, 3]))
        if a.is_number and a.is_rational or len(sp.latex(a)) > 110:
            continue
        right = rng.random() < 0.6
        b = rng.choice(rewrites)(a)
        if not right:
            b = b + rng.choice([1, -1, sp.Rational(1, 2), x, -y]) if rng.random() < 0.5 else b * rng.choice([2, -1, sp.Rational(1, 3)])
            if a == b or sp.N((a - b).subs({x: 0.71, y: 1.37, n: 2.11})) == 0:
                continue
        if b.has(sp.zoo, sp.nan):
            continue
        rows.append(row(f"symbolic/{len(rows)}", sp.latex(b, ln_notation=True), sp.latex(a, ln_notation=True), right))
    return rows


def structured(rng, count=300):
    """Sets, lists, points, intervals, unions and matrices with other spacing, order or fractions, or one entry off."""
    def number():
        return rng.choice([str(rng.randint(-9, 20)), "\\frac{%d}{%d}" % (rng.randint(1, 5), rng.choice([2, 3, 4, 7])),
                           "\\sqrt{%d}" % rng.choice([2, 3, 5]), "%d\\pi" % rng.randint(2, 5)])

    def respell(text):
        return text.replace("\\frac", "\\dfrac") if rng.random() < 0.5 else text.replace("\\frac", "\\tfrac")

    rows = []
    for index in range(count):
        right = rng.random() < 0.75
        entries = []
        while len(entries) < rng.choice([2, 3, 4]) or len(entries) < 2:
            entry = number()
            if entry not in entries:
                entries.append(entry)
        other = [respell(e) for e in entries]
        if not right:
            other[rng.randrange(len(other))] = "23"
        kind = rng.randrange(5)
        if kind == 0:
            shuffled = other[:]
            rng.shuffle(shuffled)
            pair = "\\{%s\\}" % ", ".join(entries), "\\left\\{%s\\right\\}" % ",".join(shuffled)
        elif kind == 1:
            pair = "(%s)" % ", ".join(entries), "\\left(%s\\right)" % ",\\ ".join(other)
        elif kind == 2:
            a, b = sorted(rng.sample(range(-20, 20), 2))
            c = b if right else b + 1
            pair = "(-\\infty, %d] \\cup [%d, \\infty)" % (a, b), "\\left(-\\infty,%d\\right]\\cup\\left[%d,\\infty\\right)" % (a, c)
        elif kind == 3:
            a, b = sorted(rng.sample(range(-20, 20), 2))
            pair = "[%d,%d)" % (a, b), "\\left[%d, %d\\right)" % (a, b if right else b + 1)
        else:
            four = [str(rng.randint(-9, 9)) for _ in range(4)]
            changed = four[:]
            if not right:
                changed[2] = str(int(changed[2]) + 1)
            form = "\\begin{%s} %s & %s \\\\ %s & %s \\end{%s}"
            pair = form % ("pmatrix", *four, "pmatrix"), form % ("bmatrix", *changed, "bmatrix")
        rows.append(row(f"structured/{index}", pair[1], pair[0], right))
    return rows


def written_like_data_sets(rng):
    """The ground truths of Fixtures/ground_truths.jsonl: three quarters against themselves with other spaces, the rest against the next
    answer of the same kind. The fixture has fewer numbers than the data sets have: short ones are added until half are numbers, which is
    the mixed set."""
    lines = [json.loads(line) for line in (HERE.parent / "Fixtures/ground_truths.jsonl").read_text().splitlines()]
    by_kind = {}
    for line in lines:
        by_kind.setdefault(line["kind"], []).append(line)

    def respaced(text):
        return text.replace("\\frac", "\\dfrac").replace(",", ", ").replace("=", " = ").replace("\\left", "").replace("\\right", "")

    mixed, hard = [], []
    for index, line in enumerate(lines):
        truth, kind = line["answer"], line["kind"]
        if rng.random() < 0.75:
            made = row(f"mixed/{index}", respaced(truth), truth, True)
        else:
            others = [other["answer"] for other in by_kind[kind] if other["answer"] != truth]
            made = row(f"mixed/{index}", rng.choice(others), truth, None)  # it may be equal all the same
        mixed.append(made)
        if kind in ("expression", "equation"):
            hard.append(dict(made))
    missing = 2 * sum(line["kind"] != "number" for line in lines) - len(lines)
    return mixed + short_numbers(rng, missing), hard


def sets(arguments):
    made = {}
    for file in arguments.files:
        made[file.name] = [json.loads(line) for line in file.read_text().splitlines() if line.strip()]
    if made:
        return made
    made["short numbers"] = short_numbers(random.Random(SEED))
    made["fractions"] = fractions(random.Random(SEED))
    made["symbolic, by SymPy"] = symbolic(random.Random(SEED))
    made["structured"] = structured(random.Random(SEED))
    made["mixed, as in data sets"], made["symbolic, as in data sets"] = written_like_data_sets(random.Random(SEED))
    for file in sorted(arguments.rollouts.glob("*.jsonl")):
        made[file.stem] = [json.loads(line) for line in file.read_text().splitlines()]
    return made


# The two programs

def label(value):
    return {True: True, "correct": True, False: False, "incorrect": False, "no_answer": False}.get(value)


def run_math_verify(rows):
    from math_verify import parse, verify
    from math_verify.errors import TimeoutException
    logging.disable(logging.CRITICAL)
    for warm in rows[:20]:
        verify(parse(warm["ground_truth"]), parse(warm["completion"]))
    results = []
    for item in rows:
        truth = str(item["ground_truth"])
        wrapped = truth if "\\boxed" in truth or "$" in truth else "\\boxed{" + truth + "}"
        start = time.thread_time_ns()
        try:
            is_correct = verify(parse(wrapped), parse(item["completion"]))
        except (Exception, TimeoutException):
            is_correct = False
        results.append((time.thread_time_ns() - start, bool(is_correct), False))
    return results


def run_ours(rows, program):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for item in rows:
            kept = {key: item[key] for key in ("id", "completion", "ground_truth", "prompt") if item.get(key) is not None}
            file.write(json.dumps(kept) + "\n")
        file.flush()
        output = subprocess.run([program, "--rows", file.name], check=True, capture_output=True, text=True).stdout
    verdicts = [json.loads(line) for line in output.splitlines()]
    assert len(verdicts) == len(rows), "a verdict for every row"
    return [(v["ns"], v["outcome"] == "correct", v["outcome"] == "unverifiable") for v in verdicts]


def figures(rows, results):
    times = sorted(ns for ns, _, _ in results)
    total = sum(times) / 1e9
    labelled = [(label(item.get("expected")), is_correct) for item, (_, is_correct, _) in zip(rows, results)]
    labelled = [(want, got) for want, got in labelled if want is not None]
    return {
        "rate": len(times) / total, "p50": times[len(times) // 2] / 1e6, "p99": times[min(len(times) - 1, len(times) * 99 // 100)] / 1e6,
        "max": times[-1] / 1e6, "labelled": len(labelled), "right": sum(want == got for want, got in labelled),
        "false_accepts": sum(got and not want for want, got in labelled), "unverifiable": sum(u for _, _, u in results),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--rollouts", type=pathlib.Path, default=HERE.parent.parent / "shared" / "rollouts")
    parser.add_argument("--program", default=str(HERE / ".build/release/MathBenchmark"))
    parser.add_argument("--only", help="sets whose name contains this")
    parser.add_argument("--limit", type=int, help="at most this many rows of a set, evenly chosen")
    parser.add_argument("--disagreements", action="store_true", help="print every labelled row that swift-rewards gets wrong")
    parser.add_argument("--write", type=pathlib.Path, help="write the sets into this folder and run nothing")
    arguments = parser.parse_args()
    made = {name: rows for name, rows in sets(arguments).items() if not arguments.only or arguments.only in name}
    if arguments.limit:
        made = {name: rows[:: max(1, -(-len(rows) // arguments.limit))] for name, rows in made.items()}
    if arguments.write:
        arguments.write.mkdir(parents=True, exist_ok=True)
        for name, rows in made.items():
            path = arguments.write / (name.replace(" ", "_").replace(",", "") + ".jsonl")
            path.write_text("".join(json.dumps(item) + "\n" for item in rows))
        return
    print(f"Math-Verify {version('math-verify')}, latex2sympy2_extended {version('latex2sympy2_extended')}, SymPy {version('sympy')}, "
          f"Python {platform.python_version()}; {time.strftime('%Y-%m-%d')}\n")
    print("| set | rows | program | verdicts/s | p50 ms | p99 ms | max ms | right of labelled | false accepts | unverifiable |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    ratios = []
    for name, rows in made.items():
        theirs, ours = run_math_verify(rows), run_ours(rows, arguments.program)
        a, b = figures(rows, theirs), figures(rows, ours)
        for program, f in (("Math-Verify", a), ("swift-rewards", b)):
            accuracy = f"{f['right']}/{f['labelled']} ({100 * f['right'] / f['labelled']:.2f} %)" if f["labelled"] else "-"
            print(f"| {name} | {len(rows)} | {program} | {f['rate']:,.0f} | {f['p50']:.4f} | {f['p99']:.4f} | {f['max']:.3f} | {accuracy} "
                  f"| {f['false_accepts']} | {f['unverifiable'] if f is b else ''} |")
        ratios.append(f"| {name} | {b['rate'] / a['rate']:,.0f} | {a['p50'] / b['p50']:,.0f} | {a['p99'] / b['p99']:,.0f} |")
        sys.stdout.flush()
        if arguments.disagreements:
            for item, (_, is_correct, is_open) in zip(rows, ours):
                want = label(item.get("expected"))
                if want is not None and want != is_correct:
                    outcome = "unverifiable" if is_open else "correct" if is_correct else "not correct"
                    print(f"  {item['id']}: {outcome}, expected {want}: {item['completion'][-120:]!r} for {item['ground_truth']!r}", file=sys.stderr)
    print("\n| set | times as many a second | p50 | p99 |\n|---|---|---|---|")
    print("\n".join(ratios))


if __name__ == "__main__":
    main()
