"""AReaL: `RLVRWorkflow(reward_fn="areal_reward.reward", …)`, or the object itself; the pool of processes pickles it."""

from swift_rewards.areal import Reward

reward = Reward({"version": 1, "verifier": "math", "shapers": [{"name": "laser", "target": 8}]}, no_reward=0.0, max_tokens=16)
