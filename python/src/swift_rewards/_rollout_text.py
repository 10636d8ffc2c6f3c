"""Prompts and completions, in the forms that trainers have them, as texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# What trainers decode with special tokens leave behind the completion: `<|im_end|>`, `<|endoftext|>`, `<|eot_id|>`, `</s>`,
# `<eos>`, `<end_of_turn>`, and padding. The vertical bar of some models is U+FF5C.
_END_TOKENS = re.compile(r"(?:<[|｜][^|｜<>]{1,40}[|｜]>|</s>|<eos>|<pad>|<end_of_turn>|\s)+\Z")

# A completion ends with a few of them, or with padding up to the longest of its batch; further back there is text.
_MOST_END_TEXT = 1 << 16


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
    """A completion that was decoded with special tokens, without those at its end."""
    start = max(0, len(completion) - _MOST_END_TEXT)
    tail = completion[start:]
    # Only where the end looks like it: the pattern tries every place where blanks begin.
    cut = tail.rstrip()
    while cut and cut[-1] == ">":
        found = _END_TOKENS.search(cut, max(0, cut.rfind("<")))
        if not found:
            break
        cut = cut[: found.start()].rstrip()
    return completion[:start] + cut


def group_key(prompt: Any) -> str:
    """What rows of one prompt have in common: the prompt itself."""
    return prompt if isinstance(prompt, str) else json.dumps(prompt, sort_keys=True, default=str)
