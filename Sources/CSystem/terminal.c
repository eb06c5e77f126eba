#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "nnsh_signals.h"

int nnsh_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int nnsh_pty_spawn(
    const char *path, char *const arguments[], char *const environment[], pid_t *child) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  int master = -1;
  pid_t pid = forkpty(&master, NULL, NULL, &size);
  if (pid < 0) return -1;
  if (pid == 0) {
    // The thread that starts the program may have been one that signals pass by.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(path, arguments, environment);
    _exit(127);
  }
  *child = pid;
  return master;
}
