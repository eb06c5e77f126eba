// What nnsh needs of the operating system and Swift cannot say by itself: the interrupt flag.
#ifndef NNSH_SYSTEM_H
#define NNSH_SYSTEM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

extern _Atomic bool nnsh_interrupt_flag;

/// Whether Ctrl-C was pressed since the flag was last cleared. Free in a loop.
static inline bool nnsh_interrupt_requested(void) {
  return atomic_load_explicit(&nnsh_interrupt_flag, memory_order_relaxed);
}

static inline void nnsh_interrupt_set(bool requested) {
  atomic_store_explicit(&nnsh_interrupt_flag, requested, memory_order_relaxed);
}

/// A flag that one thread sets and others look at.
typedef struct nnsh_flag nnsh_flag;

nnsh_flag *nnsh_flag_new(void);
void nnsh_flag_free(nnsh_flag *flag);
void nnsh_flag_set(nnsh_flag *flag);

/// Has the calling thread look at `flag`, which tells whether somebody still waits for its work; NULL ends
/// that.
void nnsh_thread_may_be_abandoned(nnsh_flag *flag);
/// Whether the calling thread has such a flag.
bool nnsh_thread_can_be_abandoned(void);
/// Whether it is set: nobody waits any more for what the thread does.
bool nnsh_thread_is_abandoned(void);

/// Runs `body` on a new thread that takes no signals and that nobody joins; false when there is none.
bool nnsh_run_detached(void (*body)(void *), void *context);

/// Something that happens once, which another thread waits for.
typedef struct nnsh_signal nnsh_signal;

nnsh_signal *nnsh_signal_new(void);
void nnsh_signal_free(nnsh_signal *signal);
void nnsh_signal_set(nnsh_signal *signal);
/// Waits for it, some milliseconds at most; whether it has happened.
bool nnsh_signal_wait(nnsh_signal *signal, int milliseconds);

/// Bytes that are left on the calling thread's stack.
size_t nnsh_stack_remaining(void);

#endif
