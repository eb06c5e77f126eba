// Several operations element by element on doubles in one loop, whose values stay in vector registers.
#ifndef NNSH_CHAIN_H
#define NNSH_CHAIN_H

#include "nnsh_kernels.h"

/// What a step of a chain does with v, the value that the chain carries from step to step.
typedef enum {
  /// v = operand.
  NNSH_CHAIN_LOAD,
  /// Keeps v in the slot of this number.
  NNSH_CHAIN_SAVE,
  /// v = v op operand; then, v = operand op v; the last, v = -operand - v.
  NNSH_CHAIN_ADD, NNSH_CHAIN_SUBTRACT, NNSH_CHAIN_MULTIPLY, NNSH_CHAIN_DIVIDE,
  NNSH_CHAIN_SUBTRACT_FROM, NNSH_CHAIN_DIVIDE_INTO, NNSH_CHAIN_SUBTRACT_FROM_NEGATED,
  /// v = v op operand as 0 or 1.
  NNSH_CHAIN_EQUAL, NNSH_CHAIN_NOT_EQUAL, NNSH_CHAIN_LESS, NNSH_CHAIN_LESS_EQUAL, NNSH_CHAIN_GREATER,
  NNSH_CHAIN_GREATER_EQUAL,
  /// With an array x and a constant k: v = k - x, v = v * (k - x), and v = (k - x) * x, the slope of a sigmoid.
  NNSH_CHAIN_COMPLEMENT, NNSH_CHAIN_TIMES_COMPLEMENT, NNSH_CHAIN_SLOPE,
  /// v = v * v.
  NNSH_CHAIN_SQUARE,
  /// Fails where any v < operand.
  NNSH_CHAIN_DEMAND,
  /// v = log(v); fails where any v < 0.
  NNSH_CHAIN_REAL_LOG,
  /// v = f(v); the number is an nnsh_function.
  NNSH_CHAIN_MAP
} nnsh_chain_operation;

/// Where a step's operand is.
typedef enum { NNSH_CHAIN_CONSTANT, NNSH_CHAIN_ARRAY, NNSH_CHAIN_SLOT } nnsh_chain_place;

typedef struct {
  uint8_t operation;
  uint8_t place;
  uint16_t number;
  /// The number of the constant beside an array.
  uint16_t constant;
} nnsh_chain_step;

typedef struct {
  const nnsh_chain_step *steps;
  size_t step_count;
  const double *constants;
} nnsh_chain;

enum { nnsh_chain_most_steps = 48, nnsh_chain_most_constants = 16, nnsh_chain_most_slots = 8 };

/// Whether the processor can run chains.
bool nnsh_chain_can_run(void);

/// y[i] = the chain's value for the elements start + i of the arrays, i < count, with the bits of
/// nnsh_arithmetic_d, nnsh_map_d and nnsh_compare_d one after the other. False where a demand failed. y may
/// be the place of those elements in one of the arrays.
bool nnsh_chain_run(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *y);

/// Adds the chain's values to *total, from the first to the last.
bool nnsh_chain_add(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *total);

/// The sum of the chain's values: of every eighth, these by pairs, and then of those left over.
bool nnsh_chain_sum(const nnsh_chain *chain, const double *const *arrays, size_t start, size_t count,
                    double *sum);

#endif
