// exp, log and the logistic function of runs of doubles with AVX-512.
#ifndef NNSH_EXP_LOG_H
#define NNSH_EXP_LOG_H

#include "nnsh_kernels.h"

/// Whether f is one of the functions here; the processor must have AVX-512 F and DQ to run them.
bool nnsh_has_exp_log(nnsh_function f);

/// y[i] = f(x[i]), within 0.8 ulp (the logistic function: of its formula 1 / (1 + exp(-x))). y may be x.
void nnsh_exp_log_d(nnsh_function f, const double *x, double *y, size_t count);

#endif
