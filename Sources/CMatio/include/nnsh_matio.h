// MAT files through libmatio, which is loaded at first use and, for reading, only ever runs in a child
// process: a file it stumbles over costs that child and not the session.
#ifndef NNSH_MATIO_H
#define NNSH_MATIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Tags of the byte stream in which variables travel. All numbers are little-endian.
//   stream:   { NNSH_MAT_VARIABLE name value } NNSH_MAT_END
//   name:     u32 length, bytes
//   value:    u8 tag, u32 rank, u64 dims[rank], then by tag:
//     numbers and text: the elements, column by column (text: one byte each)
//     cell:             the values of all elements
//     struct:           u32 fields, their names, then for each element the value of each field
//     unsupported:      rank 0, a name that says what it is
enum {
  NNSH_MAT_END = 0,
  NNSH_MAT_VARIABLE = 1,
  NNSH_MAT_FAILURE = 2,  // followed by a name: what went wrong; the stream ends here

  NNSH_MAT_DOUBLE = 10,
  NNSH_MAT_SINGLE = 11,
  NNSH_MAT_INT8 = 12,
  NNSH_MAT_INT16 = 13,
  NNSH_MAT_INT32 = 14,
  NNSH_MAT_INT64 = 15,
  NNSH_MAT_UINT8 = 16,
  NNSH_MAT_UINT16 = 17,
  NNSH_MAT_UINT32 = 18,
  NNSH_MAT_UINT64 = 19,
  NNSH_MAT_LOGICAL = 20,
  NNSH_MAT_TEXT = 21,
  NNSH_MAT_CELL = 30,
  NNSH_MAT_STRUCT = 31,
  NNSH_MAT_UNSUPPORTED = 40,
};

/// How deep cells and structs may be nested, in files and in values to be written.
enum { NNSH_MAT_DEPTH = 64 };

/// Loads the library; false when it is not installed.
bool nnsh_matio_available(void);

/// Starts a child process that reads the MAT file at `path` and writes its variables as a stream to a pipe.
/// - memory: bytes of address space the child may take beyond what this process has now.
/// - data: bytes that the elements of all variables may take, sparse matrices left aside.
/// - seconds: processor time it may take.
/// Gives the reading end of the pipe and the process, or -1 with errno.
int nnsh_matio_start_reading(const char *path, uint64_t memory, uint64_t data, unsigned seconds,
                             pid_t *child);

/// Ends the child (which may have ended by itself) and collects it.
void nnsh_matio_finish(pid_t child);

/// Writes the variables of a stream (as above) to a new MAT v5 file; 0, or -1 on failure.
int nnsh_matio_write(const char *path, const uint8_t *stream, size_t length, bool compressed);

#endif
