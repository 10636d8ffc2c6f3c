"""The reward manager ``swift_rewards`` for verl, which loads this module by the entry point ``verl.plugins``."""

from __future__ import annotations

from typing import Any

from verl.experimental.reward_loop.reward_manager import register
from verl.experimental.reward_loop.reward_manager.base import RewardManagerBase

from . import verl as adapter


@register("swift_rewards")
class SwiftRewardsManager(RewardManagerBase):  # type: ignore[misc, unused-ignore]
    """Judges each response by a recipe, with its length in tokens; see ``swift_rewards.verl``."""

    def __init__(self, config: Any, tokenizer: Any, compute_score: Any = None, **_: Any) -> None:
        super().__init__(config, tokenizer, compute_score)
        options = (config.reward.get("reward_kwargs") or {}).get("swift_rewards") or {}
        self._judge = adapter.judge(options.get("recipe"), options.get("no_reward", 0.0))
        self._max_tokens = (config.get("data") or {}).get("max_response_length")

    async def run_single(self, data: Any) -> dict[str, Any]:
        """The reward of one response, and its parts."""
        found: dict[str, Any] = await self.loop.run_in_executor(None, self._judged, data[-1:][0])
        return found

    def _judged(self, item: Any) -> dict[str, Any]:
        ids = item.batch["responses"]
        length = int(item.batch["attention_mask"][-ids.shape[-1] :].sum())
        row = item.non_tensor_batch
        model = row["reward_model"]
        judged = self._judge(
            self.tokenizer.decode(ids[:length], skip_special_tokens=True),
            model["ground_truth"],
            token_count=length,
            truncated=self._is_truncated(ids[:length]),
            metadata=adapter._metadata(row.get("extra_info")),
            data_source=row.get("data_source"),
        )
        return {"reward_score": judged.reward, "reward_extra_info": judged.numbers()}

    def _is_truncated(self, ids: Any) -> bool | None:
        """Whether a response of the greatest length ends without the token that ends one; None: no limit is configured."""
        if self._max_tokens is None:
            return None
        return bool(len(ids) >= self._max_tokens and int(ids[-1]) != self.tokenizer.eos_token_id)
