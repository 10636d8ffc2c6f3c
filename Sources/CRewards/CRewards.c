#include "rewards.h"

/* The layout that callers compiled against: a change here breaks them, and raises REWARDS_ABI_VERSION. */
#if UINTPTR_MAX == UINT64_MAX
_Static_assert(sizeof(rewards_error) == 72, "rewards_error grows at its end only");
_Static_assert(sizeof(rewards_texts) == 32, "rewards_texts is part of rewards_columns and does not grow");
_Static_assert(sizeof(rewards_columns) == 248, "rewards_columns grows at its end only");
_Static_assert(sizeof(rewards_scores) == 104, "rewards_scores grows at its end only");
_Static_assert(offsetof(rewards_columns, token_counts) == 208, "columns after the texts");
#endif

/* A Swift runtime that is linked into a library installs handlers for crash signals while the library is being loaded (Linux, Swift 5.9 and
 * later), in a process that is not ours. This takes the place of the one function that does so, which is alone in its archive member;
 * Tests/FacesTests and python/tests see that no handler is there. */
#if defined(__linux__)
__attribute__((visibility("hidden"))) int _swift_installCrashHandler(void);
int _swift_installCrashHandler(void) { return 0; }
#endif
