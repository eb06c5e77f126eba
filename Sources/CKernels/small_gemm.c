#include "clones.h"
#include "nnsh_kernels.h"

// Columns of C are combinations of columns of A, unless A is transposed: then each element is a dot product.
#define SMALL_GEMM(T)                                                                                  \
  for (ptrdiff_t j = 0; j < n; j++) {                                                                  \
    T *restrict column = c + j * ldc;                                                                  \
    if (beta == 0) {                                                                                   \
      for (ptrdiff_t i = 0; i < m; i++) column[i] = 0;                                                 \
    } else if (beta != 1) {                                                                            \
      for (ptrdiff_t i = 0; i < m; i++) column[i] *= beta;                                             \
    }                                                                                                  \
    if (trans_a) {                                                                                     \
      for (ptrdiff_t i = 0; i < m; i++) {                                                              \
        const T *row = a + i * lda;                                                                    \
        T sum = 0;                                                                                     \
        for (ptrdiff_t l = 0; l < k; l++) sum += row[l] * (trans_b ? b[j + l * ldb] : b[l + j * ldb]); \
        column[i] += alpha * sum;                                                                      \
      }                                                                                                \
    } else {                                                                                           \
      for (ptrdiff_t l = 0; l < k; l++) {                                                              \
        const T factor = alpha * (trans_b ? b[j + l * ldb] : b[l + j * ldb]);                          \
        const T *source = a + l * lda;                                                                 \
        for (ptrdiff_t i = 0; i < m; i++) column[i] += factor * source[i];                             \
      }                                                                                                \
    }                                                                                                  \
  }

void nnsh_small_gemm_d(bool trans_a, bool trans_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                       const double *a, ptrdiff_t lda, const double *b, ptrdiff_t ldb, double beta,
                       double *c, ptrdiff_t ldc) {
  SMALL_GEMM(double)
}

void nnsh_small_gemm_s(bool trans_a, bool trans_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, float alpha,
                       const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, float beta,
                       float *c, ptrdiff_t ldc) {
  SMALL_GEMM(float)
}
