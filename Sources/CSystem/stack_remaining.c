#define _GNU_SOURCE
#include "nnsh_system.h"

#include <pthread.h>
#include <stdint.h>

// The lowest address of the thread's stack; asked for once a thread, since the answer takes microseconds.
static _Thread_local uintptr_t stack_bottom;

size_t nnsh_stack_remaining(void) {
  if (stack_bottom == 0) {
    pthread_attr_t attributes;
    void *bottom = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    pthread_attr_getstack(&attributes, &bottom, &size);
    pthread_attr_destroy(&attributes);
    stack_bottom = (uintptr_t)bottom;
  }
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  return here > stack_bottom ? here - stack_bottom : 0;
}
