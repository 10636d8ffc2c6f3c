#include "work_threads.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

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

int work_thread_start(void (*body)(void *), void *context, size_t stack_bytes, uintptr_t *thread) {
  struct start *start = malloc(sizeof *start);
  if (start == NULL) return ENOMEM;
  *start = (struct start){body, context};
  pthread_attr_t attributes;
  int status = pthread_attr_init(&attributes);
  if (status == 0) {
    pthread_attr_setstacksize(&attributes, stack_bytes);
    /* A thread begins with its maker's mask; signals that come meanwhile go to another thread, or are taken a moment later. */
    sigset_t blocked, before;
    fill_with_blocked(&blocked);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    pthread_t made;
    status = pthread_create(&made, &attributes, run, start);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (status == 0) *thread = (uintptr_t)made;
  }
  if (status != 0) free(start);
  return status;
}

void work_thread_join(uintptr_t thread) { pthread_join((pthread_t)thread, NULL); }
