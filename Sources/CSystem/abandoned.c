#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "nnsh_system.h"

struct nnsh_flag {
  _Atomic bool is_set;
};

nnsh_flag *nnsh_flag_new(void) { return calloc(1, sizeof(nnsh_flag)); }

void nnsh_flag_free(nnsh_flag *flag) { free(flag); }

void nnsh_flag_set(nnsh_flag *flag) {
  if (flag) atomic_store(&flag->is_set, true);
}

static _Thread_local nnsh_flag *given_up;

void nnsh_thread_may_be_abandoned(nnsh_flag *flag) { given_up = flag; }

bool nnsh_thread_can_be_abandoned(void) { return given_up != NULL; }

bool nnsh_thread_is_abandoned(void) {
  return given_up && atomic_load_explicit(&given_up->is_set, memory_order_relaxed);
}

struct nnsh_signal {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  bool is_set;
};

nnsh_signal *nnsh_signal_new(void) {
  nnsh_signal *signal = calloc(1, sizeof(nnsh_signal));
  if (!signal) return NULL;
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_mutex_init(&signal->lock, NULL);
  pthread_cond_init(&signal->changed, &attributes);
  pthread_condattr_destroy(&attributes);
  return signal;
}

void nnsh_signal_free(nnsh_signal *signal) {
  if (!signal) return;
  pthread_cond_destroy(&signal->changed);
  pthread_mutex_destroy(&signal->lock);
  free(signal);
}

void nnsh_signal_set(nnsh_signal *signal) {
  if (!signal) return;
  pthread_mutex_lock(&signal->lock);
  signal->is_set = true;
  pthread_cond_signal(&signal->changed);
  pthread_mutex_unlock(&signal->lock);
}

bool nnsh_signal_wait(nnsh_signal *signal, int milliseconds) {
  if (!signal) return false;
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_nsec += milliseconds * 1000000L;
  end.tv_sec += end.tv_nsec / 1000000000L;
  end.tv_nsec %= 1000000000L;
  pthread_mutex_lock(&signal->lock);
  int code = 0;
  while (!signal->is_set && code == 0) {
    code = pthread_cond_timedwait(&signal->changed, &signal->lock, &end);
  }
  bool is_set = signal->is_set;
  pthread_mutex_unlock(&signal->lock);
  return is_set;
}

struct task {
  void (*body)(void *);
  void *context;
};

static void *run(void *argument) {
  struct task task = *(struct task *)argument;
  free(argument);
  task.body(task.context);
  return NULL;
}

// Enough for calls back into the language; threads share kept stacks up to this size.
enum { stack_bytes = 32 << 20 };

bool nnsh_run_detached(void (*body)(void *), void *context) {
  struct task *task = malloc(sizeof *task);
  if (!task) return false;
  *task = (struct task){body, context};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_bytes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  // Signals belong to the thread that reads the keyboard; a new thread takes its mask from its maker.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  bool started = pthread_create(&thread, &attributes, run, task) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (!started) free(task);
  return started;
}
