#ifndef NNSH_ROUNDING_H
#define NNSH_ROUNDING_H

#include "nnsh_kernels.h"

// The functions that are one or two instructions; false for the others.
bool nnsh_rounding_d(nnsh_function f, const double *x, double *y, size_t count);
bool nnsh_rounding_s(nnsh_function f, const float *x, float *y, size_t count);

#endif
