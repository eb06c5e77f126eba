// Writing: the stream comes from this program and is checked all the same.

#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "nnsh_matio.h"

/// The stream and how far it was read; `bad` once it ran short.
struct source {
  const uint8_t *next;
  size_t left;
  bool bad;
};

static const void *take(struct source *source, size_t count) {
  if (source->bad || count > source->left) {
    source->bad = true;
    return NULL;
  }
  const void *bytes = source->next;
  source->next += count;
  source->left -= count;
  return bytes;
}

static uint64_t take_number(struct source *source, size_t size) {
  uint64_t x = 0;
  const void *bytes = take(source, size);
  if (bytes != NULL) memcpy(&x, bytes, size);
  return x;
}

/// A name as a string of its own, to be freed.
static char *take_name(struct source *source) {
  size_t length = (size_t)take_number(source, 4);
  const void *bytes = take(source, length);
  char *name = bytes == NULL ? NULL : malloc(length + 1);
  if (name == NULL) {
    source->bad = true;
    return NULL;
  }
  memcpy(name, bytes, length);
  name[length] = 0;
  return name;
}

struct layout {
  enum matio_classes class_type;
  enum matio_types data_type;
  size_t size;
  int options;
};

static bool layout_of(uint8_t tag, struct layout *layout) {
  static const struct {
    uint8_t tag;
    struct layout layout;
  } table[] = {
      {NNSH_MAT_DOUBLE, {MAT_C_DOUBLE, MAT_T_DOUBLE, 8, 0}},
      {NNSH_MAT_SINGLE, {MAT_C_SINGLE, MAT_T_SINGLE, 4, 0}},
      {NNSH_MAT_INT8, {MAT_C_INT8, MAT_T_INT8, 1, 0}},
      {NNSH_MAT_INT16, {MAT_C_INT16, MAT_T_INT16, 2, 0}},
      {NNSH_MAT_INT32, {MAT_C_INT32, MAT_T_INT32, 4, 0}},
      {NNSH_MAT_INT64, {MAT_C_INT64, MAT_T_INT64, 8, 0}},
      {NNSH_MAT_UINT8, {MAT_C_UINT8, MAT_T_UINT8, 1, 0}},
      {NNSH_MAT_UINT16, {MAT_C_UINT16, MAT_T_UINT16, 2, 0}},
      {NNSH_MAT_UINT32, {MAT_C_UINT32, MAT_T_UINT32, 4, 0}},
      {NNSH_MAT_UINT64, {MAT_C_UINT64, MAT_T_UINT64, 8, 0}},
      {NNSH_MAT_LOGICAL, {MAT_C_UINT8, MAT_T_UINT8, 1, MAT_F_LOGICAL}},
      {NNSH_MAT_TEXT, {MAT_C_CHAR, MAT_T_UINT8, 1, 0}},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    if (table[i].tag == tag) {
      *layout = table[i].layout;
      return true;
    }
  }
  return false;
}

static matvar_t *take_value(struct source *source, const struct nnsh_matio *lib, const char *name,
                            int depth);

static matvar_t *take_cell(struct source *source, const struct nnsh_matio *lib, const char *name,
                           int rank, size_t *dims, size_t count, int depth) {
  matvar_t *cell = lib->new_variable(name, MAT_C_CELL, MAT_T_CELL, rank, dims, NULL, 0);
  for (size_t i = 0; cell != NULL && i < count && !source->bad; i++) {
    matvar_t *element = take_value(source, lib, NULL, depth + 1);
    if (element != NULL) lib->set_cell(cell, (int)i, element);
  }
  return cell;
}

static matvar_t *take_struct(struct source *source, const struct nnsh_matio *lib,
                             const char *name, int rank, size_t *dims, size_t count, int depth) {
  size_t fields = (size_t)take_number(source, 4);
  // A name takes at least four bytes, which bounds the number of them.
  if (source->bad || fields > source->left / 4) {
    source->bad = true;
    return NULL;
  }
  char **names = calloc(fields + 1, sizeof *names);
  matvar_t *result = NULL;
  if (names != NULL) {
    for (size_t f = 0; f < fields; f++) names[f] = take_name(source);
    if (!source->bad)
      result = lib->new_struct(name, rank, dims, (const char **)names, (unsigned)fields);
    for (size_t i = 0; result != NULL && i < count; i++) {
      for (size_t f = 0; f < fields && !source->bad; f++) {
        matvar_t *value = take_value(source, lib, NULL, depth + 1);
        if (value != NULL) lib->set_field(result, f, i, value);
      }
    }
    for (size_t f = 0; f < fields; f++) free(names[f]);
  }
  free(names);
  return result;
}

static matvar_t *take_value(struct source *source, const struct nnsh_matio *lib, const char *name,
                            int depth) {
  uint8_t tag = (uint8_t)take_number(source, 1);
  size_t rank = (size_t)take_number(source, 4);
  size_t dims[64];
  size_t count = 1;
  if (rank < 2 || rank > 64 || depth > NNSH_MAT_DEPTH) source->bad = true;
  for (size_t i = 0; !source->bad && i < rank; i++) {
    dims[i] = (size_t)take_number(source, 8);
    if (__builtin_mul_overflow(count, dims[i], &count)) source->bad = true;
  }
  if (source->bad) return NULL;
  if (tag == NNSH_MAT_CELL) return take_cell(source, lib, name, (int)rank, dims, count, depth);
  if (tag == NNSH_MAT_STRUCT) return take_struct(source, lib, name, (int)rank, dims, count, depth);
  struct layout layout;
  size_t bytes = 0;
  if (!layout_of(tag, &layout) || __builtin_mul_overflow(count, layout.size, &bytes)) {
    source->bad = true;
    return NULL;
  }
  const void *data = take(source, bytes);
  if (data == NULL && bytes > 0) return NULL;
  return lib->new_variable(name, layout.class_type, layout.data_type, (int)rank, dims,
                           (void *)data, layout.options);
}

int nnsh_matio_write(const char *path, const uint8_t *stream, size_t length, bool compressed) {
  const struct nnsh_matio *lib = nnsh_matio_library();
  if (lib == NULL) return -1;
  mat_t *file = lib->create(path, "MATLAB 5.0 MAT-file, written by nnsh", MAT_FT_MAT5);
  if (file == NULL) return -1;
  struct source source = {stream, length, false};
  enum matio_compression compression =
      compressed ? MAT_COMPRESSION_ZLIB : MAT_COMPRESSION_NONE;
  int status = 0;
  while (status == 0 && take_number(&source, 1) == NNSH_MAT_VARIABLE) {
    char *name = take_name(&source);
    matvar_t *variable = name == NULL ? NULL : take_value(&source, lib, name, 0);
    if (variable == NULL || source.bad)
      status = -1;
    else
      status = lib->write(file, variable, compression);
    if (variable != NULL) lib->free_variable(variable);
    free(name);
  }
  if (source.bad) status = -1;
  return lib->close(file) != 0 ? -1 : status;
}
