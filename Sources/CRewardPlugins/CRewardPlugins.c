/* The target needs a source; the header is all there is, and this checks that it stands alone. */
#include "rewards_plugin.h"
