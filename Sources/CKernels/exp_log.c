#include "exp_log.h"

#include "exp_log_vectors.h"

bool nnsh_has_exp_log(nnsh_function f) {
  return f == NNSH_EXP || f == NNSH_LOG || f == NNSH_SIGMOID;
}

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq"))), apply_to = function)

#define RUN(F)                                                                            \
  for (size_t i = 0; i + 8 <= count; i += 8) _mm512_storeu_pd(y + i, F(_mm512_loadu_pd(x + i))); \
  if (count % 8 != 0) {                                                                   \
    const __mmask8 rest = (__mmask8)((1u << count % 8) - 1);                              \
    const size_t start = count - count % 8;                                               \
    _mm512_mask_storeu_pd(y + start, rest, F(_mm512_maskz_loadu_pd(rest, x + start)));    \
  }                                                                                       \
  break

void nnsh_exp_log_d(nnsh_function f, const double *x, double *y, size_t count) {
  switch (f) {
    case NNSH_EXP: RUN(exponential);
    case NNSH_LOG: RUN(logarithm);
    case NNSH_SIGMOID: RUN(logistic);
    default: break;
  }
}

#pragma clang attribute pop

#else

void nnsh_exp_log_d(nnsh_function f, const double *x, double *y, size_t count) {}

#endif
