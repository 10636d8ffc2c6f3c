"""GRPO with TRL: correctness, a length shaper that remembers each prompt, and a log of every part.

    python trl_grpo.py --model PATH --out DIR [--steps 3] [--parts] [--resume]
"""

from __future__ import annotations

import argparse
from typing import Any

from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer

from swift_rewards.trl import Checkpoints, Reward

RECIPE = {
    "version": 1,
    # The prompts say `solution`, as TRL's own rewards do; the adapter would find it without this line too.
    "fields": {"ground_truth": "solution"},
    "verifier": "math",
    "group_size": 4,
    "shapers": ["hapo"],
}
PROMPTS = Dataset.from_list(
    [{"prompt": f"What is {a}+{b}? ", "solution": str(a + b)} for a, b in [(1, 1), (2, 2), (0, 2), (3, 1), (2, 0), (1, 3), (0, 4), (4, 0)]]
)


def trainer(model: str, out: str, *, steps: int = 3, parts: bool = False, **options: Any) -> GRPOTrainer:
    """A trainer with our reward: one function, or one for each part."""
    reward = Reward(RECIPE, name="math", max_tokens=16)
    return GRPOTrainer(
        model=model,
        reward_funcs=reward.parts() if parts else reward,
        train_dataset=PROMPTS,
        callbacks=[Checkpoints(reward)],
        args=GRPOConfig(
            output_dir=out,
            max_steps=steps,
            per_device_train_batch_size=8,
            num_generations=4,
            max_completion_length=16,
            logging_steps=1,
            save_steps=1,
            log_completions=False,
            report_to=[],
            use_cpu=True,
            bf16=False,
            **options,
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    trainer(options.model, options.out, steps=options.steps, parts=options.parts).train(
        resume_from_checkpoint=options.resume or None
    )


if __name__ == "__main__":
    main()
