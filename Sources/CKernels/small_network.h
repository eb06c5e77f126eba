// Whole epochs of a tiny network without a call: up to 8 examples, one in each lane of a vector. Included by
// network.c for double and each instruction set, with NAME(x) defined.

// Vectors wider than the registers are passed between functions that are inlined anyway.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"
#define SMALL_LANES NNSH_SMALL_EXAMPLES
typedef double NAME(V) __attribute__((vector_size(8 * SMALL_LANES)));
typedef int64_t NAME(L) __attribute__((vector_size(8 * SMALL_LANES)));
#define V NAME(V)
#define L NAME(L)

__attribute__((always_inline)) static inline V NAME(small_select)(L mask, V yes, V no) { return (V)(((L)yes & mask) | ((L)no & ~mask)); }

/// x in every lane.
__attribute__((always_inline)) static inline V NAME(small_splat)(double x) { return x - (V){0}; }

__attribute__((always_inline)) static inline double NAME(small_sum)(V v) {
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// exp(x) = scale + scale * p, the power of two and the rest; x is held to -708 .. 709.
__attribute__((always_inline)) static inline void NAME(small_exp_parts)(V x, V *scale, V *p) {
  const double magic = 0x1.8p52;
  x = NAME(small_select)(x < -708, NAME(small_splat)(-708), x);
  x = NAME(small_select)(x > 709, NAME(small_splat)(709), x);
  V shifted = x * 1.4426950408889634 + magic;
  V n = shifted - magic;
  V r = (x - n * 0x1.62e42fefa39efp-1) - n * 0x1.abc9e3b39803fp-56;
  // The series in pairs: less to wait for than term by term.
  V r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
  V low = (0.5 + r * (1.0 / 6)) + (1.0 / 24 + r * (1.0 / 120)) * r2;
  V middle = (1.0 / 720 + r * (1.0 / 5040)) + (1.0 / 40320 + r * (1.0 / 362880)) * r2;
  V high = (1.0 / 3628800 + r * (1.0 / 39916800)) + (1.0 / 479001600 + r * (1.0 / 6227020800)) * r2;
  *p = r + r2 * (low + middle * r4 + high * r8);
  *scale = (V)(((L)shifted + 1023) << 52);
}

__attribute__((always_inline)) static inline V NAME(small_exp)(V x) {
  V scale, p;
  NAME(small_exp_parts)(x, &scale, &p);
  return scale + scale * p;
}

__attribute__((always_inline)) static inline V NAME(small_tanh)(V z) {
  L negative = z < 0;
  V scale, p;
  NAME(small_exp_parts)(NAME(small_select)(negative, 2 * z, -2 * z), &scale, &p);
  V e = (scale - 1) + scale * p;
  V t = e / (2 + e);
  return NAME(small_select)(negative, t, -t);
}

/// log(1 + u) for 0 <= u <= 1.
__attribute__((always_inline)) static inline V NAME(small_log1p)(V u) {
  V s = u / (2 + u), t = s * s, t2 = t * t, t4 = t2 * t2, t8 = t4 * t4;
  V a = (1.0 / 3 + t * (1.0 / 5)) + (1.0 / 7 + t * (1.0 / 9)) * t2;
  V b = (1.0 / 11 + t * (1.0 / 13)) + (1.0 / 15 + t * (1.0 / 17)) * t2;
  V c = (1.0 / 19 + t * (1.0 / 21)) + (1.0 / 23 + t * (1.0 / 25)) * t2;
  V d = (1.0 / 27 + t * (1.0 / 29)) + (1.0 / 31 + t * (1.0 / 33) + t2 * (1.0 / 35)) * t2;
  return 2 * (s + s * t * ((a + b * t4) + (c + d * t4) * t8));
}

__attribute__((always_inline)) static inline V NAME(small_activation)(int activation, V z) {
  switch (activation) {
    case NNSH_G_SIGMOID: return 1 / (1 + NAME(small_exp)(-z));
    case NNSH_G_TANH: return NAME(small_tanh)(z);
    case NNSH_G_RELU: return NAME(small_select)(z <= 0, (V){0}, z);
    default: return z;
  }
}

__attribute__((always_inline)) static inline V NAME(small_slope)(int activation, V a) {
  switch (activation) {
    case NNSH_G_SIGMOID: return a * (1 - a);
    case NNSH_G_TANH: return (1 - a) * (1 + a);
    case NNSH_G_RELU: return NAME(small_select)(a > 0, NAME(small_splat)(1), (V){0});
    default: return NAME(small_splat)(1);
  }
}

/// a, the loss of each example (added to `loss`) and delta of one output.
__attribute__((always_inline)) static inline V NAME(small_output)(int output, int cost, V z, V y, V *a, V *loss) {
  if (output == NNSH_OUTPUT_SIGMOID && cost == NNSH_CROSS_ENTROPY) {
    L positive = z > 0;
    V e = NAME(small_exp)(NAME(small_select)(positive, -z, z));
    V h = NAME(small_select)(positive, NAME(small_splat)(1), e) / (1 + e);
    *loss += NAME(small_select)(positive, z, (V){0}) + NAME(small_log1p)(e) - z * y;
    *a = h;
    return h - y;
  }
  int g = output == NNSH_OUTPUT_SIGMOID ? NNSH_G_SIGMOID : output == NNSH_OUTPUT_TANH ? NNSH_G_TANH : NNSH_G_LINEAR;
  V h = NAME(small_activation)(g, z), error = h - y;
  *loss += 0.5 * error * error;
  *a = h;
  return error * NAME(small_slope)(g, h);
}

/// How many examples are classified rightly by the outputs.
__attribute__((always_inline)) static inline int NAME(small_hits)(
  L mask, int outputs, const V *a, const V *y) {
  L right;
  if (outputs == 1) {
    right = (a[0] >= 0.5) == (y[0] >= 0.5);
  } else {
    V most_a = a[0], most_y = y[0];
    L at_a = {0}, at_y = {0};
    for (int k = 1; k < outputs; k++) {
      L more_a = a[k] > most_a, more_y = y[k] > most_y;
      most_a = NAME(small_select)(more_a, a[k], most_a);
      most_y = NAME(small_select)(more_y, y[k], most_y);
      at_a = (at_a & ~more_a) | (more_a & k);
      at_y = (at_y & ~more_y) | (more_y & k);
    }
    right = at_a == at_y;
  }
  // A lane that holds is -1.
  right &= mask;
  int64_t sum = 0;
  for (int i = 0; i < SMALL_LANES; i++) sum -= right[i];
  return (int)sum;
}

/// The gradient, divided by the number of examples; returns the sum of the losses.
__attribute__((always_inline)) static inline double NAME(small_gradient)(
  const struct nnsh_small_network *s, V *room, double *gradient, int *hits) {
  const int last = s->layers - 1;
  const V *x = (const V *)s->x, *y = (const V *)s->y;
  const double share = 1.0 / s->examples;
  V loss = {0};
  L mask;
  for (int i = 0; i < SMALL_LANES; i++) mask[i] = i < s->examples ? -1 : 0;
  const V *below = x;
  V *a = room, *delta = room + NNSH_SMALL_UNITS;
  const double *theta = s->theta;
  for (int l = 1; l <= last; l++) {
    const int n = s->sizes[l - 1], units = s->sizes[l];
    for (int u = 0; u < units; u++) {
      V z = NAME(small_splat)(theta[u]);
      for (int j = 0; j < n; j++) z += theta[u + (j + 1) * units] * below[j];
      if (l < last)
        a[u] = NAME(small_activation)(s->activations[l - 1], z);
      else
        delta[u] = NAME(small_select)(
          mask, share * NAME(small_output)(s->output, s->cost, z, y[u], &a[u], &loss), (V){0});
    }
    below = a;
    a += units;
    theta += units * (n + 1);
  }
  if (hits) *hits = NAME(small_hits)(mask, s->sizes[last], below, y);
  // Back: `a` stands behind the outputs, `theta` behind the last Theta.
  a -= s->sizes[last];
  double *target = gradient + (theta - s->theta);
  for (int l = last; l >= 1; l--) {
    const int n = s->sizes[l - 1], units = s->sizes[l];
    theta -= units * (n + 1);
    target -= units * (n + 1);
    const V *inputs = l == 1 ? x : a - n;
    for (int u = 0; u < units; u++) {
      target[u] = NAME(small_sum)(delta[u]);
      for (int j = 0; j < n; j++) target[u + (j + 1) * units] = NAME(small_sum)(delta[u] * inputs[j]);
    }
    if (l > 1) {
      V next[NNSH_SMALL_UNITS];
      for (int j = 0; j < n; j++) {
        V sum = {0};
        for (int u = 0; u < units; u++) sum += theta[u + (j + 1) * units] * delta[u];
        next[j] = sum * NAME(small_slope)(s->activations[l - 2], inputs[j]);
      }
      for (int j = 0; j < n; j++) delta[j] = next[j];
      a -= n;
    }
  }
  return NAME(small_sum)(NAME(small_select)(mask, loss, (V){0}));
}

static void NAME(small_update)(const struct nnsh_small_network *s, double rate, double *g) {
  const int count = s->parameters;
  switch (s->method) {
    case NNSH_UPDATE_MOMENTUM: NAME(momentum)(count, rate, s->share, g, s->memory, s->theta); break;
    case NNSH_UPDATE_NESTEROV: NAME(nesterov)(count, rate, s->share, g, s->memory, s->theta); break;
    case NNSH_UPDATE_RMSPROP:
      NAME(rmsprop)(count, rate, s->share, s->epsilon, g, s->memory, s->theta);
      break;
    case NNSH_UPDATE_ADAM:
      s->powers[0] *= s->share;
      s->powers[1] *= s->share2;
      NAME(adam)(
        count, rate / (1 - s->powers[0]), 1 / (1 - s->powers[1]), s->share, s->share2, s->epsilon, g,
        s->memory, s->memory + count, s->theta);
      break;
    default:
      // One by one, as the gradient was just stored: a vector of numbers stored singly waits for all of them.
#pragma clang loop vectorize(disable) interleave(disable)
      for (int i = 0; i < count; i++) s->theta[i] -= rate * g[i];
  }
}

/// The penalty before the update; adds its gradient.
static double NAME(small_penalty)(const struct nnsh_small_network *s, double *gradient) {
  double sum = 0;
  int start = 0;
  for (int l = 1; l < s->layers; l++) {
    const int units = s->sizes[l], end = start + units * (s->sizes[l - 1] + 1);
    for (int i = start + units; i < end; i++) {
      sum += s->theta[i] * s->theta[i];
      gradient[i] += s->lambda / s->examples * s->theta[i];
    }
    start = end;
  }
  return s->lambda / 2 * sum;
}

static int NAME(small_epochs)(
  const struct nnsh_small_network *s, int epochs, const double *rates, double *costs, int *hits) {
  V room[2 * NNSH_SMALL_UNITS];
  double gradient[NNSH_SMALL_PARAMETERS], before[NNSH_SMALL_PARAMETERS];
  const double share = 1.0 / s->examples;
  for (int e = 0; e < epochs; e++) {
    double cost = NAME(small_gradient)(s, room, gradient, hits ? &hits[e] : NULL);
    if (s->lambda != 0) cost += NAME(small_penalty)(s, gradient);
    costs[e] = cost * share;
    if (!(costs[e] - costs[e] == 0)) {
      if (e > 0) memcpy(s->theta, before, (size_t)s->parameters * sizeof(double));
      return e;
    }
    memcpy(before, s->theta, (size_t)s->parameters * sizeof(double));
    NAME(small_update)(s, rates[e], gradient);
  }
  return epochs;
}

#undef V
#undef L
#undef SMALL_LANES
#pragma clang diagnostic pop
