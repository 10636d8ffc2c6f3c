"""A plugin as a process, for Tests/PluginTests: the verifier `echo` and the shaper `count`. The completion, or the first argument, says what goes wrong."""

import json
import os
import signal
import sys
import time

MODE = sys.argv[1] if len(sys.argv) > 1 else "good"

VERIFIER = {
    "name": "echo", "version": 2, "summary": "The completion is the ground truth.", "rationale": "Byte for byte.",
    "options": [
        {"name": "least", "type": "integer", "default": 0, "summary": "At least."},
        {"name": "most", "type": "integer", "default": 9, "summary": "At most."},
    ],
    "examples": [{"completion": "a", "ground_truth": "a", "outcome": "correct", "has_variants": False}],
}
SHAPER = {
    "name": "count", "version": 1, "summary": "Counts batches.", "equation": "R = n", "level": "stateful", "uses_length": False,
    "edges": ["None."], "sources": [{"title": "None"}], "examples": [],
}


def verdict(rollout):
    text = rollout["completion"]
    if text == "exit":
        os._exit(3)
    if text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "hang":
        time.sleep(60)
    if text == "raise":
        return {"error": {"message": "no luck", "code": "missing_field", "field": "metadata.x"}}
    if text == "no verdict":
        return {"answer": 7}
    if text == "score 2":
        return {"verdict": {"outcome": "incorrect", "score": 2.0}}
    if text == "outcome":
        return {"verdict": {"outcome": "right"}}
    if text == "reason":
        return {"verdict": {"outcome": "unverifiable", "charged_to": "completion"}}
    if text == "extracted":
        return {"verdict": {"outcome": "correct", "extracted": 7}}
    if text == "parts":
        return {"verdict": {"outcome": "incorrect", "score_parts": [2, 3]}, "steps": [{"step": "look", "finding": "two of three"}], "spent": 5}
    if text == "spent":
        return {"verdict": {"outcome": "correct"}, "spent": 10**12}
    same = text == rollout.get("ground_truth")
    return {"verdict": {"outcome": "correct" if same else "incorrect", "extracted": text, "proof": "text"}}


def reply(request):
    do = request["do"]
    if do == "describe":
        if MODE == "protocol":
            return {"protocol": 2, "name": "service", "version": "1", "verifiers": [VERIFIER]}
        if MODE == "empty":
            return {"protocol": 1, "name": "service", "version": "1"}
        if MODE == "nameless":
            return {"protocol": 1, "version": "1", "verifiers": [VERIFIER]}
        if MODE == "refuses":
            return {"error": {"message": "no licence"}}
        if MODE == "description":
            return {"protocol": 1, "name": "service", "version": "1", "verifiers": [dict(VERIFIER, version="two")]}
        return {"protocol": 1, "name": "service", "version": "1.0", "verifiers": [VERIFIER], "shapers": [SHAPER]}
    if do == "make":
        options = request["configuration"]["options"]
        if request["kind"] == "verifier" and options["least"] > options["most"]:
            return {"error": {"code": "invalid_parameter", "field": "least", "message": "above most"}}
        return {}
    if do == "verify":
        return verdict(request["rollout"])
    if do == "initial_state":
        return {"state": {"n": 0}}
    if do == "shape":
        if MODE == "rewards":
            return {"rewards": [1.0]}
        samples = [sample for group in request["inputs"]["groups"] for sample in group["samples"]]
        return {"rewards": [None if sample["correct"] is None else request["state"]["n"] for sample in samples]}
    if do == "update":
        return {"state": {"n": request["state"]["n"] + 1}}
    return {"error": {"code": "unknown_request", "message": do}}


answers = 0
for line in sys.stdin:
    request = json.loads(line)
    if MODE == "mortal" and answers == 3:
        sys.exit(0)
    answers += 1
    text = request.get("rollout", {}).get("completion")
    if text == "garbage" or MODE == "garbage":
        print("loading…", flush=True)
    if text == "long":
        sys.stdout.write("x" * (80 << 20))
    answer = reply(request)
    answer["id"] = request["id"] + 1 if text == "id" else request["id"]
    if text == "list":
        answer = [answer]
    # What stands behind an answer comes at once, or when the host has gone on.
    if text in ("twice", "trailing"):
        sys.stdout.write(json.dumps(answer) + "\n" + ("done" if text == "trailing" else json.dumps(answer)) + "\n")
        sys.stdout.flush()
        continue
    print(json.dumps(answer), flush=True)
    if text == "twice later":
        time.sleep(0.2)
        print(json.dumps(answer), flush=True)
