#define _GNU_SOURCE
#include <pty.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "nnsh_signals.h"

int nnsh_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int nnsh_character_columns(unsigned character) { return wcwidth((wchar_t)character); }

static int milliseconds_since(const struct timespec *start) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int)((now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000);
}

size_t nnsh_terminal_ask(
    int input, int output, const char *question, char end, char *answer, size_t size, int milliseconds) {
  struct termios before;
  if (tcgetattr(input, &before) != 0 || !isatty(output)) return 0;
  struct termios silent = before;
  silent.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  silent.c_cc[VMIN] = 0;
  silent.c_cc[VTIME] = 0;
  if (tcsetattr(input, TCSANOW, &silent) != 0) return 0;
  int waiting = 0;
  size_t count = 0;
  size_t length = strlen(question);
  if (ioctl(input, FIONREAD, &waiting) == 0 && waiting == 0 &&
      write(output, question, length) == (ssize_t)length) {
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (count < size) {
      int left = milliseconds - milliseconds_since(&start);
      struct pollfd file = {.fd = input, .events = POLLIN};
      if (left <= 0 || poll(&file, 1, left) <= 0) break;
      ssize_t got = read(input, answer + count, 1);
      if (got <= 0) break;
      count += (size_t)got;
      if (answer[count - 1] == end) break;
    }
  }
  tcsetattr(input, TCSANOW, &before);
  return count;
}

/// The byte that follows at once; -1 when none does.
static int following_byte(int descriptor) {
  unsigned char byte;
  struct pollfd file = {.fd = descriptor, .events = POLLIN};
  return poll(&file, 1, 20) > 0 && read(descriptor, &byte, 1) == 1 ? byte : -1;
}

/// Keys that are no letters come as ESC [ 1 ; 2 C or ESC O C, all at once; what is not known of them is ESC alone.
static int key_behind_escape(int descriptor) {
  int byte = following_byte(descriptor);
  if (byte != '[' && byte != 'O') return 27;
  int number = 0;
  do {
    byte = following_byte(descriptor);
    if (byte >= '0' && byte <= '9' && number < 100) number = number * 10 + byte - '0';
  } while (byte >= 0x20 && byte < 0x40);
  // Remote controls of speakers send Page Up and Page Down.
  if (byte == 'C' || byte == 'B' || (byte == '~' && number == 6)) return NNSH_KEY_RIGHT;
  if (byte == 'D' || byte == 'A' || (byte == '~' && number == 5)) return NNSH_KEY_LEFT;
  return 27;
}

int nnsh_read_key(int descriptor) {
  struct termios before;
  if (tcgetattr(descriptor, &before) != 0) return NNSH_KEY_NONE;
  struct termios single = before;
  single.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  single.c_cc[VMIN] = 1;
  single.c_cc[VTIME] = 0;
  if (tcsetattr(descriptor, TCSADRAIN, &single) != 0) return NNSH_KEY_NONE;
  int key = NNSH_KEY_END;
  int events;
  do {
    events = nnsh_wait_for_input(descriptor, -1);
    // The shell around has set the terminal as it likes it while this process was stopped.
    if (events & NNSH_WAIT_CONTINUE) tcsetattr(descriptor, TCSADRAIN, &single);
  } while (!(events & (NNSH_WAIT_INPUT | NNSH_WAIT_INTERRUPT)));
  if (!(events & NNSH_WAIT_INTERRUPT)) {
    unsigned char byte = 0;
    ssize_t count = read(descriptor, &byte, 1);
    // A Ctrl-D typed ahead, while the terminal still gathered lines, comes as a zero.
    if (count == 1) key = byte == 4 || byte == 0 ? NNSH_KEY_END : byte;
    if (count == 1 && byte == 27) key = key_behind_escape(descriptor);
  }
  tcsetattr(descriptor, TCSADRAIN, &before);
  return key;
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
    // Programs in the background ignore signals that a terminal's own do not.
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    execve(path, arguments, environment);
    _exit(127);
  }
  *child = pid;
  return master;
}
