// Memory of large arrays that was released, kept for the next array of about that size: fresh memory
// comes page by page and zeroed, which takes longer than most passes over it.
#ifndef NNSH_BUFFERS_H
#define NNSH_BUFFERS_H

#include <stddef.h>

/// A kept buffer that holds `bytes` and not much more, aligned to 64 bytes; NULL when there is none.
void *nnsh_buffers_take(size_t bytes);
/// Keeps a buffer from `malloc` or `posix_memalign` for later, or frees it, or frees older ones for it.
void nnsh_buffers_give(void *buffer);
/// Frees all kept buffers.
void nnsh_buffers_clear(void);

#endif
