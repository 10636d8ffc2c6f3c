#include "rewards_plugin.h"

/* The layout that plugins were compiled against: a change here breaks them, and raises REWARDS_PLUGIN_ABI_VERSION. */
#if UINTPTR_MAX == UINT64_MAX
_Static_assert(sizeof(rewards_plugin_text) == 16, "rewards_plugin_text is handed over by value and does not grow");
_Static_assert(sizeof(rewards_plugin_call) == 72, "rewards_plugin_call grows at its end only");
_Static_assert(sizeof(rewards_plugin_rollout) == 136, "rewards_plugin_rollout grows at its end only");
_Static_assert(sizeof(rewards_plugin_verdict) == 48, "rewards_plugin_verdict grows at its end only");
_Static_assert(sizeof(rewards_plugin_verifier) == 56, "rewards_plugin_verifier grows at its end only");
_Static_assert(sizeof(rewards_plugin_batch) == 120, "rewards_plugin_batch grows at its end only");
_Static_assert(sizeof(rewards_plugin_rewards) == 32, "rewards_plugin_rewards grows at its end only");
_Static_assert(sizeof(rewards_plugin_shaper) == 64, "rewards_plugin_shaper grows at its end only");
_Static_assert(sizeof(rewards_plugin) == 48, "rewards_plugin grows at its end only");
_Static_assert(offsetof(rewards_plugin, abi_version) == 4, "the first two members of rewards_plugin never move");
#endif
