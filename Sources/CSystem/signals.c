#define _GNU_SOURCE
#include "nnsh_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "nnsh_system.h"

// A signal may arrive on any thread, so it cannot be relied upon to end a read() of the one that waits at
// the prompt: handlers write a byte into this pipe, which the prompt polls beside its input.
static int wake[2] = {-1, -1};

static void on_signal(int number) {
  int saved = errno;
  if (number == SIGINT) nnsh_interrupt_set(true);
  if (wake[1] >= 0) {
    char byte = number == SIGINT ? 'i' : number == SIGWINCH ? 'w' : number == SIGTSTP ? 'z' : 'c';
    ssize_t written = write(wake[1], &byte, 1);
    (void)written;
  }
  errno = saved;
}

static void handle(int number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void nnsh_signals_install(void) {
  signal(SIGPIPE, SIG_IGN);
  handle(SIGINT);
}

static void open_wake_pipe(void) {
  if (wake[0] >= 0 || pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) return;
  handle(SIGWINCH);
  handle(SIGCONT);
}

static int drain(void) {
  int events = 0;
  char bytes[64];
  ssize_t count;
  while ((count = read(wake[0], bytes, sizeof bytes)) > 0) {
    for (ssize_t i = 0; i < count; i++) {
      if (bytes[i] == 'w') events |= NNSH_WAIT_RESIZE;
      if (bytes[i] == 'c') events |= NNSH_WAIT_CONTINUE;
      if (bytes[i] == 'z') events |= NNSH_WAIT_STOP;
    }
  }
  // The byte of a Ctrl-C only wakes: it may be one that ended a statement long ago. The flag tells.
  if (nnsh_interrupt_requested()) events |= NNSH_WAIT_INTERRUPT;
  return events;
}

int nnsh_wait_for_input(int descriptor, int milliseconds) {
  open_wake_pipe();
  struct pollfd files[2] = {{descriptor, POLLIN, 0}, {wake[0], POLLIN, 0}};
  for (;;) {
    if (nnsh_interrupt_requested()) {
      drain();
      return NNSH_WAIT_INTERRUPT;
    }
    int ready = poll(files, wake[0] >= 0 ? 2 : 1, milliseconds);
    if (ready == 0) return 0;
    if (ready < 0 && errno != EINTR) return NNSH_WAIT_INPUT;
    if (ready < 0) continue;
    int events = files[1].revents != 0 ? drain() : 0;
    if (files[0].revents != 0) events |= NNSH_WAIT_INPUT;
    if (events != 0) return events;
  }
}

void nnsh_stop_waits(bool waits) {
  struct sigaction now;
  open_wake_pipe();
  if (wake[0] < 0 || sigaction(SIGTSTP, NULL, &now) != 0 || now.sa_handler == SIG_IGN) return;
  if (waits) {
    handle(SIGTSTP);
  } else {
    signal(SIGTSTP, SIG_DFL);
  }
}

void nnsh_stop(void) {
  nnsh_stop_waits(false);
  raise(SIGTSTP);
  // Where no shell is around nothing stops. The signal to go on may be another thread's.
  nnsh_wait_for_input(-1, 50);
  nnsh_stop_waits(true);
}
