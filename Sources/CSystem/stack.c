#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "nnsh_signals.h"

struct task {
  void (*body)(void *);
  void *context;
};

static void *run(void *argument) {
  struct task *task = argument;
  task->body(task->context);
  return NULL;
}

void nnsh_run_on_stack(size_t bytes, void (*body)(void *), void *context) {
  // One heap for all threads: one of a thread's own grows by a system call for every few pages.
  mallopt(M_ARENA_MAX, 1);
  struct task task = {body, context};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  // A limit on address space (ulimit -v) may refuse the full size.
  for (; bytes >= (size_t)8 << 20; bytes /= 2) {
    if (pthread_attr_setstacksize(&attributes, bytes) != 0) continue;
    if (pthread_create(&thread, &attributes, run, &task) != 0) continue;
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    return;
  }
  pthread_attr_destroy(&attributes);
  body(context);
}

static char last_words[1024];
static struct termios initial_terminal;
static bool has_terminal;
/// What takes back what the terminal was told, such as to mark pastes; NULL for nothing.
static const char *_Atomic farewell;

void nnsh_terminal_farewell(const char *sequence) { farewell = sequence; }

static void give_terminal_back(void) {
  // Another program may have the terminal now.
  if (!has_terminal || tcgetpgrp(STDIN_FILENO) != getpgrp()) return;
  tcsetattr(STDIN_FILENO, TCSANOW, &initial_terminal);
  const char *sequence = farewell;
  ssize_t written = sequence ? write(STDIN_FILENO, sequence, strlen(sequence)) : 0;
  (void)written;
}

static void on_crash(int number) {
  ssize_t written = write(STDERR_FILENO, last_words, strlen(last_words));
  (void)written;
  give_terminal_back();
  signal(number, SIG_DFL);
  raise(number);
}

static void on_end(int number) {
  give_terminal_back();
  signal(number, SIG_DFL);
  raise(number);
}

void nnsh_last_words_install(const char *message) {
  strncpy(last_words, message, sizeof last_words - 1);
  has_terminal = tcgetattr(STDIN_FILENO, &initial_terminal) == 0;

  // An exhausted stack cannot run the handler: it gets one of its own, which lives as long as the process.
  stack_t stack = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16, .ss_flags = 0};
  if (stack.ss_sp != NULL) sigaltstack(&stack, NULL);

  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) sigaction(numbers[i], &action, NULL);

  // Whoever ends the program from elsewhere leaves somebody at its terminal, who goes on there.
  action.sa_handler = on_end;
  int ends[] = {SIGHUP, SIGTERM, SIGQUIT};
  for (size_t i = 0; has_terminal && i < sizeof ends / sizeof ends[0]; i++) {
    struct sigaction before;
    if (sigaction(ends[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
      sigaction(ends[i], &action, NULL);
    }
  }
}
