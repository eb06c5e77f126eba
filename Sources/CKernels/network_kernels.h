// The network's element-wise passes for one number type and one instruction set: included several times,
// with REAL, IS_FLOAT and NAME(x) defined. Everything here is plain C that the compiler vectorises.

#if IS_FLOAT
#define K(x) x##f
#define INT int32_t
#else
#define K(x) x
#define INT int64_t
#endif

/// exp(x) - 1 = scale * p + (scale - 1): the power of two and the rest, where x = n ln 2 + r.
static inline void NAME(exp_parts)(REAL x, REAL *scale, REAL *p) {
#if IS_FLOAT
  const REAL magic = 0x1.8p23f, low = -87.0f, high = 88.5f;
  const REAL ln2_high = 0x1.62e4p-1f, ln2_low = 0x1.7f7d1cp-20f;
#else
  const REAL magic = 0x1.8p52, low = -708.0, high = 709.5;
  const REAL ln2_high = 0x1.62e42fefa39efp-1, ln2_low = 0x1.abc9e3b39803fp-56;
#endif
  x = x < low ? low : x;
  x = x > high ? high : x;
  union {
    REAL real;
    INT bits;
  } shifted, power;
  shifted.real = x * K(1.4426950408889634) + magic;
  REAL n = shifted.real - magic;
  REAL r = (x - n * ln2_high) - n * ln2_low;
#if IS_FLOAT
  REAL q = 1.0f / 5040;
  q = q * r + 1.0f / 720;
  q = q * r + 1.0f / 120;
  q = q * r + 1.0f / 24;
  q = q * r + 1.0f / 6;
  q = q * r + 0.5f;
  power.bits = (INT)((uint32_t)(shifted.bits + 127) << 23);
#else
  REAL q = 1.0 / 6227020800;
  q = q * r + 1.0 / 479001600;
  q = q * r + 1.0 / 39916800;
  q = q * r + 1.0 / 3628800;
  q = q * r + 1.0 / 362880;
  q = q * r + 1.0 / 40320;
  q = q * r + 1.0 / 5040;
  q = q * r + 1.0 / 720;
  q = q * r + 1.0 / 120;
  q = q * r + 1.0 / 24;
  q = q * r + 1.0 / 6;
  q = q * r + 0.5;
  power.bits = (INT)((uint64_t)(shifted.bits + 1023) << 52);
#endif
  *p = r + r * r * q;
  *scale = power.real;
}

static inline REAL NAME(exp)(REAL x) {
  REAL scale, p;
  NAME(exp_parts)(x, &scale, &p);
  REAL value = scale + scale * p;
#if IS_FLOAT
  value = x > 88.5f ? INFINITY : value;
  return x < -87.0f ? 0 : value;
#else
  value = x > 709.5 ? INFINITY : value;
  return x < -708.0 ? 0 : value;
#endif
}

/// exp(x) - 1 without cancellation near 0.
static inline REAL NAME(expm1)(REAL x) {
  REAL scale, p;
  NAME(exp_parts)(x, &scale, &p);
  return (scale - 1) + scale * p;
}

/// log(1 + u) for 0 <= u <= 1, by the series of 2 atanh(u / (2 + u)).
static inline REAL NAME(log1p_unit)(REAL u) {
  REAL s = u / (2 + u);
  REAL t = s * s;
#if IS_FLOAT
  REAL q = 1.0f / 15;
#else
  REAL q = 1.0 / 35;
  q = q * t + 1.0 / 33;
  q = q * t + 1.0 / 31;
  q = q * t + 1.0 / 29;
  q = q * t + 1.0 / 27;
  q = q * t + 1.0 / 25;
  q = q * t + 1.0 / 23;
  q = q * t + 1.0 / 21;
  q = q * t + 1.0 / 19;
  q = q * t + 1.0 / 17;
  q = q * t + 1.0 / 15;
#endif
  q = q * t + K(1.0) / 13;
  q = q * t + K(1.0) / 11;
  q = q * t + K(1.0) / 9;
  q = q * t + K(1.0) / 7;
  q = q * t + K(1.0) / 5;
  q = q * t + K(1.0) / 3;
  return 2 * (s + s * t * q);
}

static inline REAL NAME(sigmoid)(REAL z) { return 1 / (1 + NAME(exp)(-z)); }

static inline REAL NAME(tanh)(REAL z) {
  REAL e = NAME(expm1)(z < 0 ? 2 * z : -2 * z);
  REAL t = e / (2 + e);
  return z < 0 ? t : -t;
}

/// log(1 + exp(z)) for any z.
static inline REAL NAME(softplus)(REAL z) {
  REAL positive = z > 0 ? z : 0;
  return positive + NAME(log1p_unit)(NAME(exp)(z > 0 ? -z : z));
}

/// Probability of the normal distribution up to z.
static inline REAL NAME(normal)(REAL z) {
  return K(0.5) * K(erfc)(z * K(-0.70710678118654752));
}

static inline REAL NAME(normal_density)(REAL z) {
  return K(0.39894228040143268) * NAME(exp)(K(-0.5) * z * z);
}

#define EACH(expression)                     \
  for (ptrdiff_t i = 0; i < count; i++) {    \
    REAL x = z[i] + bias;                    \
    z[i] = x;                                \
    a[i] = (expression);                     \
  }                                          \
  break;

static void NAME(activate_span)(
  int activation, ptrdiff_t count, REAL bias, REAL *restrict z, REAL *restrict a) {
  switch (activation) {
    case NNSH_G_SIGMOID: EACH(NAME(sigmoid)(x))
    case NNSH_G_TANH: EACH(NAME(tanh)(x))
    case NNSH_G_RELU: EACH(x <= 0 ? 0 : x)
    case NNSH_G_LEAKY_RELU: EACH(x <= 0 ? K(0.01) * x : x)
    case NNSH_G_ELU: EACH(x <= 0 ? NAME(expm1)(x) : x)
    case NNSH_G_GELU: EACH(x * NAME(normal)(x))
    case NNSH_G_SOFTPLUS: EACH(NAME(softplus)(x))
    default: EACH(x)
  }
}
#undef EACH

/// Adds the bias of each column; nothing for NULL.
static void NAME(add_bias)(ptrdiff_t rows, ptrdiff_t columns, const REAL *bias, REAL *z) {
  if (!bias) return;
  for (ptrdiff_t j = 0; j < columns; j++) {
    REAL b = bias[j];
    for (ptrdiff_t i = 0; i < rows; i++) z[i + j * rows] += b;
  }
}

static void NAME(activate)(
  int activation, ptrdiff_t rows, ptrdiff_t columns, const REAL *bias, REAL *z, REAL *a) {
  // Short columns are taken as one long span: vectors are then filled.
  if (rows < 32 || !bias) {
    NAME(add_bias)(rows, columns, bias, z);
    NAME(activate_span)(activation, rows * columns, 0, z, a);
    return;
  }
  for (ptrdiff_t j = 0; j < columns; j++)
    NAME(activate_span)(activation, rows, bias[j], z + j * rows, a + j * rows);
}

/// `store` says what happens with the slope g of element i.
#define SLOPES(store)                                                                              \
  switch (activation) {                                                                            \
    case NNSH_G_SIGMOID: LOOP(a[i] * (1 - a[i]), store)                                              \
    case NNSH_G_TANH: LOOP((1 - a[i]) * (1 + a[i]), store)                                           \
    case NNSH_G_RELU: LOOP(z[i] > 0 ? 1 : 0, store)                                                  \
    case NNSH_G_LEAKY_RELU: LOOP(z[i] > 0 ? 1 : K(0.01), store)                                      \
    case NNSH_G_ELU: LOOP(z[i] > 0 ? 1 : a[i] + 1, store)                                            \
    case NNSH_G_GELU: LOOP(NAME(normal)(z[i]) + z[i] * NAME(normal_density)(z[i]), store)            \
    case NNSH_G_SOFTPLUS: LOOP(NAME(sigmoid)(z[i]), store)                                           \
    default: LOOP(1, store)                                                                        \
  }
#define LOOP(expression, store)              \
  for (ptrdiff_t i = 0; i < count; i++) {    \
    REAL g = (expression);                   \
    store;                                   \
  }                                          \
  break;

static void NAME(slope)(
  int activation, ptrdiff_t count, const REAL *restrict z, const REAL *restrict a,
  REAL *restrict slope) {
  SLOPES(slope[i] = g)
}

static void NAME(backward)(
  int activation, ptrdiff_t count, const REAL *restrict z, const REAL *restrict a,
  REAL *restrict delta) {
  if (activation == NNSH_G_LINEAR) return;
  SLOPES(delta[i] *= g)
}
#undef LOOP
#undef SLOPES

/// Rows of `a` = softmax of the rows of z; leaves max + log(sum) of each row in `scratch`.
static void NAME(softmax)(
  ptrdiff_t rows, ptrdiff_t columns, const REAL *restrict z, REAL *restrict a,
  REAL *restrict scratch) {
  REAL *restrict largest = scratch, *restrict sum = scratch + rows;
  for (ptrdiff_t i = 0; i < rows; i++) largest[i] = z[i], sum[i] = 0;
  for (ptrdiff_t j = 1; j < columns; j++)
    for (ptrdiff_t i = 0; i < rows; i++) {
      REAL x = z[i + j * rows];
      largest[i] = x > largest[i] ? x : largest[i];
    }
  for (ptrdiff_t j = 0; j < columns; j++)
    for (ptrdiff_t i = 0; i < rows; i++) {
      REAL e = NAME(exp)(z[i + j * rows] - largest[i]);
      a[i + j * rows] = e;
      sum[i] += e;
    }
  for (ptrdiff_t j = 0; j < columns; j++)
    for (ptrdiff_t i = 0; i < rows; i++) a[i + j * rows] /= sum[i];
}

static void NAME(output)(
  int output, ptrdiff_t rows, ptrdiff_t columns, const REAL *bias, REAL *z, REAL *a, REAL *scratch) {
  switch (output) {
    case NNSH_OUTPUT_SIGMOID: NAME(activate)(NNSH_G_SIGMOID, rows, columns, bias, z, a); break;
    case NNSH_OUTPUT_TANH: NAME(activate)(NNSH_G_TANH, rows, columns, bias, z, a); break;
    case NNSH_OUTPUT_SOFTMAX:
      NAME(add_bias)(rows, columns, bias, z);
      NAME(softmax)(rows, columns, z, a, scratch);
      break;
    default: NAME(activate)(NNSH_G_LINEAR, rows, columns, bias, z, a);
  }
}

// Below this output the logarithm goes on along its tangent, so that the cost of an output at or below 0
// is finite and still tells the way back.
#if IS_FLOAT
#define SMALLEST K(1e-6)
#else
#define SMALLEST K(1e-12)
#endif

static inline REAL NAME(log_extended)(REAL h) {
  return h > SMALLEST ? K(log)(h) : K(log)(SMALLEST) + (h - SMALLEST) / SMALLEST;
}

static inline REAL NAME(log_slope)(REAL h) { return 1 / (h > SMALLEST ? h : SMALLEST); }

/// Cross-entropy -y log h - (1 - y) log(1 - h) of h = tanh(z), and its derivative by z.
static inline REAL NAME(tanh_entropy)(REAL z, REAL h, REAL y, REAL *delta) {
  REAL q = NAME(exp)(z > 0 ? -2 * z : 2 * z);
  REAL log_h = z > K(0.5) ? K(log1p)(-q) - K(log1p)(q) : NAME(log_extended)(h);
  REAL log_rest = K(0.69314718055994531) - NAME(softplus)(2 * z);
  REAL slope = 4 * q / ((1 + q) * (1 + q));
  *delta = (1 - y) * (1 + h) - y * slope * NAME(log_slope)(h);
  return -y * log_h - (1 - y) * log_rest;
}

/// Adds each element's part to the loss of its row and stores its derivative by z.
#define ELEMENTS(body)                                       \
  for (ptrdiff_t j = 0; j < columns; j++) {                  \
    const REAL *restrict zj = z + j * rows;                  \
    const REAL *restrict aj = a + j * rows;                  \
    const REAL *restrict yj = y + j * rows;                  \
    REAL *restrict dj = delta + j * rows;                    \
    for (ptrdiff_t i = 0; i < rows; i++) {                   \
      REAL zi = zj[i], ai = aj[i], yi = yj[i], part, d;      \
      (void)zi;                                              \
      body;                                                  \
      loss[i] += part;                                       \
      dj[i] = d;                                             \
    }                                                        \
  }

static void NAME(cross_entropy)(
  int output, ptrdiff_t rows, ptrdiff_t columns, const REAL *restrict z, const REAL *restrict a,
  const REAL *restrict y, REAL *restrict delta, REAL *restrict loss, REAL *restrict scratch) {
  switch (output) {
    case NNSH_OUTPUT_SIGMOID:
      ELEMENTS({
        part = NAME(softplus)(zi) - zi * yi;
        d = ai - yi;
      })
      break;
    case NNSH_OUTPUT_TANH:
      ELEMENTS(part = NAME(tanh_entropy)(zi, ai, yi, &d))
      break;
    case NNSH_OUTPUT_SOFTMAX: {
      // loss = sum over k of y(k) (log(sum of exp z) - z(k)); the targets of a row may sum to any s.
      REAL *restrict log_sum = scratch, *restrict total = scratch + rows;
      for (ptrdiff_t i = 0; i < rows; i++) log_sum[i] = z[i], total[i] = 0;
      for (ptrdiff_t j = 1; j < columns; j++)
        for (ptrdiff_t i = 0; i < rows; i++) {
          REAL x = z[i + j * rows];
          log_sum[i] = x > log_sum[i] ? x : log_sum[i];
        }
      for (ptrdiff_t i = 0; i < rows; i++) {
        REAL sum = 0;
        for (ptrdiff_t j = 0; j < columns; j++) {
          sum += NAME(exp)(z[i + j * rows] - log_sum[i]);
          total[i] += y[i + j * rows];
        }
        log_sum[i] += K(log)(sum);
      }
      ELEMENTS({
        part = yi == 0 ? 0 : yi * (log_sum[i] - zi);
        d = ai * total[i] - yi;
      })
      break;
    }
    default:
      ELEMENTS({
        part = -yi * NAME(log_extended)(ai) - (1 - yi) * NAME(log_extended)(1 - ai);
        d = (1 - yi) * NAME(log_slope)(1 - ai) - yi * NAME(log_slope)(ai);
      })
  }
}

static void NAME(squared)(
  int output, ptrdiff_t rows, ptrdiff_t columns, const REAL *restrict z, const REAL *restrict a,
  const REAL *restrict y, REAL *restrict delta, REAL *restrict loss, REAL *restrict scratch) {
#define SQUARED(slope)              \
  ELEMENTS({                        \
    REAL error = ai - yi;           \
    part = K(0.5) * error * error;  \
    d = error * (slope);            \
  })
  switch (output) {
    case NNSH_OUTPUT_SIGMOID: SQUARED(ai * (1 - ai)) break;
    case NNSH_OUTPUT_TANH: SQUARED((1 - ai) * (1 + ai)) break;
    case NNSH_OUTPUT_SOFTMAX: {
      // delta(k) = a(k) (e(k) - sum over j of e(j) a(j)) with the errors e = a - y.
      REAL *restrict mixed = scratch;
      for (ptrdiff_t i = 0; i < rows; i++) mixed[i] = 0;
      for (ptrdiff_t j = 0; j < columns; j++)
        for (ptrdiff_t i = 0; i < rows; i++) {
          ptrdiff_t at = i + j * rows;
          mixed[i] += (a[at] - y[at]) * a[at];
        }
      ELEMENTS({
        REAL error = ai - yi;
        part = K(0.5) * error * error;
        d = ai * (error - mixed[i]);
      })
      break;
    }
    default: SQUARED(1)
  }
#undef SQUARED
}
#undef ELEMENTS

static void NAME(loss)(
  int output, int cost, ptrdiff_t rows, ptrdiff_t columns, const REAL *z, const REAL *a, const REAL *y,
  REAL *delta, REAL *loss, REAL *scratch) {
  for (ptrdiff_t i = 0; i < rows; i++) loss[i] = 0;
  if (cost == NNSH_SQUARED)
    NAME(squared)(output, rows, columns, z, a, y, delta, loss, scratch);
  else
    NAME(cross_entropy)(output, rows, columns, z, a, y, delta, loss, scratch);
}

static void NAME(onehot)(ptrdiff_t rows, ptrdiff_t columns, const int32_t *labels, REAL *y) {
  for (ptrdiff_t j = 0; j < columns; j++)
    for (ptrdiff_t i = 0; i < rows; i++) y[i + j * rows] = labels[i] == j;
}

static void NAME(transpose)(
  ptrdiff_t rows, ptrdiff_t columns, const REAL *restrict source, REAL *restrict target) {
  enum { TILE = 8 };
  for (ptrdiff_t row = 0; row < rows; row += TILE) {
    ptrdiff_t row_end = row + TILE < rows ? row + TILE : rows;
    for (ptrdiff_t column = 0; column < columns; column++)
      for (ptrdiff_t i = row; i < row_end; i++)
        target[column + i * columns] = source[i + column * rows];
  }
}

static void NAME(pack)(
  ptrdiff_t rows, ptrdiff_t columns, const REAL *source, ptrdiff_t stride, REAL *target) {
  for (ptrdiff_t j = 0; j < columns; j++)
    memcpy(target + j * rows, source + j * stride, (size_t)rows * sizeof(REAL));
}

static void NAME(unpack)(
  ptrdiff_t rows, ptrdiff_t columns, const REAL *source, REAL *target, ptrdiff_t stride) {
  for (ptrdiff_t j = 0; j < columns; j++)
    memcpy(target + j * stride, source + j * rows, (size_t)rows * sizeof(REAL));
}

static void NAME(gather)(
  ptrdiff_t count, const int32_t *restrict order, const REAL *restrict source,
  REAL *restrict target) {
  for (ptrdiff_t i = 0; i < count; i++) target[i] = source[order[i]];
}

static void NAME(gather_columns)(
  ptrdiff_t count, const int32_t *restrict rows, ptrdiff_t columns, const REAL *restrict source,
  ptrdiff_t stride, REAL *restrict target) {
  // So many columns at a time as make a line of the cache of the target.
  enum { TILE = 64 / sizeof(REAL) };
  ptrdiff_t column = 0;
  for (; column + TILE <= columns; column += TILE)
    for (ptrdiff_t i = 0; i < count; i++) {
      const REAL *from = source + (rows ? rows[i] : i) + column * stride;
      REAL *to = target + i * columns + column;
      for (int j = 0; j < TILE; j++) to[j] = from[j * stride];
    }
  for (; column < columns; column++)
    for (ptrdiff_t i = 0; i < count; i++)
      target[i * columns + column] = source[(rows ? rows[i] : i) + column * stride];
}

static REAL NAME(sum)(ptrdiff_t count, const REAL *x) {
#pragma clang fp reassociate(on)
  REAL sum = 0;
  for (ptrdiff_t i = 0; i < count; i++) sum += x[i];
  return sum;
}

static void NAME(column_sums)(
  ptrdiff_t rows, ptrdiff_t columns, const REAL *restrict source, REAL *restrict sums) {
  for (ptrdiff_t j = 0; j < columns; j++) sums[j] += NAME(sum)(rows, source + j * rows);
}

#include "network_updates.h"
#if !IS_FLOAT
#include "small_network.h"
#endif

/// The functions of this number type and instruction set.
static const struct FUNCTIONS NAME(table) = {
  NAME(activate), NAME(slope), NAME(backward), NAME(output), NAME(loss), NAME(onehot), NAME(transpose),
  NAME(pack), NAME(unpack), NAME(gather), NAME(gather_columns), NAME(column_sums), NAME(combine), NAME(dot),
  NAME(add_scaled), NAME(momentum), NAME(nesterov), NAME(rmsprop), NAME(hits), NAME(adam),
#if !IS_FLOAT
  NAME(small_epochs),
#endif
};

#undef K
#undef INT
#undef SMALLEST
