"""A loop of one's own: completions and columns in, rewards out."""

from swift_rewards import RewardFunction

reward = RewardFunction({"version": 1, "verifier": "math", "shapers": [{"name": "laser", "target": 100}], "advantages": "dr_grpo"})

completions = [r"It is \boxed{0.5}.", r"It is \boxed{0.6}.", "I cannot say.", r"\boxed{\frac{2}{4}}"]
columns = {
    "ground_truth": [r"\frac12"] * 4,
    "group_id": ["half"] * 4,
    "token_count": [40, 50, 60, 400],
}


def main() -> None:
    print("rewards:", reward(completions, **columns))
    # All about the batch, where the numbers are not enough.
    scores = reward.scorer.score_columns(completion=completions, **columns)
    print("parts:", scores.parts)
    print("advantages:", scores.advantages)
    print("first verdict:", scores.verdict(0))


if __name__ == "__main__":
    main()
