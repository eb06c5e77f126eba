#include "nnsh_chain.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "exp_log_vectors.h"

#if defined(__x86_64__)

// A chain runs tile by tile: a tile's values stay in vector registers from its first step to the last, and
// every step jumps to the next. Operands come from memory: those of arrays from the tile's place, constants
// and pending results from tiles of their own.

enum { lanes = 8, tile = 4 * lanes };

typedef double Tile[tile] __attribute__((aligned(64)));

typedef struct {
  int32_t label;
  uint16_t function;
  // The operand of the tile at i begins at base + (i & moving).
  double *base;
  ptrdiff_t moving;
  // A tile of the constant of a step that has an operand beside it.
  const double *constant;
} Operation;

// What becomes of the values. Those that wait are added within the logarithms of the next tile: each addition in
// order waits for the one before it, and there is work to do meanwhile.
typedef enum { STORE, ADD_IN_ORDER, ADD_LANES, WAIT, ENDS } End;

typedef struct {
  double *y;
  double total;
  __m512d totals;
  bool waits;
} Result;

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq"))), apply_to = function)

// Each of the four vectors of a tile is v in EXPRESSION, and x its operand.
#define OF_VALUE(EXPRESSION)                         \
  { const __m512d v = a; a = (EXPRESSION); }         \
  { const __m512d v = b; b = (EXPRESSION); }         \
  { const __m512d v = c; c = (EXPRESSION); }         \
  { const __m512d v = d; d = (EXPRESSION); }         \
  GO_ON
#define WITH_OPERAND(EXPRESSION)                                                   \
  {                                                                                \
    const double *const p = op->base + (i & op->moving);                           \
    { const __m512d v = a, x = _mm512_loadu_pd(p); a = (EXPRESSION); }             \
    { const __m512d v = b, x = _mm512_loadu_pd(p + lanes); b = (EXPRESSION); }     \
    { const __m512d v = c, x = _mm512_loadu_pd(p + 2 * lanes); c = (EXPRESSION); } \
    { const __m512d v = d, x = _mm512_loadu_pd(p + 3 * lanes); d = (EXPRESSION); } \
  }                                                                                \
  GO_ON
#define WITH_CONSTANT(EXPRESSION)                 \
  {                                               \
    const __m512d x = _mm512_load_pd(op->base);   \
    OF_VALUE(EXPRESSION);                         \
  }
// The step beside an operand that moves or is computed, and beside a constant, which is read once.
#define BINARY(NAME, EXPRESSION)  \
  NAME:                           \
  WITH_OPERAND(EXPRESSION);       \
  NAME##_constant:                \
  WITH_CONSTANT(EXPRESSION)
#define BESIDE_CONSTANT(EXPRESSION)                   \
  {                                                   \
    const __m512d k = _mm512_load_pd(op->constant);   \
    WITH_OPERAND(EXPRESSION);                         \
  }
#define ADD_WAITING(VECTOR) \
  for (int n = 0; n < lanes; n++) total = plus(total, &waiting[(VECTOR) * lanes + n])
#define PUT(TARGET)                         \
  {                                         \
    double *const p = TARGET;               \
    _mm512_storeu_pd(p, a);                 \
    _mm512_storeu_pd(p + lanes, b);         \
    _mm512_storeu_pd(p + 2 * lanes, c);     \
    _mm512_storeu_pd(p + 3 * lanes, d);     \
  }
#define NEGATED(V) _mm512_xor_pd(V, ALL(-0.0))
#define TRUTH(RELATION) _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(v, x, RELATION), ALL(1))
#define BELOW(V, LEAST) _mm512_cmp_pd_mask(V, LEAST, _CMP_LT_OQ)
#define ANY_BELOW(LEAST) ((BELOW(a, LEAST) | BELOW(b, LEAST) | BELOW(c, LEAST) | BELOW(d, LEAST)) != 0)
// Signs first: zeros with one, and NaN, are rare.
#define DEMAND_POSITIVE                                                                 \
  {                                                                                     \
    const __m512d any = _mm512_or_pd(_mm512_or_pd(a, b), _mm512_or_pd(c, d));           \
    if (__builtin_expect(_mm512_movepi64_mask(_mm512_castpd_si512(any)) != 0, 0)) {     \
      const __m512d least = ALL(0);                                                     \
      failed |= ANY_BELOW(least);                                                       \
    }                                                                                   \
  }
#define JUMP goto *(&&first + op->label)
#define GO_ON \
  op++;       \
  JUMP

static inline void fill(double *y, double x) {
  for (int k = 0; k < tile; k++) y[k] = x;
}

// sum + *x from memory: the compiler would load a vector and take it apart, which the logarithms wait for.
static inline double plus(double sum, const double *x) {
  __asm__("vaddsd %1, %0, %0" : "+v"(sum) : "m"(*x));
  return sum;
}

// Runs the operations on the tiles before `end`, at least one; false where a demand failed. Without
// operations, gives the distances of the labels: of steps, of functions, of ends, of steps with constants, and of
// logarithms that add what waits.
static bool run_tiles(const Operation *operations, ptrdiff_t end, Result *result, const int32_t **labels) {
#define DISTANCE(LABEL) (int32_t)(&&LABEL - &&first)
  static const int32_t distances[] = {
      DISTANCE(load), DISTANCE(save), DISTANCE(add), DISTANCE(subtract), DISTANCE(multiply), DISTANCE(divide),
      DISTANCE(subtract_from), DISTANCE(divide_into), DISTANCE(subtract_from_negated), DISTANCE(equal),
      DISTANCE(not_equal), DISTANCE(less), DISTANCE(less_equal), DISTANCE(greater), DISTANCE(greater_equal), DISTANCE(complement),
      DISTANCE(times_complement), DISTANCE(slope), DISTANCE(square), DISTANCE(demand), DISTANCE(demanding_logarithms), DISTANCE(mapped), DISTANCE(exponentials),
      DISTANCE(logarithms), DISTANCE(logistics), DISTANCE(negate), DISTANCE(absolute), DISTANCE(square_root),
      DISTANCE(store), DISTANCE(add_in_order), DISTANCE(add_lanes), DISTANCE(wait),
      DISTANCE(load_constant), DISTANCE(save), DISTANCE(add_constant), DISTANCE(subtract_constant),
      DISTANCE(multiply_constant), DISTANCE(divide_constant), DISTANCE(subtract_from_constant),
      DISTANCE(divide_into_constant), DISTANCE(subtract_from_negated_constant), DISTANCE(equal_constant), DISTANCE(not_equal_constant),
      DISTANCE(less_constant), DISTANCE(less_equal_constant), DISTANCE(greater_constant),
      DISTANCE(greater_equal_constant), DISTANCE(demanding_logarithms_adding)};
  if (!operations) {
    *labels = distances;
    return true;
  }
  const Operation *op = operations;
  ptrdiff_t i = 0;
  bool failed = false;
  double total = result->total;
  __m512d totals = result->totals;
  double *const y = result->y;
  Tile room, waiting;
  fill(waiting, 0);
  __m512d a = ALL(0), b = a, c = a, d = a;
  JUMP;
first:
BINARY(load, ((void)v, x));
save:
  PUT(op->base)
  GO_ON;
BINARY(add, v + x);
BINARY(subtract, v - x);
BINARY(multiply, v * x);
BINARY(divide, v / x);
BINARY(subtract_from, x - v);
BINARY(divide_into, x / v);
BINARY(subtract_from_negated, NEGATED(x) - v);
BINARY(equal, TRUTH(_CMP_EQ_OQ));
BINARY(not_equal, TRUTH(_CMP_NEQ_UQ));
BINARY(less, TRUTH(_CMP_LT_OQ));
BINARY(less_equal, TRUTH(_CMP_LE_OQ));
BINARY(greater, TRUTH(_CMP_GT_OQ));
BINARY(greater_equal, TRUTH(_CMP_GE_OQ));
complement:
  BESIDE_CONSTANT(((void)v, k - x));
times_complement:
  BESIDE_CONSTANT((k - x) * v);
slope:
  BESIDE_CONSTANT(((void)v, (k - x) * x));
demand : {
  const __m512d least = _mm512_loadu_pd(op->base);
  failed |= ANY_BELOW(least);
  GO_ON;
}
demanding_logarithms:
  DEMAND_POSITIVE
  goto logarithms;
demanding_logarithms_adding:
  DEMAND_POSITIVE
  a = logarithm(a);
  ADD_WAITING(0);
  b = logarithm(b);
  ADD_WAITING(1);
  c = logarithm(c);
  ADD_WAITING(2);
  d = logarithm(d);
  ADD_WAITING(3);
  GO_ON;
square:
  OF_VALUE(v * v);
negate:
  OF_VALUE(NEGATED(v));
absolute:
  OF_VALUE(_mm512_andnot_pd(ALL(-0.0), v));
square_root:
  OF_VALUE(_mm512_sqrt_pd(v));
exponentials:
  OF_VALUE(exponential(v));
logarithms:
  OF_VALUE(logarithm(v));
logistics:
  OF_VALUE(logistic(v));
mapped:
  PUT(room)
  nnsh_map_d(op->function, room, room, tile);
  a = _mm512_load_pd(room);
  b = _mm512_load_pd(room + lanes);
  c = _mm512_load_pd(room + 2 * lanes);
  d = _mm512_load_pd(room + 3 * lanes);
  GO_ON;
store:
  PUT(y + i)
  goto next;
wait:
  PUT(waiting)
  goto next;
add_in_order:
  PUT(room)
  for (int k = 0; k < tile; k++) total += room[k];
  goto next;
add_lanes:
  totals = totals + a + b + c + d;
next:
  i += tile;
  if (i < end) {
    op = operations;
    JUMP;
  }
  if (result->waits) {
    for (int k = 0; k < tile; k++) total += waiting[k];
  }
  result->total = total;
  result->totals = totals;
  return !failed;
}

// Places in the list of labels.
static int place_of_function(nnsh_function f) {
  switch (f) {
    case NNSH_EXP: return NNSH_CHAIN_MAP + 1;
    case NNSH_LOG: return NNSH_CHAIN_MAP + 2;
    case NNSH_SIGMOID: return NNSH_CHAIN_MAP + 3;
    case NNSH_NEGATE: return NNSH_CHAIN_MAP + 4;
    case NNSH_ABS: return NNSH_CHAIN_MAP + 5;
    case NNSH_SQRT: return NNSH_CHAIN_MAP + 6;
    default: return NNSH_CHAIN_MAP;
  }
}

static const int32_t *all_labels(void) {
  const int32_t *labels;
  run_tiles(NULL, 0, NULL, &labels);
  return labels;
}

enum {
  ends = NNSH_CHAIN_MAP + 7,
  steps_with_constants = ends + ENDS,
  logarithms_adding = steps_with_constants + NNSH_CHAIN_COMPLEMENT
};

static int32_t label_of_end(End end) { return all_labels()[ends + end]; }

static bool reads_array(nnsh_chain_step step) {
  return step.operation <= NNSH_CHAIN_SLOPE && step.operation != NNSH_CHAIN_SAVE &&
         step.place == NNSH_CHAIN_ARRAY;
}

// Arrays are read at their elements from `start` on.
static void make(const nnsh_chain *chain, const double *const *arrays, size_t start, End end,
                 Tile *constants, Tile *slots, Operation *operations) {
  const int32_t *const labels = all_labels();
  for (size_t k = 0; k < chain->step_count; k++) {
    const nnsh_chain_step step = chain->steps[k];
    Operation *const op = &operations[k];
    const bool is_map = step.operation == NNSH_CHAIN_MAP;
    op->label = labels[is_map ? place_of_function(step.number) : step.operation];
    op->function = step.number;
    op->moving = 0;
    if (step.operation >= NNSH_CHAIN_SQUARE && step.operation != NNSH_CHAIN_DEMAND) continue;
    if (step.operation >= NNSH_CHAIN_COMPLEMENT && step.operation <= NNSH_CHAIN_SLOPE) {
      op->constant = constants[step.constant];
      fill(constants[step.constant], chain->constants[step.constant]);
    }
    if (reads_array(step)) {
      op->base = (double *)arrays[step.number] + start;
      op->moving = -1;
    } else if (step.place == NNSH_CHAIN_SLOT) {
      op->base = slots[step.number];
    } else {
      op->base = constants[step.number];
      fill(op->base, chain->constants[step.number]);
      if (step.operation < NNSH_CHAIN_COMPLEMENT) op->label = labels[steps_with_constants + step.operation];
    }
  }
  operations[chain->step_count].label = label_of_end(end);
}

// Lets the values of each tile wait until the logarithms of the next one, where there are any.
static bool let_wait(const nnsh_chain *chain, Operation *operations) {
  for (size_t k = 0; k < chain->step_count; k++) {
    if (chain->steps[k].operation != NNSH_CHAIN_REAL_LOG) continue;
    operations[k].label = all_labels()[logarithms_adding];
    operations[chain->step_count].label = label_of_end(WAIT);
    return true;
  }
  return false;
}

// The values of the elements behind the last whole tile.
static bool run_rest(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                     Operation *operations, double *y) {
  Tile tiles[nnsh_chain_most_steps];
  for (size_t k = 0; k < chain->step_count; k++) {
    if (!reads_array(chain->steps[k])) continue;
    const double *x = arrays[chain->steps[k].number] + start;
    // Filled up with the last element, so that nothing fails that is not there.
    fill(tiles[k], x[count - 1]);
    memcpy(tiles[k], x, count * sizeof *x);
    operations[k].base = tiles[k];
    operations[k].moving = 0;
  }
  operations[chain->step_count].label = label_of_end(STORE);
  Result rest = {.y = y};
  return run_tiles(operations, 0, &rest, NULL);
}

// The whole tiles go into the result, the values of the elements behind them into `rest`.
static bool run(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count, End end,
                Result *result, double *rest) {
  Tile constants[nnsh_chain_most_constants], slots[nnsh_chain_most_slots];
  Operation operations[nnsh_chain_most_steps + 1];
  make(chain, arrays, start, end, constants, slots, operations);
  const size_t whole = count / tile * tile;
  bool isReal = true;
  if (whole > 0) {
    result->waits = end == ADD_IN_ORDER && let_wait(chain, operations);
    isReal = run_tiles(operations, (ptrdiff_t)whole, result, NULL);
  }
  if (whole < count) isReal &= run_rest(chain, arrays, start + whole, count - whole, operations, rest);
  return isReal;
}

bool nnsh_chain_run(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *y) {
  Result result = {.y = y};
  Tile values;
  const bool isReal = run(chain, arrays, start, count, STORE, &result, values);
  const size_t rest = count % tile;
  memcpy(y + count - rest, values, rest * sizeof *y);
  return isReal;
}

bool nnsh_chain_add(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *total) {
  Result result = {.total = *total};
  Tile values;
  const bool isReal = run(chain, arrays, start, count, ADD_IN_ORDER, &result, values);
  for (size_t k = 0; k < count % tile; k++) result.total += values[k];
  *total = result.total;
  return isReal;
}

bool nnsh_chain_sum(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *sum) {
  Result result = {.totals = _mm512_setzero_pd()};
  Tile values;
  const bool isReal = run(chain, arrays, start, count, ADD_LANES, &result, values);
  const size_t rest = count % tile, whole = rest / lanes * lanes;
  __m512d t = result.totals;
  for (size_t k = 0; k < whole; k += lanes) t = t + _mm512_load_pd(values + k);
  double total = ((t[0] + t[1]) + (t[2] + t[3])) + ((t[4] + t[5]) + (t[6] + t[7]));
  for (size_t k = whole; k < rest; k++) total += values[k];
  *sum = total;
  return isReal;
}

#pragma clang attribute pop

bool nnsh_chain_can_run(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}

#else

bool nnsh_chain_can_run(void) { return false; }

bool nnsh_chain_run(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *y) {
  return false;
}

bool nnsh_chain_add(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *total) {
  return false;
}

bool nnsh_chain_sum(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *sum) {
  return false;
}

#endif
