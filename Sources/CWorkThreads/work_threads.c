#if defined(__linux__)
#define _GNU_SOURCE /* sched_getaffinity */
#endif

#include "work_threads.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Stacks that are kept; threads beyond them map and unmap their own. */
enum { kept = 16 };

struct work_stacks {
  size_t stack_bytes;
  size_t guard_bytes;
  /* Taken and given back with one exchange each, so that a fork at any moment leaves nothing half done. */
  _Atomic(void *) slots[kept];
};

work_stacks *work_stacks_make(size_t stack_bytes) {
  work_stacks *stacks = calloc(1, sizeof *stacks);
  if (stacks == NULL) return NULL;
  stacks->stack_bytes = stack_bytes;
  stacks->guard_bytes = (size_t)sysconf(_SC_PAGESIZE);
  return stacks;
}

static void unmap(work_stacks *stacks, void *stack) {
  munmap((char *)stack - stacks->guard_bytes, stacks->guard_bytes + stacks->stack_bytes);
}

void work_stacks_free(work_stacks *stacks) {
  if (stacks == NULL) return;
  for (int i = 0; i < kept; i++) {
    void *stack = atomic_load(&stacks->slots[i]);
    if (stack != NULL) unmap(stacks, stack);
  }
  free(stacks);
}

static void *take(work_stacks *stacks) {
  for (int i = 0; i < kept; i++) {
    void *stack = atomic_exchange(&stacks->slots[i], NULL);
    if (stack != NULL) return stack;
  }
  char *mapping =
      mmap(NULL, stacks->guard_bytes + stacks->stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) return NULL;
  char *stack = mapping + stacks->guard_bytes;
  /* The page below the stack stays shut: running over it is a fault, and no silent damage. */
  if (mprotect(mapping, stacks->guard_bytes, PROT_NONE) == 0) return stack;
  unmap(stacks, stack);
  return NULL;
}

static void give_back(work_stacks *stacks, void *stack) {
  for (int i = 0; i < kept; i++) {
    void *none = NULL;
    if (atomic_compare_exchange_strong(&stacks->slots[i], &none, stack)) return;
  }
  unmap(stacks, stack);
}

struct start {
  void (*body)(void *);
  void *context;
};

static void *run(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  start.body(start.context);
  return NULL;
}

/* All signals but those that a fault in the thread itself raises: the host's crash reporter has to see them. */
static void fill_with_blocked(sigset_t *signals) {
  sigfillset(signals);
  const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(signals, faults[i]);
}

static int create(pthread_t *thread, void *stack, size_t stack_bytes, struct start *start) {
  pthread_attr_t attributes;
  int status = pthread_attr_init(&attributes);
  if (status != 0) return status;
  status = pthread_attr_setstack(&attributes, stack, stack_bytes);
  if (status == 0) {
    /* A thread begins with its maker's mask; signals that come meanwhile go to another thread, or are taken a moment later. */
    sigset_t blocked, before;
    fill_with_blocked(&blocked);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    status = pthread_create(thread, &attributes, run, start);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  pthread_attr_destroy(&attributes);
  return status;
}

int work_thread_start(work_stacks *stacks, void (*body)(void *), void *context, work_thread *thread) {
  void *stack = take(stacks);
  if (stack == NULL) return ENOMEM;
  struct start *start = malloc(sizeof *start);
  int status = start == NULL ? ENOMEM : 0;
  if (status == 0) {
    *start = (struct start){body, context};
    pthread_t made;
    status = create(&made, stack, stacks->stack_bytes, start);
    if (status == 0) *thread = (work_thread){(uintptr_t)made, stack};
  }
  if (status != 0) {
    free(start);
    give_back(stacks, stack);
  }
  return status;
}

void work_thread_join(work_stacks *stacks, work_thread thread) {
  pthread_join((pthread_t)thread.thread, NULL);
  give_back(stacks, thread.stack);
}

unsigned work_thread_cores(void) {
#if defined(__linux__)
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) == 0) return (unsigned)CPU_COUNT(&cores);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (unsigned)online : 1;
}
