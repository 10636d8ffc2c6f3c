"""open-instruct: import this before training; rows with `dataset: "exact_math"` are judged by it."""

from swift_rewards.open_instruct import verifier_class

ExactMath = verifier_class({"version": 1, "verifier": {"name": "math", "strictness": "strict"}}, name="exact_math", no_reward=0.0)
