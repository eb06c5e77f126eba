#include <math.h>
#include <stdlib.h>

#include "clones.h"
#include "nnsh_kernels.h"

#define EACH(EXPRESSION)                                     \
  _Pragma("clang loop vectorize(assume_safety)")             \
  for (size_t i = 0; i < count; i++) y[i] = (EXPRESSION);    \
  break

// One operand with stride 0 is a constant of the loop.
#define FORMS(FORM)                                          \
  if (stride_a && stride_b) {                                \
    FORM(a[i], b[i])                                         \
  } else if (stride_a) {                                     \
    const double_or_float q = *b;                            \
    FORM(a[i], q)                                            \
  } else if (stride_b) {                                     \
    const double_or_float p = *a;                            \
    FORM(p, b[i])                                            \
  } else {                                                   \
    const double_or_float p = *a, q = *b;                    \
    FORM(p, q)                                               \
  }

#define ARITHMETIC(P, Q)                                     \
  switch (op) {                                              \
    case NNSH_ADD: EACH((P) + (Q));                          \
    case NNSH_SUBTRACT: EACH((P) - (Q));                     \
    case NNSH_MULTIPLY: EACH((P) * (Q));                     \
    case NNSH_DIVIDE: EACH((P) / (Q));                       \
    case NNSH_LEFT_DIVIDE: EACH((Q) / (P));                  \
    case NNSH_POWER: break;                                  \
  }

#define COMPARISON(P, Q)                                     \
  switch (op) {                                              \
    case NNSH_EQUAL: EACH((P) == (Q));                       \
    case NNSH_NOT_EQUAL: EACH((P) != (Q));                   \
    case NNSH_LESS: EACH((P) < (Q));                         \
    case NNSH_LESS_EQUAL: EACH((P) <= (Q));                  \
    case NNSH_GREATER: EACH((P) > (Q));                      \
    case NNSH_GREATER_EQUAL: EACH((P) >= (Q));               \
  }

// Powers with one of a few constant exponents are what is written most, and exact or correctly rounded
// without the library; the others are the library's, whose results are right for whole numbers.
#define POWERS(T, POW, SQRT)                                                                        \
  if (!stride_b && (*b == 2 || *b == 1 || *b == -1)) {                                              \
    const T e = *b;                                                                                 \
    if (e == 2) {                                                                                   \
      for (size_t i = 0; i < count; i++) y[i] = a[i * stride_a] * a[i * stride_a];                  \
    } else if (e == 1) {                                                                            \
      for (size_t i = 0; i < count; i++) y[i] = a[i * stride_a];                                    \
    } else {                                                                                        \
      for (size_t i = 0; i < count; i++) y[i] = 1 / a[i * stride_a];                                \
    }                                                                                               \
    return;                                                                                         \
  }                                                                                                 \
  for (size_t i = 0; i < count; i++) y[i] = POW(a[i * stride_a], b[i * stride_b])

#define double_or_float double

NNSH_CLONES
static void basic_d(nnsh_arithmetic op, const double *a, ptrdiff_t stride_a, const double *b,
                    ptrdiff_t stride_b, double *y, size_t count) {
  FORMS(ARITHMETIC)
}

NNSH_CLONES
static void relation_d(nnsh_comparison op, const double *a, ptrdiff_t stride_a, const double *b,
                       ptrdiff_t stride_b, bool *y, size_t count) {
  FORMS(COMPARISON)
}

static void power_d(const double *a, ptrdiff_t stride_a, const double *b, ptrdiff_t stride_b, double *y,
                    size_t count) {
  POWERS(double, pow, sqrt);
}

#undef double_or_float
#define double_or_float float

NNSH_CLONES
static void basic_s(nnsh_arithmetic op, const float *a, ptrdiff_t stride_a, const float *b,
                    ptrdiff_t stride_b, float *y, size_t count) {
  FORMS(ARITHMETIC)
}

NNSH_CLONES
static void relation_s(nnsh_comparison op, const float *a, ptrdiff_t stride_a, const float *b,
                       ptrdiff_t stride_b, bool *y, size_t count) {
  FORMS(COMPARISON)
}

static void power_s(const float *a, ptrdiff_t stride_a, const float *b, ptrdiff_t stride_b, float *y,
                    size_t count) {
  POWERS(float, powf, sqrtf);
}

// Powers of two: multiplying is several times faster than dividing and gives the same bits.
static bool has_exact_reciprocal_d(double b) {
  int exponent;
  return fabs(frexp(b, &exponent)) == 0.5 && abs(exponent) < 1000;
}

void nnsh_arithmetic_d(nnsh_arithmetic op, const double *a, ptrdiff_t stride_a, const double *b,
                       ptrdiff_t stride_b, double *y, size_t count) {
  if (op == NNSH_POWER) {
    power_d(a, stride_a, b, stride_b, y, count);
  } else if (op == NNSH_DIVIDE && !stride_b && has_exact_reciprocal_d(*b)) {
    const double reciprocal = 1 / *b;
    basic_d(NNSH_MULTIPLY, a, stride_a, &reciprocal, 0, y, count);
  } else {
    basic_d(op, a, stride_a, b, stride_b, y, count);
  }
}

// Powers of two: multiplying is several times faster than dividing and gives the same bits.
static bool has_exact_reciprocal_s(float b) {
  int exponent;
  return fabsf(frexpf(b, &exponent)) == 0.5f && abs(exponent) < 120;
}

void nnsh_arithmetic_s(nnsh_arithmetic op, const float *a, ptrdiff_t stride_a, const float *b,
                       ptrdiff_t stride_b, float *y, size_t count) {
  if (op == NNSH_POWER) {
    power_s(a, stride_a, b, stride_b, y, count);
  } else if (op == NNSH_DIVIDE && !stride_b && has_exact_reciprocal_s(*b)) {
    const float reciprocal = 1 / *b;
    basic_s(NNSH_MULTIPLY, a, stride_a, &reciprocal, 0, y, count);
  } else {
    basic_s(op, a, stride_a, b, stride_b, y, count);
  }
}

void nnsh_compare_d(nnsh_comparison op, const double *a, ptrdiff_t stride_a, const double *b,
                    ptrdiff_t stride_b, bool *y, size_t count) {
  relation_d(op, a, stride_a, b, stride_b, y, count);
}

void nnsh_compare_s(nnsh_comparison op, const float *a, ptrdiff_t stride_a, const float *b,
                    ptrdiff_t stride_b, bool *y, size_t count) {
  relation_s(op, a, stride_a, b, stride_b, y, count);
}
