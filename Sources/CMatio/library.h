// The functions of libmatio that are used, found by dlsym.
#ifndef NNSH_MATIO_LIBRARY_H
#define NNSH_MATIO_LIBRARY_H

#include <matio.h>
#include <stdbool.h>

struct nnsh_matio {
  mat_t *(*open)(const char *, int);
  mat_t *(*create)(const char *, const char *, enum mat_ft);
  int (*close)(mat_t *);
  matvar_t *(*read_next)(mat_t *);
  void (*free_variable)(matvar_t *);
  matvar_t *(*cell)(matvar_t *, int);
  unsigned (*field_count)(matvar_t *);
  char *const *(*field_names)(const matvar_t *);
  matvar_t *(*field)(matvar_t *, size_t, size_t);
  matvar_t *(*new_variable)(const char *, enum matio_classes, enum matio_types, int, size_t *,
                            void *, int);
  matvar_t *(*new_struct)(const char *, int, const size_t *, const char **, unsigned);
  matvar_t *(*set_cell)(matvar_t *, int, matvar_t *);
  matvar_t *(*set_field)(matvar_t *, size_t, size_t, matvar_t *);
  int (*write)(mat_t *, matvar_t *, enum matio_compression);
  int (*log_function)(const char *, void (*)(int, char *));
};

/// The table, loaded at first use; NULL when the library or a function is missing.
const struct nnsh_matio *nnsh_matio_library(void);

/// Lets the library report errors of the calling thread.
void nnsh_matio_listen(const struct nnsh_matio *table);

/// Whether the library has reported an error since this was last asked.
bool nnsh_matio_take_error(void);

#endif
