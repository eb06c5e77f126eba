#include "clones.h"
#include "nnsh_kernels.h"

#define DEFINE(T, S)                                                    \
  NNSH_CLONES                                                           \
  bool nnsh_any_below_##S(const T *x, T bound, size_t count) {          \
    int found = 0;                                                      \
    for (size_t i = 0; i < count; i++) found |= x[i] < bound;           \
    return found;                                                       \
  }                                                                     \
  NNSH_CLONES                                                           \
  void nnsh_numbers_##S(const bool *x, T *y, size_t count) {            \
    for (size_t i = 0; i < count; i++) y[i] = x[i];                     \
  }

DEFINE(double, d)
DEFINE(float, s)
