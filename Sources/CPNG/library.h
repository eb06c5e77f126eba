// The functions of libpng that are used here.
#ifndef NNSH_PNG_LIBRARY_H
#define NNSH_PNG_LIBRARY_H

#include <png.h>

// Each under its own name, so that a call reads as libpng's manual has it.
#define NNSH_PNG_FUNCTIONS(X)                                                                    \
  X(create_read_struct) X(destroy_read_struct) X(create_write_struct) X(destroy_write_struct)    \
  X(create_info_struct) X(set_read_fn) X(set_write_fn) X(get_error_ptr) X(get_io_ptr)            \
  X(set_user_limits) X(set_chunk_cache_max) X(set_chunk_malloc_max) X(read_info) X(get_IHDR)     \
  X(set_expand) X(set_interlace_handling) X(read_update_info) X(get_channels) X(get_bit_depth)   \
  X(get_rowbytes) X(read_image) X(read_end) X(set_IHDR) X(write_info) X(write_row) X(write_end)  \
  X(set_benign_errors) X(set_keep_unknown_chunks)

struct nnsh_png_library {
#define X(name) __typeof__(png_##name) *name;
  NNSH_PNG_FUNCTIONS(X)
#undef X
};

/// The library, loaded at first use; NULL when it is not installed.
const struct nnsh_png_library *nnsh_png_library(void);

#endif
