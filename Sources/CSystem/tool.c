#define _GNU_SOURCE

#include "nnsh_tool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void close_all(const int *descriptors, int count) {
  for (int i = 0; i < count; i++) {
    if (descriptors[i] >= 0) close(descriptors[i]);
  }
}

/// Starts the program with what it is to have as descriptors 0 to 3; 0 or an error number.
static int spawn(pid_t *process, const char *path, const char *const arguments[], int input, int messages,
                 int shared) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&actions) != 0) return ENOMEM;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return ENOMEM;
  }
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
  posix_spawn_file_actions_adddup2(&actions, shared, 3);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  int code = posix_spawn(process, path, &actions, &attributes, (char *const *)arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

/// Moves a descriptor out of the way of those that the program gets (a dup2 onto itself would keep close-on-exec).
static int above_standard(int descriptor) {
  if (descriptor < 0 || descriptor > 3) return descriptor;
  int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 4);
  close(descriptor);
  return moved;
}

bool nnsh_tool_start(struct nnsh_tool *tool, const char *path, const char *const arguments[]) {
  int all[5] = {-1, -1, -1, -1, -1};  // shared, input read and write, messages read and write
  all[0] = memfd_create("figure", MFD_CLOEXEC);
  bool ready = all[0] >= 0 && pipe2(all + 1, O_CLOEXEC) == 0 && pipe2(all + 3, O_CLOEXEC) == 0;
  for (int i = 0; ready && i < 5; i++) {
    all[i] = above_standard(all[i]);
    ready = all[i] >= 0;
  }
  if (!ready || spawn(&tool->process, path, arguments, all[1], all[4], all[0]) != 0) {
    close_all(all, 5);
    return false;
  }
  close(all[1]);
  close(all[4]);
  tool->shared = all[0];
  tool->input = all[2];
  tool->messages = all[3];
  fcntl(tool->input, F_SETFL, fcntl(tool->input, F_GETFL) | O_NONBLOCK);
  fcntl(tool->messages, F_SETFL, fcntl(tool->messages, F_GETFL) | O_NONBLOCK);
  return true;
}

bool nnsh_tool_is_alive(const struct nnsh_tool *tool) {
  int status;
  return waitpid(tool->process, &status, WNOHANG) == 0;
}

void nnsh_tool_end(struct nnsh_tool *tool) {
  kill(tool->process, SIGKILL);
  int status;
  while (waitpid(tool->process, &status, 0) < 0 && errno == EINTR) {
  }
  int own[3] = {tool->input, tool->messages, tool->shared};
  close_all(own, 3);
}
