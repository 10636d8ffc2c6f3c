"""A recipe over a Ray Dataset: `python ray_dataset.py [ADDRESS]`; without an address, a cluster of this machine's own."""

from __future__ import annotations

import sys

import ray

from swift_rewards.ray import score_dataset, score_step

ROWS = [
    {"id": row, "completion": f"so \\boxed{{{row % 3}}}", "ground_truth": "1", "group_id": f"p{row // 4}", "token_count": 10 + row % 7}
    for row in range(400)
]


def main() -> None:
    ray.init(address=sys.argv[1] if len(sys.argv) > 1 else None, log_to_driver=False)
    rows = ray.data.from_items(ROWS)
    shaped = score_dataset(rows, {"version": 1, "verifier": "math", "shapers": ["kimi_length"], "advantages": "grpo"})
    print("mean reward:", round(shaped.mean("reward"), 4))
    state = None
    for step in range(2):
        scored, state = score_step(rows, {"version": 1, "verifier": "math", "shapers": ["hapo"]}, state=state)
        print(f"step {step}: mean reward {scored.mean('reward'):.4f}, prompts remembered:", len(state["shapers"][0]["state"]["history"]))


if __name__ == "__main__":
    main()
