"""The state of a reward in the checkpoints of a transformers ``Trainer``."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from ._batch_reward import BatchReward


class Checkpoints(TrainerCallback):  # type: ignore[misc, unused-ignore]
    """Saves the state of a reward's shapers with every checkpoint, and goes on from it when training does.

    >>> GRPOTrainer(..., reward_funcs=reward, callbacks=[Checkpoints(reward)])              # doctest: +SKIP
    """

    def __init__(self, reward: BatchReward) -> None:
        self.reward = reward

    def _file(self, output: str, step: int) -> Path:
        return Path(output) / f"checkpoint-{step}" / f"swift_rewards_{self.reward.__name__.replace('/', '_')}.json"

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Writes the state into the checkpoint that was just saved."""
        if not state.is_world_process_zero:
            return
        file = self._file(args.output_dir, state.global_step)
        file.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a run may be ended at any moment.
        new = file.with_suffix(".new")
        new.write_text(json.dumps(self.reward.scorer.state), encoding="utf-8")
        os.replace(new, file)

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Goes on from the checkpoint that the trainer goes on from.

        :raises FileNotFoundError: when it has no state of this reward.
        """
        if state.global_step == 0:
            return
        file = self._file(args.output_dir, state.global_step)
        given = args.resume_from_checkpoint
        if not file.is_file() and isinstance(given, str):
            file = Path(given) / file.name
        self.reward.scorer.resume(json.loads(file.read_text(encoding="utf-8")))
