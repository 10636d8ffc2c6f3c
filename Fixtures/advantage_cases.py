"""Writes advantage_cases.jsonl: cases of normalisers, selectors and metrics (sections 3E and 3F of the shaping specification), computed
from the specification, independently of the Swift code.

    python3 Fixtures/advantage_cases.py            # needs mpmath

Rationals are `fractions.Fraction`; a number written in decimal means that decimal. exp and sqrt are mpmath's at 60 digits, and every result is
rounded once, so most of the Swift code's numbers have to have the very same bits.
"""
import json, math, pathlib, random, sys
from fractions import Fraction as Q
import mpmath
mpmath.mp.dps = 60

class Bad(Exception): pass

def q(x):
    if isinstance(x, (str, bool)): raise ValueError(x)
    return Q(repr(x)) if isinstance(x, float) else Q(x)
def mp(x): return mpmath.mpf(x.numerator) / x.denominator if isinstance(x, Q) else mpmath.mpf(x)
def f(x):
    v = x.numerator / x.denominator if isinstance(x, Q) else float(x)
    if not math.isfinite(v): raise Bad("not_finite")
    return 0.0 if v == 0 else v

ANY = lambda v: True
POS = lambda v: v > 0
NONNEG = lambda v: v >= 0
UNIT = lambda v: 0 <= v <= 1
def oneof(*w): return lambda v: v in w
BOOL = lambda v: isinstance(v, bool)
INT = lambda lo: (lambda v: float(v).is_integer() and v >= lo)
REQUIRED = object()
STD, EPS = ("sample", oneof("sample", "population")), lambda v: (v, ANY)
def raw(v): return (v, oneof("zero", "raw"))
SPEC = {
    "grpo": dict(std=STD, eps=EPS(1e-6), scale=(True, BOOL), singleton=raw("zero"), zero_std=("eps", oneof("eps", "skip"))),
    "dr_grpo": {},
    "rloo": dict(singleton=raw("zero")),
    "opo": dict(singleton=raw("zero")),
    "reinforce_pp": dict(baseline=(True, BOOL), weighting=("token", oneof("token", "sequence")), eps=EPS(1e-8), singleton=raw("raw")),
    "passk": dict(k=(REQUIRED, INT(1)), eps=EPS(1e-6)),
    "topgap": dict(scale=(True, BOOL), eps=EPS(1e-6)),
    "gdpo": dict(weights=(REQUIRED, None), eps=EPS(1e-4), batch_norm=(True, BOOL)),
    "gfpo": dict(k=(REQUIRED, INT(1)), metric=("length", oneof("length", "token_efficiency")), std=STD, eps=EPS(1e-6)),
    "grpo_lead_advantage": dict(low=EPS(0.4), high=EPS(1.5), midpoint=EPS(0.75), steepness=EPS(10), eps=EPS(1e-6)),
    "dual_lambda": dict(lambda_init=(1e-3, NONNEG), lr=(1e-3, NONNEG), signal=("accuracy", oneof("accuracy", "length")), acc_ref=EPS(0.62),
                        target=(4096, POS), correct_reward=EPS(1), wrong_reward=EPS(0)),
    "pace_prefix": dict(init=(512, POS), minimum=EPS(64), halve_every=(20, POS), cutoff=EPS(32)),
    "sec_bandit": dict(categories=(REQUIRED, None), alpha=(0.5, UNIT), tau=(1, POS), q0=EPS(0)),
    "domain_sampling": dict(variant=("ema", oneof("ema", "buffer")), alpha=EPS(0.5), eps=EPS(0.1), tau=(0.3, POS),
                            target=(1, lambda v: 0 < v <= 1), buffer_size=(4, INT(1)), decay=("harmonic", oneof("harmonic", "geometric", "none"))),
    "dynamic_sampling": dict(metric=("correct", oneof("correct", "reward")), keep_singletons=(True, BOOL), target_groups=(None, None)),
    "difficulty_filter": dict(min_iterations=EPS(5), keep_unsolved=(True, BOOL), min_pass=EPS(0), max_pass=EPS(1)),
    "pass_rate_cv": dict(std=("population", oneof("sample", "population"))),
    "length_schedule": dict(stages=(REQUIRED, None)),
    "length_controller": dict(strategy=("clip_ratio", oneof("constant", "interval", "clip_ratio")), init=EPS(16384), minimum=EPS(4096),
                              reduction=EPS(1024), start_step=(1, INT(-10**9)), interval=(10, INT(1)), target_clip_ratio=EPS(0.1), patience=(5, INT(1))),
    "elastic_budget": dict(think_budget=EPS(1024), solution_budget=EPS(1024)),
    "adar1_preference": dict(max_ratio=EPS(10), pairs=(2, INT(1))),
}

def parameters(name, given):
    if name not in SPEC: raise Bad("unknown_shaper")
    spec = SPEC[name]
    for k in given:
        if k not in spec: raise Bad("unknown_parameter")
    for k, (default, ok) in spec.items():
        if default is REQUIRED and k not in given: raise Bad("missing_parameter")
    out = {}
    for k, (default, ok) in spec.items():
        v = given.get(k, default)
        if ok is None:
            out[k] = v
            continue
        if isinstance(default, (str, bool)): good = type(v) is type(default) and ok(v)
        else: good = isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) and ok(v)
        if not good: raise Bad("invalid_parameter")
        out[k] = v if isinstance(v, (str, bool)) else q(v)
    def number(v): return isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v)
    if name == "gdpo":
        w = out["weights"]
        if not isinstance(w, list) or not w or not all(map(number, w)): raise Bad("invalid_parameter")
        out["weights"] = [q(x) for x in w]
    if name == "sec_bandit":
        c = out["categories"]
        if not isinstance(c, list) or not c or not all(isinstance(x, str) for x in c) or len(set(c)) < len(c): raise Bad("invalid_parameter")
    if name == "dynamic_sampling":
        t = out["target_groups"]
        if t is not None and not (number(t) and float(t).is_integer() and t >= 0): raise Bad("invalid_parameter")
    if name == "length_schedule":
        s = out["stages"]
        if (not isinstance(s, list) or not s or not all(isinstance(e, list) and len(e) == 2 and all(map(number, e)) for e in s) or s[0][0] != 0
                or any(a[0] >= b[0] for a, b in zip(s, s[1:]))): raise Bad("invalid_parameter")
    return out

# Normalisers.

def read(batch, lengths, key="rewards"):
    """Groups of (reward, length) with None for what is unknown; errors in the order of the data."""
    for g in batch["groups"]:
        if "samples" in g: continue
        if key not in g: raise Bad("missing_field")
        if lengths and "lengths" not in g: raise Bad("missing_field")
    out = []
    for g in batch["groups"]:
        if "samples" in g: rs, Ls = [s.get("reward") for s in g["samples"]], [s.get("length") for s in g["samples"]]
        else:
            rs = g[key]
            Ls = g.get("lengths", [None] * len(rs))
        if len(rs) != len(Ls): raise Bad("length_mismatch")
        out.append(list(zip(rs, Ls)))
    return out

def exact(group, lengths):
    known = []
    for r, L in group:
        if r is None: known.append(None); continue
        if not math.isfinite(r): raise Bad("not_finite")
        if lengths:
            if L is None: known.append(None); continue
            if not math.isfinite(L) or L < 0: raise Bad("invalid_length")
            known.append((q(r), q(L)))
        else: known.append((q(r), None))
    return known

def moments(xs, std):
    n = len(xs)
    if n == 0: return Q(0), mpmath.mpf(0)
    m = sum(xs) / n
    v = sum((x - m) ** 2 for x in xs)
    if v == 0: return m, mpmath.mpf(0)
    return m, mpmath.sqrt(mp(v / (n - 1 if std == "sample" else n)))

def z(x, m, s, eps):
    if x == m: return mpmath.mpf(0)
    if s + mp(eps) == 0: raise Bad("not_finite")
    return mp(x - m) / (s + mp(eps))

def grpo(p, batch, state):
    out = []
    for g in read(batch, False):
        known = exact(g, False)
        xs = [k[0] for k in known if k]
        m, s = moments(xs, p["std"])
        if len(xs) == 1 and p["singleton"] == "raw": m, s = Q(0), mpmath.mpf(1)
        for k in known: out.append(0.0 if k is None else f(z(k[0], m, s, p["eps"]) if p["scale"] else k[0] - m))
    return {"advantages": out}, None

def dr_grpo(p, batch, state): return grpo({"std": "sample", "scale": False, "singleton": "zero", "eps": Q(0)}, batch, state)

def rloo(p, batch, state):
    out = []
    for g in read(batch, False):
        known = exact(g, False)
        xs = [k[0] for k in known if k]
        for i, k in enumerate(known):
            if k is None: out.append(0.0)
            elif len(xs) == 1: out.append(f(k[0]) if p["singleton"] == "raw" else 0.0)
            else:
                others = [o[0] for j, o in enumerate(known) if o and j != i]
                out.append(f(k[0] - sum(others) / len(others)))
    return {"advantages": out}, None

def opo(p, batch, state):
    out = []
    for g in read(batch, True):
        known = exact(g, True)
        ks = [k for k in known if k]
        if len(ks) > 1 and sum(L for _, L in ks) == 0: raise Bad("invalid_length")
        for k in known:
            if k is None: out.append(0.0)
            elif len(ks) == 1: out.append(f(k[0]) if p["singleton"] == "raw" else 0.0)
            else: out.append(f(k[0] - sum(r * L for r, L in ks) / sum(L for _, L in ks)))
    return {"advantages": out}, None

def reinforce_pp(p, batch, state):
    token = p["weighting"] == "token"
    xs = []
    for g in read(batch, token):
        known = exact(g, token)
        rs = [k[0] for k in known if k]
        m = Q(0)
        if p["baseline"] and rs and not (len(rs) == 1 and p["singleton"] == "raw"): m = sum(rs) / len(rs)
        xs += [None if k is None else (k[0] - m, k[1] if token else Q(1)) for k in known]
    ks = [x for x in xs if x]
    W = sum((w for _, w in ks), Q(0))
    if W <= 1: return {"advantages": [0.0] * len(xs)}, None
    m = sum(x * w for x, w in ks) / W
    v = sum(w * (x - m) ** 2 for x, w in ks) / (W - 1) + p["eps"]
    out = []
    for x in xs:
        if x is None or x[0] == m: out.append(0.0); continue
        if v <= 0: raise Bad("not_finite")
        out.append(f(mp(x[0] - m) / mpmath.sqrt(mp(v))))
    return {"advantages": out}, None

def passk(p, batch, state):
    k = int(p["k"])
    groups = read(batch, False)
    for g in groups:
        n = sum(r is not None for r, _ in g)
        if 0 < n < k: raise Bad("invalid_parameter")
    out, rates = [], []
    for g in groups:
        known = exact(g, False)
        if any(x and x[0] not in (0, 1) for x in known): raise Bad("not_binary")
        n = sum(x is not None for x in known)
        c = sum(x is not None and x[0] == 1 for x in known)
        if n == 0: rates.append(None); out += [0.0] * len(known); continue
        rho = 1 - Q(math.comb(n - c, k), math.comb(n, k))
        sd = mpmath.sqrt(mp(rho * (1 - rho))) + mp(p["eps"])
        rates.append(f(rho))
        for x in known:
            if x is None: out.append(0.0); continue
            num = 1 - rho if x[0] == 1 else 1 - rho - Q(math.comb(n - c - 1, k - 1), math.comb(n - 1, k - 1))
            if num == 0: out.append(0.0)
            elif sd == 0: raise Bad("not_finite")
            else: out.append(f(mp(num) / sd))
    return {"advantages": out, "pass_at_k": rates}, None

def topgap(p, batch, state):
    out = []
    for g in read(batch, False):
        known = exact(g, False)
        order = sorted([i for i, k in enumerate(known) if k], key=lambda i: (-known[i][0], i))
        a = [0.0] * len(known)
        if len(order) == 1: raise Bad("group_too_small")
        if order:
            gap = known[order[0]][0] - known[order[1]][0]
            if gap:
                _, s = moments([k[0] for k in known if k], "sample")
                if p["scale"] and s + mp(p["eps"]) == 0: raise Bad("not_finite")
                a[order[0]] = f(mp(gap) / (s + mp(p["eps"])) if p["scale"] else gap)
        out += a
    return {"advantages": out}, None

def gdpo(p, batch, state):
    read(batch, False, "components")
    sums = []
    for g in batch["groups"]:
        rows = g["components"] if "components" in g else [s.get("components", []) for s in g["samples"]]
        for row in rows:
            if not row: raise Bad("missing_field")
            if len(row) != len(p["weights"]): raise Bad("length_mismatch")
            if any(x is not None and not math.isfinite(x) for x in row): raise Bad("not_finite")
        s = [None if all(x is None for x in row) else mpmath.mpf(0) for row in rows]
        for j, w in enumerate(p["weights"]):
            m, d = moments([q(row[j]) for row in rows if row[j] is not None], "sample")
            for i, row in enumerate(rows):
                if row[j] is not None: s[i] += mp(w) * z(q(row[j]), m, d, p["eps"])
        sums += s
    known = [s for s in sums if s is not None]
    if not p["batch_norm"]: return {"advantages": [0.0 if s is None else f(s) for s in sums]}, None
    n = len(known)
    m = mpmath.fsum(known) / n if n else mpmath.mpf(0)
    d = mpmath.sqrt(mpmath.fsum((x - m) ** 2 for x in known) / (n - 1)) if n > 1 else mpmath.mpf(0)
    # 1e-40 stands for what 60 digits leave of a zero.
    if d < mpmath.mpf("1e-12"): return {"advantages": [0.0] * len(sums)}, None
    return {"advantages": [0.0 if s is None or abs(s - m) < mpmath.mpf("1e-40") else f((s - m) / (d + mp(p["eps"]))) for s in sums]}, None

def gfpo(p, batch, state):
    out, kept = [], []
    for g in read(batch, True):
        known = exact(g, True)
        ids = [i for i, k in enumerate(known) if k]
        if p["metric"] == "token_efficiency":
            if any(known[i][1] == 0 for i in ids): raise Bad("invalid_length")
            ids.sort(key=lambda i: (-known[i][0] / known[i][1], i))
        else: ids.sort(key=lambda i: (known[i][1], i))
        top = set(ids[:int(p["k"])])
        m, s = moments([known[i][0] for i in top], p["std"])
        for i, k in enumerate(known):
            kept.append(i in top)
            out.append(f(z(k[0], m, s, p["eps"])) if i in top else 0.0)
    return {"advantages": out, "kept": kept}, None

def grpo_lead_advantage(p, batch, state):
    out = []
    for g in read(batch, False):
        known = exact(g, False)
        xs = [k[0] for k in known if k]
        if not xs: out += [0.0] * len(known); continue
        m, s = moments(xs, "sample") if len(xs) > 1 else (Q(0), mpmath.mpf(1))
        rho = Q(sum(x > 0 for x in xs), len(xs))
        w = lambda x: mp(p["low"]) + mp(p["high"] - p["low"]) / (1 + mpmath.exp(mp(p["steepness"] * (x - p["midpoint"]))))
        for k in known: out.append(0.0 if k is None else f(z(k[0], m, s, p["eps"]) * w(rho if k[0] > 0 else 1 - rho)))
    return {"advantages": out}, None

# State, curriculum, sampling.

def finite(v, code="not_finite"):
    if isinstance(v, bool) or not isinstance(v, (int, float)): raise Bad("wrong_type")
    if not math.isfinite(v): raise Bad(code)
    return q(v)

def dual_lambda(p, batch, state):
    lam = p["lambda_init"]
    if state is not None:
        v = state.get("lambda") if isinstance(state, dict) else None
        if isinstance(v, bool) or not isinstance(v, (int, float)) or v < 0: raise Bad("invalid_state")
        lam = q(v)
    rewards, hits, Ls = [], 0, []
    for g in batch["groups"]:
        for s in g["samples"]:
            if s.get("correct") is None or s.get("length") is None: rewards.append(None); continue
            if not math.isfinite(s["length"]) or s["length"] < 0: raise Bad("invalid_length")
            L = q(s["length"])
            Ls.append(L)
            hits += bool(s["correct"])
            penalty = L if p["signal"] == "accuracy" else max(Q(0), L / p["target"] - 1)
            rewards.append(f((p["correct_reward"] if s["correct"] else p["wrong_reward"]) - lam * penalty))
    if Ls:
        signal = Q(hits, len(Ls)) - p["acc_ref"] if p["signal"] == "accuracy" else sum(Ls) / len(Ls) / p["target"] - 1
        lam = max(Q(0), lam + p["lr"] * signal)
    return {"rewards": rewards}, {"lambda": f(lam)}

def pace_prefix(p, batch, state):
    prefix, acc = {}, {}
    if state is not None:
        try:
            prefix = {k: q(v) for k, v in state["prefix"].items()}
            acc = {k: q(v) for k, v in state["acc"].items()}
        except Exception: raise Bad("invalid_state")
        if any(v < 0 for v in prefix.values()) or any(not 0 <= v <= 1 for v in acc.values()): raise Bad("invalid_state")
    if batch.get("step") is None or "ids" not in batch: raise Bad("missing_field")
    if batch["step"] < 0: raise Bad("out_of_range")
    out = {}
    seen = {k: finite(v) for k, v in batch.get("accuracy", {}).items()}
    if any(not 0 <= v <= 1 for v in seen.values()): raise Bad("out_of_range")
    for i in batch["ids"]:
        v = prefix.get(i, p["init"]) / 2 ** int(batch["step"] // p["halve_every"])
        out[i] = f(Q(0) if v <= p["cutoff"] else v)
    for i, a in seen.items():
        if i in acc:
            old = prefix.get(i, p["init"])
            new = min(p["init"], 2 * old) if a < acc[i] else old / 2
            prefix[i] = Q(0) if a >= acc[i] and new < p["minimum"] else new
        acc[i] = a
    return {"prefix": out}, {"prefix": {k: f(v) for k, v in prefix.items()}, "acc": {k: f(v) for k, v in acc.items()}}

def softmax(xs):
    top = max(xs)
    es = [mpmath.exp(mp(x - top)) for x in xs]
    return [e / mpmath.fsum(es) for e in es]

def sec_bandit(p, batch, state):
    Qs = {c: p["q0"] for c in p["categories"]}
    if state is not None:
        try: saved = {k: q(v) for k, v in state["q"].items()}
        except Exception: raise Bad("invalid_state")
        if any(k not in Qs for k in saved): raise Bad("invalid_state")
        Qs.update(saved)
    if "advantages" not in batch: raise Bad("missing_field")
    gains = {}
    for c, xs in batch["advantages"].items():
        if c not in Qs: raise Bad("unknown_category")
        known = [finite(x) for x in xs if x is not None]
        if not known: continue
        r = sum(map(abs, known)) / len(known)
        gains[c] = f(r)
        Qs[c] = q(f(p["alpha"] * r + (1 - p["alpha"]) * Qs[c]))
    probs = softmax([Qs[c] / p["tau"] for c in p["categories"]])
    return {"probs": {c: f(x) for c, x in zip(p["categories"], probs)}, "learning_gain": gains}, {"q": {c: f(v) for c, v in Qs.items()}}

def domain_sampling(p, batch, state):
    if not batch.get("rewards"): raise Bad("empty_batch")
    names = list(batch["rewards"])
    rewards = {d: [finite(x) for x in xs if x is not None] for d, xs in batch["rewards"].items()}
    B = batch.get("batch_size")
    if B is None: raise Bad("missing_field")
    target = p["target"]
    if p["variant"] == "ema":
        hist = {}
        if state is not None:
            try: hist = {k: q(v) for k, v in state["history"].items()}
            except Exception: raise Bad("invalid_state")
        m = {}
        for d in names:
            old = hist.get(d, Q(0))
            if rewards[d]:
                mean = sum(rewards[d]) / len(rewards[d])
                hist[d] = q(f(mean if old == 0 else p["alpha"] * old + (1 - p["alpha"]) * mean))
            m[d] = hist.get(d, Q(0))
        after = {"history": {k: f(v) for k, v in hist.items()}}
    else:
        buffer = []
        if state is not None:
            try: buffer = [{d: [q(x) for x in xs] for d, xs in step.items()} for step in state["buffer"]]
            except Exception: raise Bad("invalid_state")
        size = int(p["buffer_size"])
        buffer = ([rewards] + buffer)[:size]
        d_ = {"harmonic": lambda i: Q(1, i), "geometric": lambda i: Q(1, 2 ** (i - 1)), "none": lambda i: Q(1)}[p["decay"]]
        m = {}
        for d in names:
            rs = [(r, d_(i + 1)) for i, step in enumerate(buffer) for r in step.get(d, [])]
            m[d] = sum(r * w for r, w in rs) / len(rs) if rs else Q(0)
        target *= Q(len(buffer), size) if p["decay"] == "none" else sum(d_(i + 1) for i in range(size)) / size
        after = {"buffer": [{d: [f(x) for x in xs] for d, xs in step.items()} for step in buffer]}
    w = softmax([(max(Q(0), target - m[d]) + p["eps"]) / p["tau"] for d in names])
    counts = [int(mpmath.floor(mp(q(B)) * x + mpmath.mpf("1e-40"))) for x in w]
    for i in sorted(range(len(names)), key=lambda i: (-w[i], i))[:int(B) - sum(counts)]: counts[i] += 1
    return {"weights": {d: f(x) for d, x in zip(names, w)}, "counts": dict(zip(names, counts))}, after

def dynamic_sampling(p, batch, state):
    keep = []
    for g in batch["groups"]:
        vs = [s.get(p["metric"]) for s in g["samples"]]
        known = [v for v in vs if v is not None]
        if any(isinstance(v, float) and not math.isfinite(v) for v in known): raise Bad("not_finite")
        keep.append(p["keep_singletons"] if len(known) == 1 else len(set(known)) > 1)
    out = {"keep": keep}
    if p["target_groups"] is not None:
        out["selected"] = [i for i, k in enumerate(keep) if k][:int(p["target_groups"])]
        out["need_more"] = len(out["selected"]) < p["target_groups"]
    return out, None

def difficulty_filter(p, batch, state):
    keep = []
    for item in batch["items"]:
        if "iterations" in item:
            n = item["iterations"]
            keep.append(p["keep_unsolved"] if n is None else finite(n) > p["min_iterations"])
        elif "pass_rate" in item:
            r = item["pass_rate"]
            keep.append(False if r is None else p["min_pass"] <= finite(r) <= p["max_pass"])
        else: raise Bad("missing_field")
    return {"keep": keep}, None

def pass_rate_cv(p, batch, state):
    means, cvs = [], []
    for item in batch["items"]:
        if "scores" not in item: raise Bad("missing_field")
        xs = [finite(x) for x in item["scores"] if x is not None]
        m, s = moments(xs, p["std"])
        means.append(f(m) if xs else None)
        cvs.append(f(s / mp(m)) if xs and m else None)
    return {"mean": means, "cv": cvs}, None

def length_schedule(p, batch, state):
    if batch.get("step") is None: raise Bad("missing_field")
    limit = None
    for start, value in p["stages"]:
        if q(start) <= batch["step"]: limit = value
    if limit is None: raise Bad("out_of_range")
    return {"limit": f(q(limit))}, None

def length_controller(p, batch, state):
    length, good, last = p["init"], 0, None
    if state is not None:
        try:
            length, good, last = q(state["length"]), state["good"], state.get("last_ratio")
            assert isinstance(good, int) and not isinstance(good, bool) and good >= 0
            last = None if last is None else q(last)
        except Exception: raise Bad("invalid_state")
    if p["strategy"] == "constant": length = p["init"]
    elif batch.get("step") is None: raise Bad("missing_field")
    elif p["strategy"] == "interval":
        since = batch["step"] - p["start_step"]
        if since >= 0 and since % p["interval"] == 0: length = max(p["minimum"], length - p["reduction"])
    else:
        ratio = batch.get("clip_ratio")
        ratio = last if ratio is None else finite(ratio)
        if ratio is not None:
            if batch["step"] >= p["start_step"]:
                good = good + 1 if ratio <= p["target_clip_ratio"] else 0
                if good >= p["patience"]: length, good = max(p["minimum"], length - p["reduction"]), 0
            last = ratio
    after = {"length": f(length), "good": good}
    after["last_ratio"] = None if last is None else f(last)
    return {"limit": f(length)}, after

def elastic_budget(p, batch, state):
    out = []
    for item in batch["items"]:
        for k in ("think_length", "solution_length"):
            if item.get(k) is None: raise Bad("missing_field")
            if not math.isfinite(item[k]) or item[k] < 0: raise Bad("invalid_length")
        T, S = q(item["think_length"]), q(item["solution_length"])
        out.append({"think_used": f(min(T, p["think_budget"])), "forced_close": T > p["think_budget"],
                    "solution_used": f(min(S, p["solution_budget"])), "solution_truncated": S > p["solution_budget"]})
    return {"items": out}, None

def adar1_preference(p, batch, state):
    sets = {}
    for side in ("long", "short"):
        if side not in batch: raise Bad("missing_field")
        for s in batch[side]:
            if s.get("correct") is not None and s.get("length") is not None and (not math.isfinite(s["length"]) or s["length"] < 0):
                raise Bad("invalid_length")
        sets[side] = [(i, bool(s["correct"]), q(s["length"])) for i, s in enumerate(batch[side])
                      if s.get("correct") is not None and s.get("length") is not None]
    K = len(batch["long"])
    if K != len(batch["short"]) or K == 0: raise Bad("length_mismatch")
    if not all(sets.values()) or not any(c for s in sets.values() for _, c, _ in s): return {"skip": True}, None
    acc = {k: Q(sum(c for _, c, _ in s), len(s)) for k, s in sets.items()}
    mean = {k: sum(L for _, _, L in s) / len(s) for k, s in sets.items()}
    if mean["short"] == 0: raise Bad("invalid_length")
    rel = acc["long"] - acc["short"] - Q(1, 2 * K)
    inc = (mean["long"] - mean["short"]) / mean["short"]
    if rel > 0:
        if inc == 0: raise Bad("not_finite")
        gain = rel / inc
    else:
        if p["max_ratio"] == 0: raise Bad("not_finite")
        gain = rel * inc / p["max_ratio"]
    choose = "long" if gain > 0 else "short"
    pool = [s for s in sets[choose] if s[1]] or sets[choose]
    pool = sorted(pool, key=lambda s: (s[2], s[0]))
    return {"skip": False, "gain": f(gain), "choose": choose, "inner_chosen": pool[0][0],
            "inner_rejected": [s[0] for s in pool[-int(p["pairs"]):]]}, None

# Cases.

def tidy(v):
    """Whole numbers without a point, as the specification writes them."""
    if isinstance(v, float) and v.is_integer() and abs(v) < 2 ** 53: return int(v)
    if isinstance(v, dict): return {k: tidy(x) for k, x in v.items()}
    if isinstance(v, list): return [tidy(x) for x in v]
    return v

CASES = []
def case(note, shaper, params, inputs, state=None):
    line = {"id": f"{shaper}-{len(CASES):03d}", "note": note, "shaper": shaper, "params": params, "inputs": inputs}
    if state is not None: line["state_in"] = state
    try:
        p = parameters(shaper, params)
        result, after = globals()[shaper](p, inputs, state)
        line["expected"] = tidy(result)
        if after is not None: line["state_out"] = tidy(after)
    except Bad as e: line["expected"] = {"error": str(e)}
    CASES.append(line)
    return line

def groups(*gs): return {"groups": list(gs)}
def rl(rewards, lengths=None, **more): return {"rewards": rewards, **({} if lengths is None else {"lengths": lengths}), **more}
R = [1, 0.5, 0, 1, -0.5, 0]
LEN = [1000, 2000, 500, 4000, 8000, 3000]
T, F, N = True, False, None
def samples(*ss):
    return {"samples": [{k: v for k, v in zip(("correct", "length", "reward"), s)} for s in ss]}
W = {"id": "w", **samples((T, 1000), (T, 2000), (F, 500), (T, 4000), (F, 8000), (F, 3000))}

def advantage_edges():
    base = {"passk": {"k": 1}, "gfpo": {"k": 2}}
    for s in ("grpo", "dr_grpo", "rloo", "opo", "reinforce_pp", "passk", "topgap", "gfpo", "grpo_lead_advantage"):
        p = base.get(s, {})
        def go(note, rewards, lengths=None, params={}):
            case(note, s, {**p, **params}, groups(*[rl(r, l) for r, l in zip(rewards, lengths or [[100 * (i + 1) for i in range(len(r))] for r in rewards])]))
        B = [1, 0, 0, 1, 1, 0]
        go("the shared example", [R], [LEN])
        go("binary", [B, [0, 0, 1, 0]])
        case("empty batch", s, p, groups())
        go("empty group", [[], B])
        go("all null", [[N, N], B])
        go("nulls among others", [[1, N, 0, N, 1], [N, 0, 0, 1]])
        go("one", [[1], [1, 0]])
        go("one beside a null", [[N, 1], [0, 1, 1]])
        go("equal", [[1, 1, 1], [0, 0]])
        go("equal with eps 0", [[1, 1, 1], [0, 0, 1]], params={} if s in ("dr_grpo", "rloo", "opo") else {"eps": 0})
        case("not finite", s, p, groups(rl([1, math.nan], [1, 2])))
        case("infinite", s, p, groups(rl([1, 0], [1, 2]), rl([0, math.inf], [1, 2])))
        case("no rewards", s, p, groups({"lengths": [1, 2]}))
        case("samples", s, p, groups({"samples": [{"reward": 1, "length": 3, "correct": True}, {"reward": 0, "length": 5}, {"length": 2}]}))
        case("unknown parameter", s, {**p, "espilon": 1}, groups(rl(R, LEN)))
        case("tenths", s, p, groups(rl([1, 0, 1, 0, 0], [0.1, 0.2, 0.3, 0.1, 0.30000000000000004])))
        case("lengths of another number", s, p, groups(rl([1, 0], [1])))
        if s != "passk":
            go("decimals", [[0.1, 0.2, 0.3], [0.7, 0.1, 0.3, 0.30000000000000004]])
            go("negative", [[-1, -1, -0.5], [-3, 2]])
            go("tiny", [[1e-200, 3e-200, 0], [5e-324, 0]])
            go("huge", [[1e200, 3e200, 0], [1.5e150, 0]])
            go("far from zero", [[1e15, 1e15 + 1, 1e15 + 2], [123456789.25, 123456789.5]])
    for params in ({"std": "population"}, {"eps": 0}, {"eps": 1e-4}, {"eps": 2.5}, {"scale": False}, {"singleton": "raw"}, {"singleton": "raw", "scale": False},
                   {"singleton": "raw", "eps": 0.25}, {"zero_std": "skip"}, {"eps": -0.25}, {"std": "population", "eps": -0.5}):
        case("grpo", "grpo", params, groups(rl(R), rl([0.7]), rl([1, 0]), rl([2, 2, N])))
    for s, params in [("grpo", {"std": "pop"}), ("grpo", {"scale": 1}), ("grpo", {"eps": "1"}), ("grpo", {"eps": None}), ("grpo", {"singleton": "one"}),
                      ("grpo", {"zero_std": "zero"}), ("rloo", {"singleton": 0}), ("reinforce_pp", {"weighting": "tokens"}), ("passk", {}), ("passk", {"k": 0}),
                      ("passk", {"k": 1.5}), ("passk", {"k": "2"}), ("gdpo", {}), ("gdpo", {"weights": 1}), ("gdpo", {"weights": []}), ("gdpo", {"weights": [1, N]}),
                      ("gfpo", {}), ("gfpo", {"k": 0}), ("gfpo", {"k": 2, "metric": "len"}), ("topgap", {"scale": "yes"}), ("grpo_lead_advantage", {"low": "0"}),
                      ("passk", {"kk": 1}), ("no_such_advantage", {})]:
        case("invalid", s, params, groups(rl([1, 0], [1, 2])))
    for s in ("rloo", "opo"):
        case("raw", s, {"singleton": "raw"}, groups(rl([0.7], [3]), rl([1, 0], [5, 6]), rl([N, -2], [1, 1])))
    for lengths in ([0, 0], [0, 5], [N, 5], [N, N], [-1, 5], [math.nan, 1], [math.inf, 1]):
        case("lengths", "opo", {}, groups(rl([1, 0], lengths)))
        case("lengths", "reinforce_pp", {}, groups(rl([1, 0], lengths)))
        case("lengths", "gfpo", {"k": 1}, groups(rl([1, 0], lengths)))
        case("lengths", "gfpo", {"k": 1, "metric": "token_efficiency"}, groups(rl([1, 0], lengths)))
    case("the length of a null reward", "opo", {}, groups(rl([N, 1, 0], [-5, 1, 3])))
    case("no lengths", "opo", {}, groups(rl([1, 0])))
    case("no lengths", "gfpo", {"k": 1}, groups(rl([1, 0])))
    case("no lengths", "reinforce_pp", {}, groups(rl([1, 0])))
    for params in ({"weighting": "sequence"}, {"weighting": "sequence", "baseline": False}, {"baseline": False}, {"singleton": "zero"}, {"eps": 0}, {"eps": 3},
                   {"weighting": "sequence", "singleton": "zero"}, {"weighting": "sequence", "eps": -9}, {"weighting": "sequence", "eps": 1e-4}):
        case("reinforce_pp", "reinforce_pp", params, groups(rl(R, LEN), rl([0.7], [3]), rl([1, 0, N], [7, 7, 7])))
    case("weight 1 in all", "reinforce_pp", {}, groups(rl([5, 3], [0.5, 0.5])))
    case("weight just over 1", "reinforce_pp", {}, groups(rl([5, 3], [0.5, 0.75])))
    case("sequence needs no lengths", "reinforce_pp", {"weighting": "sequence"}, groups(rl([1, 0])))
    for k in range(1, 7):
        case("pass@k", "passk", {"k": k}, groups(rl([1, 0, 0, 1, 1, 0]), rl([0, 0, 0, 0, 0, 1]), rl([1] * 6), rl([0] * 6), rl([1, 1, 1, 1, 1, 0, 0, 0])))
    case("too large", "passk", {"k": 3}, groups(rl([1, 0, 1]), rl([1, 0, N])))
    case("too large before not binary", "passk", {"k": 2}, groups(rl([0.5, 0]), rl([1])))
    case("not binary", "passk", {"k": 1}, groups(rl([1, 0.5])))
    case("not binary", "passk", {"k": 1}, groups(rl([1, -1])))
    case("large", "passk", {"k": 16}, groups(rl([1] * 3 + [0] * 61)))
    case("eps 0, none right", "passk", {"k": 2, "eps": 0}, groups(rl([0, 0, 0])))
    case("two best", "topgap", {}, groups(rl([1, 1, 0])))
    case("unscaled", "topgap", {"scale": False}, groups(rl([0.3, 0.1, N]), rl([5, 5.5, 1])))
    for c in ([[[0, 0], [0, 1]], [[0, 0], [1, 1]]], [[[1, N], [0, N], [N, N]], [[N, 2], [N, 3]]], [[[N, N]], [[N, N]]], [[[1, 1]]], [[[1, 2], [1, 2]]],
              [[[0.1, 0.3], [0.2, 0.1], [0.4, 0.2]], [], [[1, 0], [0, 1]]], [[[1e-9, 0], [0, 0]]], [[[1e-14, 0], [0, 0]]], [[[1, 2], [3]]], [[[1, 2, 3]]], [[[], []]],
              [[[math.nan, 1]]], [[[1, 0], [0, 1]], [[1, 0], [0, 1]]]):
        for params in ({"weights": [1, 1]}, {"weights": [2, 0.5], "batch_norm": False}, {"weights": [1, -1], "eps": 0}, {"weights": [0.3, 0.7], "eps": 1e-6}):
            case("gdpo", "gdpo", params, groups(*[{"components": g} for g in c]))
    case("no components", "gdpo", {"weights": [1]}, groups(rl([1, 0])))
    for k in (1, 2, 3, 5, 6, 9):
        for metric in ("length", "token_efficiency"):
            case("gfpo", "gfpo", {"k": k, "metric": metric}, groups(rl(R, LEN), rl([1, 1, N, 0], [5, 5, 5, 5])))
    case("gfpo", "gfpo", {"k": 4, "std": "population", "eps": 0}, groups(rl(R, LEN)))
    for params in ({"steepness": 0}, {"low": 1, "high": 1}, {"midpoint": 0.5, "steepness": 1000}, {"steepness": -10}, {"low": 0, "high": 2.5}, {"eps": 0.1}):
        case("grpo_lead", "grpo_lead_advantage", params, groups(rl([1.2, 0.9, -1, -1]), rl([-1, -1, -1, 1.5]), rl([1.1]), rl([-1])))

def sampling_edges():
    for params in ({"lambda_init": 0.0001}, {}, {"lambda_init": 0}, {"lr": 1, "acc_ref": 0.1}, {"signal": "length", "target": 2000}, {"signal": "length", "lambda_init": 0.5},
                   {"correct_reward": 2, "wrong_reward": -1, "lambda_init": 0.0003}):
        for b in (groups(W), groups(), groups(samples((N, 5), (T, N))), groups(samples((T, 0), (F, 0.1)), samples((T, 9000), (N, -1)))):
            case("dual", "dual_lambda", params, b)
            case("dual", "dual_lambda", params, b, {"lambda": 0.002})
    for bad in ({"lambda": -1}, {}, [], {"lambda": "1"}): case("bad state", "dual_lambda", {}, groups(W), bad)
    for params in ({"lr": -1}, {"lambda_init": -1}, {"target": 0}, {"signal": "acc"}): case("invalid", "dual_lambda", params, groups(W))
    case("bad length", "dual_lambda", {}, groups(samples((T, -1))))
    S = {"prefix": {"a": 256, "b": 256}, "acc": {"a": 0.5, "b": 0.5}}
    for step in (0, 19, 20, 45, 60, 79, 80, 10000):
        case("pace", "pace_prefix", {}, {"step": step, "ids": ["a", "b", "c"], "accuracy": {"a": 0.25, "b": 0.75, "c": 0.5}}, S)
        case("pace", "pace_prefix", {}, {"step": step, "ids": ["a"]})
    case("equal accuracy", "pace_prefix", {}, {"step": 0, "ids": [], "accuracy": {"a": 0.5}}, S)
    case("below the minimum", "pace_prefix", {}, {"step": 0, "ids": ["a"], "accuracy": {"a": 1, "b": 0}}, {"prefix": {"a": 100, "b": 0}, "acc": {"a": 0.5, "b": 0.5}})
    case("others", "pace_prefix", {"init": 100, "minimum": 10, "halve_every": 3, "cutoff": 0}, {"step": 7, "ids": ["a", "z"], "accuracy": {"z": 0.125, "a": 0.125}}, {"prefix": {"a": 70}, "acc": {"a": 0.25, "z": 0}})
    for bad in ({}, {"prefix": {}}, {"prefix": {"a": -1}, "acc": {}}, {"prefix": {}, "acc": {"a": 2}}, {"prefix": [], "acc": {}}):
        case("bad state", "pace_prefix", {}, {"step": 1, "ids": ["a"]}, bad)
    for b in ({"ids": ["a"]}, {"step": 1}, {"step": -1, "ids": ["a"]}, {"step": 1, "ids": ["a"], "accuracy": {"a": 1.5}}): case("bad input", "pace_prefix", {}, b)
    for params in ({"init": 0}, {"halve_every": 0}, {"halve_every": -1}): case("invalid", "pace_prefix", params, {"step": 1, "ids": ["a"]})
    C = {"categories": ["easy", "mid", "hard"]}
    SQ = {"q": {"easy": 0.2, "mid": 0.4, "hard": 0.6}}
    case("bandit", "sec_bandit", C, {"advantages": {"easy": [0.5, -0.5], "hard": [0, 0]}}, SQ)
    for params in ({}, {"alpha": 0}, {"alpha": 1}, {"tau": 0.1}, {"tau": 1000}, {"q0": 0.3}, {"alpha": 0.1, "tau": 0.5}):
        case("bandit", "sec_bandit", {**C, **params}, {"advantages": {"mid": [1, -0.3, N], "easy": [N]}})
        case("bandit", "sec_bandit", {**C, **params}, {"advantages": {"hard": [0.1, 0.2, 0.3]}}, SQ)
    case("nothing", "sec_bandit", C, {"advantages": {}})
    case("nothing in one", "sec_bandit", C, {"advantages": {"easy": []}}, SQ)
    case("large", "sec_bandit", C, {"advantages": {"easy": [5000]}})
    case("unknown", "sec_bandit", C, {"advantages": {"harder": [1]}})
    case("not finite", "sec_bandit", C, {"advantages": {"hard": [math.nan]}})
    case("no advantages", "sec_bandit", C, {})
    case("a state of fewer", "sec_bandit", C, {"advantages": {}}, {"q": {"easy": 1}})
    for bad in ({"q": {"other": 1}}, {"q": []}, {}): case("bad state", "sec_bandit", C, {"advantages": {}}, bad)
    for params in ({}, {"categories": []}, {"categories": "easy"}, {**C, "alpha": 1.5}, {**C, "tau": 0}, {"categories": ["a", "a"]}, {"categories": ["a", 1]}):
        case("invalid", "sec_bandit", params, {"advantages": {}})
    D = {"rewards": {"a": [1, 1], "b": [0, 0.5], "c": [0.5]}, "batch_size": 16}
    H = {"history": {"a": 0.5, "b": 0.1}}
    case("domains", "domain_sampling", {}, D, H)
    for params in ({}, {"alpha": 0.25}, {"alpha": 0}, {"eps": 0}, {"tau": 0.01}, {"tau": 50}, {"target": 0.5}):
        case("domains", "domain_sampling", params, {**D, "batch_size": 7}, H)
        case("domains", "domain_sampling", params, {**D, "batch_size": 0})
    case("equal domains", "domain_sampling", {}, {"rewards": {"a": [1], "b": [1], "c": [1]}, "batch_size": 8})
    case("one domain", "domain_sampling", {}, {"rewards": {"a": [0.3, N]}, "batch_size": 8})
    case("a domain without rewards", "domain_sampling", {}, {"rewards": {"a": [], "b": [N], "c": [1]}, "batch_size": 9}, H)
    case("history 0 restarts", "domain_sampling", {}, {"rewards": {"a": [0.5]}, "batch_size": 2}, {"history": {"a": 0}})
    buf = {"buffer": [{"a": [1], "b": [0, 1]}, {"a": [0.5, 0.5]}, {"b": [0.25]}, {"c": [1]}]}
    for decay in ("harmonic", "geometric", "none"):
        for size in (1, 2, 4, 5):
            case("buffer", "domain_sampling", {"variant": "buffer", "decay": decay, "buffer_size": size}, D)
            case("buffer", "domain_sampling", {"variant": "buffer", "decay": decay, "buffer_size": size, "target": 0.9}, D, {"buffer": buf["buffer"][:size]})
    case("no domains", "domain_sampling", {}, {"rewards": {}, "batch_size": 4})
    case("no batch size", "domain_sampling", {}, {"rewards": {"a": [1]}})
    case("not finite", "domain_sampling", {}, {"rewards": {"a": [math.inf]}, "batch_size": 4})
    for bad in ({}, {"history": []}, {"history": {"a": "1"}}, {"buffer": []}): case("bad state", "domain_sampling", {}, D, bad)
    case("bad state", "domain_sampling", {"variant": "buffer"}, D, H)
    for params in ({"tau": 0}, {"target": 0}, {"target": 1.01}, {"variant": "sma"}, {"decay": "linear"}, {"buffer_size": 0}): case("invalid", "domain_sampling", params, D)
    gs = groups(samples((T, 1, 1), (F, 1, 0)), samples((T, 1, 1), (T, 2, 0.5)), samples((T, 1, 1)), samples(), samples((N, 1, N), (T, 1, 1)), samples((N, 1, N), (N, 2, N)),
                samples((F, 1, 0), (F, 2, 0), (N, 3, N)), samples((F, 1, 0.1), (F, 2, 0.2), (T, 3, 0.1)))
    for params in ({}, {"metric": "reward"}, {"keep_singletons": False}, {"target_groups": 1}, {"target_groups": 9}, {"target_groups": 0}, {"target_groups": N, "keep_singletons": False},
                   {"metric": "length"}, {"target_groups": -1}, {"target_groups": 1.5}, {"keep_singletons": 1}):
        case("dynamic", "dynamic_sampling", params, gs)
        case("dynamic", "dynamic_sampling", params, groups())
    case("not finite", "dynamic_sampling", {"metric": "reward"}, groups(samples((T, 1, math.nan))))
    items = {"items": [{"iterations": n} for n in (3, 5, 6, N, 5.5)]}
    for params in ({}, {"min_iterations": 3}, {"keep_unsolved": False}, {"min_iterations": -1}):
        case("effort", "difficulty_filter", params, items)
    rates = {"items": [{"pass_rate": r} for r in (0, 0.1, 0.3, 0.5, 1, N)]}
    for params in ({}, {"min_pass": 0.1, "max_pass": 0.5}, {"min_pass": 0.9, "max_pass": 0.2}, {"max_pass": 0.3}): case("pass rate", "difficulty_filter", params, rates)
    case("both", "difficulty_filter", {}, {"items": [{"iterations": 3, "pass_rate": 0.5}]})
    case("neither", "difficulty_filter", {}, {"items": [{"iterations": 9}, {}]})
    case("nothing", "difficulty_filter", {}, {"items": []})
    case("not finite", "difficulty_filter", {}, {"items": [{"iterations": math.nan}]})
    sc = {"items": [{"scores": s} for s in ([1, 0, 1, 0], [0, 0], [], [1], [N, 0.3, 0.1], [1, 1, 1], [-1, 1], [-2, -1], [1, 0, 0])]}
    for params in ({}, {"std": "sample"}, {"std": "n"}): case("cv", "pass_rate_cv", params, sc)
    case("no scores", "pass_rate_cv", {}, {"items": [{}]})
    case("not finite", "pass_rate_cv", {}, {"items": [{"scores": [math.inf]}]})
    st = {"stages": [[0, 4000], [100, 3000], [250, 2000]]}
    for step in (0, 1, 99, 100, 101, 249, 250, 9999, -1): case("schedule", "length_schedule", st, {"step": step})
    case("no step", "length_schedule", st, {})
    for stages in ([], [[1, 5]], [[0, 5], [0, 6]], [[0, 5], [10, 6], [5, 1]], [[0]], [[0, "5"]], 5, [0, 1], [[0, 5, 6]]): case("stages", "length_schedule", {"stages": stages}, {"step": 3})
    case("stages", "length_schedule", {}, {"step": 3})
    for st8 in (None, {"length": 8192, "good": 1, "last_ratio": 0.05}, {"length": 4500, "good": 4, "last_ratio": 0.5}, {"length": 8192, "good": 4, "last_ratio": N}, {"length": 100, "good": 1}):
        for params in ({}, {"patience": 2}, {"start_step": 5}, {"strategy": "constant"}, {"strategy": "interval"}, {"strategy": "interval", "start_step": 3, "interval": 4}):
            for b in ({"step": 3, "clip_ratio": 0.05}, {"step": 11, "clip_ratio": 0.1}, {"step": 7, "clip_ratio": 0.11}, {"step": 7}, {"step": 7, "clip_ratio": N}):
                case("controller", "length_controller", params, b, st8)
    case("no step", "length_controller", {}, {"clip_ratio": 0.5})
    case("constant needs no step", "length_controller", {"strategy": "constant"}, {})
    for bad in ({}, {"length": "1", "good": 0}, {"length": 5, "good": -1}, {"length": 5, "good": 0.5}): case("bad state", "length_controller", {}, {"step": 1}, bad)
    for params in ({"strategy": "clip"}, {"interval": 0}, {"patience": 0}): case("invalid", "length_controller", params, {"step": 1})
    el = lambda *xs: {"items": [{"think_length": t, "solution_length": s} for t, s in xs]}
    case("elastic", "elastic_budget", {}, el((3000, 200), (1024, 1024), (1025, 1025), (0, 0), (0.5, 1024.5)))
    case("elastic", "elastic_budget", {"think_budget": 10, "solution_budget": 0}, el((3000, 200), (10, 0)))
    for b in (el((-1, 2)), el((1, math.nan)), el((1, N)), {"items": [{"think_length": 5}]}, {"items": []}): case("elastic", "elastic_budget", {}, b)
    def pref(long, short): return {"long": [dict(zip(("correct", "length"), s)) for s in long], "short": [dict(zip(("correct", "length"), s)) for s in short]}
    A = pref([(T, 4000), (T, 6000), (T, 5000), (F, 9000)], [(T, 500), (F, 300), (F, 700), (F, 500)])
    for params in ({}, {"pairs": 1}, {"pairs": 3}, {"pairs": 9}, {"max_ratio": 1}, {"max_ratio": 0}, {"pairs": 0}):
        case("adar1", "adar1_preference", params, A)
        case("adar1 the other way", "adar1_preference", params, {"long": A["short"], "short": A["long"]})
    case("equal accuracy", "adar1_preference", {}, pref([(T, 4000), (F, 100)], [(T, 50), (F, 10)]))
    case("equal accuracy, long is shorter", "adar1_preference", {}, pref([(T, 40), (F, 10)], [(T, 500), (F, 100)]))
    case("both wrong", "adar1_preference", {}, pref([(F, 4000)], [(F, 50)]))
    case("one right", "adar1_preference", {}, pref([(T, 4000)], [(F, 50)]))
    case("short none right", "adar1_preference", {}, pref([(T, 10), (T, 20)], [(F, 50), (F, 60)]))
    case("ties", "adar1_preference", {}, pref([(T, 20), (T, 10), (T, 10), (T, 20)], [(F, 5), (F, 6), (F, 5), (F, 6)]))
    case("nulls", "adar1_preference", {}, pref([(N, 20), (T, 10), (T, N), (T, 30)], [(F, 5), (F, 6), (T, 5), (N, -6)]))
    case("nothing known", "adar1_preference", {}, pref([(N, 20)], [(T, 5)]))
    case("sizes", "adar1_preference", {}, pref([(T, 20)], [(T, 5), (F, 3)]))
    case("none", "adar1_preference", {}, pref([], []))
    case("no long", "adar1_preference", {}, {"short": []})
    case("zero", "adar1_preference", {}, pref([(T, 20)], [(F, 0)]))
    case("equal lengths", "adar1_preference", {}, pref([(T, 20)], [(F, 20)]))
    case("bad length", "adar1_preference", {}, pref([(T, 20)], [(F, -2)]))

def random_cases():
    rng = random.Random(20251121)
    def reward(): return rng.choice([N, 0, 1, rng.randint(-3, 3), round(rng.uniform(-2, 2), rng.randint(1, 4)), rng.uniform(-1, 1)])
    def some(binary=False, least=2):
        out = []
        for _ in range(rng.randint(1, 4)):
            n = rng.choice([least, 3, 4, 8, 8, 16])
            rs = [rng.choice([0, 1]) if binary else reward() for _ in range(n)]
            if not binary: rs[:2] = [0.25, 1]
            out.append(rl(rs, [rng.choice([rng.randint(1, 9000), round(rng.uniform(1, 900), 1)]) for _ in range(n)]))
        return groups(*out)
    for _ in range(12):
        eps = rng.choice([0, 1e-6, 1e-4, 0.3])
        case("random", "grpo", {"eps": eps, "std": rng.choice(["sample", "population"]), "scale": rng.random() < 0.8, "singleton": rng.choice(["zero", "raw"])}, some())
        case("random", "dr_grpo", {}, some())
        case("random", "rloo", {"singleton": rng.choice(["zero", "raw"])}, some())
        case("random", "opo", {}, some())
        case("random", "reinforce_pp", {"eps": eps, "baseline": rng.random() < 0.7, "weighting": rng.choice(["token", "sequence"])}, some())
        case("random", "passk", {"k": rng.randint(1, 2), "eps": eps}, some(True))
        case("random", "topgap", {"eps": eps, "scale": rng.random() < 0.8}, some())
        case("random", "gfpo", {"k": rng.randint(1, 8), "metric": rng.choice(["length", "token_efficiency"]), "std": rng.choice(["sample", "population"]), "eps": eps}, some())
        case("random", "grpo_lead_advantage", {"eps": eps, "low": rng.choice([0, 0.4]), "steepness": rng.choice([1, 10, 7.5]), "midpoint": rng.choice([0.25, 0.75])}, some())
        comps = [{"components": [[reward(), reward(), rng.choice([0, 1])] for _ in range(rng.choice([1, 2, 4, 8]))]} for _ in range(rng.randint(1, 5))]
        case("random", "gdpo", {"weights": [1, rng.choice([0.5, 1, -1]), 2], "eps": rng.choice([0, 1e-4]), "batch_norm": rng.random() < 0.8}, groups(*comps))
        names = rng.sample("abcdef", rng.randint(1, 5))
        rew = {d: [round(rng.uniform(0, 1), 2) for _ in range(rng.randint(0, 4))] for d in names}
        params = {"alpha": rng.choice([0.1, 0.5]), "tau": rng.choice([0.1, 0.3, 2]), "eps": rng.choice([0, 0.1])}
        case("random", "domain_sampling", params, {"rewards": rew, "batch_size": rng.randint(1, 64)}, {"history": {d: round(rng.uniform(0, 1), 3) for d in rng.sample("abcdef", 3)}})
        buf = [{d: [round(rng.uniform(0, 1), 2) for _ in range(rng.randint(0, 3))] for d in rng.sample("abcdef", 3)} for _ in range(rng.randint(0, 4))]
        case("random", "domain_sampling", {**params, "variant": "buffer", "decay": rng.choice(["harmonic", "geometric", "none"])}, {"rewards": rew, "batch_size": rng.randint(1, 64)}, {"buffer": buf})
        case("random", "sec_bandit", {"categories": list("abc"), "alpha": rng.choice([0.1, 0.5]), "tau": rng.choice([0.2, 1])},
             {"advantages": {c: [round(rng.uniform(-2, 2), 3) for _ in range(rng.randint(0, 5))] for c in rng.sample("abc", 2)}}, {"q": {c: round(rng.uniform(0, 1), 3) for c in "abc"}})
        case("random", "adar1_preference", {"pairs": rng.randint(1, 3)}, {k: [{"correct": rng.random() < 0.6, "length": rng.randint(1, 30) * 100} for _ in range(6)] for k in ("long", "short")})

advantage_edges()
sampling_edges()
random_cases()
# The worked numbers of the specification, to tell that this file reads it rightly.
keep = len(CASES)
def near(a, b):
    if isinstance(b, dict): return a.keys() == b.keys() and all(near(a[k], b[k]) for k in b)
    if isinstance(b, list): return len(a) == len(b) and all(near(x, y) for x, y in zip(a, b))
    if isinstance(b, (int, float)) and not isinstance(b, bool) and a is not None: return abs(a - b) <= 1e-9 * max(1, abs(b))
    return a == b
def worked(shaper, params, inputs, expected, state=None, after=None):
    line = case("", shaper, params, inputs, state)
    assert near(line["expected"], expected), line
    if after is not None: assert near(line["state_out"], after), line
RG, RLG = groups(rl(R)), groups(rl(R, LEN))
worked("grpo", {}, RG, {"advantages": [1.10096194695, 0.275240486737, -0.550480973474, 1.10096194695, -1.37620243368, -0.550480973474]})
worked("dr_grpo", {}, RG, {"advantages": [0.666666666667, 0.166666666667, -0.333333333333, 0.666666666667, -0.833333333333, -0.333333333333]})
worked("rloo", {}, RG, {"advantages": [0.8, 0.2, -0.4, 0.8, -1, -0.4]})
worked("opo", {}, RLG, {"advantages": [0.891891891892, 0.391891891892, -0.108108108108, 0.891891891892, -0.608108108108, -0.108108108108]})
worked("reinforce_pp", {}, RLG, {"advantages": [1.42137218937, 0.62454232563, -0.172287538105, 1.42137218937, -0.96911740184, -0.172287538105]})
worked("passk", {"k": 2}, groups(rl([1, 0, 0, 1, 1, 0])), {"advantages": [0.499998750003, -0.499998750003, -0.499998750003, 0.499998750003, 0.499998750003, -0.499998750003], "pass_at_k": [0.8]})
worked("topgap", {}, groups(rl(R), rl([0, 0, 0, 1, 0])), {"advantages": [0] * 9 + [2.23606297751, 0]})
worked("gdpo", {"weights": [1, 1]}, groups({"components": [[0, 0], [0, 1]]}, {"components": [[0, 0], [1, 1]]}), {"advantages": [-0.547680128385, 0.547680128385, -1.09536025677, 1.09536025677]})
worked("gfpo", {"k": 3}, RLG, {"advantages": [0.999998000004, 0, -0.999998000004, 0, 0, 0], "kept": [T, T, T, F, F, F]})
worked("grpo_lead_advantage", {}, RG, {"advantages": [1.5595742539, 0.389893563474, -0.779787126948, 1.5595742539, -1.94946781737, -0.779787126948]})
worked("dual_lambda", {"lambda_init": 0.0001}, groups(W), {"rewards": [0.9, 0.8, -0.05, 0.6, -0.8, -0.3]}, None, {"lambda": 0})
worked("pace_prefix", {}, {"step": 45, "ids": ["a", "b", "c"], "accuracy": {"a": 0.25, "b": 0.75, "c": 0.5}}, {"prefix": {"a": 64, "b": 64, "c": 128}},
       {"prefix": {"a": 256, "b": 256}, "acc": {"a": 0.5, "b": 0.5}}, {"prefix": {"a": 512, "b": 128}, "acc": {"a": 0.25, "b": 0.75, "c": 0.5}})
worked("sec_bandit", {"categories": ["easy", "mid", "hard"]}, {"advantages": {"easy": [0.5, -0.5], "hard": [0, 0]}},
       {"probs": {"easy": 0.333055729065, "mid": 0.350131861449, "hard": 0.316812409486}, "learning_gain": {"easy": 0.5, "hard": 0}},
       {"q": {"easy": 0.2, "mid": 0.4, "hard": 0.6}}, {"q": {"easy": 0.35, "mid": 0.4, "hard": 0.3}})
worked("domain_sampling", {}, {"rewards": {"a": [1, 1], "b": [0, 0.5], "c": [0.5]}, "batch_size": 16},
       {"weights": {"a": 0.0990173941157, "b": 0.673145969245, "c": 0.227836636639}, "counts": {"a": 1, "b": 11, "c": 4}},
       {"history": {"a": 0.5, "b": 0.1}}, {"history": {"a": 0.75, "b": 0.175, "c": 0.5}})
worked("length_controller", {"patience": 2}, {"step": 3, "clip_ratio": 0.05}, {"limit": 7168}, {"length": 8192, "good": 1, "last_ratio": 0.05}, {"length": 7168, "good": 0, "last_ratio": 0.05})
worked("adar1_preference", {}, {"long": [{"correct": T, "length": 4000}, {"correct": T, "length": 6000}, {"correct": T, "length": 5000}, {"correct": F, "length": 9000}],
       "short": [{"correct": T, "length": 500}, {"correct": F, "length": 300}, {"correct": F, "length": 700}, {"correct": F, "length": 500}]},
       {"skip": F, "gain": 0.0340909090909, "choose": "long", "inner_chosen": 0, "inner_rejected": [2, 1]})
out = pathlib.Path(__file__).with_name("advantage_cases.jsonl")
out.write_text("".join(json.dumps(c) + "\n" for c in CASES[:keep]))
print(len(CASES[:keep]), "cases,", sum("error" in c["expected"] for c in CASES[:keep]), "of them errors")
