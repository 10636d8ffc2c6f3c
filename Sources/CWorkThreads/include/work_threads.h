#ifndef WORK_THREADS_H
#define WORK_THREADS_H

#include <stddef.h>
#include <stdint.h>

/* POSIX threads with stacks of their own, on which the host's signal handlers do not run. In C because the types of pthread.h do not come into
 * Swift the same way on every platform.
 *
 * The stacks are mapped and kept here and not by the C library. It too keeps the stacks of threads that have ended for the next ones, but where a
 * thread takes one out of its store while another forks, glibc (2.36) leaves the child with thread-local blocks that are freed already, and the
 * child's next thread frees them again. One fork in some thousand ended so while batches were running. Here a stack that was taken at that
 * moment is the child's no more, and nothing else happens. */

/* Stacks of one size, to be used again and again; any number of threads may use one store at once. */
typedef struct work_stacks work_stacks;

/* NULL when there is no memory. */
work_stacks *work_stacks_make(size_t stack_bytes);
void work_stacks_free(work_stacks *stacks);

typedef struct work_thread {
  uintptr_t thread;
  void *stack;
} work_thread;

/* Starts a thread. Gives 0 and the thread, or the error number. */
int work_thread_start(work_stacks *stacks, void (*body)(void *), void *context, work_thread *thread);

/* Cores that this process may use: a container or a launcher may give it fewer than there are. At least 1. */
unsigned work_thread_cores(void);

/* Waits for the end of a thread, and gives its stack back. */
void work_thread_join(work_stacks *stacks, work_thread thread);

#endif
