"""A trainer's batch at a time: the core of the adapters for TRL and ms-swift."""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from . import _judged_completion
from ._columns import listed
from ._default_recipe import recipe_or_default
from ._errors import RewardsError
from ._recipe import RecipeLike
from ._reporting import Reporter
from ._rollout_text import group_key, text, texts
from ._scorer import Scorer
from ._scores import Scores
from ._verdict import Outcome, Verdict


class ScoredBatch:
    """The part of a scored batch that is a process's own."""

    def __init__(self, scores: Scores, rows: range) -> None:
        self.rewards: list[float | None] = scores.rewards[rows.start : rows.stop]
        self.parts: dict[str, list[float | None]] = {
            name: values[rows.start : rows.stop] for name, values in scores.parts.items()
        }
        self.outcomes: list[Outcome] = scores.outcomes[rows.start : rows.stop]
        self._scores, self._rows = scores, rows

    @functools.cached_property
    def verdicts(self) -> list[Verdict]:
        """The verdicts, made when they are asked for."""
        return [self._scores.verdict(row) for row in self._rows]

    def metrics(self) -> dict[str, float]:
        """A number for each part and each outcome; always the same names for a recipe. NaN: the mean of nothing."""
        count = len(self.rewards)
        outcomes = Counter(self.outcomes)
        metrics = {name: _mean(values) for name, values in self.parts.items()}
        for outcome in ("correct", "no_answer", "unverifiable"):
            metrics[f"outcome/{outcome}"] = outcomes[outcome] / count if count else float("nan")
        metrics["no_reward"] = self.rewards.count(None) / count if count else float("nan")
        return metrics


def _mean(values: Sequence[float | None]) -> float:
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else float("nan")


class BatchReward:
    """A recipe for trainers that hand over whole batches, with state from one to the next.

    Groups are made again from the prompts, wherever their rows are. In a distributed run a group may be spread over processes: where
    rewards depend on groups, or on state, every process scores the gathered batch of all, takes its own rows, and so has the same state.
    """

    def __init__(
        self,
        recipe: RecipeLike | Scorer | None = None,
        *,
        name: str = "swift_rewards",
        max_tokens: int | None = None,
        usual_ground_truths: tuple[str, ...] = ("solution", "answer"),
    ) -> None:
        """
        :param recipe: a recipe, what one is made from, the path of one, or the name of a verifier; a scorer goes on from its state;
            None: ``$SWIFT_REWARDS_RECIPE``, or else the verifier ``math``.
        :param name: what the trainer's log calls it.
        :param max_tokens: the trainer's limit: completions of that many tokens count as truncated, where the trainer does not say.
        :param usual_ground_truths: columns that hold the ground truths when there is none with the recipe's name.
        """
        self.scorer = recipe if isinstance(recipe, Scorer) else Scorer(recipe_or_default(recipe))
        self.__name__ = name
        self.__qualname__ = name
        self.max_tokens = max_tokens
        self.usual_ground_truths = usual_ground_truths
        self._reporter = Reporter()

    def score(
        self,
        completions: Sequence[Any],
        columns: Mapping[str, Any],
        *,
        prompts: Sequence[Any] | None = None,
        token_counts: Sequence[int | None] | None = None,
        truncated: Sequence[bool | None] | None = None,
        group_ids: Sequence[Any] | None = None,
        step: int | None = None,
        evaluating: bool = False,
    ) -> ScoredBatch:
        """Scores a batch; ``columns`` are the trainer's, by name, of which those that the recipe needs are looked at.

        :param evaluating: whether the state stays as it is.
        """
        completions = listed(completions, "completions")
        recipe, count = self.scorer.recipe, len(completions)
        given: dict[str, Any] = {"completion": texts(completions)}
        wanted = (recipe.field_name("ground_truth"), *self.usual_ground_truths)
        truth = next((name for name in wanted if name in columns), None)
        if truth is None:
            raise _judged_completion.missing_ground_truth(wanted, columns)
        given["ground_truth"] = columns[truth]
        if token_counts is None:
            token_counts = columns.get(recipe.field_name("token_count"))
        if truncated is None:
            truncated = columns.get(recipe.field_name("truncated"))
            if truncated is None and self.max_tokens is not None and token_counts is not None:
                truncated = [None if number is None else number >= self.max_tokens for number in token_counts]
        given["token_count"], given["truncated"] = token_counts, truncated
        ids = columns.get(recipe.field_name("group_id"), group_ids)
        if ids is None and prompts is not None:
            ids = [group_key(prompt) for prompt in prompts]
        given["group_id"] = None if ids is None else [str(each) for each in ids]
        if prompts is not None:
            given["prompt"] = [text(prompt, "user", f"prompt[{row}]") for row, prompt in enumerate(prompts)]
        given["metadata"] = columns.get(recipe.field_name("metadata"))
        given["step"] = None if step is None else [step] * count
        given.update({name: values for name, values in columns.items() if recipe.looks_at(name)})
        given = {name: values for name, values in given.items() if values is not None}

        own = range(count)
        if recipe.level != "response":
            given, own = _gathered(given, count)
        # An evaluation is judged by the state, and is no part of the training that changes it.
        scorer = Scorer(recipe, state=self.scorer.state) if evaluating and recipe.is_stateful else self.scorer
        scores = scorer.score_columns(**given)
        self._reporter.findings(scores.findings)
        batch = ScoredBatch(scores, own)
        for row, reward in zip(own, batch.rewards):
            if reward is None:
                self._reporter.no_reward(_judged_completion.why_no_reward(scores.verdict(row), scores.findings), "None")
        return batch

    def __repr__(self) -> str:
        return f"<{self.__name__}: {self.scorer!r}>"


def _process_group() -> Any:
    """``torch.distributed``, where the trainer has made a process group of more than one process; None elsewhere."""
    distributed = getattr(sys.modules.get("torch"), "distributed", None)
    if distributed is None or not distributed.is_available() or not distributed.is_initialized():
        return None
    return distributed if distributed.get_world_size() > 1 else None


def process_count() -> int:
    """How many processes train together."""
    group = _process_group()
    return 1 if group is None else int(group.get_world_size())


def _gathered(columns: dict[str, Any], count: int) -> tuple[dict[str, Any], range]:
    """The columns of all processes, and which rows are this one's; in a process that is alone, what was given.

    A collective call, which every process of the trainer makes at the same place.
    """
    group = _process_group()
    if group is None:
        return columns, range(count)
    shares: list[Any] = [None] * group.get_world_size()
    group.all_gather_object(shares, (count, {name: list(values) for name, values in columns.items()}))
    if any(share[1].keys() != columns.keys() for share in shares):
        raise RewardsError("length_mismatch", field="columns", found="other columns in another process", expected="the same")
    start = sum(share[0] for share in shares[: group.get_rank()])
    joined = {name: [value for share in shares for value in share[1][name]] for name in columns}
    return joined, range(start, start + count)
