#include <math.h>

#include "clones.h"
#include "rounding.h"

#define EACH(EXPRESSION)                                     \
  _Pragma("clang loop vectorize(assume_safety)")             \
  for (size_t i = 0; i < count; i++) y[i] = (EXPRESSION);    \
  break

// Without SSE4.1 the roundings are calls: no complaint when their loops stay as they are.
#define EACH_CALL(EXPRESSION)                                \
  for (size_t i = 0; i < count; i++) y[i] = (EXPRESSION);    \
  break

// Half away from zero: adding the number just below one half never reaches the next integer from below.
#define MAP(F)                                                                                 \
  switch (f) {                                                                                 \
    case NNSH_SQRT: EACH(F##_SQRT(x[i]));                                                      \
    case NNSH_ABS: EACH(F##_ABS(x[i]));                                                        \
    case NNSH_NEGATE: EACH(-x[i]);                                                             \
    case NNSH_FLOOR: EACH_CALL(F##_FLOOR(x[i]));                                               \
    case NNSH_CEIL: EACH_CALL(F##_CEIL(x[i]));                                                 \
    case NNSH_ROUND: EACH_CALL(F##_TRUNC(x[i] + F##_COPYSIGN(F##_HALF, x[i])));                \
    case NNSH_FIX: EACH_CALL(F##_TRUNC(x[i]));                                                 \
    case NNSH_SIGN: EACH(x[i] > 0 ? 1 : x[i] < 0 ? -1 : x[i] == 0 ? 0 : x[i]);                 \
    default: return false;                                                                     \
  }                                                                                            \
  return true

#define D_SQRT __builtin_sqrt
#define D_ABS __builtin_fabs
#define D_FLOOR __builtin_floor
#define D_CEIL __builtin_ceil
#define D_TRUNC __builtin_trunc
#define D_COPYSIGN __builtin_copysign
#define D_HALF 0.49999999999999994
#define S_SQRT __builtin_sqrtf
#define S_ABS __builtin_fabsf
#define S_FLOOR __builtin_floorf
#define S_CEIL __builtin_ceilf
#define S_TRUNC __builtin_truncf
#define S_COPYSIGN __builtin_copysignf
#define S_HALF 0.49999997f

NNSH_CLONES
bool nnsh_rounding_d(nnsh_function f, const double *x, double *y, size_t count) { MAP(D); }

NNSH_CLONES
bool nnsh_rounding_s(nnsh_function f, const float *x, float *y, size_t count) { MAP(S); }
