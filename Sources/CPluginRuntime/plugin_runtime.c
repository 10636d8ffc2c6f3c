#include "plugin_runtime.h"

/* A Swift runtime that is linked into a plugin (-static-stdlib) installs handlers for crash signals while the library is being loaded (Linux, Swift 5.9 and
 * later), in a process that is not ours. This takes the place of the one function that does so, which is alone in its archive member; as in
 * Sources/CRewards for librewards. */
#if defined(__linux__)
__attribute__((visibility("hidden"))) int _swift_installCrashHandler(void);
int _swift_installCrashHandler(void) { return 0; }
#else
typedef int nothing;
#endif
