"""A plugin as a process whose results depend on the process that gives them, for Tests/PluginTests: its verifier, or its shaper."""

import json
import os
import sys

KIND = sys.argv[1]
SHADE = os.getpid() % 1000

VERIFIER = {
    "name": "fickle", "version": 1, "summary": "The last word is the ground truth.", "rationale": "By words.", "options": [],
    "examples": [
        {"completion": "so 42", "ground_truth": "42", "outcome": "correct"}, {"completion": "so 43", "ground_truth": "42", "outcome": "incorrect"},
    ],
}
SHAPER = {
    "name": "fickle_shaper", "version": 1, "summary": "Right is 1.", "equation": "R = [correct]", "level": "response", "uses_length": False,
    "combination": "replaces", "edges": ["Unknown: null."], "sources": [{"title": "None", "confidence": "inferred"}],
    "examples": [{"inputs": {"groups": [{"id": "g", "samples": [{"correct": True}, {"correct": False}]}]}, "result": {"rewards": [1, 0]}}],
}


def verdict(rollout):
    truth, words = rollout.get("ground_truth"), (rollout.get("completion") or "").split()
    if not isinstance(truth, str) or not truth.strip():
        return {"outcome": "unverifiable", "reason": "malformed_ground_truth", "charged_to": "ground_truth"}
    if not words:
        return {"outcome": "no_answer"}
    return {"outcome": "correct" if words[-1].endswith(truth) else "incorrect", "proof": "text", "detail": str(SHADE)}


for line in sys.stdin:
    request = json.loads(line)
    reply = {"id": request["id"]}
    if request["do"] == "describe":
        reply.update(protocol=1, name="fickle", version="1")
        reply["verifiers" if KIND == "verifier" else "shapers"] = [VERIFIER if KIND == "verifier" else SHAPER]
    elif request["do"] == "verify":
        reply["verdict"] = verdict(request["rollout"])
    elif request["do"] == "shape":
        samples = [sample for group in request["inputs"]["groups"] for sample in group["samples"]]
        # The worked number has two samples; more of them are nobody's example.
        shade = SHADE / 1e6 if len(samples) > 2 else 0
        reply["rewards"] = [None if sample["correct"] is None else float(sample["correct"]) + shade for sample in samples]
    else:
        reply["error"] = {"code": "unknown_request", "message": request["do"]}
    print(json.dumps(reply), flush=True)
