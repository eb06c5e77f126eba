// The element-wise passes of the network engine, fused, for double (_d) and float (_f).
//
// Blocks are column-major, one row an example, without gaps between columns. The functions choose the
// widest vectors of the processor at the first call; results do not depend on any alignment.
#ifndef NNSH_NETWORK_H
#define NNSH_NETWORK_H

#include <stddef.h>
#include <stdint.h>

enum {
  NNSH_G_SIGMOID = 0,
  NNSH_G_TANH = 1,
  NNSH_G_RELU = 2,
  NNSH_G_LEAKY_RELU = 3,
  NNSH_G_ELU = 4,
  NNSH_G_GELU = 5,
  NNSH_G_SOFTPLUS = 6,
  NNSH_G_LINEAR = 7,
};

/// What the last layer computes.
enum {
  NNSH_OUTPUT_SIGMOID = 0,
  NNSH_OUTPUT_SOFTMAX = 1,
  NNSH_OUTPUT_LINEAR = 2,
  NNSH_OUTPUT_TANH = 3,
};

enum { NNSH_CROSS_ENTROPY = 0, NNSH_SQUARED = 1 };

/// How the weights of a tiny network are updated.
enum {
  NNSH_UPDATE_GD = 0,
  NNSH_UPDATE_MOMENTUM = 1,
  NNSH_UPDATE_NESTEROV = 2,
  NNSH_UPDATE_RMSPROP = 3,
  NNSH_UPDATE_ADAM = 4,
};

/// The most that a tiny network may have: units of all layers but the first, parameters, examples.
enum { NNSH_SMALL_UNITS = 32, NNSH_SMALL_PARAMETERS = 128, NNSH_SMALL_EXAMPLES = 8 };

/// A tiny network under training with all its examples at once. Activations: sigmoid, tanh, relu, linear;
/// outputs: sigmoid, or tanh and linear with half the squared error.
struct nnsh_small_network {
  int layers;
  int parameters;
  int examples;
  const int *sizes;
  const int32_t *activations;
  int output;
  int cost;
  /// One line of NNSH_SMALL_EXAMPLES numbers an input or output, 64-byte aligned; what is too much is 0.
  const double *x;
  const double *y;
  double *theta;
  int method;
  /// The share of momentum, rho of rmsprop, or both betas of adam.
  double share;
  double share2;
  double epsilon;
  double lambda;
  /// The optimiser's vectors, and adam's powers of the betas.
  double *memory;
  double *powers;
};

/// Trains for some epochs with a rate each; gives the cost before each update and, where `hits` is not NULL,
/// how many examples were right. Returns the epochs done; when they are fewer, the cost of the next is not
/// finite and the weights are those from before the epoch that led there.
int nnsh_network_small_epochs(
  const struct nnsh_small_network *network, int epochs, const double *rates, double *costs, int *hits);

#define NNSH_NETWORK_FUNCTIONS(REAL, S)                                                                 \
  /* z += bias (one per column; NULL for none); a = g(z). */                                            \
  void nnsh_network_activate_##S(                                                                       \
    int activation, ptrdiff_t rows, ptrdiff_t columns, const REAL *bias, REAL *z, REAL *a);             \
  /* slope = g'(z), element by element; a = g(z) is at hand. */                                         \
  void nnsh_network_slope_##S(                                                                          \
    int activation, ptrdiff_t count, const REAL *z, const REAL *a, REAL *slope);                        \
  /* delta *= g'(z). */                                                                                 \
  void nnsh_network_backward_##S(                                                                       \
    int activation, ptrdiff_t count, const REAL *z, const REAL *a, REAL *delta);                        \
  /* z += bias; a = output of z. `scratch` has room for 3 * rows. */                                    \
  void nnsh_network_output_##S(                                                                         \
    int output, ptrdiff_t rows, ptrdiff_t columns, const REAL *bias, REAL *z, REAL *a, REAL *scratch);  \
  /* The loss of every row, and delta = dloss/dz. Logarithms come from z.                  */          \
  void nnsh_network_loss_##S(                                                                           \
    int output, int cost, ptrdiff_t rows, ptrdiff_t columns, const REAL *z, const REAL *a,              \
    const REAL *y, REAL *delta, REAL *loss, REAL *scratch);                                             \
  /* 1 in the column that each label (0-based) names, 0 elsewhere. */                                   \
  void nnsh_network_onehot_##S(                                                                         \
    ptrdiff_t rows, ptrdiff_t columns, const int32_t *labels, REAL *y);                                 \
  /* target(columns x rows) = source(rows x columns)'. */                                               \
  void nnsh_network_transpose_##S(                                                                      \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, REAL *target);                               \
  /* Copies `rows` rows out of a matrix with `stride` rows. */                                          \
  void nnsh_network_pack_##S(                                                                           \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, ptrdiff_t stride, REAL *target);             \
  /* The reverse of pack. */                                                                            \
  void nnsh_network_unpack_##S(                                                                         \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, REAL *target, ptrdiff_t stride);             \
  /* target(i) = source(order(i)) for one column. */                                                    \
  void nnsh_network_gather_##S(                                                                         \
    ptrdiff_t count, const int32_t *order, const REAL *source, REAL *target);                           \
  /* target(:, i) = source(rows(i), :)' for columns of source that lie `stride` apart; rows NULL: i. */  \
  void nnsh_network_gather_columns_##S(                                                                 \
    ptrdiff_t count, const int32_t *rows, ptrdiff_t columns, const REAL *source, ptrdiff_t stride,      \
    REAL *target);                                                                                      \
  /* sums(j) += sum of column j. */                                                                     \
  void nnsh_network_column_sums_##S(                                                                    \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *source, REAL *sums);                                 \
  /* gradient = (parts[0] + ... + parts[n-1] + lambda * theta) / divisor; part k starts at              \
     parts + k * stride. */                                                                             \
  void nnsh_network_combine_##S(                                                                        \
    ptrdiff_t count, const REAL *parts, ptrdiff_t stride, ptrdiff_t n, REAL lambda, const REAL *theta,  \
    REAL divisor, REAL *gradient);                                                                      \
  /* Sum of squares, in double. */                                                                      \
  double nnsh_network_sum_of_squares_##S(ptrdiff_t count, const REAL *x);                               \
  /* Sum of products, in double. */                                                                     \
  double nnsh_network_dot_##S(ptrdiff_t count, const REAL *x, const REAL *y);                           \
  /* y += alpha * x. */                                                                                 \
  void nnsh_network_add_scaled_##S(ptrdiff_t count, REAL alpha, const REAL *x, REAL *y);                \
  /* velocity = momentum * velocity + gradient; theta -= rate * velocity. */                            \
  void nnsh_network_momentum_##S(                                                                       \
    ptrdiff_t count, REAL rate, REAL momentum, const REAL *gradient, REAL *velocity, REAL *theta);      \
  /* velocity = momentum * velocity + gradient; theta -= rate * (gradient + momentum * velocity). */      \
  void nnsh_network_nesterov_##S(                                                                       \
    ptrdiff_t count, REAL rate, REAL momentum, const REAL *gradient, REAL *velocity, REAL *theta);      \
  /* square = rho * square + (1 - rho) * gradient^2; theta -= rate * gradient / (sqrt(square) +          \
     epsilon). */                                                                                       \
  void nnsh_network_rmsprop_##S(                                                                        \
    ptrdiff_t count, REAL rate, REAL rho, REAL epsilon, const REAL *gradient, REAL *square,             \
    REAL *theta);                                                                                       \
  /* Rows whose largest a stands where the largest y stands; for one column: both at least 1/2, or not. */ \
  ptrdiff_t nnsh_network_hits_##S(                                                                      \
    ptrdiff_t rows, ptrdiff_t columns, const REAL *a, const REAL *y);                                   \
  /* Adam's moving averages and step; `step` = rate / (1 - beta1^t), `unbias` = 1 / (1 - beta2^t). */   \
  void nnsh_network_adam_##S(                                                                           \
    ptrdiff_t count, REAL step, REAL unbias, REAL beta1, REAL beta2, REAL epsilon,                      \
    const REAL *gradient, REAL *mean, REAL *square, REAL *theta);

NNSH_NETWORK_FUNCTIONS(double, d)
NNSH_NETWORK_FUNCTIONS(float, f)

#endif
