// Reading: everything in this file but nnsh_matio_start_reading and nnsh_matio_finish runs in the child.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "library.h"
#include "nnsh_matio.h"

/// A buffered descriptor; a write that fails ends the child.
struct sink {
  int descriptor;
  size_t used;
  uint8_t buffer[1 << 16];
};

static void flush(struct sink *sink) {
  size_t done = 0;
  while (done < sink->used) {
    ssize_t n = write(sink->descriptor, sink->buffer + done, sink->used - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) _exit(3);
    done += (size_t)n;
  }
  sink->used = 0;
}

static void put(struct sink *sink, const void *bytes, size_t count) {
  const uint8_t *next = bytes;
  while (count > 0) {
    size_t room = sizeof sink->buffer - sink->used;
    size_t part = count < room ? count : room;
    memcpy(sink->buffer + sink->used, next, part);
    sink->used += part;
    next += part;
    count -= part;
    if (sink->used == sizeof sink->buffer) flush(sink);
  }
}

static void put_u8(struct sink *sink, uint8_t x) { put(sink, &x, sizeof x); }
static void put_u32(struct sink *sink, uint32_t x) { put(sink, &x, sizeof x); }
static void put_u64(struct sink *sink, uint64_t x) { put(sink, &x, sizeof x); }

static void put_name(struct sink *sink, const char *name) {
  size_t length = name == NULL ? 0 : strlen(name);
  put_u32(sink, (uint32_t)length);
  put(sink, name, length);
}

/// Says that the file cannot be read further, and ends the child.
_Noreturn static void fail(struct sink *sink, const char *what) {
  put_u8(sink, NNSH_MAT_FAILURE);
  put_name(sink, what);
  flush(sink);
  _exit(0);
}

/// Bytes of data that the file can still stand for. The library makes up what a damaged file promises.
static uint64_t data_left;

/// What a part of a cell or struct takes of it: eight bytes of the file at least, each of which may stand for a
/// number of eight bytes. In memory it takes more.
enum { part_size = 64 };

/// Takes `count` things of `size` bytes off the data that the file can stand for.
static void spend(struct sink *sink, size_t count, size_t size) {
  size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes) || bytes > data_left)
    fail(sink, "more data than the file can hold");
  data_left -= bytes;
}

static void put_unsupported(struct sink *sink, const char *what) {
  put_u8(sink, NNSH_MAT_UNSUPPORTED);
  put_u32(sink, 0);
  put_name(sink, what);
}

/// The number of elements, or SIZE_MAX when it is no sensible number.
static size_t element_count(const matvar_t *variable) {
  size_t count = 1;
  if (variable->rank < 0 || variable->rank > 64 || (variable->rank > 0 && variable->dims == NULL))
    return SIZE_MAX;
  for (int i = 0; i < variable->rank; i++) {
    if (__builtin_mul_overflow(count, variable->dims[i], &count)) return SIZE_MAX;
  }
  return count;
}

static void put_head(struct sink *sink, uint8_t tag, const matvar_t *variable) {
  put_u8(sink, tag);
  put_u32(sink, (uint32_t)variable->rank);
  for (int i = 0; i < variable->rank; i++) put_u64(sink, variable->dims[i]);
}

static void put_value(struct sink *sink, const struct nnsh_matio *lib, matvar_t *variable, int depth);

static uint8_t number_tag(const matvar_t *variable, size_t *size) {
  if (variable->isLogical) {
    *size = (size_t)variable->data_size;
    return NNSH_MAT_LOGICAL;
  }
  switch (variable->class_type) {
    case MAT_C_DOUBLE: return *size = 8, NNSH_MAT_DOUBLE;
    case MAT_C_SINGLE: return *size = 4, NNSH_MAT_SINGLE;
    case MAT_C_INT8: return *size = 1, NNSH_MAT_INT8;
    case MAT_C_INT16: return *size = 2, NNSH_MAT_INT16;
    case MAT_C_INT32: return *size = 4, NNSH_MAT_INT32;
    case MAT_C_INT64: return *size = 8, NNSH_MAT_INT64;
    case MAT_C_UINT8: return *size = 1, NNSH_MAT_UINT8;
    case MAT_C_UINT16: return *size = 2, NNSH_MAT_UINT16;
    case MAT_C_UINT32: return *size = 4, NNSH_MAT_UINT32;
    case MAT_C_UINT64: return *size = 8, NNSH_MAT_UINT64;
    default: return 0;
  }
}

/// Logical values may be stored in any width: a byte is sent for each.
static void put_truths(struct sink *sink, const matvar_t *variable, size_t count, size_t size) {
  const uint8_t *bytes = variable->data;
  for (size_t i = 0; i < count; i++) {
    uint8_t any = 0;
    for (size_t k = 0; k < size; k++) any |= bytes[i * size + k];
    put_u8(sink, any != 0);
  }
}

static void put_numbers(struct sink *sink, const matvar_t *variable, size_t count) {
  size_t size = 0;
  uint8_t tag = number_tag(variable, &size);
  size_t bytes = 0;
  if (tag == 0 || size == 0 || variable->isComplex) {
    put_unsupported(sink, variable->isComplex ? "complex numbers" : "an unknown class");
    return;
  }
  // The library's own count is the only thing that says how much there is behind `data`.
  if (__builtin_mul_overflow(count, size, &bytes) || bytes > variable->nbytes ||
      (bytes > 0 && variable->data == NULL) || variable->data_size != (int)size) {
    if (bytes == 0) {
      put_head(sink, tag, variable);
      return;
    }
    fail(sink, "truncated data");
  }
  spend(sink, count, size);
  put_head(sink, tag, variable);
  if (tag == NNSH_MAT_LOGICAL)
    put_truths(sink, variable, count, size);
  else
    put(sink, variable->data, bytes);
}

/// A character of the basic plane in UTF-8.
static void put_character(struct sink *sink, uint32_t unit) {
  if (unit < 0x80) {
    put_u8(sink, (uint8_t)unit);
  } else if (unit < 0x800) {
    put_u8(sink, (uint8_t)(0xC0 | unit >> 6));
    put_u8(sink, (uint8_t)(0x80 | (unit & 0x3F)));
  } else {
    put_u8(sink, (uint8_t)(0xE0 | (unit >> 12 & 0x0F)));
    put_u8(sink, (uint8_t)(0x80 | (unit >> 6 & 0x3F)));
    put_u8(sink, (uint8_t)(0x80 | (unit & 0x3F)));
  }
}

static size_t character_length(uint32_t unit) { return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3; }

static uint32_t unit_at(const uint8_t *data, size_t size, size_t i) {
  uint32_t unit = 0;
  memcpy(&unit, data + i * size, size);
  return unit & 0xFFFF;
}

/// A row of text is sent as UTF-8; in other arrays a character has one byte, and those beyond are '?'.
static void put_text(struct sink *sink, const matvar_t *variable, size_t count) {
  size_t size = variable->data_size > 0 ? (size_t)variable->data_size : 1;
  size_t bytes = 0;
  const uint8_t *data = variable->data;
  bool row = variable->rank == 2 && variable->dims[0] == 1;
  if (variable->data_type == MAT_T_UTF8) {
    size = 1;
    // Here the library counts characters in `dims` and bytes in `nbytes`.
    if (row) count = variable->nbytes;
  }
  if (size > 4 || __builtin_mul_overflow(count, size, &bytes) || bytes > variable->nbytes ||
      (bytes > 0 && data == NULL)) {
    if (count > 0) fail(sink, "truncated text");
  }
  spend(sink, count, size);
  if (!row || size == 1) {
    matvar_t shaped = *variable;
    size_t dims[2] = {1, count};
    if (row) shaped.dims = dims;
    put_head(sink, NNSH_MAT_TEXT, &shaped);
    for (size_t i = 0; i < count; i++) {
      uint32_t unit = unit_at(data, size, i);
      put_u8(sink, unit < 256 ? (uint8_t)unit : '?');
    }
    return;
  }
  size_t length = 0;
  for (size_t i = 0; i < count; i++) length += character_length(unit_at(data, size, i));
  put_u8(sink, NNSH_MAT_TEXT);
  put_u32(sink, 2);
  put_u64(sink, 1);
  put_u64(sink, length);
  for (size_t i = 0; i < count; i++) put_character(sink, unit_at(data, size, i));
}

static void put_sparse(struct sink *sink, const matvar_t *variable) {
  const mat_sparse_t *sparse = variable->data;
  size_t bytes = 0;
  if (variable->isComplex || variable->data_type != MAT_T_DOUBLE || variable->rank != 2 ||
      sparse == NULL || sparse->jc == NULL) {
    put_unsupported(sink, "a sparse matrix");
    return;
  }
  size_t rows = variable->dims[0], columns = variable->dims[1];
  if (__builtin_mul_overflow(rows, columns, &bytes) ||
      __builtin_mul_overflow(bytes, sizeof(double), &bytes) || sparse->njc < columns + 1) {
    fail(sink, "a sparse matrix with bad sizes");
  }
  double *full = calloc(1, bytes > 0 ? bytes : 1);
  if (full == NULL) fail(sink, "out of memory");
  for (size_t column = 0; column < columns; column++) {
    for (size_t k = sparse->jc[column]; k < sparse->jc[column + 1]; k++) {
      if (k >= sparse->nir || k >= sparse->ndata || sparse->ir[k] >= rows)
        fail(sink, "a sparse matrix with bad indices");
      full[column * rows + sparse->ir[k]] = ((const double *)sparse->data)[k];
    }
  }
  put_head(sink, NNSH_MAT_DOUBLE, variable);
  put(sink, full, bytes);
  free(full);
}

static void put_cell(struct sink *sink, const struct nnsh_matio *lib, matvar_t *variable,
                     size_t count, int depth) {
  if (count > variable->nbytes || count > INT32_MAX) fail(sink, "a cell with bad sizes");
  spend(sink, count, part_size);
  put_head(sink, NNSH_MAT_CELL, variable);
  for (size_t i = 0; i < count; i++)
    put_value(sink, lib, lib->cell(variable, (int)i), depth + 1);
}

static void put_struct(struct sink *sink, const struct nnsh_matio *lib, matvar_t *variable,
                       size_t count, int depth) {
  unsigned fields = lib->field_count(variable);
  char *const *names = lib->field_names(variable);
  if ((fields > 0 && names == NULL) || count > INT32_MAX || fields > INT32_MAX)
    fail(sink, "a struct with bad sizes");
  if (fields > 0 && count > variable->nbytes) fail(sink, "a struct with bad sizes");
  for (unsigned f = 0; f < fields; f++) spend(sink, count, part_size);
  put_head(sink, NNSH_MAT_STRUCT, variable);
  put_u32(sink, fields);
  for (unsigned f = 0; f < fields; f++) put_name(sink, names[f]);
  for (size_t i = 0; i < count && fields > 0; i++) {
    for (unsigned f = 0; f < fields; f++)
      put_value(sink, lib, lib->field(variable, f, i), depth + 1);
  }
}

static void put_value(struct sink *sink, const struct nnsh_matio *lib, matvar_t *variable,
                      int depth) {
  size_t count = variable == NULL ? 0 : element_count(variable);
  if (count > 0 && variable->class_type == MAT_C_EMPTY && variable->rank > 0) {
    put_unsupported(sink, "an unknown class");
    return;
  }
  if (variable == NULL || variable->class_type == MAT_C_EMPTY) {
    // An element that the file leaves out is the empty matrix.
    put_u8(sink, NNSH_MAT_DOUBLE);
    put_u32(sink, 2);
    put_u64(sink, 0);
    put_u64(sink, 0);
    return;
  }
  if (count == SIZE_MAX || depth > NNSH_MAT_DEPTH) fail(sink, "bad dimensions");
  switch (variable->class_type) {
    case MAT_C_CHAR: put_text(sink, variable, count); break;
    case MAT_C_SPARSE: put_sparse(sink, variable); break;
    case MAT_C_CELL: put_cell(sink, lib, variable, count, depth); break;
    case MAT_C_STRUCT: put_struct(sink, lib, variable, count, depth); break;
    case MAT_C_OBJECT:
    case MAT_C_FUNCTION:
    case MAT_C_OPAQUE: put_unsupported(sink, "an object or function"); break;
    default: put_numbers(sink, variable, count);
  }
}

static void read_file(const char *path, int descriptor) {
  static struct sink sink;
  sink.descriptor = descriptor;
  const struct nnsh_matio *lib = nnsh_matio_library();
  if (lib == NULL) fail(&sink, "libmatio is not installed");
  // HDF5 keeps who listens to its errors for each thread, and the library may have been loaded by another one.
  nnsh_matio_listen(lib);
  mat_t *file = lib->open(path, MAT_ACC_RDONLY);
  if (file == NULL) fail(&sink, "not a MAT file");
  for (;;) {
    nnsh_matio_take_error();
    matvar_t *variable = lib->read_next(file);
    if (variable == NULL) {
      // The end, or a variable that cannot be read: only the library's messages tell.
      if (nnsh_matio_take_error()) fail(&sink, "a variable is damaged");
      break;
    }
    put_u8(&sink, NNSH_MAT_VARIABLE);
    put_name(&sink, variable->name);
    put_value(&sink, lib, variable, 0);
    lib->free_variable(variable);
  }
  put_u8(&sink, NNSH_MAT_END);
  flush(&sink);
}

static void limit(int resource, rlim_t soft) {
  struct rlimit now;
  if (getrlimit(resource, &now) != 0) return;
  if (now.rlim_max != RLIM_INFINITY && soft > now.rlim_max) soft = now.rlim_max;
  now.rlim_cur = soft;
  setrlimit(resource, &now);
}

/// Bytes of address space this process has.
static uint64_t address_space(void) {
  uint64_t pages = 0;
  char text[64];
  int file = open("/proc/self/statm", O_RDONLY);
  if (file < 0) return 0;
  ssize_t n = read(file, text, sizeof text - 1);
  close(file);
  if (n <= 0) return 0;
  text[n] = 0;
  pages = strtoull(text, NULL, 10);
  return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

int nnsh_matio_start_reading(const char *path, uint64_t memory, uint64_t data, unsigned seconds,
                             pid_t *child) {
  int ends[2];
  // Loaded here, so that the child of a process with several threads needs no loader lock.
  if (nnsh_matio_library() == NULL) {
    errno = ENOSYS;
    return -1;
  }
  if (pipe(ends) != 0) return -1;
  pid_t process = fork();
  if (process < 0) {
    close(ends[0]);
    close(ends[1]);
    return -1;
  }
  if (process == 0) {
    for (int signal_number = 1; signal_number < 32; signal_number++) signal(signal_number, SIG_DFL);
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, seconds);
    // Asked here: until the fork other threads may have taken more, which would be missing for the file.
    uint64_t space = address_space();
    if (space > 0) limit(RLIMIT_AS, space + memory);
    // Nothing of the library's may reach the user's terminal.
    int out = fcntl(ends[1], F_DUPFD, 3);
    int nowhere = open("/dev/null", O_RDWR);
    for (int i = 0; i < 3; i++) dup2(nowhere, i);
    data_left = data;
    if (out >= 0) read_file(path, out);
    _exit(0);
  }
  close(ends[1]);
  *child = process;
  return ends[0];
}

void nnsh_matio_finish(pid_t child) {
  kill(child, SIGKILL);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
  }
}
