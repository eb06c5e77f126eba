// exp, log and the logistic function of eight doubles: what both the loops over whole arrays and the chains
// are made of, so that their bits are the same. Include it where functions are compiled for AVX-512 F and DQ.
#ifndef NNSH_EXP_LOG_VECTORS_H
#define NNSH_EXP_LOG_VECTORS_H

#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>

// Table-driven methods (P. T. P. Tang, "Table-driven implementation of the exponential function in IEEE
// floating-point arithmetic", ACM TOMS 15, 1989, and "... of the logarithm function ...", TOMS 16, 1990): the
// tables of 16 entries lie in two registers each. The polynomials interpolate at Chebyshev nodes.

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq"))), apply_to = function)

#define ALL(X) _mm512_set1_pd(X)
#define LOOK_UP(TABLE, INDEX) \
  _mm512_permutex2var_pd(_mm512_loadu_pd(TABLE), INDEX, _mm512_loadu_pd(TABLE + 8))

// 2^(j/16) and what its rounding left over.
static const double power[16] = {
    0x1p+0, 0x1.0b5586cf9890fp+0, 0x1.172b83c7d517bp+0, 0x1.2387a6e756238p+0,
    0x1.306fe0a31b715p+0, 0x1.3dea64c123422p+0, 0x1.4bfdad5362a27p+0, 0x1.5ab07dd485429p+0,
    0x1.6a09e667f3bcdp+0, 0x1.7a11473eb0187p+0, 0x1.8ace5422aa0dbp+0, 0x1.9c49182a3f09p+0,
    0x1.ae89f995ad3adp+0, 0x1.c199bdd85529cp+0, 0x1.d5818dcfba487p+0, 0x1.ea4afa2a490dap+0};
static const double power_rest[16] = {
    0x0p+0, 0x1.8a62e4adc610bp-54, -0x1.19041b9d78a76p-55, 0x1.9b07eb6c70573p-54,
    0x1.6f46ad23182e4p-55, 0x1.ada0911f09ebcp-55, 0x1.d4397afec42e2p-56, 0x1.6324c054647adp-54,
    -0x1.bdd3413b26456p-54, -0x1.41577ee04992fp-55, 0x1.6e9f156864b27p-54,
    0x1.c7c46b071f2bep-56, 0x1.7a1cd345dcc81p-54, 0x1.11065895048ddp-55, 0x1.2ed02d75b3707p-55,
    -0x1.e9c23179c2893p-54};

// x = k ln 2 / 16 + r; exp(x) = 2^floor(k/16) 2^((k mod 16)/16) exp(r), where |r| <= ln 2 / 32.
static inline __m512d exponential(__m512d x) {
  // Results from here on are 0 and Inf; NaN passes.
  x = _mm512_min_pd(ALL(710), _mm512_max_pd(ALL(-750), x));
  // Adding 1.5 2^52 rounds to a whole number and leaves it in the low bits.
  const __m512d shift = ALL(0x1.8p52);
  const __m512d shifted = _mm512_fmadd_pd(x, ALL(0x1.71547652b82fep+4), shift);
  const __m512d k = _mm512_sub_pd(shifted, shift);
  __m512d r = _mm512_fnmadd_pd(k, ALL(0x1.62e42fefap-5), x);
  r = _mm512_fnmadd_pd(k, ALL(0x1.cf79abc9e3b3ap-44), r);
  const __m512d r2 = _mm512_mul_pd(r, r);
  __m512d p = _mm512_fmadd_pd(r, ALL(0x1.6c17bb5ebddb4p-10), ALL(0x1.11120b03cd855p-7));
  p = _mm512_fmadd_pd(r2, p, _mm512_fmadd_pd(r, ALL(0x1.555555551946fp-5), ALL(0x1.55555554dd388p-3)));
  p = _mm512_fmadd_pd(r, p, ALL(0.5));
  p = _mm512_fmadd_pd(r2, p, r);
  const __m512i j = _mm512_castpd_si512(shifted);
  const __m512d t = LOOK_UP(power, j);
  const __m512d y = _mm512_add_pd(t, _mm512_fmadd_pd(t, p, LOOK_UP(power_rest, j)));
  return _mm512_scalef_pd(y, _mm512_mul_pd(k, ALL(0x1p-4)));
}

// For the mantissa m in [0.75, 1.5), by the four bits after its leading one: c near 1 / m, and 1 next to
// m = 1; -log c, which is a multiple of 2^-42 but for less than 2^-64: c was looked for so (S. Gal, B. Bachelis,
// "An accurate elementary mathematical library for the IEEE floating point standard", ACM TOMS 17, 1991).
static const double inverse[16] = {
    0x1p+0, 0x1.d41d4004cb48cp-1, 0x1.bacfa00174dabp-1, 0x1.a41a3ffb63939p-1,
    0x1.8f9c200357d83p-1, 0x1.7d06000a225acp-1, 0x1.6c16bff951498p-1, 0x1.5c987ff81af46p-1,
    0x1.4e5e000d62aebp+0, 0x1.414140057559cp+0, 0x1.3521c0034da54p+0, 0x1.29e4200305aeap+0,
    0x1.1f704001d5f91p+0, 0x1.15b1dffd9cd0dp+0, 0x1.0c971ff70dc24p+0, 0x1p+0};
static const double minus_log[16] = {
    0x0p+0, 0x1.6f0d388464p-4, 0x1.2954eb7b44p-3, 0x1.9525b1e5cp-3, 0x1.fb9162c4c2p-3,
    0x1.2e8e0b92d6p-2, 0x1.5d1be0084cp-2, 0x1.89a3408345p-2, -0x1.1178c84b7cp-2,
    -0x1.d103774922p-3, -0x1.823bae6afap-3, -0x1.366027161ep-3, -0x1.da7206526cp-4,
    -0x1.4d30bdaedp-4, -0x1.894bf03918p-5, 0x0p+0};

// x = 2^k m; log x = k ln 2 - log c + log(1 + r), where r = m c - 1 and -1/32 <= r <= 1/16.
static inline __m512d logarithm(__m512d x) {
  // 2^-e 2^e m in [0.75, 1.5): k is the exponent that belongs to it.
  const __m512d m = _mm512_getmant_pd(x, _MM_MANT_NORM_p75_1p5, _MM_MANT_SIGN_src);
  const __m512d k = _mm512_sub_pd(_mm512_getexp_pd(x), _mm512_getexp_pd(m));
  const __m512i j = _mm512_srli_epi64(_mm512_castpd_si512(m), 48);
  const __m512d r = _mm512_fmsub_pd(m, LOOK_UP(inverse, j), ALL(1));
  const __m512d high = _mm512_fmadd_pd(k, ALL(0x1.62e42fefa38p-1), LOOK_UP(minus_log, j));
  const __m512d r2 = _mm512_mul_pd(r, r), r4 = _mm512_mul_pd(r2, r2);
  const __m512d p01 = _mm512_fmadd_pd(r, ALL(0x1.555555555555cp-2), ALL(-0.5));
  const __m512d p23 = _mm512_fmadd_pd(r, ALL(0x1.999999998e247p-3), ALL(-0x1.0000000000d3ap-2));
  const __m512d p45 = _mm512_fmadd_pd(r, ALL(0x1.2492485c67ca2p-3), ALL(-0x1.5555553aa56bcp-3));
  const __m512d p67 = _mm512_fmadd_pd(r, ALL(0x1.c72fbdde31f74p-4), ALL(-0x1.00008af3b4ae5p-3));
  const __m512d p89 = _mm512_fmadd_pd(r, ALL(0x1.44f49e81471d5p-4), ALL(-0x1.981c5b1f1f4f6p-4));
  __m512d p = _mm512_fmadd_pd(r4, p89, _mm512_fmadd_pd(r2, p67, p45));
  p = _mm512_fmadd_pd(r4, p, _mm512_fmadd_pd(r2, p23, p01));
  // The two large terms, and what their sum lost.
  const __m512d sum = _mm512_add_pd(high, r);
  const __m512d lost = _mm512_add_pd(_mm512_sub_pd(high, sum), r);
  const __m512d low = _mm512_fmadd_pd(k, ALL(0x1.ef35793c7673p-45), lost);
  const __m512d y = _mm512_add_pd(sum, _mm512_fmadd_pd(r2, p, low));
  // -Inf for zeros, Inf for itself, NaN for the rest that is not a positive number.
  const __mmask8 special = _mm512_fpclass_pd_mask(x, 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x40 | 0x80);
  if (__builtin_expect(special == 0, 1)) return y;
  const __mmask8 zero = _mm512_fpclass_pd_mask(x, 0x02 | 0x04);
  const __mmask8 itself = _mm512_fpclass_pd_mask(x, 0x01 | 0x08 | 0x80);
  __m512d z = _mm512_mask_mov_pd(y, special, ALL(NAN));
  z = _mm512_mask_mov_pd(z, zero, ALL(-INFINITY));
  return _mm512_mask_mov_pd(z, itself, x);
}

static inline __m512d logistic(__m512d x) {
  const __m512d negative = _mm512_xor_pd(x, ALL(-0.0));
  return _mm512_div_pd(ALL(1), _mm512_add_pd(ALL(1), exponential(negative)));
}

#pragma clang attribute pop

#endif
#endif
