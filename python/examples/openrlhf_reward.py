"""OpenRLHF: `--reward.remote_url openrlhf_reward.py`, a file with a function `reward_func`."""

from swift_rewards.openrlhf import RewardFunc

# OpenRLHF tells no lengths in tokens: count characters, or leave length penalties to its own options.
reward_func = RewardFunc(
    {"version": 1, "length": "characters", "verifier": "math", "shapers": [{"name": "laser", "target": 40}]}, no_reward=0.0
)
