// Sums of gradients, updates of weights and counts, for one number type and one instruction set: a part of
// network_kernels.h.

static void NAME(combine)(
  ptrdiff_t count, const REAL *restrict parts, ptrdiff_t stride, ptrdiff_t n, REAL lambda,
  const REAL *restrict theta, REAL divisor, REAL *restrict gradient) {
  enum { SPAN = 1024 };
  for (ptrdiff_t start = 0; start < count; start += SPAN) {
    ptrdiff_t end = start + SPAN < count ? start + SPAN : count;
    for (ptrdiff_t i = start; i < end; i++) gradient[i] = parts[i];
    for (ptrdiff_t k = 1; k < n; k++)
      for (ptrdiff_t i = start; i < end; i++) gradient[i] += parts[k * stride + i];
    if (lambda != 0)
      for (ptrdiff_t i = start; i < end; i++) gradient[i] += lambda * theta[i];
    for (ptrdiff_t i = start; i < end; i++) gradient[i] /= divisor;
  }
}

static double NAME(dot)(ptrdiff_t count, const REAL *x, const REAL *y) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (ptrdiff_t i = 0; i < count; i++) sum += (double)x[i] * (double)y[i];
  return sum;
}

static void NAME(add_scaled)(ptrdiff_t count, REAL alpha, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < count; i++) y[i] += alpha * x[i];
}

static void NAME(momentum)(
  ptrdiff_t count, REAL rate, REAL momentum, const REAL *restrict gradient, REAL *restrict velocity,
  REAL *restrict theta) {
  for (ptrdiff_t i = 0; i < count; i++) {
    REAL v = momentum * velocity[i] + gradient[i];
    velocity[i] = v;
    theta[i] -= rate * v;
  }
}

static void NAME(nesterov)(
  ptrdiff_t count, REAL rate, REAL momentum, const REAL *restrict gradient, REAL *restrict velocity,
  REAL *restrict theta) {
  for (ptrdiff_t i = 0; i < count; i++) {
    REAL v = momentum * velocity[i] + gradient[i];
    velocity[i] = v;
    theta[i] -= rate * (gradient[i] + momentum * v);
  }
}

static void NAME(rmsprop)(
  ptrdiff_t count, REAL rate, REAL rho, REAL epsilon, const REAL *restrict gradient,
  REAL *restrict square, REAL *restrict theta) {
  for (ptrdiff_t i = 0; i < count; i++) {
    REAL g = gradient[i];
    REAL s = rho * square[i] + (1 - rho) * g * g;
    square[i] = s;
    theta[i] -= rate * g / (K(sqrt)(s) + epsilon);
  }
}

static ptrdiff_t NAME(hits)(
  ptrdiff_t rows, ptrdiff_t columns, const REAL *restrict a, const REAL *restrict y) {
  INT hits = 0;
  if (columns == 1) {
    for (ptrdiff_t i = 0; i < rows; i++) hits += (a[i] >= K(0.5)) == (y[i] >= K(0.5));
    return hits;
  }
  // Rows in spans whose four lines of state stay in registers or the first cache.
  enum { SPAN = 64 };
  for (ptrdiff_t start = 0; start < rows; start += SPAN) {
    ptrdiff_t n = rows - start < SPAN ? rows - start : SPAN;
    REAL best_a[SPAN], best_y[SPAN];
    INT at_a[SPAN], at_y[SPAN];
    for (ptrdiff_t i = 0; i < n; i++) {
      best_a[i] = a[start + i];
      best_y[i] = y[start + i];
      at_a[i] = at_y[i] = 0;
    }
    for (ptrdiff_t j = 1; j < columns; j++) {
      const REAL *restrict aj = a + start + j * rows;
      const REAL *restrict yj = y + start + j * rows;
      for (ptrdiff_t i = 0; i < n; i++) {
        at_a[i] = aj[i] > best_a[i] ? (INT)j : at_a[i];
        best_a[i] = aj[i] > best_a[i] ? aj[i] : best_a[i];
        at_y[i] = yj[i] > best_y[i] ? (INT)j : at_y[i];
        best_y[i] = yj[i] > best_y[i] ? yj[i] : best_y[i];
      }
    }
    for (ptrdiff_t i = 0; i < n; i++) hits += at_a[i] == at_y[i];
  }
  return hits;
}

static void NAME(adam)(
  ptrdiff_t count, REAL step, REAL unbias, REAL beta1, REAL beta2, REAL epsilon,
  const REAL *restrict gradient, REAL *restrict mean, REAL *restrict square, REAL *restrict theta) {
  for (ptrdiff_t i = 0; i < count; i++) {
    REAL g = gradient[i];
    REAL m = beta1 * mean[i] + (1 - beta1) * g;
    REAL v = beta2 * square[i] + (1 - beta2) * g * g;
    mean[i] = m;
    square[i] = v;
    theta[i] -= step * m / (K(sqrt)(v * unbias) + epsilon);
  }
}
