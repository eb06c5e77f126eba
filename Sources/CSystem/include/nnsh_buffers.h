// Memory of arrays that was released, kept for the next array of about that size: fresh memory
// comes page by page and zeroed, which takes longer than most passes over it.
#ifndef NNSH_BUFFERS_H
#define NNSH_BUFFERS_H

#include <stddef.h>

/// A kept buffer that holds `bytes` and not much more, aligned to 64 bytes; NULL when there is none.
void *nnsh_buffers_take(size_t bytes);
/// Keeps a buffer from `malloc` or `posix_memalign` for later, or frees it, or frees older ones for it.
void nnsh_buffers_give(void *buffer);
/// A buffer of 1 to 128 KiB, aligned to 64 bytes; NULL when there is no memory. Some of each size are kept:
/// the C library takes long to align and to merge blocks of these sizes.
void *nnsh_buffers_allocate(size_t bytes);
/// Keeps or frees a buffer from nnsh_buffers_allocate, `malloc` or `posix_memalign`.
void nnsh_buffers_release(void *buffer);
/// Frees all kept buffers.
void nnsh_buffers_clear(void);

#endif
