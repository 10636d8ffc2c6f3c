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

REQUIRED = object()
class Int:
    """An integer in a range."""
    def __init__(self, default, ok=lambda v: True): self.default, self.ok = default, ok
class Nullable:
    """A number or null."""
    def __init__(self, default, ok=lambda v: True): self.default, self.ok = default, ok
class Json:
    """Whatever passes."""
    def __init__(self, default, ok=lambda v: True): self.default, self.ok = default, ok
def finite(v): return isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v)
SPEC |= {
    "truncation": dict(limit=(REQUIRED, POS), rho=(0, ANY), correct_reward=(1, ANY), wrong_reward=(0, ANY)),
    "lcpo_exact": dict(alpha=(0.0003, NONNEG), correct_reward=(1, ANY), wrong_reward=(0, ANY)),
    "lcpo_max": dict(alpha=(0.0003, NONNEG), delta=(0.5, ANY), variant=("paper", oneof("paper", "code"))),
    "dapo_overlong": dict(max_length=(20480, POS), cache=(4096, NONNEG), factor=(1, NONNEG), clamp=(True, BOOL), correct_reward=(1, ANY), wrong_reward=(-1, ANY)),
    "budget_fill": dict(budget=(2048, POS)),
    "cosine_scaled": dict(correct_at_0=(2, ANY), correct_at_max=(1, ANY), wrong_at_0=(-10, ANY), wrong_at_max=(0, ANY), exceed=Nullable(-10),
                          max_length=(14336, POS), margin=(0, ANY), clamp=(True, BOOL)),
    "risk_scaled": dict(risk=(1, ANY), max_length=(14336, POS), exceed=Nullable(0), margin=(16, ANY)),
    "phi4_length": dict(max_length=(31744, POS), free_correct=(25600, POS), free_wrong=(3702, POS), correct_max=(1, ANY), correct_min=(0.5, ANY),
                        wrong_max=(-0.5, ANY), wrong_min=(-1, ANY), incomplete=(-0.5, ANY), bad_format=(-1, ANY), w_acc=(8 / 13, ANY), w_rep=(1 / 13, ANY)),
    "repetition_ngram": dict(n=Int(3, lambda v: v >= 1), max_penalty=(-1, lambda v: v <= 0), unit=("token", oneof("token", "word"))),
    "repetition_dense": dict(n=Int(40, lambda v: v >= 1), penalty=(-0.05, lambda v: v < 0), only_start=(False, BOOL)),
    "tail_loop": dict(min_repeats=(2, lambda v: v >= 2)),
    "campo_repetition": dict(mode=("ratio", oneof("ratio", "constant")), penalty=(0.1, NONNEG), only_truncated=(True, BOOL), min_repeats=(2, lambda v: v >= 2)),
    "laser_repeat": dict(),
    "stop_properly": dict(coef=(0, lambda v: v <= 1)),
    "format_combine": dict(mode=("additive", oneof("additive", "gate", "override")), weight=(1, ANY), value=(-1, ANY)),
    "combine": dict(weights=Json(REQUIRED, lambda v: isinstance(v, list) and all(map(finite, v)))),
}

def parameters(name, given):
    if name not in SPEC: raise Bad("unknown_shaper")
    spec = SPEC[name]
    for k in given:
        if k not in spec: raise Bad("unknown_parameter")
    for k, rule in spec.items():
        if (rule[0] if isinstance(rule, tuple) else rule.default) is REQUIRED and k not in given: raise Bad("missing_parameter")
    out = {}
    for k, rule in spec.items():
        default, ok = rule if isinstance(rule, tuple) else (rule.default, rule.ok)
        v = given.get(k, default)
        if isinstance(rule, Json): good = ok(v)
        elif isinstance(rule, Nullable): good = v is None or (finite(v) and ok(v))
        elif isinstance(rule, Int): good = finite(v) and v == int(v) and ok(v)
        elif isinstance(default, str) or isinstance(default, bool): good = type(v) is type(default) and ok(v)
        else: good = finite(v) and ok(v)
        if not good: raise Bad("invalid_parameter")
        out[k] = int(v) if isinstance(rule, Int) else q(v) if finite(v) and not isinstance(rule, Json) else v
    if name == "dapo_overlong" and out["cache"] > out["max_length"]: raise Bad("invalid_parameter")
    if name == "phi4_length" and not out["free_correct"] < out["max_length"]: raise Bad("invalid_parameter")
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

# ---- 3A: response ----

def each(batch): return [s for g in batch["groups"] for s in g["samples"]]
def field(s, name, kind="number"):
    """A field, or None when it is null or absent."""
    v = s.get(name)
    if v is None: return None
    good = {"number": isinstance(v, (int, float)) and not isinstance(v, bool), "bool": isinstance(v, bool), "list": isinstance(v, list),
            "text": isinstance(v, str)}[kind]
    if not good: raise Bad("wrong_type")
    if kind == "number":
        if not math.isfinite(v): raise Bad("not_finite")
        return q(v)
    return v
def need(s, name, kind="number"):
    v = field(s, name, kind)
    if v is None: raise Bad("missing_field")
    return v
def so_far(s):
    v = s.get("reward")
    if v is not None and not math.isfinite(v): raise Bad("not_finite")
    return None if v is None else q(v)
def by_length(batch, formula):
    out = []
    for s in each(batch):
        L = length(s)
        out.append(None if L is None else f(formula(s, L)))
    return {"rewards": out}, None
def base(p, s): return p["correct_reward"] if s["correct"] else p["wrong_reward"]
def cospi(x): return mpmath.cos(mpmath.pi * mp(Q(x)))

def truncation(p, batch, state):
    return by_length(batch, lambda s, L: p["rho"] if s.get("truncated", False) or L > p["limit"] else base(p, s))

def lcpo_exact(p, batch, state):
    return by_length(batch, lambda s, L: base(p, s) - p["alpha"] * abs(need(s, "budget") - L))

def lcpo_max(p, batch, state):
    def R(s, L):
        room = p["alpha"] * (need(s, "budget") - L)
        v = min(max(room + p["delta"], 0), 1) if p["variant"] == "paper" else (min(max(room, -1), 1) + 1) / 2
        return Q(v) if s["correct"] else Q(0)
    return by_length(batch, R)

def dapo_overlong(p, batch, state):
    def term(L):
        begin = p["max_length"] - p["cache"]
        if L <= begin: return Q(0)
        if p["cache"] == 0: return -p["factor"]
        t = p["factor"] * (begin - L) / p["cache"]
        return max(t, -p["factor"]) if p["clamp"] else t
    rewards = by_length(batch, lambda s, L: base(p, s) + term(L))[0]["rewards"]
    ok = lambda s: s.get("length") is not None and math.isfinite(s["length"]) and s["length"] >= 0
    return {"rewards": rewards, "terms": [f(term(q(s["length"]))) if ok(s) else None for s in each(batch)]}, None

def any_length(s):
    """The length where correctness does not matter."""
    return length({"correct": True, "length": s.get("length")})

def budget_fill(p, batch, state):
    out = []
    for s in each(batch):
        if so_far_is_null(s) or any_length(s) is None: out.append(None); continue
        L = any_length(s)
        out.append(f(so_far(s) + (L / p["budget"] if L <= p["budget"] else p["budget"] / L)))
    return {"rewards": out}, None
def so_far_is_null(s): return s.get("reward") is None

def exceeds(p, s, L): return p["exceed"] is not None and (s.get("truncated", False) or L + p["margin"] >= p["max_length"])

def cosine_scaled(p, batch, state):
    def R(s, L):
        if exceeds(p, s, L): return p["exceed"]
        x = L / p["max_length"]
        if p["clamp"]: x = min(x, Q(1))
        k = "correct" if s["correct"] else "wrong"
        v0, v1 = p[k + "_at_0"], p[k + "_at_max"]
        return mp(v1) + mp(v0 - v1) * (1 + cospi(x)) / 2
    return by_length(batch, R)

def risk_scaled(p, batch, state):
    def R(s, L):
        if exceeds(p, s, L): return p["exceed"]
        x, k = L / p["max_length"], p["risk"]
        return (k + (1 - k) * x) * (1 - x) if s["correct"] else -1 + x
    return by_length(batch, R)

def phi4_length(p, batch, state):
    def R(s, L):
        rep = field(s, "repetition") or Q(0)
        if s.get("truncated", False): r = mp(p["incomplete"])
        elif not s.get("format_ok", True): r = mp(p["bad_format"])
        elif s["correct"]:
            rho = min(Q(1), max(L - p["free_correct"], 0) / (p["max_length"] - p["free_correct"]))
            r = mp(p["correct_min"]) + mp(p["correct_max"] - p["correct_min"]) / 2 * (1 + cospi(rho))
        else:
            rho = min(Q(1), max(p["free_wrong"] - L, 0) / p["free_wrong"])
            r = mp(p["wrong_min"]) + mp(p["wrong_max"] - p["wrong_min"]) / 2 * (1 + cospi(rho))
        return mp(p["w_acc"]) * r + mp(p["w_rep"]) * mp(rep)
    return by_length(batch, R)

def repetition_ngram(p, batch, state):
    out = []
    for s in each(batch):
        u = need(s, "tokens", "list") if p["unit"] == "token" else need(s, "text", "text").lower().split()
        grams = [tuple(u[i:i + p["n"]]) for i in range(len(u) - p["n"] + 1)]
        out.append(f(p["max_penalty"] * (1 - Q(len(set(grams)), len(grams)))) if grams else 0.0)
    return {"terms": out}, None

def repetition_dense(p, batch, state):
    rows = []
    for s in each(batch):
        u, n = need(s, "tokens", "list"), p["n"]
        row, seen, end = [0.0] * len(u), [], None
        for i in range(len(u) - n + 1):
            if u[i:i + n] in seen:
                if not p["only_start"] or end is None or i > end:
                    for k in range(i, i + n): row[k] = f(p["penalty"])
                end = i + n
            seen.append(u[i:i + n])
        rows.append(row)
    return {"token_rewards": rows}, None

def loop_share(u, least):
    best = 0
    for k in range(1, len(u) + 1):
        if k * least > len(u): continue
        copies = 1
        while len(u) - (copies + 1) * k >= 0 and u[len(u) - (copies + 1) * k:len(u) - copies * k] == u[len(u) - k:]: copies += 1
        if copies >= least: best = copies * k
    return Q(best, len(u)) if u else Q(0)

def tail_loop(p, batch, state):
    return {"terms": [f(loop_share(need(s, "tokens", "list"), p["min_repeats"])) for s in each(batch)]}, None

def campo_repetition(p, batch, state):
    out = []
    for s in each(batch):
        r = so_far(s)
        if r is not None and (s.get("truncated", False) or not p["only_truncated"]):
            share = loop_share(need(s, "tokens", "list"), p["min_repeats"])
            if share > 0: r -= share if p["mode"] == "ratio" else p["penalty"]
        out.append(None if r is None else f(r))
    return {"rewards": out}, None

def laser_repeat(p, batch, state):
    starts, repeated = [], []
    for s in each(batch):
        u = need(s, "tokens", "list")
        m, start = len(u), len(u)
        if m > 8:
            g = 2 if m < 30 else 3 if m < 100 else 4
            h, seen, fired = (2 if m < 200 else 3), {}, False
            for i in range(m - g, -1, -1):
                gram = tuple(u[i:i + g])
                if g > 2 and len(set(gram)) == 1: continue
                seen.setdefault(gram, []).append(i)
                places = sorted(seen[gram])
                if len(places) >= h and any(b - a < m // 3 for a, b in zip(places, places[1:])):
                    start, fired = places[0], True
                    break
            if not fired and m >= 4 * g:
                before = set()
                for i in range(m - 2 * g, -1, -1):
                    gram = tuple(u[i:i + 2 * g])
                    if gram in before: start = i; break
                    before.add(gram)
        starts.append(start); repeated.append(start < m)
    return {"start": starts, "repeated": repeated}, None

def stop_properly(p, batch, state):
    out = []
    for s in each(batch):
        r = so_far(s)
        if r is not None and s.get("truncated", False): r = r * p["coef"] if p["coef"] >= 0 else p["coef"]
        out.append(None if r is None else f(r))
    return {"rewards": out}, None

def format_combine(p, batch, state):
    def R(r, ok):
        if p["mode"] == "additive": return r + (p["weight"] if ok else 0)
        return r if ok else Q(0) if p["mode"] == "gate" else p["value"]
    return {"rewards": [None if so_far(s) is None else f(R(so_far(s), s.get("format_ok", True))) for s in each(batch)]}, None

def combine(p, batch, state):
    rows = batch["components"] if "components" in batch else [need(s, "components", "list") for s in each(batch)]
    out = []
    for row in rows:
        if len(row) != len(p["weights"]): raise Bad("invalid_parameter")
        kept = [q(w) * q(c) for w, c in zip(p["weights"], row) if c is not None]
        out.append(f(sum(kept)) if kept else None)
    return {"rewards": out}, None

# ---- 3C: group length ----
SPEC |= {
    "pace_length": dict(max_step=(600, POS), correct_reward=(1, ANY), wrong_reward=(0, ANY)),
    "shorterbetter": dict(alpha=(2, ANY), beta=(0.001, NONNEG)),
    "o1_pruner": dict(lam=(2, ANY), clip_low=Nullable(-2), clip_high=Nullable(4), znorm=(False, BOOL)),
    "alp": dict(beta=(1e-7, NONNEG), scale=(1, POS)),
    "dast": dict(max_length=(4096, POS)),
    "grpo_lead_reward": dict(alpha=(0.05, ANY), wrong_reward=(-1, ANY), eps=(1e-6, ANY), min_mean3=Nullable(None)),
    "drpo_weights": dict(lam=(0.1, POS), max_length=(8192, POS), tau=(10, POS)),
    "s_grpo": dict(decay=(0.5, lambda v: 0 < v <= 1)),
    "gate": dict(shaper=Json(REQUIRED, lambda v: isinstance(v, str)), params=Json({}, lambda v: isinstance(v, dict)), otherwise=Json(REQUIRED, lambda v: isinstance(v, str)),
                 otherwise_params=Json({}, lambda v: isinstance(v, dict)), mode=("threshold", oneof("threshold", "top_fraction")), threshold=(0.5, ANY),
                 fraction=(0.2, lambda v: 0 <= v <= 1)),
}
def lengths(g): return [length(s) for s in g["samples"]]
def rate(g, Ls=None):
    """The pass rate, of the samples with lengths where these are given."""
    known = [s["correct"] for s, L in zip(g["samples"], Ls or [0] * len(g["samples"])) if s.get("correct") is not None and L is not None]
    return Q(sum(known), len(known)) if known else None
def by_group(batch, formula):
    """formula(group, lengths, p) gives a function of one sample and its length."""
    out = []
    for g in batch["groups"]:
        Ls = lengths(g)
        R = formula(g, Ls, rate(g, Ls) or Q(0))
        out += [None if L is None else f(R(s, L)) for s, L in zip(g["samples"], Ls)]
    return {"rewards": out}, None
def right_lengths(g, Ls): return [L for s, L in zip(g["samples"], Ls) if L is not None and s["correct"]]
def present(Ls): return [L for L in Ls if L is not None]
def mean(xs): return sum(xs) / Q(len(xs))
def std(xs, ddof):
    if len(xs) <= ddof: return mpmath.mpf(0)
    m = mean(xs)
    return mpmath.sqrt(mp(sum((x - m) ** 2 for x in xs) / (len(xs) - ddof)))

def pace_length(p, batch, state):
    step = field(batch, "step") or Q(0)
    if step < 0: raise Bad("invalid_parameter")
    fade = min(max((p["max_step"] - step) / p["max_step"], Q(0)), Q(1))
    def make(g, Ls, rate):
        known = present(Ls)
        scale = mp(fade) * (1 - cospi(rate / 2))
        def R(s, L):
            lam = Q(0) if max(known) == min(known) else Q(1, 2) - (L - min(known)) / (max(known) - min(known))
            term = scale * mp(lam)
            return mp(base(p, s)) + (term if s["correct"] else min(mpmath.mpf(0), term))
        return R
    return by_group(batch, make)

def shorterbetter(p, batch, state):
    def make(g, Ls, rate):
        right = right_lengths(g, Ls)
        sol = min(right) if right else mean(present(Ls)) if present(Ls) else None
        return lambda s, L: p["alpha"] * (1 if s["correct"] else 0) - p["beta"] * abs(L - sol)
    return by_group(batch, make)

def o1_pruner(p, batch, state):
    values = []
    for g in batch["groups"]:
        Ls = lengths(g)
        ref, acc = field(g, "ref_length"), field(g, "ref_acc")
        if ref is None and present(Ls): ref = mean(present(Ls))
        if acc is None: acc = rate(g, Ls)
        for s, L in zip(g["samples"], Ls):
            if L is None: values.append(None); continue
            if L == 0: raise Bad("invalid_length")
            values.append(ref / L - 1 + p["lam"] * ((1 if s["correct"] else 0) - acc))
    if p["znorm"]:
        known = present(values)
        if known:
            m, sd = mean(known), std(known, 0)
            values = [None if v is None else mpmath.mpf(0) if v == m else mp(v - m) / sd for v in values]
    def clip(v):
        if p["clip_low"] is not None: v = max(v, mp(p["clip_low"]) if p["znorm"] else p["clip_low"])
        if p["clip_high"] is not None: v = min(v, mp(p["clip_high"]) if p["znorm"] else p["clip_high"])
        return v
    return {"rewards": [None if v is None else f(clip(v)) for v in values]}, None

def alp(p, batch, state):
    def make(g, Ls, rate):
        K = len(present(Ls))
        return lambda s, L: (1 if s["correct"] else 0) - p["beta"] / p["scale"] * max(rate, Q(1, K)) * L
    return by_group(batch, make)

def dast(p, batch, state):
    def make(g, Ls, rate):
        B = field(g, "budget")
        if B is None:
            right = right_lengths(g, Ls)
            B = (rate * mean(right) if right else 0) + (1 - rate) * p["max_length"]
        def R(s, L):
            if B <= 0: raise Bad("out_of_range")
            x = (L - B) / B
            return max(Q(1, 2) - x / 2, Q(1, 10)) if s["correct"] else min(Q(9, 10) * x - Q(1, 10), Q(-1, 10))
        return R
    return by_group(batch, make)

def grpo_lead_reward(p, batch, state):
    def make(g, Ls, rate):
        shortest, right = sorted(present(Ls))[:3], right_lengths(g, Ls)
        shaped = p["min_mean3"] is None or len(shortest) < 3 or mean(shortest) > p["min_mean3"]
        def R(s, L):
            if not s["correct"]: return p["wrong_reward"]
            if not shaped or L == mean(right): return 1
            return mpmath.exp(-mp(p["alpha"]) * mp(L - mean(right)) / (std(right, 1) + mp(p["eps"])))
        return R
    return by_group(batch, make)

def softmax(xs):
    top = max(xs)
    e = [mpmath.exp(mp(x - top)) for x in xs]
    return [x / sum(e) for x in e]

def drpo_weights(p, batch, state):
    weights, active = [], []
    for g in batch["groups"]:
        Ls = lengths(g)
        part = [(s, L) for s, L in zip(g["samples"], Ls) if L is not None]
        on = {s["correct"] for s, L in part} == {True, False}
        active.append(on)
        if not on: weights += [None if L is None else 0.0 for L in Ls]; continue
        pos = iter(softmax([(1 - L / p["max_length"]) / p["lam"] for s, L in part if s["correct"]]))
        neg = iter(softmax([need(s, "score") / p["tau"] for s, L in part if not s["correct"]]))
        weights += [None if L is None else f(next(pos)) if s["correct"] else f(-next(neg)) for s, L in zip(g["samples"], Ls)]
    return {"weights": weights, "active": active}, None

def s_grpo(p, batch, state):
    out = []
    for g in batch["groups"]:
        k = 0
        for s in g["samples"]:
            c = s.get("correct")
            out.append(None if c is None else f(p["decay"] ** k) if c else 0.0)
            k += c is True
    return {"rewards": out}, None

def gate(p, batch, state):
    inner = [(p["shaper"], parameters(p["shaper"], p["params"])), (p["otherwise"], parameters(p["otherwise"], p["otherwise_params"]))]
    rates = [rate(g) for g in batch["groups"]]
    if p["mode"] == "threshold": on = [x is not None and x >= p["threshold"] for x in rates]
    else:
        order = sorted((i for i, x in enumerate(rates) if x is not None), key=lambda i: (-rates[i], i))
        chosen = order[:math.floor(p["fraction"] * len(rates))]
        on = [i in chosen for i in range(len(rates))]
    out = {}
    for side, (name, q_) in zip((True, False), inner):
        own = [i for i, x in enumerate(on) if x == side]
        if not own: continue
        rewards = globals()[name](q_, {**batch, "groups": [batch["groups"][i] for i in own]}, None)[0]["rewards"]
        for i in own: out[i], rewards = rewards[:len(batch["groups"][i]["samples"])], rewards[len(batch["groups"][i]["samples"]):]
    return {"rewards": [x for i in range(len(on)) for x in out[i]], "gated": on}, None

# ---- 3B: thinking mode ----
SPEC |= {
    "thinkless": dict(correct_think=(0.5, ANY), correct_short=(1, ANY), wrong_think=(-1, ANY), wrong_short=(-1, ANY), format_reward=(-1, ANY)),
    "degrpo_weights": dict(alpha=(0.001, NONNEG), variant=("code", oneof("code", "paper"))),
    "autothink": dict(alpha=(0, NONNEG), beta=(0, NONNEG), balance=(1, lambda v: 0 <= v <= 1), slope=(2, ANY), think_correct=(1, ANY), think_wrong=(0, ANY), short_correct=(2, ANY),
                      short_wrong=(-1, ANY), degenerate=(-2, ANY), sink_think_correct=(0, ANY), sink_think_wrong=(-1, ANY), sink_short_correct=(1, ANY), sink_short_wrong=(-2, ANY),
                      min_std=(1e-6, ANY)),
    "adaptthink": dict(delta=(0.05, ANY)),
    "a2fm_apo": dict(tau=(0.75, lambda v: 0 <= v <= 1), alpha=(2, POS), instant=Json("instant", lambda v: isinstance(v, str))),
    "adactrl": dict(threshold=(0.625, ANY), w_length=(0.5, ANY), w_tag=(0.5, ANY), correct_reward=(1, ANY), wrong_reward=(-1, ANY)),
}

def thinkless(p, batch, state):
    out = []
    for s in each(batch):
        if s.get("correct") is None: out.append(None); continue
        if not s.get("format_ok", True): out.append(f(p["format_reward"])); continue
        mode = "think" if need(s, "think", "bool") else "short"
        out.append(f(p[("correct_" if s["correct"] else "wrong_") + mode]))
    return {"rewards": out}, None

def degrpo_weights(p, batch, state):
    Ls = [any_length(s) for s in each(batch)]
    own = [L for L in Ls if L is not None and L >= 1]
    if not own: raise Bad("empty_batch")
    N, total = len(own), sum(L - 1 for L in own)
    return {"control_weight": [None if L is None else f(p["alpha"] / N) if L >= 1 else 0.0 for L in Ls],
            "response_token_weight": [None if L is None else f(1 / total if p["variant"] == "code" else 1 / (N * (L - 1))) if L > 1 else 0.0 for L in Ls]}, None

def autothink(p, batch, state):
    rows = []
    for g in batch["groups"]:
        part = []
        for s in g["samples"]:
            L = length(s)
            if L is None: rows.append(None); continue
            mode, verdict = "think" if need(s, "think", "bool") else "short", "correct" if s["correct"] else "wrong"
            r = p[mode + "_" + verdict]
            if r < 0 and field(s, "degenerate", "bool"): r = p["degenerate"]
            rows.append([mode, verdict, mp(r)]); part.append((rows[-1], L))
        for verdict, rate, sign in (("correct", "alpha", 1), ("wrong", "beta", -1)):
            cls = [(row, L) for row, L in part if row[1] == verdict]
            Ls = [L for _, L in cls]
            if len(cls) < 2: continue
            for row, L in cls:
                z = 0 if L == mean(Ls) else mp(L - mean(Ls)) / max(std(Ls, 1), mp(p["min_std"]))
                row[2] += sign * (mpmath.exp(-mp(p[rate]) * z) - 1)
    known = [r for r in rows if r]
    for mode in ("think", "short"):
        if not known: break
        share = Q(sum(r[0] == mode for r in known), len(known))
        if share > p["balance"]:
            a = mp(min(max((share - p["balance"]) * p["slope"], Q(0)), Q(1)))
            for r in known:
                if r[0] == mode: r[2] = (1 - a) * r[2] + a * mp(p["sink_" + mode + "_" + r[1]])
    return {"rewards": [None if r is None else f(r[2]) for r in rows]}, None

def adaptthink(p, batch, state):
    out = []
    for g in batch["groups"]:
        for s in g["samples"]:
            c = s.get("correct")
            if c is None: out.append(None); continue
            acc = need(g, "ref_acc")
            out.append(f((1 if c else 0) - acc + (p["delta"] if field(s, "think", "bool") is False else 0)))
    return {"rewards": out}, None

def a2fm_apo(p, batch, state):
    rewards, easies = [], []
    for g in batch["groups"]:
        known = [s for s in g["samples"] if s.get("correct") is not None]
        forced = [s for s in known if field(s, "forced", "bool")]
        quick = [s for s in forced if need(s, "mode", "text") == p["instant"]]
        easy = bool(quick) and Q(sum(s["correct"] for s in quick), len(quick)) > p["tau"]
        easies.append(easy)
        share = mp(Q(sum(s["correct"] for s in forced), len(forced))) if forced else mpmath.mpf(0)
        for s in g["samples"]:
            if s.get("correct") is None: rewards.append(None); continue
            m = need(s, "mode", "text")
            r = mpmath.mpf(1 if s["correct"] and s.get("format_ok", True) else 0)
            if easy and m != p["instant"]: r *= 1 - share ** mp(p["alpha"])
            rewards.append(f(r))
    return {"rewards": rewards, "easy": easies}, None

def adactrl(p, batch, state):
    def make(g, Ls, rate):
        easy, known = rate > p["threshold"], present(Ls)
        def R(s, L):
            tag = (field(s, "tag", "text") or "").lower()
            b = mp(base(p, s))
            if tag not in ("easy", "hard"): return b - mp(p["w_tag"])
            if (tag == "easy") != easy: return b
            c = mpmath.mpf(1) if max(known) == 0 else cospi(L / max(known))
            return b + mp(p["w_length"]) * (1 + c if easy else 1 - c) / 2 + mp(p["w_tag"])
        return R
    return by_group(batch, make)

# ---- 3D: structure and semantics; 3G: potentials ----
SPEC |= {
    "dual_redundancy": dict(use_external=(True, BOOL), use_internal=(True, BOOL), k=(20, ANY), center=(0.3, ANY), correct_reward=(1, ANY), wrong_reward=(0, ANY), format_reward=(0, ANY)),
    "vsrm": dict(gamma=(0.7, lambda v: 0 <= v <= 1), lookahead=Int(4, lambda v: v >= 0), tol=(1e-5, ANY)),
    "overthink_score": dict(beta=(0.1, lambda v: 0 <= v <= 1), threshold=(0.2, ANY)),
    "parsimony": dict(eta=(0.99, lambda v: 0 < v <= 1), min_size=(6, ANY)),
    "ranking_multiview": dict(w_ndcg=(1, ANY), w_recall=(0.2, ANY), w_overlap=(0.1, ANY), cutoff=(10, ANY), invalid=(0, ANY), format_reward=(-1, ANY)),
    "constraint_reward": dict(full=(2, ANY), none=(-2, ANY), format_weight=(1, ANY)),
    "soft_tests": dict(passed=(1, ANY), failed=(-1, ANY), format_reward=(-1, ANY), missing_open=(-2, ANY), missing_close=(-0.5, ANY)),
    "semantic_entropy": dict(max_confidence_floor=(0, ANY), entropy_low=Nullable(None), entropy_high=Json("log_n", lambda v: v is None or v == "log_n" or finite(v)), missing_reward=(0, ANY)),
    "rlad": dict(mask_without_abstraction=(True, BOOL)),
    "plan_reward": dict(w_plan=(1, ANY), w_outcome=(1, ANY), w_format=(1, ANY)),
    "pbrs": dict(gamma=(1, lambda v: 0 <= v <= 1), terminal_zero=(True, BOOL)),
}
def numbers(s, name):
    out = []
    for v in need(s, name, "list"):
        if isinstance(v, bool) or not isinstance(v, (int, float)): raise Bad("wrong_type")
        if not math.isfinite(v): raise Bad("not_finite")
        out.append(q(v))
    return out
def bools(s, name):
    out = [v for v in need(s, name, "list") if v is not None]
    if not all(isinstance(v, bool) for v in out): raise Bad("wrong_type")
    return out

def dual_redundancy(p, batch, state):
    sig = lambda y: 1 / (1 + mpmath.exp(-mp(p["k"]) * (mp(Q(y)) - mp(p["center"]))))
    if p["use_internal"] and sig(1) == sig(0): raise Bad("invalid_parameter")
    out = []
    for s in each(batch):
        c = s.get("correct")
        if c is None: out.append(None); continue
        if not s.get("format_ok", True): out.append(f(p["format_reward"])); continue
        if not c: out.append(f(p["wrong_reward"])); continue
        parts = []
        for name, on in (("erd", p["use_external"]), ("ird", p["use_internal"])):
            if not on: continue
            x = need(s, name)
            if not 0 <= x <= 1: raise Bad("out_of_range")
            parts.append(mp(1 - x) if name == "erd" else (sig(1 - x) - sig(0)) / (sig(1) - sig(0)))
        out.append(f(mp(p["correct_reward"]) * (sum(parts) / len(parts) if parts else 1)))
    return {"rewards": out}, None

def vsrm(p, batch, state):
    rows = []
    for s in each(batch):
        a = numbers(s, "step_acc")
        if not a: raise Bad("missing_field")
        m, row = len(a) - 1, []
        for j in range(m):
            d = a[j + 1] - a[j]
            if abs(d) >= p["tol"]: row.append(f(d)); continue
            k, moves = j + 1, 0
            while moves < p["lookahead"] and k < m and abs(a[k + 1] - a[k]) < p["tol"]: k += 1; moves += 1
            if moves == p["lookahead"]: row.append(0.0)
            elif k < m: row.append(f((a[k + 1] - a[k]) * p["gamma"] ** (k - j)))
            else: row.append(f((a[m] - a[j]) * p["gamma"] ** (m - j - 1)))
        rows.append(row)
    return {"step_rewards": rows}, None

def overthink_score(p, batch, state):
    scores, over = [], []
    for s in each(batch):
        first = field(s, "first_solution_step")
        if first is None: scores.append(None); over.append(False); continue
        steps = need(s, "total_steps")
        if steps <= 0: raise Bad("out_of_range")
        tokens = field(s, "total_tokens") or Q(0)
        omr = need(s, "marker_tokens") / tokens if tokens else Q(0)
        v = p["beta"] * omr + (1 - p["beta"]) * (1 - first / steps)
        scores.append(f(v)); over.append(v > p["threshold"])
    return {"scores": scores, "overthinking": over}, None

def parsimony(p, batch, state):
    out = []
    for s in each(batch):
        size, error = need(s, "size"), field(s, "error")
        if error is not None and error < 0: raise Bad("out_of_range")
        out.append(0.0 if error is None or size < p["min_size"] else f(mp(p["eta"]) ** mp(size) / mp(1 + error)))
    return {"rewards": out}, None

def ranking_multiview(p, batch, state):
    out = []
    for g in batch["groups"]:
        if not g["samples"]: continue
        rel, gold = need(g, "relevant", "list"), need(g, "gold_ranking", "list")
        for s in g["samples"]:
            r = field(s, "ranking", "list")
            if r is None: out.append(f(p["format_reward"])); continue
            if sorted(map(str, r)) != sorted(map(str, gold)) or len(set(r)) != len(r): out.append(f(p["invalid"])); continue
            n = len(gold)
            gain = lambda i: 1 / mpmath.log(i + 2, 2)
            dcg = sum((gain(i) for i, x in enumerate(r) if i < p["cutoff"] and x in rel), mpmath.mpf(0))
            ideal = sum((gain(i) for i in range(len(rel)) if i < p["cutoff"]), mpmath.mpf(0))
            recall = Q(sum(1 for i, x in enumerate(r) if i < p["cutoff"] and x in rel), len(rel)) if rel else Q(0)
            ao = sum((Q(len(set(r[:d]) & set(gold[:d])), d) for d in range(1, n + 1)), Q(0)) / n if n else Q(0)
            out.append(f(mp(p["w_ndcg"]) * (dcg / ideal if ideal else 0) + mp(p["w_recall"] * recall) + mp(p["w_overlap"] * ao)))
    return {"rewards": out}, None

def constraint_reward(p, batch, state):
    rewards, superior = [], []
    for g in batch["groups"]:
        ref = field(g, "ref_satisfied")
        for s in g["samples"]:
            sat, ok = bools(s, "satisfied"), s.get("format_ok", True)
            if not ok: answer = p["none"]
            elif all(sat): answer = p["full"]
            elif not any(sat): answer = p["none"]
            else: answer = Q(sum(sat), len(sat))
            rewards.append(f(answer + (p["format_weight"] if ok else -p["format_weight"])))
            superior.append(True if not ok else None if ref is None else sum(sat) >= ref)
    return {"rewards": rewards, "superior": superior}, None

def soft_tests(p, batch, state):
    out = []
    for s in each(batch):
        if field(s, "think_close", "bool") is False: out.append(f(p["missing_close"])); continue
        if field(s, "think_open", "bool") is False: out.append(f(p["missing_open"])); continue
        if not s.get("format_ok", True): out.append(f(p["format_reward"])); continue
        if "tests" in s and s["tests"] is None: out.append(None); continue
        t = bools(s, "tests")
        out.append(f(sum(p["passed"] if x else p["failed"] for x in t) / Q(len(t))) if t else None)
    return {"rewards": out}, None

def semantic_entropy(p, batch, state):
    rewards, entropies = [], []
    for g in batch["groups"]:
        names = [s.get("cluster") if s.get("cluster") is not None else object() for s in g["samples"]]
        n = len(names)
        sizes = {c: names.count(c) for c in names}
        H = -sum(mpmath.mpf(v) / n * mpmath.log(mpmath.mpf(v) / n) for v in sizes.values()) if n else mpmath.mpf(0)
        if len(sizes) == 1: H = mpmath.mpf(0)
        entropies.append(f(H))
        hi, lo = p["entropy_high"], p["entropy_low"]
        dead = (hi == "log_n" and len(sizes) == n) or (hi is not None and hi != "log_n" and f(H) >= hi) or (lo is not None and f(H) <= lo) \
            or (n and Q(max(sizes.values()), n) < p["max_confidence_floor"])
        for s, c in zip(g["samples"], names):
            rewards.append(0.0 if dead else f(p["missing_reward"]) if s.get("cluster") is None else f(Q(sizes[c], n)))
    return {"rewards": rewards, "entropy": entropies}, None

def rlad(p, batch, state):
    rewards, abstractions = [], []
    for g in batch["groups"]:
        for a in field(g, "abstractions", "list") or []:
            if not isinstance(a, dict): raise Bad("wrong_type")
            runs = bools(a, "solver_correct")
            abstractions.append(f(Q(sum(runs), len(runs))) if runs else None)
        for s in g["samples"]:
            c = s.get("correct")
            rewards.append(None if c is None else 1.0 if c and (field(s, "abstraction", "bool") or not p["mask_without_abstraction"]) else 0.0)
    return {"rewards": rewards, "abstraction_rewards": abstractions}, None

def plan_reward(p, batch, state):
    out = []
    for s in each(batch):
        c = s.get("correct")
        if c is None: out.append(None); continue
        kids = bools(s, "child_correct")
        out.append(f(p["w_plan"] * (Q(sum(kids), len(kids)) if kids else 0) + p["w_outcome"] * (1 if c else 0) + p["w_format"] * (1 if s.get("format_ok", True) else 0)))
    return {"rewards": out}, None

def pbrs(p, batch, state):
    shaped, returns = [], []
    for t in need(batch, "trajectories", "list"):
        if not isinstance(t, dict): raise Bad("wrong_type")
        r, phi = numbers(t, "rewards"), numbers(t, "potentials")
        if len(phi) != len(r) + 1: raise Bad("length_mismatch")
        if p["terminal_zero"]: phi[-1] = Q(0)
        row = [x + p["gamma"] * b - a for x, a, b in zip(r, phi, phi[1:])]
        total = lambda xs: f(sum((p["gamma"] ** i * x for i, x in enumerate(xs)), Q(0)))
        shaped.append([f(x) for x in row]); returns.append({"base": total(r), "shaped": total(row)})
    return {"shaped": shaped, "returns": returns}, None

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

def samples(*dicts, **more): return batch({"samples": list(dicts)}, **more)
def with_fields(batch_, **columns):
    """A batch of one group, with a column for each field."""
    g = batch_["groups"][0]
    return {**batch_, "groups": [{**g, "samples": [{**s, **{k: v[i] for k, v in columns.items() if v[i] != "absent"}} for i, s in enumerate(g["samples"])]}]}

def response_edges():
    for s, params in [("truncation", {"limit": 0}), ("truncation", {}), ("truncation", {"limit": None}), ("lcpo_exact", {"alpha": -1e-9}), ("lcpo_max", {"variant": "Paper"}),
                      ("dapo_overlong", {"max_length": 10, "cache": 11}), ("dapo_overlong", {"factor": -1}), ("dapo_overlong", {"clamp": 1}), ("dapo_overlong", {"cache": -1}),
                      ("budget_fill", {"budget": 0}), ("cosine_scaled", {"max_length": 0}), ("cosine_scaled", {"exceed": "x"}), ("risk_scaled", {"max_length": -5}),
                      ("phi4_length", {"free_correct": 31744}), ("phi4_length", {"free_wrong": 0}), ("phi4_length", {"free_correct": 0}), ("repetition_ngram", {"n": 0}),
                      ("repetition_ngram", {"n": 1.5}), ("repetition_ngram", {"max_penalty": 0.1}), ("repetition_ngram", {"unit": "char"}), ("repetition_dense", {"penalty": 0}),
                      ("repetition_dense", {"n": 0}), ("tail_loop", {"min_repeats": 1}), ("campo_repetition", {"mode": "paper"}), ("campo_repetition", {"penalty": -0.1}),
                      ("stop_properly", {"coef": 1.01}), ("format_combine", {"mode": "add"}), ("combine", {}), ("combine", {"weights": 5}), ("combine", {"weights": [1, None]}),
                      ("laser_repeat", {"n": 2})]:
        case("invalid", s, params, W)
    for params in ({"limit": 3000}, {"limit": 2000, "rho": -0.5}, {"limit": 0.1, "correct_reward": 2, "wrong_reward": 1}):
        case("limit", "truncation", params, W)
        case("limit", "truncation", params, batch(group([(T, 5, T), (T, N, T), (N, 5, T), (T, 0.1), (F, 2000), (T, 2000.5)])))
    case("negative length", "truncation", {"limit": 5}, batch(group([(T, 10), (F, -1)], "a")))
    B = with_fields(W, budget=[1000] * 6)
    B2 = with_fields(W, budget=[999.5, 5000, 0, 4000, 1, 12000])
    for s in ("lcpo_exact", "lcpo_max"):
        for b in (B, B2):
            for params in ({}, {"alpha": 0}, {"alpha": 0.001}, {"alpha": 1}): case("budget", s, params, b)
        case("budget missing", s, {}, samples({"correct": T, "length": 5, "budget": 9}, {"correct": F, "length": 5}))
        case("budget not needed", s, {}, samples({"correct": N, "length": 5}, {"correct": F}))
        case("budget null", s, {}, samples({"correct": T, "length": 5, "budget": N}))
        case("length before budget", s, {}, samples({"correct": T, "length": -5}))
        case("budget of another type", s, {}, samples({"correct": T, "length": 5, "budget": "9"}))
    for params in ({"variant": "code"}, {"variant": "code", "alpha": 0.0006}, {"delta": 2}, {"delta": -0.3}): case("lcpo_max", "lcpo_max", params, B2)
    case("base", "lcpo_exact", {"correct_reward": 0.5, "wrong_reward": -0.25}, B2)
    for params in ({"max_length": 4000, "cache": 1000}, {"max_length": 3500, "cache": 1000, "clamp": False}, {"max_length": 3000, "cache": 0}, {"max_length": 3000, "cache": 0, "clamp": False},
                   {"max_length": 3000, "cache": 3000, "factor": 0.3}, {"max_length": 4000, "cache": 1000, "factor": 0}, {"max_length": 4000, "cache": 3000, "wrong_reward": 0}):
        case("overlong", "dapo_overlong", params, W)
        case("overlong", "dapo_overlong", params, batch(group([(N, 3999), (N, N), (N, -3), (T, N), (T, 3000), (T, 3000.5), (F, 0, T)])))
    R = samples({"reward": 1, "length": 500}, {"reward": 1, "length": 1000}, {"reward": 1, "length": 2000}, {"reward": 0, "length": 0}, {"reward": N, "length": -1},
                {"reward": -0.3}, {"reward": -0.3, "length": 0.1, "correct": N})
    for params in ({}, {"budget": 1000}, {"budget": 0.3}): case("fill", "budget_fill", params, R)
    case("a length that is none", "budget_fill", {}, samples({"reward": 1, "length": -1}))
    E = batch(group([(T, 984), (T, 983.5), (T, 1000), (T, 1500), (F, 2000), (T, 100, T), (F, 100, T), (F, 0), (T, 0), (N, 0), (T, N)]))
    for params in ({"max_length": 4000}, {"max_length": 10000, "exceed": N}, {"max_length": 1000, "exceed": N, "clamp": F}, {"max_length": 1000}, {"max_length": 1000, "margin": 16},
                   {"max_length": 1000, "exceed": N, "clamp": F, "correct_at_0": 1, "correct_at_max": 0.5, "wrong_at_0": -1, "wrong_at_max": -0.5}, {"max_length": 3000, "exceed": N}):
        case("cosine", "cosine_scaled", params, W)
        case("cosine", "cosine_scaled", params, E)
    for params in ({"risk": 0.5, "max_length": 9000}, {"max_length": 1000}, {"risk": 0, "max_length": 8016}, {"exceed": N, "max_length": 3000}, {"exceed": -1, "margin": 0, "max_length": 4000}, {"risk": 2.5}):
        case("risk", "risk_scaled", params, W)
        case("risk", "risk_scaled", params, E)
    P = samples({"correct": T, "length": 100, "repetition": -0.5}, {"correct": T, "length": 9, "truncated": T, "format_ok": F, "repetition": -1}, {"correct": T, "length": 9, "format_ok": F},
                {"correct": F, "length": 0}, {"correct": F, "length": 1851}, {"correct": F, "length": 3702}, {"correct": T, "length": 28672}, {"correct": T, "length": 99999}, {"correct": N}, {"correct": T})
    for params in ({}, {"max_length": 8192, "free_correct": 2000, "free_wrong": 3702, "w_acc": 1, "w_rep": 0}, {"w_acc": 1, "w_rep": 2, "correct_max": 3, "wrong_min": -2}, {"incomplete": -3, "bad_format": -4, "free_wrong": 1}):
        case("phi4", "phi4_length", params, W)
        case("phi4", "phi4_length", params, P)
    def tok(*rows): return samples(*({"tokens": r} for r in rows))
    rows = [[1, 2, 3, 4], [5, 5, 5, 5, 5], [1, 2, 1, 2, 1, 2], [7], [], [1, 2, 3, 1, 2, 3, 1, 2], ["a", "b", "a", "b"], [1, 2, 2, 1, 2, 2, 1], [3] * 9 + [4], [9, 1, 1, 9, 1, 1],
            [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2], [0, 4, 1, 2, 1, 2, 1], [5, 1, 2, 1, 2, 3, 1, 2, 1, 2, 3]]
    for n in (1, 2, 3, 5, 8):
        case("grams", "repetition_ngram", {"n": n}, tok(*rows))
        for only in (False, True): case("grams", "repetition_dense", {"n": n, "penalty": -0.5, "only_start": only}, tok(*rows))
    for s in ("repetition_ngram", "repetition_dense", "tail_loop", "laser_repeat"):
        case("tokens missing", s, {}, samples({"correct": T, "length": 1}))
        case("tokens of another type", s, {}, samples({"tokens": "abc"}))
        case("default", s, {}, tok(*rows))
    case("verdicts do not matter", "repetition_ngram", {"n": 1, "max_penalty": -0.3}, samples({"tokens": [1, 1, 1], "correct": T}, {"tokens": [1, 1, 1], "correct": F}, {"tokens": [1, 1, 1], "correct": N}))
    for text in ("So so  what", "", "a", "The THE the\u00a0the\nthe\tthe", "x\u2003y x\u2003y x y", "eins zwei eins zwei drei"):
        for n in (1, 2): case("words", "repetition_ngram", {"n": n, "unit": "word"}, samples({"text": text}))
    case("text missing", "repetition_ngram", {"unit": "word"}, tok([1]))
    for k in (2, 2.5, 3, 4): case("repeats", "tail_loop", {"min_repeats": k}, tok(*rows))
    C = samples(*({"reward": 1, "truncated": i % 2 == 0, "tokens": r} for i, r in enumerate(rows)), {"reward": N, "truncated": T}, {"reward": 0.5})
    for params in ({}, {"mode": "constant"}, {"mode": "constant", "penalty": 0.2, "min_repeats": 3}): case("loops", "campo_repetition", params, C)
    case("all are looked at", "campo_repetition", {"only_truncated": False}, samples({"reward": 1, "tokens": [3, 3]}, {"reward": N}, {"reward": -1, "tokens": [1, 2]}))
    case("tokens missing", "campo_repetition", {}, samples({"reward": 1, "truncated": T}))
    ramp = list(range(300))
    case("scans", "laser_repeat", {}, tok(ramp[:20] + [1, 2, 1, 2], ramp[:10], [1] * 8, [1] * 9, [1] * 29, [1] * 30, ramp[:50] + [7, 8, 9] * 4, ramp[:120] + [5, 6, 7, 8] * 3, ramp[:250] + [5, 6, 7, 8] * 3,
         ramp[:30] + ramp[:30], ramp[:8] + ramp[:8], ramp[:100] + ramp[:100], ramp, [1, 2] * 40, [1, 2, 3] * 100, ramp[:60] + ramp[10:18] + ramp[100:130] + ramp[10:18]))
    S = samples({"reward": 1, "truncated": T}, {"reward": 1}, {"reward": N}, {"reward": -0.7, "truncated": T}, {"reward": 0, "truncated": T}, {"reward": N, "truncated": T}, {"truncated": T})
    for c in (-0.5, 0, 0.3, 1, -2): case("coef", "stop_properly", {"coef": c}, S)
    O = samples({"reward": 1}, {"reward": 1, "format_ok": F}, {"reward": -0.3}, {"reward": -0.3, "format_ok": F}, {"format_ok": F}, {"reward": N})
    for params in ({}, {"weight": 0.1}, {"mode": "gate"}, {"mode": "override"}, {"mode": "override", "value": -3}): case("format", "format_combine", params, O)
    case("rows", "combine", {"weights": [1, 0.5, 0.2]}, {"components": [[1, 0, 1], [0, 1, N], [N, N, N], [0.1, 0.2, 0.3]]})
    case("rows in groups", "combine", {"weights": [0.1, -0.2]}, samples({"components": [1, 2], "correct": N}, {"components": [N, 3]}))
    case("no rows", "combine", {"weights": [1]}, {"components": []})
    case("width", "combine", {"weights": [1, 2]}, {"components": [[1, 2], [1]]})
    case("no components", "combine", {"weights": []}, {"components": [[]]})

def group_edges():
    for s, params in [("pace_length", {"max_step": 0}), ("shorterbetter", {"beta": -1}), ("o1_pruner", {"clip_low": "x"}), ("o1_pruner", {"znorm": 1}), ("alp", {"beta": -1}), ("alp", {"scale": 0}),
                      ("dast", {"max_length": 0}), ("drpo_weights", {"lam": 0}), ("drpo_weights", {"tau": 0}), ("drpo_weights", {"max_length": -1}), ("s_grpo", {"decay": 0}), ("s_grpo", {"decay": 1.1}),
                      ("gate", {"shaper": "laser"}), ("gate", {"shaper": "nope", "otherwise": "outcome"}), ("gate", {"shaper": "laser", "otherwise": "outcome", "fraction": 1.5}),
                      ("gate", {"shaper": "laser", "otherwise": "outcome", "params": {"target": 0}}), ("gate", {"shaper": "laser", "otherwise": "outcome", "otherwise_params": {"targt": 1}}),
                      ("gate", {"shaper": "laser", "otherwise": "outcome", "mode": "half"})]:
        case("invalid", s, params, W)
    MIX = batch(group([(T, 1000), (T, N), (N, 5), (F, 700, T), (T, 1300.5, F, F)], "a"), group([(F, 100), (F, 300), (F, 350)], "b"), group([(T, 40), (T, 50)], "c"), group([], "d"), group([(N, 3)], "e"), group([(T, 7)], "f"))
    for step in (0, 1, 60, 599.5, 600, 601, -1):
        case("step", "pace_length", {}, {**W, "step": step})
        case("step", "pace_length", {"max_step": 90, "wrong_reward": -0.5}, {**MIX, "step": step})
    for s, more in [("shorterbetter", [{}, {"alpha": 1}, {"beta": 0}, {"beta": 0.01, "alpha": -1}]), ("alp", [{}, {"beta": 0.0001}, {"beta": 0.001, "scale": 3}, {"beta": 0}]),
                    ("dast", [{}, {"max_length": 100}, {"max_length": 20000}]), ("grpo_lead_reward", [{}, {"alpha": 0.5}, {"alpha": -1}, {"wrong_reward": 0}, {"eps": 100}, {"min_mean3": 600}, {"min_mean3": 1166.5}, {"min_mean3": 1167}]),
                    ("s_grpo", [{}, {"decay": 1}, {"decay": 0.3}]), ("drpo_weights", [{}]), ("pace_length", [{}]),
                    ("o1_pruner", [{}, {"lam": 5}, {"clip_low": N, "clip_high": N}, {"znorm": True}, {"znorm": True, "clip_low": -0.5, "clip_high": 0.5}, {"clip_high": 0.1}])]:
        for params in more:
            case("W", s, params, W)
            case("mixed", s, params, MIX)
    REF = {"groups": [{**W["groups"][0], "ref_length": 3000, "ref_acc": 0.625}, {**MIX["groups"][0], "ref_acc": 0.1}, {**MIX["groups"][1], "ref_length": 90.5}]}
    for params in ({}, {"lam": 0.5, "clip_low": N}, {"znorm": True, "clip_low": N, "clip_high": N}): case("reference", "o1_pruner", params, REF)
    case("equal values", "o1_pruner", {"znorm": True}, batch(group([(T, 5), (T, 5)])))
    case("zero length", "o1_pruner", {}, batch(group([(T, 5), (F, 0)])))
    case("zero length of an unknown one", "o1_pruner", {}, batch(group([(T, 5), (N, 0)])))
    for b in (2000, 0, -5, 0.5, N): case("budget", "dast", {}, {"groups": [{**W["groups"][0], "budget": b}]})
    case("budget 0 without anyone", "dast", {}, {"groups": [{"budget": 0, "samples": [{"correct": N, "length": 5}]}]})
    S = with_fields(W, score=[0, 0, 0.5, 0, -1.25, 30])
    for params in ({}, {"lam": 1, "tau": 1}, {"max_length": 100}, {"tau": 0.01}): case("scores", "drpo_weights", params, S)
    case("score missing", "drpo_weights", {}, with_fields(W, score=[1, 1, 1, 1, N, 1]))
    case("order matters", "s_grpo", {"decay": 0.7}, batch(group([(F, 1), (T, 1), (N, 1), (T, N), (T, 5)]), group([(T, 1)])))
    case("many exits", "s_grpo", {"decay": 0.99}, batch(group([(True, 1)] * 300)))
    case("many exits", "s_grpo", {"decay": 0.123456789012}, batch(group([(True, 1)] * 40)))
    for params in ({"shaper": "kimi_length", "otherwise": "outcome", "threshold": 0.75}, {"shaper": "kimi_length", "otherwise": "outcome"}, {"shaper": "laser", "params": {"target": 1000}, "otherwise": "outcome", "otherwise_params": {"wrong_reward": -1}, "threshold": 1},
                   {"shaper": "kimi_length", "otherwise": "outcome", "mode": "top_fraction"}, {"shaper": "kimi_length", "otherwise": "outcome", "mode": "top_fraction", "fraction": 0.5},
                   {"shaper": "shorterbetter", "otherwise": "alp", "mode": "top_fraction", "fraction": 1}, {"shaper": "dast", "otherwise": "gate", "otherwise_params": {"shaper": "laser", "otherwise": "outcome", "threshold": 0.1}, "threshold": 0.6}):
        case("gate", "gate", params, W)
        case("gate", "gate", params, MIX)
        case("empty", "gate", params, batch())

def mode_edges():
    for s, params in [("degrpo_weights", {"alpha": -1}), ("degrpo_weights", {"variant": "both"}), ("autothink", {"alpha": -1}), ("autothink", {"balance": 1.5}), ("autothink", {"beta": -0.1}),
                      ("a2fm_apo", {"tau": 2}), ("a2fm_apo", {"alpha": 0}), ("a2fm_apo", {"instant": 5}), ("thinkless", {"correct": 1}), ("adactrl", {"w_tag": "x"}), ("adaptthink", {"delta": N})]:
        case("invalid", s, params, W)
    M = with_fields(W, think=[T, F, T, F, F, T], mode=["instant", "instant", "instant", "reasoning", "reasoning", "agentic"], forced=[T, T, T, T, F, F], tag=["hard", "easy", "hard", "hard", N, "hard"],
                    degenerate=[F, F, T, F, T, F])
    M = {"groups": [{**M["groups"][0], "ref_acc": 0.5}]}
    M2 = {"groups": [{**with_fields(batch(group([(T, 10), (T, 20.5), (T, 40), (F, 5), (N, 3), (T, N), (F, 7), (T, 10, F, F), (T, 0, T)])), think=[F, F, F, T, F, F, F, F, F], mode=["instant", "a", "instant", "b", "instant", "c", "a", "b", "instant"],
                      forced=[T, T, T, "absent", T, F, T, F, N], tag=["EASY", "easy", "hard", "Easy", "easy", N, "medium", "hard", "easy"], degenerate=[T, T, T, T, T, T, T, T, T])["groups"][0], "ref_acc": 0.3},
                     {"samples": []}, {**with_fields(batch(group([(F, 4), (F, 4)])), think=[F, F], mode=["instant", "x"], forced=[T, T], tag=["hard", "hard"])["groups"][0], "ref_acc": 0},
                     {**with_fields(batch(group([(T, 0), (T, 0)])), think=[T, F], mode=["y", "instant"], forced=[F, T], tag=["easy", "hard"])["groups"][0], "ref_acc": 1}]}
    for b in (M, M2):
        for s, more in [("thinkless", [{}, {"correct_think": 3, "wrong_short": -0.2, "format_reward": -2}]), ("degrpo_weights", [{}, {"alpha": 1, "variant": "paper"}, {"alpha": 0}]),
                        ("autothink", [{}, {"balance": 0.5}, {"alpha": 0.05, "beta": 0.05}, {"alpha": 0.5, "beta": 1, "balance": 0.25}, {"balance": 0, "slope": 0.7}, {"balance": 0.5, "slope": -1},
                                       {"alpha": 1, "min_std": 5000}, {"short_wrong": 0.5, "think_wrong": -0.25, "degenerate": -7, "balance": 0.6, "sink_short_correct": -3}]),
                        ("adaptthink", [{}, {"delta": 0.3}]), ("a2fm_apo", [{}, {"tau": 0.5}, {"tau": 0, "alpha": 1}, {"tau": 0.1, "alpha": 0.5}, {"tau": 0, "alpha": 3, "instant": "a"}, {"tau": 0.6666666666666666}]),
                        ("adactrl", [{}, {"threshold": 0.5}, {"threshold": 0.4}, {"w_length": 0.1, "w_tag": -2, "correct_reward": 3, "wrong_reward": 0}])]:
            for params in more: case("modes", s, params, b)
    for s in ("thinkless", "autothink"): case("think of another type", s, {}, samples({"correct": T, "length": 4, "think": "yes"}))
    case("bad format needs no mode", "thinkless", {}, samples({"correct": T, "format_ok": F}, {"correct": F, "format_ok": F}, {"correct": N}))
    case("lengths", "degrpo_weights", {}, samples({"length": 5}, {"length": 11}, {"length": 1}))
    case("lengths", "degrpo_weights", {}, samples({"length": 0}, {"length": 0.5}, {"length": N}, {"length": 2.5, "correct": N}))
    case("only control tokens", "degrpo_weights", {}, samples({"length": 1}, {"length": 1}))
    case("none left", "degrpo_weights", {}, samples({"length": 0}, {"length": N}))
    case("not a length", "degrpo_weights", {}, samples({"length": 4}, {"length": -4}))
    case("ref_acc where nothing is known", "adaptthink", {}, samples({"correct": N}))
    case("mode missing", "a2fm_apo", {}, samples({"correct": T, "forced": T}))
    case("mode of an unknown one", "a2fm_apo", {}, samples({"correct": N, "forced": T}, {"correct": T, "mode": "instant"}))
    case("tag of another type", "adactrl", {}, samples({"correct": T, "length": 4, "tag": 5}))

def structure_edges():
    for s, params in [("dual_redundancy", {"use_external": 1}), ("dual_redundancy", {"k": 0}), ("vsrm", {"gamma": 1.1}), ("vsrm", {"lookahead": -1}), ("vsrm", {"lookahead": 1.5}), ("overthink_score", {"beta": 2}),
                      ("parsimony", {"eta": 0}), ("parsimony", {"eta": 1.01}), ("semantic_entropy", {"entropy_high": "ln"}), ("semantic_entropy", {"entropy_low": "x"}), ("rlad", {"mask_without_abstraction": N}),
                      ("plan_reward", {"w_plan": "1"}), ("pbrs", {"gamma": -0.1}), ("pbrs", {"terminal_zero": 0}), ("soft_tests", {"pass": 1}), ("constraint_reward", {"full": N}), ("ranking_multiview", {"cutoff": "10"})]:
        case("invalid", s, params, W)
    D = with_fields(batch(group([(T, 1), (T, 2), (F, 3), (T, 4), (T, 5, F, F), (N, 6), (T, N)])), erd=[0, 0.5, 9, 1, 9, 9, 0.3], ird=[0, 0.2, "absent", 0.9, 9, 9, 1])
    for params in ({}, {"use_internal": F}, {"use_external": F}, {"use_internal": F, "use_external": F}, {"k": 5, "center": 0.7}, {"k": -3}, {"correct_reward": 2, "wrong_reward": -1, "format_reward": -0.5}, {"k": 0, "use_internal": F}):
        case("redundancy", "dual_redundancy", params, D)
    for e, i in ((1.5, 0), (-0.1, 0), (0, 2), ("absent", 0), (0, N)): case("erd and ird", "dual_redundancy", {}, with_fields(batch(group([(T, 1)])), erd=[e], ird=[i]))
    A = samples(*({"step_acc": a} for a in ([0, 0, 0.5, 0.5, 1], [0.5, 0.5, 0.5], [1], [0.2, 0.8, 0.4], [0] * 7 + [1], [0.25] * 6, [0, 0, 0, 0, 0, 0.5], [0.1, 0.100005, 0.100011, 0.1, 0.1], [1, 1, 0, 0, 0, 0])))
    for params in ({}, {"lookahead": 0}, {"lookahead": 1}, {"lookahead": 2, "gamma": 0.5}, {"lookahead": 100, "gamma": 0.9}, {"gamma": 0}, {"gamma": 1}, {"tol": 0.3}, {"tol": 0}, {"tol": -1}): case("steps", "vsrm", params, A)
    for a in ([], N, [0, "x"], [0, float("nan")]): case("step_acc", "vsrm", {}, samples({"step_acc": [0]}, {"step_acc": a}))
    O = samples({"first_solution_step": 4, "total_steps": 10, "marker_tokens": 30, "total_tokens": 1000}, {"first_solution_step": 10, "total_steps": 10, "marker_tokens": 0, "total_tokens": 500}, {"first_solution_step": N, "total_steps": 10},
                {"first_solution_step": 8, "total_steps": 10, "total_tokens": 0}, {"first_solution_step": 1, "total_steps": 3}, {"total_steps": 3})
    for params in ({}, {"beta": 0}, {"beta": 0, "threshold": 0.6}, {"beta": 1}, {"beta": 0.5, "threshold": 0.1}): case("scores", "overthink_score", params, O)
    case("steps", "overthink_score", {}, samples({"first_solution_step": 1, "total_steps": 0}))
    case("steps", "overthink_score", {}, samples({"first_solution_step": 1}))
    case("markers", "overthink_score", {}, samples({"first_solution_step": 1, "total_steps": 2, "total_tokens": 5}))
    P = samples({"size": 10, "error": 0}, {"size": 10, "error": 1}, {"size": 5, "error": 0}, {"size": 20, "error": N}, {"size": 6, "error": 0.3, "correct": F}, {"size": 7.5, "error": 0.125}, {"size": 400, "error": 1e-9})
    for params in ({}, {"eta": 1}, {"eta": 0.5, "min_size": 0}, {"min_size": 100}, {"eta": 0.123456789}): case("sizes", "parsimony", params, P)
    case("huge size", "parsimony", {}, samples({"size": 20000, "error": 0}))
    case("negative error", "parsimony", {}, samples({"size": 1, "error": -1}))
    case("no size", "parsimony", {}, samples({"error": 1}))
    ranks = [[3, 1, 2, 4], [4, 2, 1, 3], [1, 3, 4, 2], N, [1, 1, 2, 3], [3, 1, 2], [], [3, 1, 2, 5], [4, 3, 2, 1]]
    K = {"groups": [{"relevant": [3, 1], "gold_ranking": [3, 1, 2, 4], "samples": [{"ranking": r} for r in ranks]}, {"relevant": [], "gold_ranking": [1, 2], "samples": [{"ranking": [2, 1]}, {}]},
                    {"relevant": [5], "gold_ranking": [], "samples": [{"ranking": []}]}, {"samples": []},
                    {"relevant": list(range(1, 13)), "gold_ranking": list(range(1, 21)), "samples": [{"ranking": list(range(1, 21))}, {"ranking": list(range(20, 0, -1))}, {"ranking": list(range(2, 21, 2)) + list(range(1, 21, 2))}]}]}
    for params in ({}, {"cutoff": 1}, {"cutoff": 2.5}, {"cutoff": 0}, {"w_ndcg": 0, "w_recall": 3, "w_overlap": -1}, {"invalid": -0.5, "format_reward": -2}): case("rankings", "ranking_multiview", params, K)
    case("no gold", "ranking_multiview", {}, {"groups": [{"relevant": [1], "samples": [{"ranking": [1]}]}]})
    C = {"groups": [{"ref_satisfied": 2, "samples": [{"satisfied": [T, T, T]}, {"satisfied": [T, F, T]}, {"satisfied": [F, F, F]}, {"satisfied": [T, T, T], "format_ok": F}, {"satisfied": []}, {"satisfied": [F], "correct": T}]},
                    {"samples": [{"satisfied": [T, F]}, {"satisfied": [], "format_ok": F}]}]}
    for params in ({}, {"full": 1, "none": 0, "format_weight": 0.3}): case("constraints", "constraint_reward", params, C)
    case("no list", "constraint_reward", {}, samples({"satisfied": [T]}, {}))
    case("not booleans", "constraint_reward", {}, samples({"satisfied": [1]}))
    Z = samples({"tests": [T, T, F, F]}, {"tests": [T]}, {"tests": [T], "think_close": F}, {"tests": [T], "think_open": F}, {"tests": []}, {"tests": N}, {"tests": [T], "format_ok": F}, {"think_close": F, "think_open": F, "format_ok": F},
                {"tests": [T, N, F, F], "correct": T, "think_close": T})
    for params in ({}, {"failed": 0}, {"passed": 0.3, "failed": -0.1, "missing_open": 1, "missing_close": 2, "format_reward": 3}): case("tests", "soft_tests", params, Z)
    case("no tests", "soft_tests", {}, samples({}))
    def cl(*names): return {"samples": [{"cluster": c} for c in names]}
    E = batch(cl("A", "A", "B", "A", N, "C", "B", "A"), cl("A", "B", "C"), cl("A"), cl(N), cl(N, N), cl("A", "A"), cl(), cl(1, 2, 1, N, N), cl(*range(7)), cl("A", "A", N, N, N, N, N, N, N, N))
    for params in ({}, {"entropy_high": N}, {"entropy_high": 1.2}, {"entropy_high": 0.5}, {"entropy_low": 0}, {"entropy_low": 0.7, "entropy_high": N}, {"max_confidence_floor": 0.25}, {"max_confidence_floor": 0.5}, {"missing_reward": -0.3, "entropy_high": N}):
        case("clusters", "semantic_entropy", params, E)
    case("verdicts do not matter", "semantic_entropy", {}, samples({"cluster": "A", "correct": T}, {"cluster": "A", "correct": F}, {"cluster": "B", "correct": N}))
    X = {"groups": [{"abstractions": [{"solver_correct": [T, F, T, T]}, {"solver_correct": []}, {"solver_correct": [N, F, T, T]}], "samples": [{"correct": T, "abstraction": T}, {"correct": T}, {"correct": F, "abstraction": T}, {"correct": N, "abstraction": T}]},
                    {"samples": [{"correct": T, "abstraction": N}]}, {"abstractions": [{"solver_correct": [N]}], "samples": []}]}
    for params in ({}, {"mask_without_abstraction": F}): case("abstractions", "rlad", params, X)
    case("no runs", "rlad", {}, {"groups": [{"abstractions": [{}], "samples": []}]})
    case("not an object", "rlad", {}, {"groups": [{"abstractions": [5], "samples": []}]})
    L = samples({"correct": T, "child_correct": [T, T, F]}, {"correct": F, "format_ok": F, "child_correct": []}, {"correct": F, "child_correct": [N, T, F, F]}, {"correct": N}, {"correct": T, "format_ok": F, "child_correct": [F]})
    for params in ({}, {"w_plan": 0.1, "w_outcome": -2, "w_format": 0.3}): case("plans", "plan_reward", params, L)
    case("no chains", "plan_reward", {}, samples({"correct": T}))
    J = {"trajectories": [{"rewards": [0, 0, 1], "potentials": [0.1, 0.4, 0.8, 0.9]}, {"rewards": [0], "potentials": [0.5, 0.5]}, {"rewards": [], "potentials": [3]}, {"rewards": [1, -0.1, 0.2, 5], "potentials": [0.1, 0.2, 0.3, -7, 1e6]}]}
    for params in ({}, {"gamma": 0.5}, {"gamma": 0}, {"terminal_zero": F}, {"gamma": 0.99, "terminal_zero": F}): case("trajectories", "pbrs", params, J)
    for j in ([], N, [{"rewards": [1], "potentials": [1]}], [{"rewards": [1]}], [5], [{"rewards": [1], "potentials": [1, "x"]}]): case("trajectories", "pbrs", {}, {"trajectories": j})

def random_catalogue():
    """Random batches with every field, for every id of 3A to 3D."""
    rng = random.Random(20251121)
    pick = rng.choice
    def sample():
        s = {"correct": pick([T, T, T, F, F, F, N]), "length": pick([rng.randint(1, 20000), rng.randint(1, 80) * 128, rng.randint(1, 10), round(rng.uniform(1, 9000), rng.randint(0, 4)), N]),
             "reward": pick([1, 0, -1, 0.5, round(rng.uniform(-2, 2), 3), N]), "budget": rng.randint(1, 9000), "think": pick([T, F]), "degenerate": pick([T, F, N]), "mode": pick(["instant", "reasoning", "agentic"]),
             "forced": pick([T, T, F]), "tag": pick(["easy", "hard", "Easy", N, "?"]), "score": round(rng.uniform(-3, 3), 2), "tokens": [rng.randint(0, 3) for _ in range(rng.randint(0, 40))],
             "text": " ".join(pick(["a", "b", "The", "the"]) for _ in range(rng.randint(0, 12))), "erd": round(rng.random(), 3), "ird": round(rng.random(), 3), "size": rng.randint(1, 60),
             "error": pick([0, round(rng.uniform(0, 5), 4), N]), "satisfied": [rng.random() < 0.6 for _ in range(rng.randint(0, 5))], "ranking": pick([rng.sample(range(1, 7), 6), rng.sample(range(1, 7), 6), [1, 2], N]),
             "tests": [rng.random() < 0.5 for _ in range(rng.randint(0, 6))], "cluster": pick(["A", "A", "B", "C", 7, N]), "child_correct": [rng.random() < 0.5 for _ in range(rng.randint(0, 4))], "abstraction": pick([T, F, N]),
             "repetition": pick([0, -round(rng.random(), 2), N]), "step_acc": [rng.randint(0, 4) / 4 for _ in range(rng.randint(1, 9))], "first_solution_step": pick([rng.randint(0, 9), N]), "total_steps": rng.randint(9, 12),
             "marker_tokens": rng.randint(0, 90), "total_tokens": rng.randint(0, 900)}
        if rng.random() < 0.15: s["truncated"] = True
        if rng.random() < 0.15: s["format_ok"] = False
        return s
    def some():
        gs = []
        for _ in range(rng.randint(1, 3)):
            g = group([sample() for _ in range(pick([0, 1, 2, 4, 8]))], pick("abcd"))
            g |= {"ref_acc": rng.randint(0, 8) / 8, "relevant": rng.sample(range(1, 7), rng.randint(1, 4)), "gold_ranking": rng.sample(range(1, 7), 6), "ref_satisfied": rng.randint(0, 4),
                  "abstractions": [{"solver_correct": [rng.random() < 0.5 for _ in range(rng.randint(0, 3))]} for _ in range(rng.randint(0, 2))]}
            if rng.random() < 0.5: g["ref_length"] = rng.randint(1, 9000)
            gs.append(g)
        return batch(*gs, step=rng.randint(0, 700))
    num = lambda lo, hi, d=3: round(rng.uniform(lo, hi), d)
    fixed = {"truncation": {"limit": 4000}, "gate": {"shaper": "kimi_length", "otherwise": "shorterbetter"}}
    kinds = {"laser": 0, "laser_d": 0, "laser_de": 0, "laser_targets": 0, "outcome": 0, "efficient_reasoning": 0, "kimi_length": 0, "hapo": 0, "combine": 0, "pbrs": 0}
    for s, spec in SPEC.items():
        if s in kinds: continue
        for _ in range(6):
            params = dict(fixed.get(s, {}))
            for k, rule in spec.items():
                default, ok = rule if isinstance(rule, tuple) else (rule.default, rule.ok)
                if rng.random() < 0.6 or not isinstance(rule, tuple) or k in params: continue
                if isinstance(default, bool): params[k] = pick([True, False])
                elif finite(default):
                    v = num(0.1, 1) if abs(default) <= 1 else round(default * num(0.2, 2), 2)
                    if default < 0 or (default == 0 and rng.random() < 0.3): v = -abs(v)
                    # Four thousandths and the like stay what they are: they are prices of a token.
                    if abs(default) < 0.01 and default: v = float(f"{default * num(0.2, 3):.3g}")
                    if ok(v): params[k] = v
            case("random", s, params, some())

edges()
response_edges()
group_edges()
mode_edges()
structure_edges()
random_cases()
random_catalogue()
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
