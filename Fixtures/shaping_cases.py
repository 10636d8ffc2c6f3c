"""Writes shaping_cases.jsonl: shaping cases computed from the shaping specification, independently of the Swift code.

    python3 Fixtures/shaping_cases.py            # needs mpmath
    python3 Fixtures/shaping_cases.py --examples # prints a few numbers instead

Rationals are `fractions.Fraction`; a number written in decimal means that decimal. cos, exp and sqrt are mpmath's at 60 digits. The
threshold grid of laser_targets is enumerated, value by value, where the Swift code computes it.
"""
import json, math, pathlib, random, sys
from fractions import Fraction as Q
import mpmath
mpmath.mp.dps = 60

class Bad(Exception): pass

def q(x): return Q(repr(x)) if isinstance(x, float) else Q(x)
def f(x):
    if isinstance(x, Q): v = x.numerator / x.denominator  # int/int is correctly rounded in Python
    else: v = float(x)
    return 0.0 if v == 0 else v
def mp(x): return mpmath.mpf(x.numerator) / x.denominator

ANY = lambda v: True
POS = lambda v: v > 0
NONNEG = lambda v: v >= 0
def oneof(*w): return lambda v: v in w
BOOL = lambda v: isinstance(v, bool)
LASER = dict(alpha=(0.5, NONNEG), variant=("reward", oneof("reward", "penalty", "hybrid")), correct_reward=(1, ANY),
             wrong_reward=(-0.5, ANY), format_reward=(-1, ANY))
TARGETS = dict(lower=(4096, POS), upper=(16384, POS), interval=(1024, POS), n_rollout=(8, POS), expected_correct=(1, ANY),
               rounding=("floor", oneof("floor", "ceil")))
SPEC = {
    "outcome": dict(correct_reward=(1, ANY), wrong_reward=(0, ANY)),
    "laser": dict(target=(8192, POS), **LASER),
    "laser_d": dict(default_target=(8192, POS), **LASER),
    "laser_de": dict(default_target=(8192, POS), **{**LASER, "variant": ("reward", oneof("reward"))}),
    "laser_targets": TARGETS,
    "efficient_reasoning": dict(alpha=(0.1, lambda v: 0 <= v < 1), std=("population", oneof("population", "sample")),
                                eps=(1e-7, NONNEG), singleton=("center", oneof("center", "raw")), truncated_is_wrong=(True, BOOL)),
    "kimi_length": dict(weight=(1, ANY), correct_reward=(1, ANY), wrong_reward=(0, ANY), eps=(0, ANY)),
    "hapo": dict(w=(1, ANY), floor=(-0.7, ANY), mode=("min", oneof("min", "mean")), variant=("cosine", oneof("cosine", "linear")),
                 tolerance=(0.1, ANY)),
}

def parameters(name, given):
    if name not in SPEC: raise Bad("unknown_shaper")
    spec = SPEC[name]
    for k in given:
        if k not in spec: raise Bad("unknown_parameter")
    out = {}
    for k, (default, ok) in spec.items():
        v = given.get(k, default)
        if isinstance(default, str) or isinstance(default, bool): good = type(v) is type(default) and ok(v)
        else: good = isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) and ok(v)
        if not good: raise Bad("invalid_parameter")
        out[k] = q(v) if isinstance(default, (int, float)) and not isinstance(default, bool) else v
    if name == "laser_targets" and out["lower"] > out["upper"]: raise Bad("invalid_parameter")
    return out

def length(s):
    """The exact length of a sample that takes part, or None."""
    if s.get("correct") is None or s.get("length") is None: return None
    v = s["length"]
    if not math.isfinite(v) or v < 0: raise Bad("invalid_length")
    return q(v)

def hits(g):
    known = [s for s in g["samples"] if s.get("correct") is not None]
    return sum(1 for s in known if s["correct"] and s.get("format_ok", True)), len(known)

def outcome(p, batch, state):
    return {"rewards": [None if s.get("correct") is None else f(p["correct_reward"] if s["correct"] else p["wrong_reward"])
                        for g in batch["groups"] for s in g["samples"]]}, None

def step(p, s, target, explore):
    L = length(s)
    if L is None: return None
    if not s.get("format_ok", True): return f(p["format_reward"])
    if s["correct"]:
        term = {"reward": (p["alpha"], 0), "penalty": (0, -p["alpha"]), "hybrid": (p["alpha"], -p["alpha"])}[p["variant"]]
        return f(p["correct_reward"] + (term[0] if L <= target else term[1]))
    bonus = p["alpha"] if explore and L > target and not s.get("repeated", False) else 0
    return f(p["wrong_reward"] + bonus)

def laser(p, batch, state):
    return {"rewards": [step(p, s, p["target"], False) for g in batch["groups"] for s in g["samples"]]}, None

def laser_d(p, batch, state, explore=False):
    targets = {b: p["default_target"] for b in ("easy", "medium", "hard")}
    if state is not None:
        try:
            targets = {b: q(state["targets"][b]) for b in targets}
            assert not any(isinstance(state["targets"][b], (str, bool)) for b in targets)
        except Exception: raise Bad("invalid_state")
        if any(v < 0 for v in targets.values()): raise Bad("invalid_state")
    rewards, bands = [], []
    for g in batch["groups"]:
        h, n = hits(g)
        band = None if n == 0 else "easy" if Q(h, n) >= Q(2, 3) else "medium" if Q(h, n) >= Q(1, 3) else "hard"
        bands.append(band)
        for s in g["samples"]:
            rewards.append(None if band is None else step(p, s, targets[band], explore))
    return {"rewards": rewards, "bands": bands}, {"targets": {b: f(v) for b, v in targets.items()}}

def laser_de(p, batch, state): return laser_d(p, batch, state, True)

def laser_targets(p, batch, state):
    pools = {"easy": [], "medium": [], "hard": []}
    for g in batch["groups"]:
        h, n = hits(g)
        if n == 0: continue
        acc = Q(h, n)
        pools["hard" if acc <= Q(1, 3) else "medium" if acc <= Q(2, 3) else "easy"] += [
            L for L in map(length, g["samples"]) if L is not None]
    longest = batch.get("max_observed")
    if longest is None: longest = p["upper"]
    else:
        if not math.isfinite(longest) or longest < 0: raise Bad("invalid_length")
        longest = q(longest)
    grid = []
    t = p["lower"]
    if t < 1024: grid.append(t); t = Q(1024)
    while True:
        grid.append(t)
        if t >= p["upper"]: break
        t += p["interval"]
    rnd = math.floor if p["rounding"] == "floor" else math.ceil
    need = {"easy": rnd(2 * p["n_rollout"] / 3), "medium": rnd(p["n_rollout"] / 3), "hard": 1}
    out = {}
    for band, pool in pools.items():
        best = None
        if pool:
            for t in grid:
                if Q(sum(1 for L in pool if L <= t), len(pool)) * need[band] >= p["expected_correct"]:
                    best = t
                    break
        out[band] = f(best if best is not None and best < longest else longest)
    return {"targets": out}, None

def efficient_reasoning(p, batch, state):
    rewards = []
    for g in batch["groups"]:
        Ls = [length(s) for s in g["samples"]]
        right = [bool(L is not None and s["correct"] and not (p["truncated_is_wrong"] and s.get("truncated", False)))
                 for s, L in zip(g["samples"], Ls)]
        pop = [L for L, r in zip(Ls, right) if r]
        for L, r in zip(Ls, right):
            if L is None: rewards.append(None); continue
            if not r: rewards.append(0.0); continue
            n = len(pop)
            if n == 1 and p["singleton"] == "raw": mean, std = Q(0), mpmath.mpf(1)
            else:
                mean = sum(pop) / n
                var = sum((x - mean) ** 2 for x in pop)
                var = var / n if p["std"] == "population" else (var / (n - 1) if n > 1 else Q(0))
                std = mpmath.sqrt(mp(var))
            z = mpmath.mpf(0) if L == mean else mp(L - mean) / (std + mp(p["eps"]))
            rewards.append(f(1 - mp(p["alpha"]) / (1 + mpmath.exp(-z))))
    return {"rewards": rewards}, None

def kimi_length(p, batch, state):
    rewards, terms = [], []
    for g in batch["groups"]:
        Ls = [length(s) for s in g["samples"]]
        known = [L for L in Ls if L is not None]
        for s, L in zip(g["samples"], Ls):
            if L is None: rewards.append(None); terms.append(None); continue
            lo, hi = min(known), max(known)
            if lo != hi and hi - lo + p["eps"] == 0: raise Bad("not_finite")
            lam = Q(0) if lo == hi else Q(1, 2) - (L - lo) / (hi - lo + p["eps"])
            term = lam if s["correct"] else min(Q(0), lam)
            terms.append(f(term))
            rewards.append(f((p["correct_reward"] if s["correct"] else p["wrong_reward"]) + p["weight"] * term))
    return {"rewards": rewards, "terms": terms}, None

def hapo(p, batch, state):
    history = {}
    if state is not None:
        try:
            for k, v in state["history"].items():
                if p["mode"] == "mean":
                    m, c = (v["mean"], v["count"]) if isinstance(v, dict) else v
                    assert isinstance(c, int) and c >= 1 and m >= 0
                    history[k] = (q(m), c)
                else:
                    assert isinstance(v, (int, float)) and v >= 0
                    history[k] = (q(v), None)
        except Exception: raise Bad("invalid_state")
    rewards, seen = [], {}
    for g in batch["groups"]:
        if g.get("id") is None: raise Bad("missing_field")
        h = history.get(g["id"], (Q(0), 0))[0]
        for s in g["samples"]:
            L = length(s)
            if L is None: rewards.append(None); continue
            c = s["correct"]
            if c: seen.setdefault(g["id"], []).append(L)
            if h == 0: r = mpmath.mpf(0)
            elif p["variant"] == "cosine":
                x = mpmath.cos(mp(min(L / h, Q(2))) * mpmath.pi / 2)
                r = max(mp(p["floor"]), x) if c else min(mpmath.mpf(0), x)
            else:
                e = (1 + p["tolerance"]) * h
                if c and L < h: r = mp(1 - L / h)
                elif L < e: r = mpmath.mpf(0)
                else: r = mp(max(p["floor"] if c else Q(-1), -(L - e) / h))
            rewards.append(f((1 if c else 0) + mp(p["w"]) * r))
    for k, Ls in seen.items():
        if p["mode"] == "min":
            history[k] = (min(Ls + ([history[k][0]] if k in history else [])), None)
        else:
            m, c = history.get(k, (Q(0), 0))
            history[k] = ((m * c + sum(Ls)) / (c + len(Ls)), c + len(Ls))
    out = {k: f(v) if c is None else {"mean": f(v), "count": c} for k, (v, c) in history.items()}
    return {"rewards": rewards}, {"history": out}

def tidy(v):
    """Whole numbers without a point, as the specification writes them."""
    if isinstance(v, float) and v.is_integer() and abs(v) < 2 ** 53: return int(v)
    if isinstance(v, dict): return {k: tidy(x) for k, x in v.items()}
    if isinstance(v, list): return [tidy(x) for x in v]
    return v

CASES = []
def case(note, shaper, params, batch, state=None):
    line = {"id": f"{shaper}-{len(CASES):03d}", "note": note, "shaper": shaper, "params": params, "inputs": batch}
    if state is not None: line["state_in"] = state
    try:
        p = parameters(shaper, params)
        result, after = globals()[shaper](p, batch, state)
        line["expected"] = tidy(result)
        if after is not None: line["state_out"] = tidy(after)
    except Bad as e: line["expected"] = {"error": str(e)}
    CASES.append(line)
    return line

def group(samples, id=None):
    keys = ("correct", "length", "truncated", "format_ok", "repeated")
    g = {"samples": [s if isinstance(s, dict) else {k: v for k, v in zip(keys, s)} for s in samples]}
    if id is not None: g["id"] = id
    return g
def batch(*groups, **more): return {"groups": list(groups), **more}
T, F, N = True, False, None
W = batch(group([(T, 1000), (T, 2000), (F, 500), (T, 4000), (F, 8000), (F, 3000)], "w"))
ALL = list(SPEC)

def edges():
    for s in ALL:
        case("W", s, {}, W)
        case("empty batch", s, {}, batch())
        case("empty group, then one", s, {}, batch(group([], "a"), group([(T, 5), (F, 9)], "b")))
        case("all unknown", s, {}, batch(group([(N, 10), (N, -1), (N, N)], "a")))
        case("nulls among others", s, {}, batch(group([(T, 10), (N, 99999), (F, N), (F, 30), (T, N)], "a")))
        case("zero lengths", s, {}, batch(group([(T, 0), (F, 0), (T, 0)], "a")))
        case("equal lengths", s, {}, batch(group([(T, 777), (T, 777), (F, 777)], "a")))
        case("singleton right", s, {}, batch(group([(T, 4096)], "a")))
        case("singleton wrong", s, {}, batch(group([(F, 4096)], "a")))
        case("truncated", s, {}, batch(group([(T, 9000, T), (T, 9000), (T, 100), (F, 9000, T)], "a")))
        case("bad format", s, {}, batch(group([(T, 900, F, F), (F, 9900, F, F), (T, 900), (F, N, F, F)], "a")))
        case("fractions", s, {}, batch(group([(T, 0.1), (T, 0.2), (T, 0.30000000000000004), (F, 1.5), (F, 2.75)], "a")))
        case("huge", s, {}, batch(group([(T, 1e15), (T, 9007199254740992), (F, 1e300), (T, 123456789012.5)], "a")))
        case("negative length", s, {}, batch(group([(T, 10), (F, -1)], "a")))
        case("unknown parameter", s, {"alhpa": 1}, W)
        case("unknown before invalid", s, {"correct_reward": "x", "no_such": 1}, W)
    for s, params in [
        ("laser", {"target": 0}), ("laser", {"target": -5}), ("laser", {"alpha": -0.1}), ("laser", {"variant": "Reward"}),
        ("laser", {"target": "2000"}), ("laser", {"alpha": None}), ("laser", {"alpha": True}), ("laser_d", {"default_target": 0}),
        ("laser_de", {"variant": "hybrid"}), ("laser_targets", {"lower": 0}), ("laser_targets", {"lower": 5000, "upper": 4999}),
        ("laser_targets", {"interval": 0}), ("laser_targets", {"n_rollout": 0}), ("laser_targets", {"rounding": "round"}),
        ("efficient_reasoning", {"alpha": 1}), ("efficient_reasoning", {"alpha": -0.01}), ("efficient_reasoning", {"eps": -1e-9}),
        ("efficient_reasoning", {"std": "pop"}), ("efficient_reasoning", {"singleton": 1}),
        ("efficient_reasoning", {"truncated_is_wrong": 0}), ("kimi_length", {"weight": "1"}), ("hapo", {"mode": "max"}),
        ("hapo", {"variant": "cos"}), ("outcome", {"correct_reward": [1]}), ("no_such_shaper", {})]:
        case("invalid", s, params, W)
    case("parameters before data", "laser", {"alpha": -1}, batch(group([(T, -1)])))
    case("target is within", "laser", {"target": 2000}, W)
    case("fractional target is within", "laser", {"target": 0.1}, batch(group([(T, 0.1), (T, 0.10000000000000002), (T, 0.3)])))
    for v in ("reward", "penalty", "hybrid"):
        case(v, "laser", {"target": 2000, "alpha": 0.1, "correct_reward": 0.2, "variant": v}, W)
    case("alpha 0", "laser", {"alpha": 0, "target": 1}, W)
    case("no negative zero", "laser", {"wrong_reward": -0.0, "format_reward": -1e-400, "correct_reward": -0.5, "target": 2000}, W)
    S = {"targets": {"easy": 1024, "medium": 2048, "hard": 4096}}
    case("state", "laser_d", {}, W, S)
    case("state", "laser_de", {}, W, S)
    for h, n in [(2, 3), (1, 3), (4, 6), (2, 6), (3, 5), (0, 1), (1, 1), (5, 8), (6, 8), (2, 7), (3, 8)]:
        g = group([(i < h, 1500) for i in range(n)] + [(N, 5)], "a")
        case(f"band {h}/{n}", "laser_d", {}, batch(g), S)
        case(f"monitored band {h}/{n}", "laser_targets", {"lower": 256, "upper": 4096}, batch(g, max_observed=8192))
    case("a length that is missing counts for the band", "laser_d", {}, batch(group([(T, N), (T, N), (F, 1500)])), S)
    case("bad format is no hit", "laser_d", {}, batch(group([(T, 1500, F, F), (T, 1500), (F, 1500)])), S)
    case("two groups", "laser_d", {"variant": "hybrid"}, batch(group([(T, 1025), (T, 1024)]), group([(F, 5), (T, 2048), (T, 4096), (F, 3), (F, 2), (F, 1)])), S)
    case("explore", "laser_de", {}, batch(group([(F, 4096), (F, 4097), (F, 4097, F, T, T), (F, 4097, F, F), (T, 4096), (F, 9, F, T, T)])), S)
    for bad in ({"targets": {"easy": -1, "medium": 1, "hard": 1}}, {"targets": {"easy": 1}}, {"targets": 5}, {}, [], {"targets": {"easy": "1", "medium": 1, "hard": 1}}):
        case("bad state", "laser_d", {}, W, bad)
    case("bad state before bad data", "laser_de", {}, batch(group([(T, -1)])), {"targets": {}})
    case("no learning in a case", "laser_d", {"default_target": 256}, W)
    for more in ({"lower": 512}, {"lower": 1024}, {"lower": 1025, "interval": 333}, {"lower": 0.5, "upper": 0.5}, {"upper": 4096},
                 {"rounding": "ceil", "n_rollout": 4}, {"n_rollout": 1}, {"n_rollout": 2}, {"expected_correct": 0},
                 {"expected_correct": 2.5}, {"interval": 0.25, "lower": 1000.1, "upper": 1900}, {"expected_correct": -1, "lower": 100}):
        case("targets", "laser_targets", more, W)
        case("targets", "laser_targets", more, batch(*W["groups"], group([(T, 100), (T, 4000), (T, 1200.5)]), group([(F, 20000), (F, 3), (N, 1)]), max_observed=20000))
    case("max_observed below", "laser_targets", {}, batch(*W["groups"], max_observed=100))
    case("max_observed negative", "laser_targets", {}, batch(max_observed=-1))
    for a in (0, 0.1, 0.2, 0.4, 0.999):
        case("alpha", "efficient_reasoning", {"alpha": a}, W)
    case("sample", "efficient_reasoning", {"std": "sample"}, W)
    case("raw", "efficient_reasoning", {"singleton": "raw"}, batch(group([(T, 0.75)]), group([(T, 3), (F, 9)]), group([(T, 0)])))
    case("eps 0", "efficient_reasoning", {"eps": 0}, batch(group([(T, 5), (T, 5)]), group([(T, 5), (T, 6)])))
    case("eps large", "efficient_reasoning", {"eps": 1000.5, "std": "sample"}, W)
    case("truncated counts", "efficient_reasoning", {"truncated_is_wrong": False}, batch(group([(T, 9, T), (T, 5), (F, 6, T)])))
    case("squares that overflow", "efficient_reasoning", {}, batch(group([(T, 1e200), (T, 3e200), (T, 0)])))
    case("squares that vanish", "efficient_reasoning", {"eps": 0}, batch(group([(T, 1e-200), (T, 3e-200), (T, 0)])))
    for more in ({"weight": 2}, {"weight": 0.4, "eps": 1e-6, "wrong_reward": -0.5}, {"correct_reward": 0}, {"weight": 0}, {"weight": -1},
                 {"eps": 0.1}, {"eps": -7500}, {"eps": -100}):
        case("kimi", "kimi_length", more, W)
    for more in ({}, {"variant": "linear"}, {"w": 0.3}, {"floor": -1}, {"floor": 0.5}, {"variant": "linear", "tolerance": 0}, {"variant": "linear", "tolerance": -0.5},
                 {"variant": "linear", "floor": -0.1, "w": 2}):
        case("hapo", "hapo", more, W, {"history": {"w": 2000}})
        case("hapo", "hapo", {**more, "mode": "mean"}, W, {"history": {"w": {"mean": 1500.5, "count": 2}, "other": [7, 1]}})
    case("the tolerance's edge", "hapo", {"variant": "linear"}, batch(group([(T, 1100), (F, 1100), (F, 999), (T, 1101), (T, 999)], "w")), {"history": {"w": 1000}})
    case("a floor above 0 at the tolerance's edge", "hapo", {"variant": "linear", "floor": 0.5}, batch(group([(T, 1100), (F, 1100), (T, 1050), (T, 999)], "w")), {"history": {"w": 1000}})
    case("no id", "hapo", {}, batch(group([(T, 1)])))
    case("data order", "hapo", {}, batch(group([(T, -1)], "a"), group([(T, 1)])))
    case("one id twice", "hapo", {}, batch(group([(T, 50)], "a"), group([(T, 60), (T, 40)], "a")), {"history": {"a": 55.25}})
    case("zero history", "hapo", {}, batch(group([(T, 50), (F, 60)], "a")), {"history": {"a": 0}})
    case("exact state", "hapo", {}, batch(group([(T, 0.1)], "a"), group([(T, 9007199254740991)], "b")), {"history": {"c": 0.30000000000000004}})
    for bad in ({"history": {"w": -1}}, {"history": []}, {}, {"history": {"w": "1"}}, {"history": {"w": {"mean": 5, "count": 2}}}):
        case("bad state", "hapo", {}, W, bad)
    for bad in ({"history": {"w": 5}}, {"history": {"w": [5, 0]}}, {"history": {"w": [5]}}, {"history": {"w": [5, 1, 2]}}, {"history": {"w": {"mean": -5, "count": 2}}}):
        case("bad state", "hapo", {"mode": "mean"}, W, bad)

def random_cases():
    rng = random.Random(20250715)
    def sample():
        L = rng.choice([rng.randint(0, 20000), rng.randint(0, 20000), rng.randint(1, 80) * 128, rng.randint(0, 10), round(rng.uniform(0, 9000), rng.randint(0, 4)), None])
        s = {"correct": rng.choice([T, T, T, F, F, F, N]), "length": L}
        if rng.random() < 0.15: s["truncated"] = True
        if rng.random() < 0.15: s["format_ok"] = False
        if rng.random() < 0.15: s["repeated"] = True
        return s
    def some(): return batch(*[group([sample() for _ in range(rng.choice([0, 1, 2, 3, 6, 8, 8, 12]))], rng.choice("abcd")) for _ in range(rng.randint(1, 4))])
    num = lambda lo, hi, d=3: round(rng.uniform(lo, hi), rng.randint(0, d))
    for _ in range(12):
        case("random", "outcome", {"correct_reward": num(0, 2), "wrong_reward": num(-2, 1)}, some())
        base = {"alpha": num(0, 1), "correct_reward": num(0, 2), "wrong_reward": num(-1, 0), "format_reward": num(-2, 0)}
        case("random", "laser", {**base, "target": rng.randint(1, 80) * 128, "variant": rng.choice(["reward", "penalty", "hybrid"])}, some())
        S = {"targets": {b: rng.choice([rng.randint(1, 80) * 128, num(0, 9000)]) for b in ("easy", "medium", "hard")}}
        case("random", "laser_d", {**base, "variant": rng.choice(["reward", "penalty", "hybrid"])}, some(), S)
        case("random", "laser_de", base, some(), S)
        b = some()
        if rng.random() < 0.7: b["max_observed"] = rng.choice([16384, 20000, 8000])
        lower = rng.choice([256, 512.5, 1024, 2048, 4096])
        case("random", "laser_targets", {"lower": lower, "upper": lower * rng.randint(1, 8), "interval": rng.choice([1024, 512, 100, 333.3]), "n_rollout": rng.randint(1, 16),
             "expected_correct": rng.choice([1, 1, 0.5, 2, 1.25]), "rounding": rng.choice(["floor", "ceil"])}, b)
        case("random", "efficient_reasoning", {"alpha": num(0, 0.9), "std": rng.choice(["population", "sample"]), "singleton": rng.choice(["center", "raw"]),
             "eps": rng.choice([0, 1e-7, 1e-4, 2.5]), "truncated_is_wrong": rng.random() < 0.6}, some())
        case("random", "kimi_length", {"weight": num(0, 2), "correct_reward": num(0, 2), "wrong_reward": num(-1, 0), "eps": rng.choice([0, 0, 1e-6, 0.5])}, some())
        mode = rng.choice(["min", "mean"])
        H = {"history": {k: (rng.randint(1, 9000) if mode == "min" else {"mean": num(1, 9000), "count": rng.randint(1, 9)}) for k in rng.sample("abcd", 2)}}
        case("random", "hapo", {"w": num(0, 1.4), "floor": num(-1, 0), "mode": mode, "variant": rng.choice(["cosine", "linear"]), "tolerance": num(0, 0.5)}, some(), H)

edges()
random_cases()
# The worked numbers of the specification, to tell that this file reads it rightly.
def near(line, expected): assert all(abs(a - b) < 1e-9 for a, b in zip(line["expected"]["rewards"], expected)), line
keep = len(CASES)
near(case("", "laser", {"target": 2000, "variant": "hybrid"}, W), [1.5, 1.5, -0.5, 0.5, -0.5, -0.5])
near(case("", "laser_de", {}, W, {"targets": {"easy": 1024, "medium": 2048, "hard": 4096}}), [1.5, 1.5, -0.5, 1, 0, 0])
near(case("", "efficient_reasoning", {"alpha": 0.4}, W), [0.897766101057, 0.826568168277, 0, 0.683247262944, 0, 0])
near(case("", "kimi_length", {}, W), [1.43333333333, 1.3, 0, 1.03333333333, -0.5, 0])
near(case("", "hapo", {}, W, {"history": {"w": 2000}}), [1.70710678119, 1, 0, 0.3, -1, -0.707106781187])
assert case("", "laser_targets", {"lower": 1024, "n_rollout": 3}, batch(group([(T, 900), (T, 1500), (F, 2500)]), max_observed=16384))["expected"] == {
    "targets": {"easy": 16384, "medium": 3072, "hard": 16384}}
if "--examples" in sys.argv:
    for args in [("laser_targets", {"lower": 512, "upper": 4096}, W), ("hapo", {"variant": "linear"}, W, {"history": {"w": 2000}}),
                 ("hapo", {"mode": "mean"}, W, {"history": {"w": {"mean": 1500, "count": 2}}}), ("kimi_length", {"correct_reward": 0, "weight": 0.4}, W)]:
        line = case("", *args)
        print(line["shaper"], line["params"], line["expected"], line.get("state_out"))
    sys.exit()
out = pathlib.Path(__file__).with_name("shaping_cases.jsonl")
out.write_text("".join(json.dumps(c) + "\n" for c in CASES[:keep]))
print(len(CASES[:keep]), "cases,", sum("error" in c["expected"] for c in CASES[:keep]), "of them errors")
