#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "clones.h"
#include "exp_log.h"
#include "nnsh_kernels.h"
#include "rounding.h"

// SLEEF's vector functions, found at first use; the C library's functions, one by one, where there is no
// SLEEF or no vector form. Tails go through the same vector function with the missing lanes filled up, so
// that the place of an element in an array never changes its result.

static double sigmoid_one(double x) { return 1 / (1 + exp(-x)); }
static float sigmoid_one_s(float x) { return 1 / (1 + expf(-x)); }

static double (*const scalar_d[])(double) = {
    exp, log, log2, log10, log1p, expm1, cbrt, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh,
    acosh, atanh, erf, erfc, sigmoid_one, tgamma, lgamma};
static float (*const scalar_s[])(float) = {
    expf, logf, log2f, log10f, log1pf, expm1f, cbrtf, sinf, cosf, tanf, asinf, acosf, atanf, sinhf,
    coshf, tanhf, asinhf, acoshf, atanhf, erff, erfcf, sigmoid_one_s, tgammaf, lgammaf};

#if defined(__x86_64__)

#include <immintrin.h>

typedef enum { BASELINE, AVX2, AVX512 } Level;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static Level level;
// Vector functions by nnsh_function, or NULL; a sigmoid uses the entry of exp.
static void *vector_d[NNSH_VECTOR_FUNCTIONS];
static void *vector_s[NNSH_VECTOR_FUNCTIONS];

// The functions that SLEEF computes within 1 ulp over the whole range. The hyperbolic ones and their
// inverses overflow too early there.
static const struct {
  nnsh_function function;
  const char *name;
  const char *accuracy;
} sleef[] = {
    {NNSH_EXP, "exp", "u10"},     {NNSH_LOG, "log", "u10"},     {NNSH_LOG2, "log2", "u10"},
    {NNSH_LOG10, "log10", "u10"}, {NNSH_LOG1P, "log1p", "u10"}, {NNSH_EXPM1, "expm1", "u10"},
    {NNSH_CBRT, "cbrt", "u10"},   {NNSH_SIN, "sin", "u10"},     {NNSH_COS, "cos", "u10"},
    {NNSH_TAN, "tan", "u10"},     {NNSH_ASIN, "asin", "u10"},   {NNSH_ACOS, "acos", "u10"},
    {NNSH_ATAN, "atan", "u10"},   {NNSH_TANH, "tanh", "u10"},   {NNSH_ERF, "erf", "u10"},
    {NNSH_ERFC, "erfc", "u15"},   {NNSH_SIGMOID, "exp", "u10"},
};

static void find_functions(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
    level = AVX512;
  } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    level = AVX2;
  }
  void *library = dlopen("libsleef.so.3", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  static const char *const doubles[] = {"d2", "d4", "d8"}, *const singles[] = {"f4", "f8", "f16"};
  static const char *const suffixes[] = {"sse2", "avx2", "avx512f"};
  for (size_t i = 0; i < sizeof sleef / sizeof *sleef; i++) {
    char name[64];
    snprintf(name, sizeof name, "Sleef_%s%s_%s%s", sleef[i].name, doubles[level], sleef[i].accuracy,
             suffixes[level]);
    vector_d[sleef[i].function] = dlsym(library, name);
    snprintf(name, sizeof name, "Sleef_%s%s_%s%s", sleef[i].name, singles[level], sleef[i].accuracy,
             suffixes[level]);
    vector_s[sleef[i].function] = dlsym(library, name);
  }
}

// One loop for each width: `LANES` elements of `T` in a vector `V`.
#define VECTOR_LOOP(NAME, TARGET, T, V, LANES, LOAD, STORE, SIGMOID)                   \
  __attribute__((target(TARGET))) static void NAME(void *function, bool is_sigmoid,    \
                                                   const T *x, T *y, size_t count) {   \
    V (*f)(V);                                                                         \
    *(void **)&f = function;                                                           \
    size_t i = 0;                                                                      \
    if (is_sigmoid) {                                                                  \
      for (; i + LANES <= count; i += LANES) {                                         \
        V v = f(-LOAD(x + i));                                                         \
        STORE(y + i, SIGMOID(v));                                                      \
      }                                                                                \
    } else {                                                                           \
      for (; i + LANES <= count; i += LANES) STORE(y + i, f(LOAD(x + i)));             \
    }                                                                                  \
    if (i < count) {                                                                   \
      T rest[LANES] = {0};                                                             \
      memcpy(rest, x + i, (count - i) * sizeof(T));                                    \
      V v = is_sigmoid ? f(-LOAD(rest)) : f(LOAD(rest));                               \
      STORE(rest, is_sigmoid ? SIGMOID(v) : v);                                        \
      memcpy(y + i, rest, (count - i) * sizeof(T));                                    \
    }                                                                                  \
  }

#define LOGISTIC(V) (1 / (1 + (V)))

VECTOR_LOOP(loop_d2, "sse2", double, __m128d, 2, _mm_loadu_pd, _mm_storeu_pd, LOGISTIC)
VECTOR_LOOP(loop_s4, "sse2", float, __m128, 4, _mm_loadu_ps, _mm_storeu_ps, LOGISTIC)
VECTOR_LOOP(loop_d4, "avx2,fma", double, __m256d, 4, _mm256_loadu_pd, _mm256_storeu_pd, LOGISTIC)
VECTOR_LOOP(loop_s8, "avx2,fma", float, __m256, 8, _mm256_loadu_ps, _mm256_storeu_ps, LOGISTIC)
VECTOR_LOOP(loop_d8, "avx512f", double, __m512d, 8, _mm512_loadu_pd, _mm512_storeu_pd, LOGISTIC)
VECTOR_LOOP(loop_s16, "avx512f", float, __m512, 16, _mm512_loadu_ps, _mm512_storeu_ps, LOGISTIC)

static bool map_vector_d(nnsh_function f, const double *x, double *y, size_t count) {
  pthread_once(&once, find_functions);
  if (level == AVX512 && nnsh_has_exp_log(f)) {
    nnsh_exp_log_d(f, x, y, count);
    return true;
  }
  if (f >= NNSH_VECTOR_FUNCTIONS || !vector_d[f]) return false;
  bool is_sigmoid = f == NNSH_SIGMOID;
  switch (level) {
    case AVX512: loop_d8(vector_d[f], is_sigmoid, x, y, count); break;
    case AVX2: loop_d4(vector_d[f], is_sigmoid, x, y, count); break;
    case BASELINE: loop_d2(vector_d[f], is_sigmoid, x, y, count); break;
  }
  return true;
}

static bool map_vector_s(nnsh_function f, const float *x, float *y, size_t count) {
  pthread_once(&once, find_functions);
  if (f >= NNSH_VECTOR_FUNCTIONS || !vector_s[f]) return false;
  bool is_sigmoid = f == NNSH_SIGMOID;
  switch (level) {
    case AVX512: loop_s16(vector_s[f], is_sigmoid, x, y, count); break;
    case AVX2: loop_s8(vector_s[f], is_sigmoid, x, y, count); break;
    case BASELINE: loop_s4(vector_s[f], is_sigmoid, x, y, count); break;
  }
  return true;
}

#else

static bool map_vector_d(nnsh_function f, const double *x, double *y, size_t count) { return false; }
static bool map_vector_s(nnsh_function f, const float *x, float *y, size_t count) { return false; }

#endif

void nnsh_map_d(nnsh_function f, const double *x, double *y, size_t count) {
  if (nnsh_rounding_d(f, x, y, count) || map_vector_d(f, x, y, count)) return;
  for (size_t i = 0; i < count; i++) y[i] = scalar_d[f](x[i]);
}

void nnsh_map_s(nnsh_function f, const float *x, float *y, size_t count) {
  if (nnsh_rounding_s(f, x, y, count) || map_vector_s(f, x, y, count)) return;
  for (size_t i = 0; i < count; i++) y[i] = scalar_s[f](x[i]);
}
