"""verifiers 0.4: its tasks score traces with our functions, plugged by configuration and by decorators."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("verifiers.v1")
import verifiers.v1 as vf
import verifiers_task
from verifiers.v1.configs.task import DecoratedFunctionConfig, RewardFunctionConfig, TaskConfig
from verifiers.v1.trace import AgentInfo, Trace, TraceTask

from swift_rewards.verifiers import TaskReward


def trace(task: Any, reply: str) -> Any:
    found = Trace.model_construct(task=TraceTask.model_construct(data=task.data), agent=AgentInfo.model_construct())
    found.root_reply = reply
    return found


def scored(task: Any, reply: str) -> Any:
    one = trace(task, reply)
    asyncio.run(task.score(one))
    return one


def test_decorators() -> None:
    task = verifiers_task.SumTask(verifiers_task.SumData(answer="4"))
    right, wrong = scored(task, r"so \boxed{4}"), scored(task, r"so \boxed{5}")
    assert list(right.rewards) == ["correctness", "laser"] and right.reward == 1.5
    assert wrong.reward == -0.5
    assert right.metrics == {"acc": 1.0, "no_answer": 0.0, "unverifiable": 0.0, "no_reward": 0.0}


def test_a_configuration() -> None:
    config = TaskConfig(
        rewards={"exact": RewardFunctionConfig(fn="swift_rewards.verifiers:reward", weight=2.0)},
        metrics={"exact": DecoratedFunctionConfig(fn="swift_rewards.verifiers:metrics")},
    )

    class Plain(vf.Task[verifiers_task.SumData]):
        pass

    task = Plain(verifiers_task.SumData(answer=r"\frac12"), config)
    found = scored(task, r"\boxed{0.5}")
    assert found.reward == 2.0 and found.metrics["acc"] == 1.0


def test_no_reward_is_an_error_and_no_number() -> None:
    task = verifiers_task.SumTask(verifiers_task.SumData(answer=r"\frac{1}{"))
    one = trace(task, r"\boxed{4}")
    with pytest.raises(Exception, match="no_reward"):
        asyncio.run(task.score(one))
    assert one.rewards == {"swift_rewards": None}
    assert one.metrics["no_reward"] == 1.0
    lenient = TaskReward("math", no_reward=0.0)
    assert asyncio.run(lenient.reward(task.data, one)) == {"correctness": 0.0}
