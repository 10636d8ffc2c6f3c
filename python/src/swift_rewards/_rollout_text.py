"""Prompts and completions, in the forms that trainers have them, as texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# What trainers that decode with special tokens leave behind the completion. The vertical bar of some models is U+FF5C.
_END_TOKENS = ("</s>", "<eos>", "<pad>", "<end_of_turn>")
_BARS = "|｜"

# `<|end_of_sentence|>` and the like: longer ones are text.
_LONGEST_END_TOKEN = 44


def texts(completions: Any) -> Any:
    """Completions as texts: of chat messages, the text of the last one of the assistant."""
    if not isinstance(completions, (list, tuple)) or all(isinstance(each, str) for each in completions):
        return completions
    return [text(each) for each in completions]


def text(completion: Any, role: str = "assistant") -> str | None:
    """A completion as a text; None when there is none of that role."""
    if completion is None or isinstance(completion, str):
        return completion
    messages = [message for message in completion if isinstance(message, Mapping) and message.get("role") == role]
    content = messages[-1].get("content") if messages else None
    if isinstance(content, list):
        parts = [part if isinstance(part, str) else part.get("text") for part in content]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else None


def without_end_tokens(completion: str) -> str:
    """A completion that was decoded with special tokens, without those at its end. Linear in what is taken away."""
    end = len(completion)
    while True:
        blanks = end
        while blanks and completion[blanks - 1].isspace():
            blanks -= 1
        start = _start_of_end_token(completion, blanks)
        if start is None:
            # Blanks go with a token behind them only.
            return completion[:blanks] if end < len(completion) else completion
        end = start


def _start_of_end_token(text: str, end: int) -> int | None:
    """Where the special token begins that ends there."""
    for token in _END_TOKENS:
        if text.endswith(token, 0, end):
            return end - len(token)
    if end < 2 or text[end - 1] != ">" or text[end - 2] not in _BARS:
        return None
    start = text.rfind("<", max(0, end - _LONGEST_END_TOKEN), end)
    inside = text[start + 2 : end - 2]
    if start < 0 or text[start + 1] not in _BARS or not inside or any(bar in inside for bar in _BARS):
        return None
    return start


def group_key(prompt: Any) -> str:
    """What rows of one prompt have in common: the prompt itself."""
    return prompt if isinstance(prompt, str) else json.dumps(prompt, sort_keys=True, default=str)
