"""Prompts and completions, in the forms that trainers have them, as texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ._absent import is_absent
from ._errors import RewardsError

# What trainers that decode with special tokens leave behind the completion. The vertical bar of some models is U+FF5C.
_END_TOKENS = ("</s>", "<eos>", "<pad>", "<end_of_turn>")
_BARS = "|｜"

# `<|end_of_sentence|>` and the like: longer ones are text.
_LONGEST_END_TOKEN = 44


def texts(completions: Any) -> Any:
    """Completions as texts: of chat messages, the text of the last one of the assistant."""
    if not isinstance(completions, (list, tuple)) or all(isinstance(each, str) for each in completions):
        return completions
    return [text(each, field=f"completion[{row}]") for row, each in enumerate(completions)]


def text(completion: Any, role: str = "assistant", field: str = "completion") -> str | None:
    """A completion as a text; None when there is none of that role.

    :raises RewardsError: ``wrong_type`` for what is neither a text nor messages.
    """
    if isinstance(completion, str):
        return completion
    if is_absent(completion):
        return None
    if isinstance(completion, (bytes, bytearray)) or not isinstance(completion, Iterable):
        raise RewardsError("wrong_type", field=field, found=type(completion).__name__, expected="a text, or chat messages")
    messages = [message for message in completion if isinstance(message, Mapping) and message.get("role") == role]
    content = messages[-1].get("content") if messages else None
    if isinstance(content, list):
        parts = [part if isinstance(part, str) else part.get("text") for part in content]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else None


def text_of_one(value: Any, field: str) -> str | None:
    """What a trainer that gives texts has given; None where it has none.

    :raises RewardsError: ``wrong_type`` for anything else.
    """
    if isinstance(value, str):
        return value
    if is_absent(value):
        return None
    raise RewardsError("wrong_type", field=field, found=type(value).__name__, expected="a text")


def token_count(ids: Any, field: str) -> int | None:
    """How many tokens a completion has; None where a trainer has no ids of it."""
    if is_absent(ids):
        return None
    try:
        return len(ids)
    except TypeError:
        raise RewardsError("wrong_type", field=field, found=type(ids).__name__, expected="the ids of a completion's tokens") from None


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
