// Products of small matrices by libxsmm: a kernel made for shape, strides and processor at run time.
// Column-major. On processors libxsmm does not know, `nnsh_xsmm_multiply_*` answer false.
#ifndef NNSH_XSMM_H
#define NNSH_XSMM_H

#include <stdbool.h>

/// C = A op(B) + (accumulate ? C : 0), C m x n, op(B) k x n: true when done, false when there is no
/// kernel for this shape and nothing was written.
bool nnsh_xsmm_multiply_d(bool trans_b, int m, int n, int k, const double *a, int lda, const double *b,
                          int ldb, bool accumulate, double *c, int ldc);
bool nnsh_xsmm_multiply_s(bool trans_b, int m, int n, int k, const float *a, int lda, const float *b,
                          int ldb, bool accumulate, float *c, int ldc);

#endif
