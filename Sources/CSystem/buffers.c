#include "nnsh_buffers.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { most_kept = 16 };
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

void nnsh_buffers_clear(void) {
  pthread_mutex_lock(&lock);
  while (count > 0) free(take_out(count - 1));
  pthread_mutex_unlock(&lock);
}
