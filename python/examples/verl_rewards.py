"""verl with our rewards: the configuration, and what verl makes of it for one response.

    python verl_rewards.py --model PATH            # a folder with a tokenizer

On the command line of verl's trainer, ours is chosen by

    reward.reward_manager.name=swift_rewards  +reward.reward_kwargs.swift_rewards.recipe=recipe.json

and, with a manager of verl's, by

    reward.custom_reward_function.path=pkg://swift_rewards.verl  reward.custom_reward_function.name=compute_score
    +reward.custom_reward_function.reward_kwargs.recipe=recipe.json
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy
import torch
import verl
from hydra import compose, initialize_config_dir
from omegaconf import DictConfig
from transformers import AutoTokenizer
from verl import DataProto
from verl.trainer.ppo.reward import load_reward_manager

# No group and no state: verl asks for each response by itself.
RECIPE = (
    '{"version":1,"length":"characters","verifier":{"route":"data_source","cases":{"sums":"math"},"default":"math"},'
    '"shapers":[{"name":"laser","target":30}]}'
)
MANAGER = ["reward.reward_manager.name=swift_rewards", f"+reward.reward_kwargs.swift_rewards.recipe='{RECIPE}'"]
FUNCTION = [
    "reward.custom_reward_function.path=pkg://swift_rewards.verl",
    "reward.custom_reward_function.name=compute_score",
    f"+reward.custom_reward_function.reward_kwargs.recipe='{RECIPE}'",
]


def configuration(model: str, *overrides: str) -> DictConfig:
    """verl's own configuration of a PPO trainer, with these changes."""
    with initialize_config_dir(str(Path(verl.__file__).parent / "trainer" / "config"), version_base=None):
        return compose(
            "ppo_trainer", [f"actor_rollout_ref.model.path={model}", "data.max_response_length=16", "reward.num_workers=2", *overrides]
        )


def responses(tokenizer: Any, texts: list[str], truths: list[str], size: int = 16) -> DataProto:
    """A batch as verl's rollouts hand it over: responses padded on the right."""
    ids = torch.full((len(texts), size), tokenizer.pad_token_id)
    mask = torch.zeros((len(texts), size), dtype=torch.long)
    for row, text in enumerate(texts):
        tokens = tokenizer(text, add_special_tokens=False)["input_ids"][:size]
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
    prompts = torch.zeros((len(texts), 4), dtype=torch.long)
    return DataProto.from_dict(
        tensors={"prompts": prompts, "responses": ids, "attention_mask": torch.cat([torch.ones_like(prompts), mask], dim=1)},
        non_tensors={
            "data_source": numpy.array(["sums"] * len(texts), dtype=object),
            "reward_model": numpy.array([{"ground_truth": truth, "style": "rule"} for truth in truths], dtype=object),
            "extra_info": numpy.array([{"index": row} for row in range(len(texts))], dtype=object),
        },
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    options = parser.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    batch = responses(tokenizer, [r"What is 2+2? \boxed{4}"], ["4"])
    for overrides in (MANAGER, FUNCTION):
        manager = load_reward_manager(configuration(options.model, *overrides), tokenizer)
        print(type(manager).__name__, manager.loop.run_until_complete(manager.run_single(batch[0:1])))


if __name__ == "__main__":
    main()
