#include "nnsh_xsmm.h"

#if defined(__x86_64__) && __has_include(<libxsmm.h>)

#include <libxsmm.h>

// The library keeps the kernels it made in a table of its own and finds one in some 20 ns; each thread
// remembers the last ones here, which costs 2 ns.
typedef struct {
  int m, n, k, lda, ldb, ldc;
  int flags;
  bool known;
  libxsmm_xmmfunction kernel;
} Entry;

enum { entries = 64 };

static unsigned slot(int m, int n, int k, int lda, int ldb, int ldc, int flags) {
  unsigned h = (unsigned)m * 31u + (unsigned)n * 131u + (unsigned)k * 1031u + (unsigned)lda * 17u +
               (unsigned)ldb * 7u + (unsigned)ldc * 3u + (unsigned)flags * 101u;
  return (h ^ (h >> 7) ^ (h >> 15)) % entries;
}

#define MULTIPLY(NAME, T, DISPATCH, MEMBER)                                                          \
  bool NAME(bool trans_b, int m, int n, int k, const T *a, int lda, const T *b, int ldb,             \
            bool accumulate, T *c, int ldc) {                                                        \
    static _Thread_local Entry cache[entries];                                                       \
    const int flags = trans_b ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;                  \
    const int key = flags | (accumulate ? 1 << 20 : 0);                                              \
    Entry *entry = &cache[slot(m, n, k, lda, ldb, ldc, key)];                                        \
    if (!entry->known || entry->m != m || entry->n != n || entry->k != k || entry->lda != lda ||     \
        entry->ldb != ldb || entry->ldc != ldc || entry->flags != key) {                             \
      const T alpha = 1, beta = accumulate ? 1 : 0;                                                  \
      const int prefetch = LIBXSMM_GEMM_PREFETCH_NONE;                                               \
      Entry fresh = {m, n, k, lda, ldb, ldc, key, true, {0}};                                        \
      fresh.kernel.MEMBER = DISPATCH(m, n, k, &lda, &ldb, &ldc, &alpha, &beta, &flags,    \
                                       &prefetch);           \
      *entry = fresh;                                                                                \
    }                                                                                                \
    if (!entry->kernel.MEMBER) return false;                                                         \
    entry->kernel.MEMBER(a, b, c);                                                                   \
    return true;                                                                                     \
  }

MULTIPLY(nnsh_xsmm_multiply_d, double, libxsmm_dmmdispatch, dmm)
MULTIPLY(nnsh_xsmm_multiply_s, float, libxsmm_smmdispatch, smm)

#else

bool nnsh_xsmm_multiply_d(bool trans_b, int m, int n, int k, const double *a, int lda, const double *b,
                          int ldb, bool accumulate, double *c, int ldc) {
  return false;
}

bool nnsh_xsmm_multiply_s(bool trans_b, int m, int n, int k, const float *a, int lda, const float *b,
                          int ldb, bool accumulate, float *c, int ldc) {
  return false;
}

#endif
