// Builds network_kernels.h for each number type and instruction set, and chooses at the first call.
#include "nnsh_network.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#define DECLARE_TABLE(REAL, TABLE, MORE)                                                                     \
  struct TABLE {                                                                                       \
    void (*activate)(int, ptrdiff_t, ptrdiff_t, const REAL *, REAL *, REAL *);                         \
    void (*slope)(int, ptrdiff_t, const REAL *, const REAL *, REAL *);                                 \
    void (*backward)(int, ptrdiff_t, const REAL *, const REAL *, REAL *);                              \
    void (*output)(int, ptrdiff_t, ptrdiff_t, const REAL *, REAL *, REAL *, REAL *);                   \
    void (*loss)(                                                                                      \
      int, int, ptrdiff_t, ptrdiff_t, const REAL *, const REAL *, const REAL *, REAL *, REAL *,        \
      REAL *);                                                                                         \
    void (*onehot)(ptrdiff_t, ptrdiff_t, const int32_t *, REAL *);                                     \
    void (*transpose)(ptrdiff_t, ptrdiff_t, const REAL *, REAL *);                                     \
    void (*pack)(ptrdiff_t, ptrdiff_t, const REAL *, ptrdiff_t, REAL *);                               \
    void (*unpack)(ptrdiff_t, ptrdiff_t, const REAL *, REAL *, ptrdiff_t);                             \
    void (*gather)(ptrdiff_t, const int32_t *, const REAL *, REAL *);                                  \
    void (*gather_columns)(                                                                            \
      ptrdiff_t, const int32_t *, ptrdiff_t, const REAL *, ptrdiff_t, REAL *);                         \
    void (*column_sums)(ptrdiff_t, ptrdiff_t, const REAL *, REAL *);                                   \
    void (*combine)(                                                                                   \
      ptrdiff_t, const REAL *, ptrdiff_t, ptrdiff_t, REAL, const REAL *, REAL, REAL *);                \
    double (*dot)(ptrdiff_t, const REAL *, const REAL *);                                              \
    void (*add_scaled)(ptrdiff_t, REAL, const REAL *, REAL *);                                         \
    void (*momentum)(ptrdiff_t, REAL, REAL, const REAL *, REAL *, REAL *);                             \
    void (*nesterov)(ptrdiff_t, REAL, REAL, const REAL *, REAL *, REAL *);                             \
    void (*rmsprop)(ptrdiff_t, REAL, REAL, REAL, const REAL *, REAL *, REAL *);                        \
    ptrdiff_t (*hits)(ptrdiff_t, ptrdiff_t, const REAL *, const REAL *);                               \
    void (*adam)(                                                                                      \
      ptrdiff_t, REAL, REAL, REAL, REAL, REAL, const REAL *, REAL *, REAL *, REAL *);                  \
    MORE                                                                                               \
  };
DECLARE_TABLE(
  double, double_functions,
  int (*small_epochs)(const struct nnsh_small_network *, int, const double *, double *, int *);)
DECLARE_TABLE(float, float_functions, )

#define REAL double
#define IS_FLOAT 0
#define FUNCTIONS double_functions
#define NAME(x) x##_plain_d
#include "network_kernels.h"
#undef NAME
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2_d
#include "network_kernels.h"
#undef NAME
#pragma clang attribute pop
#pragma clang attribute push( \
  __attribute__((target("avx2,fma,avx512f,avx512dq,avx512bw,avx512vl"))), apply_to = function)
#define NAME(x) x##_avx512_d
#include "network_kernels.h"
#undef NAME
#pragma clang attribute pop
#endif
#undef REAL
#undef IS_FLOAT
#undef FUNCTIONS

#define REAL float
#define IS_FLOAT 1
#define FUNCTIONS float_functions
#define NAME(x) x##_plain_f
#include "network_kernels.h"
#undef NAME
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) x##_avx2_f
#include "network_kernels.h"
#undef NAME
#pragma clang attribute pop
#pragma clang attribute push( \
  __attribute__((target("avx2,fma,avx512f,avx512dq,avx512bw,avx512vl"))), apply_to = function)
#define NAME(x) x##_avx512_f
#include "network_kernels.h"
#undef NAME
#pragma clang attribute pop
#endif
#undef REAL
#undef IS_FLOAT
#undef FUNCTIONS

static _Atomic int chosen_level = -1;

/// 0 plain, 1 AVX2 with FMA, 2 AVX-512.
static int level(void) {
  int known = atomic_load_explicit(&chosen_level, memory_order_relaxed);
  if (known >= 0) return known;
  known = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) known = 1;
  if (
    known == 1 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
    __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    known = 2;
#endif
  atomic_store_explicit(&chosen_level, known, memory_order_relaxed);
  return known;
}

#if defined(__x86_64__)
#define TABLE(S) \
  (level() == 2 ? &table_avx512_##S : level() == 1 ? &table_avx2_##S : &table_plain_##S)
#else
#define TABLE(S) (&table_plain_##S)
#endif

#define DEFINE(REAL, S)                                                                                \
  void nnsh_network_activate_##S(                                                                      \
    int activation, ptrdiff_t rows, ptrdiff_t columns, const REAL *bias, REAL *z, REAL *a) {           \
    TABLE(S)->activate(activation, rows, columns, bias, z, a);                                         \
  }                                                                                                    \
  void nnsh_network_slope_##S(                                                                         \
    int activation, ptrdiff_t count, const REAL *z, const REAL *a, REAL *slope) {                      \
    TABLE(S)->slope(activation, count, z, a, slope);                                                   \
  }                                                                                                    \
  void nnsh_network_backward_##S(                                                                      \
    int activation, ptrdiff_t count, const REAL *z, const REAL *a, REAL *delta) {                      \
    TABLE(S)->backward(activation, count, z, a, delta);                                                \
  }                                                                                                    \
  void nnsh_network_output_##S(                                                                        \
    int output, ptrdiff_t rows, ptrdiff_t columns, const REAL *bias, REAL *z, REAL *a,                 \
    REAL *scratch) {                                                                                   \
    TABLE(S)->output(output, rows, columns, bias, z, a, scratch);                                      \
  }                                                                                                    \
  void nnsh_network_loss_##S(                                                                          \
    int output, int cost, ptrdiff_t rows, ptrdiff_t columns, const REAL *z, const REAL *a,             \
    const REAL *y, REAL *delta, REAL *loss, REAL *scratch) {                                           \
    TABLE(S)->loss(output, cost, rows, columns, z, a, y, delta, loss, scratch);                        \
  }                                                                                                    \
  void nnsh_network_onehot_##S(                                                                        \
    ptrdiff_t rows, ptrdiff_t columns, const int32_t *labels, REAL *y) {                               \
    TABLE(S)->onehot(rows, columns, labels, y);                                                        \
  }                                                                                                    \
  void nnsh_network_transpose_##S(                                                                     \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, REAL *target) {                             \
    TABLE(S)->transpose(rows, columns, source, target);                                                \
  }                                                                                                    \
  void nnsh_network_pack_##S(                                                                          \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, ptrdiff_t stride, REAL *target) {           \
    TABLE(S)->pack(rows, columns, source, stride, target);                                             \
  }                                                                                                    \
  void nnsh_network_unpack_##S(                                                                        \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, REAL *target, ptrdiff_t stride) {           \
    TABLE(S)->unpack(rows, columns, source, target, stride);                                           \
  }                                                                                                    \
  void nnsh_network_gather_##S(                                                                        \
    ptrdiff_t count, const int32_t *order, const REAL *source, REAL *target) {                         \
    TABLE(S)->gather(count, order, source, target);                                                    \
  }                                                                                                    \
  void nnsh_network_gather_columns_##S(                                                                \
    ptrdiff_t count, const int32_t *rows, ptrdiff_t columns, const REAL *source, ptrdiff_t stride,     \
    REAL *target) {                                                                                    \
    TABLE(S)->gather_columns(count, rows, columns, source, stride, target);                            \
  }                                                                                                    \
  void nnsh_network_column_sums_##S(                                                                   \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, REAL *sums) {                               \
    TABLE(S)->column_sums(rows, columns, source, sums);                                                \
  }                                                                                                    \
  void nnsh_network_combine_##S(                                                                       \
    ptrdiff_t count, const REAL *parts, ptrdiff_t stride, ptrdiff_t n, REAL lambda, const REAL *theta, \
    REAL divisor, REAL *gradient) {                                                                    \
    TABLE(S)->combine(count, parts, stride, n, lambda, theta, divisor, gradient);                      \
  }                                                                                                    \
  double nnsh_network_sum_of_squares_##S(ptrdiff_t count, const REAL *x) {                             \
    return TABLE(S)->dot(count, x, x);                                                                 \
  }                                                                                                    \
  double nnsh_network_dot_##S(ptrdiff_t count, const REAL *x, const REAL *y) {                         \
    return TABLE(S)->dot(count, x, y);                                                                 \
  }                                                                                                    \
  void nnsh_network_add_scaled_##S(ptrdiff_t count, REAL alpha, const REAL *x, REAL *y) {              \
    TABLE(S)->add_scaled(count, alpha, x, y);                                                          \
  }                                                                                                    \
  void nnsh_network_momentum_##S(                                                                      \
    ptrdiff_t count, REAL rate, REAL momentum, const REAL *gradient, REAL *velocity, REAL *theta) {    \
    TABLE(S)->momentum(count, rate, momentum, gradient, velocity, theta);                              \
  }                                                                                                    \
  void nnsh_network_nesterov_##S(                                                                      \
    ptrdiff_t count, REAL rate, REAL momentum, const REAL *gradient, REAL *velocity, REAL *theta) {    \
    TABLE(S)->nesterov(count, rate, momentum, gradient, velocity, theta);                              \
  }                                                                                                    \
  void nnsh_network_rmsprop_##S(                                                                       \
    ptrdiff_t count, REAL rate, REAL rho, REAL epsilon, const REAL *gradient, REAL *square,            \
    REAL *theta) {                                                                                     \
    TABLE(S)->rmsprop(count, rate, rho, epsilon, gradient, square, theta);                             \
  }                                                                                                    \
  ptrdiff_t nnsh_network_hits_##S(                                                                     \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *a, const REAL *y) {                                 \
    return TABLE(S)->hits(rows, columns, a, y);                                                        \
  }                                                                                                    \
  void nnsh_network_adam_##S(                                                                          \
    ptrdiff_t count, REAL step, REAL unbias, REAL beta1, REAL beta2, REAL epsilon,                     \
    const REAL *gradient, REAL *mean, REAL *square, REAL *theta) {                                     \
    TABLE(S)->adam(count, step, unbias, beta1, beta2, epsilon, gradient, mean, square, theta);         \
  }

DEFINE(double, d)
DEFINE(float, f)

int nnsh_network_small_epochs(
  const struct nnsh_small_network *network, int epochs, const double *rates, double *costs, int *hits) {
  return TABLE(d)->small_epochs(network, epochs, rates, costs, hits);
}
