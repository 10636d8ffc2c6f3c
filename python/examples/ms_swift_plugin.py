"""ms-swift: `swift rlhf --rlhf_type grpo --external_plugins ms_swift_plugin.py --reward_funcs math_short …`."""

from swift_rewards.ms_swift import register

# `solution` is where ms-swift's own rewards look; `prompt_id` and `response_token_ids` come from it too.
MathShort = register("math_short", {"version": 1, "verifier": "math", "shapers": ["kimi_length"]})
