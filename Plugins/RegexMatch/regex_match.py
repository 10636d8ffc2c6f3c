#!/usr/bin/env python3
"""A plugin of swift-rewards as a process of its own: the verifier `regex_match`.

    rewards check --plugin '{"command": ["python3", "regex_match.py"]}'

One line of JSON comes in on standard input, one goes out on standard output; docs/writing-a-plugin.md has the protocol. Standard error is the
terminal's, for whatever you want to say. The host ends a process that does not answer in time, such as one that is caught in a pattern
which backtracks forever, and starts another: so nothing may be kept from one request to the next.
"""

import functools
import json
import re
import sys

DESCRIPTION = {
    "name": "regex_match",
    "version": 1,
    "summary": "The last line of the completion matches the ground truth, a regular expression of Python.",
    "rationale": "For answers of a form that a pattern can say, such as a date or an identifier. Only the last line that is not blank is looked at.",
    "ground_truth_is_answer": False,
    "options": [
        {"name": "whole_line", "type": "boolean", "default": True, "summary": "Whether the pattern has to match the whole line."},
        {"name": "ignore_case", "type": "boolean", "default": False, "summary": "Whether `a` matches `A`."},
    ],
    "examples": [
        {"completion": "It was on\n2024-05-17", "ground_truth": r"\d{4}-\d\d-\d\d", "outcome": "correct"},
        {"completion": "2024-05-17, I think", "ground_truth": r"\d{4}-\d\d-\d\d", "outcome": "incorrect"},
        {
            "completion": "2024-05-17, I think",
            "ground_truth": r"\d{4}-\d\d-\d\d",
            "options": {"whole_line": False},
            "outcome": "correct",
        },
        {"completion": "ab", "ground_truth": "AB", "options": {"ignore_case": True}, "outcome": "correct"},
        {"completion": " \n", "ground_truth": "a", "outcome": "no_answer", "has_variants": False},
        {"completion": "a", "ground_truth": "(", "outcome": "unverifiable", "reason": "malformed_ground_truth"},
    ],
}


@functools.lru_cache(maxsize=1024)
def compiled(pattern, ignore_case):
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


def pattern_of(rollout, options):
    """The pattern; a string that says what is wrong with it otherwise."""
    truth = rollout.get("ground_truth")
    if not isinstance(truth, str) or not truth.strip():
        return "no pattern"
    try:
        return compiled(truth, options["ignore_case"])
    except re.error as error:
        return str(error)


def verify(rollout, options):
    pattern = pattern_of(rollout, options)
    if isinstance(pattern, str):
        return {"outcome": "unverifiable", "reason": "malformed_ground_truth", "charged_to": "ground_truth", "detail": pattern}
    lines = [line.strip() for line in rollout["completion"].splitlines() if line.strip()]
    if not lines:
        return {"outcome": "no_answer"}
    matches = pattern.fullmatch(lines[-1]) if options["whole_line"] else pattern.search(lines[-1])
    return {"outcome": "correct" if matches else "incorrect", "extracted": lines[-1], "proof": "pattern"}


def check(rollout, options):
    pattern = pattern_of(rollout, options)
    return {"check": "malformed", "detail": pattern} if isinstance(pattern, str) else {"check": "readable"}


def reply(request):
    do = request["do"]
    if do == "describe":
        return {"protocol": 1, "name": "regex_match", "version": "0.1.0", "verifiers": [DESCRIPTION]}
    if do == "verify":
        options = request["configuration"]["options"]
        # Work is counted and never timed: about one unit for a byte.
        return {"verdict": verify(request["rollout"], options), "spent": len(request["rollout"]["completion"])}
    if do == "check":
        return check(request["rollout"], request["configuration"]["options"])
    return {"error": {"code": "unknown_request", "message": do}}


def main():
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = reply(request)
        except Exception as error:  # one row is no reason to end
            answer = {"error": {"message": f"{type(error).__name__}: {error}"}}
        answer["id"] = request["id"]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
