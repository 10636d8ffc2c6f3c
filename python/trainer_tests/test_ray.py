"""Ray on a cluster of two nodes of this machine: the same rewards as in one process, also when a node dies in the middle."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

ray = pytest.importorskip("ray")
import ray_dataset
from ray.cluster_utils import Cluster

from swift_rewards import RewardsError, Scorer
from swift_rewards.ray import score_dataset, score_step

ROWS: list[dict[str, Any]] = [
    {
        "id": row,
        "completion": f"so \\boxed{{{row % 3}}}",
        "ground_truth": r"\frac{1}{" if row % 97 == 0 else "1",
        # The rows of a group are far apart.
        "group_id": f"p{row % 250}",
        "token_count": 10 + row * 7 % 31,
    }
    for row in range(1_000)
]
GROUPED: dict[str, Any] = {"version": 1, "verifier": "math", "group_size": 4, "shapers": ["kimi_length"], "advantages": "grpo"}
HAPO: dict[str, Any] = {"version": 1, "verifier": "math", "shapers": ["hapo"]}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    environment = {name: os.environ[name] for name in ("PYTHONPATH", "SWIFT_REWARDS_LIBRARY") if name in os.environ}
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 3, "object_store_memory": 200 << 20})
    cluster.add_node(num_cpus=3, object_store_memory=200 << 20)
    ray.init(address=cluster.address, runtime_env={"env_vars": environment}, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def by_id(rows: Any) -> list[dict[str, Any]]:
    found = sorted(rows.take_all(), key=lambda row: row["id"])
    assert [row["id"] for row in found] == [row["id"] for row in ROWS], "nothing is lost, and nothing twice"
    return found


def test_every_row_by_itself(cluster: Cluster) -> None:
    found = by_id(score_dataset(ray.data.from_items(ROWS, override_num_blocks=4), "math", concurrency=2))
    expected = Scorer("math").score(ROWS)
    assert [row["reward"] for row in found] == expected.rewards
    assert [row["rewards"] for row in found] == [row["rewards"] for row in expected]
    assert [row["verdict"]["outcome"] for row in found] == [row["verdict"]["outcome"] for row in expected]
    assert [row["verdict"]["reason"] for row in found] == [row["verdict"].get("reason") for row in expected]
    assert found[0]["reward"] is None


def test_groups_are_kept_together(cluster: Cluster) -> None:
    found = by_id(score_dataset(ray.data.from_items(ROWS, override_num_blocks=4), GROUPED, concurrency=2, partitions=4))
    expected = Scorer(GROUPED).score(ROWS)
    assert [row["reward"] for row in found] == expected.rewards
    assert [row["advantage"] for row in found] == [row["advantage"] for row in expected]


def test_states_are_joined(cluster: Cluster) -> None:
    one, state = Scorer(HAPO), None
    for step in range(2):
        rows = [{**row, "token_count": row["token_count"] + step} for row in ROWS]
        scored, state = score_step(ray.data.from_items(rows, override_num_blocks=4), HAPO, state=state, concurrency=2, partitions=4)
        assert [row["reward"] for row in by_id(scored)] == one.score(rows).rewards
        assert state["shapers"] == one.state["shapers"]


def test_states_that_cannot_be_joined_are_refused(cluster: Cluster) -> None:
    recipe = {"version": 1, "verifier": "math", "shapers": [{"name": "dual_lambda", "target": 20}]}
    rows = ray.data.from_items(ROWS)
    with pytest.raises(RewardsError) as caught:
        score_step(rows, recipe, concurrency=2)
    assert caught.value.code == "state_not_mergeable" and "dual_lambda" in str(caught.value)
    scored, state = score_step(rows, recipe, partitions=1)
    whole = Scorer(recipe)
    assert len(by_id(scored)) == len(whole.score(ROWS)) and state.keys() == whole.state.keys()
    with pytest.raises(RewardsError):
        score_dataset(rows, recipe)
    with pytest.raises(RewardsError):
        score_dataset(rows, {**GROUPED, "fields": {"group_id": "prompt"}})


def test_the_example(cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(ray, "init", lambda **_: None)
    monkeypatch.setattr("sys.argv", ["ray_dataset.py"])
    ray_dataset.main()
    assert "prompts remembered: 100" in capsys.readouterr().out


def test_a_node_dies_in_the_middle(cluster: Cluster) -> None:
    """The last test: the cluster is smaller after it."""

    @ray.remote(num_cpus=0)
    class Progress:
        def __init__(self) -> None:
            self.nodes: list[str] = []

        def add(self, node: str) -> None:
            self.nodes.append(node)

        def seen(self) -> list[str]:
            return self.nodes

    # On the head, which lives.
    head = ray.get_runtime_context().get_node_id()
    progress = Progress.options(
        scheduling_strategy=ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(head, soft=False)
    ).remote()

    def slowly(batch: Any) -> Any:
        time.sleep(0.2)
        ray.get(progress.add.remote(ray.get_runtime_context().get_node_id()))
        return batch

    second = next(iter(cluster.worker_nodes))
    rows = ray.data.from_items(ROWS, override_num_blocks=50).map_batches(slowly, batch_size=None, batch_format="pyarrow")
    results: list[Any] = []
    work = threading.Thread(
        target=lambda: results.append(score_step(rows, HAPO, concurrency=2, partitions=8)), daemon=True
    )
    work.start()
    end = time.monotonic() + 120
    while time.monotonic() < end:
        seen = ray.get(progress.seen.remote())
        if len(seen) >= 15 and len(set(seen)) == 2:
            break
        time.sleep(0.05)
    assert len(set(seen)) == 2 and len(seen) < 50, "both nodes work, and have not done"
    cluster.remove_node(second, allow_graceful=False)
    work.join(300)
    assert results, "it ends"
    assert len(ray.get(progress.seen.remote())) >= 50
    scored, state = results[0]
    whole = Scorer(HAPO)
    assert [row["reward"] for row in by_id(scored)] == whole.score(ROWS).rewards
    assert state["shapers"] == whole.state["shapers"]
