#ifndef PLUGIN_PROCESS_H
#define PLUGIN_PROCESS_H

#include <stddef.h>
#include <stdint.h>

/* A plugin that runs as a process of its own, with its standard input and output at the other end of a socket. In C because posix_spawn and its types do
 * not come into Swift the same way on every platform.
 *
 * A socket and no pipes: a write to a pipe whose reader has gone raises SIGPIPE, which would end a host that does not expect it. */

/* Starts a command, which is looked for in PATH, in a folder (NULL: this one), as a process group of its own, with no signal blocked.
 * Gives 0, or the error number. */
int plugin_process_start(char *const *command, const char *folder, int32_t *process, int *socket);

/* Milliseconds of a clock that is never set. */
int64_t plugin_process_now(void);

/* Sends all bytes. 0; or the error number: ETIMEDOUT when `deadline` (of plugin_process_now) has come, EPIPE when the process has gone. */
int plugin_process_send(int socket, const void *bytes, size_t count, int64_t deadline);

/* Receives some bytes: how many (0: the process has closed its output), or the negative error number. */
int64_t plugin_process_receive(int socket, void *bytes, size_t count, int64_t deadline);

/* Whether the process has ended; it is still to be waited for. */
int plugin_process_has_ended(int32_t process);

/* Closes the socket, ends the process with all that it has started, and waits for it. What it ended with is in `status`, as waitpid gives it, when it had ended by
 * itself within `grace` milliseconds; otherwise -1. */
void plugin_process_end(int32_t process, int socket, int64_t grace, int *status);

/* Only closes the socket: what a forked child does with a process that is its parent's. */
void plugin_process_abandon(int socket);

#endif
