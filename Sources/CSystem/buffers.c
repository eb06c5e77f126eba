#include "nnsh_buffers.h"

#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// As many as a gradient of a formula holds at once, or its largest would be given back and cleared again and again.
enum { most_kept = 64 };
static const size_t most_bytes = (size_t)256 << 20;

// Oldest first.
static struct {
  void *buffer;
  size_t bytes;
} kept[most_kept];
static size_t count;
static size_t total;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *take_out(size_t place) {
  void *buffer = kept[place].buffer;
  total -= kept[place].bytes;
  count--;
  memmove(&kept[place], &kept[place + 1], (count - place) * sizeof *kept);
  return buffer;
}

void *nnsh_buffers_take(size_t bytes) {
  pthread_mutex_lock(&lock);
  void *buffer = NULL;
  // The newest is the likeliest to be in a cache still.
  for (size_t i = count; i-- > 0;) {
    if (kept[i].bytes >= bytes && kept[i].bytes - bytes <= bytes / 4) {
      buffer = take_out(i);
      break;
    }
  }
  pthread_mutex_unlock(&lock);
  return buffer;
}

void nnsh_buffers_give(void *buffer) {
  size_t bytes = malloc_usable_size(buffer);
  if (bytes > most_bytes) {
    free(buffer);
    return;
  }
  pthread_mutex_lock(&lock);
  while (count == most_kept || total + bytes > most_bytes) free(take_out(0));
  kept[count].buffer = buffer;
  kept[count].bytes = bytes;
  count++;
  total += bytes;
  pthread_mutex_unlock(&lock);
}

// Small buffers by size: 1024 bytes, 1536, 2048, 3072 and so on.
enum { sizes = 15, kept_of_a_size = 8, alignment = 64 };

static void *small[sizes][kept_of_a_size];
static int small_counts[sizes];

// Held for a few instructions, and by every result of some hundred numbers twice: a mutex would cost more than
// all the rest here.
static atomic_flag small_lock = ATOMIC_FLAG_INIT;

static void lock_small(void) {
  while (atomic_flag_test_and_set_explicit(&small_lock, memory_order_acquire)) sched_yield();
}

static void unlock_small(void) { atomic_flag_clear_explicit(&small_lock, memory_order_release); }

static size_t bytes_of_size(int size) { return (size_t)(size % 2 ? 3 : 2) << (9 + size / 2); }

// The first size that holds so many.
static int size_for(size_t bytes) {
  if (bytes <= bytes_of_size(0)) return 0;
  const int exponent = 63 - __builtin_clzll(bytes - 1);
  return 2 * (exponent - 10) + (bytes <= (size_t)3 << (exponent - 1) ? 1 : 2);
}

void *nnsh_buffers_allocate(size_t bytes) {
  const int size = size_for(bytes);
  void *buffer = NULL;
  if (size >= sizes) return posix_memalign(&buffer, alignment, bytes) == 0 ? buffer : NULL;
  lock_small();
  if (small_counts[size] > 0) buffer = small[size][--small_counts[size]];
  unlock_small();
  if (buffer) return buffer;
  return posix_memalign(&buffer, alignment, bytes_of_size(size)) == 0 ? buffer : NULL;
}

void nnsh_buffers_release(void *buffer) {
  // The buffer may have been made elsewhere, with some other size.
  const size_t bytes = malloc_usable_size(buffer);
  int size = bytes < bytes_of_size(0) ? sizes : size_for(bytes);
  if (size < sizes && bytes < bytes_of_size(size)) size--;
  if (size < sizes && (uintptr_t)buffer % alignment == 0) {
    lock_small();
    if (small_counts[size] < kept_of_a_size) {
      small[size][small_counts[size]++] = buffer;
      buffer = NULL;
    }
    unlock_small();
  }
  free(buffer);
}

void nnsh_buffers_clear(void) {
  pthread_mutex_lock(&lock);
  while (count > 0) free(take_out(count - 1));
  pthread_mutex_unlock(&lock);
  lock_small();
  for (int size = 0; size < sizes; size++) {
    while (small_counts[size] > 0) free(small[size][--small_counts[size]]);
  }
  unlock_small();
}
