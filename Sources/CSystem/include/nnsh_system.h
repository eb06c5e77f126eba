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

/// Bytes that are left on the calling thread's stack.
size_t nnsh_stack_remaining(void);

#endif
