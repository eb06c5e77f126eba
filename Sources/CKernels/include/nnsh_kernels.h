// Loops over elements: arithmetic, comparisons, mathematical functions, small products, and the threads
// that share them. Nothing here allocates or knows shapes; nothing is initialised before its first use.
// Several operations in one loop: nnsh_chain.h.
#ifndef NNSH_KERNELS_H
#define NNSH_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Arithmetic of two operands, element by element. LEFT_DIVIDE is b / a.
typedef enum {
  NNSH_ADD, NNSH_SUBTRACT, NNSH_MULTIPLY, NNSH_DIVIDE, NNSH_LEFT_DIVIDE, NNSH_POWER
} nnsh_arithmetic;

typedef enum {
  NNSH_EQUAL, NNSH_NOT_EQUAL, NNSH_LESS, NNSH_LESS_EQUAL, NNSH_GREATER, NNSH_GREATER_EQUAL
} nnsh_comparison;

/// Functions of one operand.
typedef enum {
  NNSH_EXP, NNSH_LOG, NNSH_LOG2, NNSH_LOG10, NNSH_LOG1P, NNSH_EXPM1, NNSH_CBRT, NNSH_SIN, NNSH_COS,
  NNSH_TAN, NNSH_ASIN, NNSH_ACOS, NNSH_ATAN, NNSH_SINH, NNSH_COSH, NNSH_TANH, NNSH_ASINH, NNSH_ACOSH,
  NNSH_ATANH, NNSH_ERF, NNSH_ERFC, NNSH_SIGMOID, NNSH_VECTOR_FUNCTIONS,
  NNSH_GAMMA = NNSH_VECTOR_FUNCTIONS, NNSH_LGAMMA, NNSH_SQRT, NNSH_ABS, NNSH_NEGATE, NNSH_FLOOR,
  NNSH_CEIL, NNSH_ROUND, NNSH_FIX, NNSH_SIGN
} nnsh_function;

/// y[i] = a[i * stride_a] op b[i * stride_b]; the strides are 0 or 1. y may be a or b.
void nnsh_arithmetic_d(nnsh_arithmetic op, const double *a, ptrdiff_t stride_a, const double *b,
                       ptrdiff_t stride_b, double *y, size_t count);
void nnsh_arithmetic_s(nnsh_arithmetic op, const float *a, ptrdiff_t stride_a, const float *b,
                       ptrdiff_t stride_b, float *y, size_t count);

/// y[i] = a[i * stride_a] op b[i * stride_b] as 0 or 1; the strides are 0 or 1.
void nnsh_compare_d(nnsh_comparison op, const double *a, ptrdiff_t stride_a, const double *b,
                    ptrdiff_t stride_b, bool *y, size_t count);
void nnsh_compare_s(nnsh_comparison op, const float *a, ptrdiff_t stride_a, const float *b,
                    ptrdiff_t stride_b, bool *y, size_t count);

/// y[i] = f(x[i]). The result of an element depends on nothing but the element. y may be x.
void nnsh_map_d(nnsh_function f, const double *x, double *y, size_t count);
void nnsh_map_s(nnsh_function f, const float *x, float *y, size_t count);

/// Whether any x[i] < bound.
bool nnsh_any_below_d(const double *x, double bound, size_t count);
bool nnsh_any_below_s(const float *x, float bound, size_t count);

/// y[i] = x[i] as 0 or 1.
void nnsh_numbers_d(const bool *x, double *y, size_t count);
void nnsh_numbers_s(const bool *x, float *y, size_t count);

/// C = alpha op(A) op(B) + beta C for small sizes, by plain loops; each sum runs in the order of k.
void nnsh_small_gemm_d(bool trans_a, bool trans_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                       const double *a, ptrdiff_t lda, const double *b, ptrdiff_t ldb, double beta,
                       double *c, ptrdiff_t ldc);
void nnsh_small_gemm_s(bool trans_a, bool trans_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, float alpha,
                       const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, float beta,
                       float *c, ptrdiff_t ldc);

/// The threads that take part in `nnsh_workers_run`, the caller included.
int nnsh_workers_count(void);
/// Lets at most `count` threads take part from now on; 0 lifts the limit.
void nnsh_workers_limit(int count);
/// Calls body(context, i) once for each i in 0..<blocks, on any thread, and returns when all are done.
/// A call from inside a block, or from a second thread meanwhile, runs its blocks one after the other.
void nnsh_workers_run(size_t blocks, void (*body)(void *context, size_t block), void *context);
/// Sends the threads to sleep at once instead of letting them spin for a while.
void nnsh_workers_park(void);

#endif
