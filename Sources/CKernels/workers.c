#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "nnsh_kernels.h"

// Waking a sleeping thread costs some 40 us; a thread that spins is there in 0.3 us. So the workers spin for
// a while after each job before they sleep.

enum { most_workers = 15, spins_before_sleep = 2000, spins_before_yield = 4000 };

static struct {
  // The job: written by the caller before its ticket is published.
  void (*_Atomic body)(void *, size_t);
  void *_Atomic context;
  _Atomic uint32_t blocks;
  // Number of the job in the upper half, next block in the lower: taking a block also proves that the job
  // read before it is still the current one, since a job ends only when all its blocks are done.
  _Atomic uint64_t ticket;
  _Atomic uint32_t done;
  // What sleepers wait on; changes with every job.
  _Atomic uint32_t signal;
  _Atomic uint32_t sleepers;
  _Atomic bool parked;
  _Atomic bool busy;
  _Atomic int limit;
} shared;

static pthread_once_t counted = PTHREAD_ONCE_INIT;
static pthread_once_t started = PTHREAD_ONCE_INIT;
static int processors;
static _Thread_local bool inside;

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void futex(_Atomic uint32_t *word, int operation, uint32_t value) {
  syscall(SYS_futex, (uint32_t *)word, operation, value, NULL, NULL, 0);
}

// Takes blocks of the current job and runs them until there are none left.
static void take_part(void) {
  for (;;) {
    uint64_t ticket = atomic_load(&shared.ticket);
    uint32_t block = (uint32_t)ticket;
    void (*body)(void *, size_t) = atomic_load_explicit(&shared.body, memory_order_acquire);
    void *context = atomic_load_explicit(&shared.context, memory_order_acquire);
    if (block >= atomic_load_explicit(&shared.blocks, memory_order_acquire)) return;
    if (!atomic_compare_exchange_strong(&shared.ticket, &ticket, ticket + 1)) continue;
    body(context, block);
    atomic_fetch_add_explicit(&shared.done, 1, memory_order_release);
  }
}

static void sleep_until_signal(uint32_t seen) {
  atomic_fetch_add(&shared.sleepers, 1);
  if (atomic_load(&shared.signal) == seen) futex(&shared.signal, FUTEX_WAIT_PRIVATE, seen);
  atomic_fetch_sub(&shared.sleepers, 1);
}

static void *work(void *number) {
  inside = true;
  uint32_t seen = 0;
  for (;;) {
    int spins = 0;
    while (atomic_load_explicit(&shared.signal, memory_order_acquire) == seen) {
      if (++spins < spins_before_sleep &&
          !atomic_load_explicit(&shared.parked, memory_order_relaxed)) {
        pause_briefly();
      } else {
        sleep_until_signal(seen);
      }
    }
    seen = atomic_load(&shared.signal);
    if ((int)(intptr_t)number < nnsh_workers_count()) take_part();
  }
  return NULL;
}

static void count_processors(void) {
  cpu_set_t set;
  int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  processors = count > most_workers ? most_workers + 1 : count;
}

// A child made by fork has no workers: its jobs are done by the one thread that calls.
static void start_workers(void) {
  // Signals belong to the thread that reads the keyboard.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (int i = 1; i < processors; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, (void *)(intptr_t)i) != 0) break;
    pthread_detach(thread);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int nnsh_workers_count(void) {
  pthread_once(&counted, count_processors);
  int limit = atomic_load_explicit(&shared.limit, memory_order_relaxed);
  return limit > 0 && limit < processors ? limit : processors;
}

void nnsh_workers_limit(int count) { atomic_store(&shared.limit, count); }

static void publish(size_t blocks, void (*body)(void *, size_t), void *context) {
  uint64_t job = (atomic_load(&shared.ticket) >> 32) + 1;
  // Closes the old job for threads that are late: nobody can take a block while the fields change.
  atomic_store(&shared.ticket, (job << 32) - 1);
  atomic_store(&shared.done, 0);
  atomic_store(&shared.body, body);
  atomic_store(&shared.context, context);
  atomic_store(&shared.blocks, (uint32_t)blocks);
  atomic_store(&shared.parked, false);
  atomic_store(&shared.ticket, job << 32);
  atomic_fetch_add(&shared.signal, 1);
  if (atomic_load(&shared.sleepers) > 0) futex(&shared.signal, FUTEX_WAKE_PRIVATE, most_workers);
}

void nnsh_workers_run(size_t blocks, void (*body)(void *, size_t), void *context) {
  bool idle = false;
  bool alone = inside || blocks < 2 || blocks >= UINT32_MAX || nnsh_workers_count() < 2 ||
               !atomic_compare_exchange_strong(&shared.busy, &idle, true);
  if (alone) {
    for (size_t i = 0; i < blocks; i++) body(context, i);
    return;
  }
  pthread_once(&started, start_workers);
  inside = true;
  publish(blocks, body, context);
  take_part();
  for (int spins = 0; atomic_load_explicit(&shared.done, memory_order_acquire) < blocks; spins++) {
    // The block that is missing may belong to a thread that waits for this processor.
    if (spins < spins_before_yield) {
      pause_briefly();
    } else {
      sched_yield();
    }
  }
  inside = false;
  atomic_store(&shared.busy, false);
}

void nnsh_workers_park(void) { atomic_store(&shared.parked, true); }
