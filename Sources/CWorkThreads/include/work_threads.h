#ifndef WORK_THREADS_H
#define WORK_THREADS_H

#include <stddef.h>
#include <stdint.h>

/* POSIX threads with a stack of a given size, on which the host's signal handlers do not run. In C because the types of pthread.h do not come
 * into Swift the same way on every platform. */

/* Starts a thread. Gives 0 and the thread, or the error number. */
int work_thread_start(void (*body)(void *), void *context, size_t stack_bytes, uintptr_t *thread);

/* Waits for the end of a thread. */
void work_thread_join(uintptr_t thread);

#endif
