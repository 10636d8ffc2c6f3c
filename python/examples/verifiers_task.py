"""PrimeIntellect's verifiers: a task whose reward and metrics are ours, plugged by its configuration or by decorators."""

from __future__ import annotations

from typing import Any

import verifiers.v1 as vf

from swift_rewards.verifiers import TaskReward

RECIPE = {"version": 1, "length": "characters", "verifier": "math", "shapers": [{"name": "laser", "target": 40}]}
OURS = TaskReward(RECIPE)


class SumData(vf.TaskData):
    answer: str


class SumTask(vf.Task[SumData]):
    """With decorators; a configuration does the same with `fn = "swift_rewards.verifiers:reward"`."""

    @vf.reward
    async def swift_rewards(self, trace: Any) -> dict[str, float]:
        return await OURS.reward(self.data, trace)

    @vf.metric
    async def verdict(self, trace: Any) -> dict[str, float]:
        return await OURS.metrics(self.data, trace)
