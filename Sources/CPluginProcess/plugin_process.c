#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "plugin_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

/* Milliseconds between two looks at whether a process has ended. */
#define PATIENCE 5

int64_t plugin_process_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Above the standard streams, which a host may have closed, and closed in every process that is started. */
static int moved(int descriptor) {
  int above = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  close(descriptor);
  return above;
}

static int spawn(char *const *command, const char *folder, int theirs, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) return error;
  error = posix_spawnattr_init(&attributes);
  if (error != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, theirs, 0);
  if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, theirs, 1);
  if (error == 0 && folder != NULL) error = posix_spawn_file_actions_addchdir_np(&actions, folder);
  if (error == 0) error = posix_spawnattr_setpgroup(&attributes, 0);
  if (error == 0) error = posix_spawnattr_setsigmask(&attributes, &none);
  if (error == 0) error = posix_spawnattr_setsigdefault(&attributes, &defaults);
  if (error == 0) {
    error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  if (error == 0) error = posix_spawnp(process, command[0], &actions, &attributes, command, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

int plugin_process_start(char *const *command, const char *folder, int32_t *process, int *socket) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return errno;
  int ours = moved(ends[0]), theirs = moved(ends[1]);
  if (ours < 0 || theirs < 0) {
    int error = errno;
    if (ours >= 0) close(ours);
    if (theirs >= 0) close(theirs);
    return error;
  }
#ifdef SO_NOSIGPIPE
  int on = 1;
  setsockopt(ours, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  fcntl(ours, F_SETFL, fcntl(ours, F_GETFL) | O_NONBLOCK);
  pid_t started = 0;
  int error = spawn(command, folder, theirs, &started);
  close(theirs);
  if (error != 0) {
    close(ours);
    return error;
  }
  *process = started;
  *socket = ours;
  return 0;
}

/* 0 when the socket is ready, or the error number. */
static int wait_for(int socket, short event, int64_t deadline) {
  for (;;) {
    int64_t left = deadline - plugin_process_now();
    if (left <= 0) return ETIMEDOUT;
    struct pollfd look = {.fd = socket, .events = event};
    int count = poll(&look, 1, left > 60000 ? 60000 : (int)left);
    if (count > 0) return 0;
    if (count < 0 && errno != EINTR) return errno;
  }
}

int plugin_process_send(int socket, const void *bytes, size_t count, int64_t deadline) {
  const char *at = bytes;
  while (count > 0) {
    ssize_t sent = send(socket, at, count, MSG_NOSIGNAL);
    if (sent > 0) {
      at += sent;
      count -= (size_t)sent;
    } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      int error = wait_for(socket, POLLOUT, deadline);
      if (error != 0) return error;
    } else if (sent < 0 && errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

int64_t plugin_process_receive(int socket, void *bytes, size_t count, int64_t deadline) {
  for (;;) {
    ssize_t received = recv(socket, bytes, count, 0);
    if (received >= 0) return received;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      int error = wait_for(socket, POLLIN, deadline);
      if (error != 0) return -error;
    } else if (errno == ECONNRESET) {
      return 0; /* it ended with bytes of ours unread */
    } else if (errno != EINTR) {
      return -errno;
    }
  }
}

int plugin_process_has_ended(int32_t process) {
  siginfo_t found;
  found.si_pid = 0;
  return waitid(P_PID, (id_t)process, &found, WEXITED | WNOHANG | WNOWAIT) != 0 || found.si_pid != 0;
}

void plugin_process_end(int32_t process, int socket, int64_t grace, int *status) {
  *status = -1;
  close(socket);
  int64_t end = plugin_process_now() + grace;
  for (;;) {
    int found = 0;
    pid_t ended = waitpid(process, &found, WNOHANG);
    if (ended == process || (ended < 0 && errno != EINTR)) {
      if (ended == process) *status = found;
      kill(-process, SIGKILL); /* what it has left behind */
      return;
    }
    if (plugin_process_now() >= end) break;
    poll(NULL, 0, PATIENCE);
  }
  kill(-process, SIGKILL);
  int ignored;
  while (waitpid(process, &ignored, 0) < 0 && errno == EINTR) {
  }
}

void plugin_process_abandon(int socket) { close(socket); }
