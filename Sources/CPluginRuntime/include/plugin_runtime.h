/* There is nothing to call: see plugin_runtime.c. */
