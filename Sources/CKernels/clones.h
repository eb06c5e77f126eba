// How the plain loops are compiled: for AVX2 and for the baseline, chosen when the program starts, with
// the same bits from both.
#ifndef NNSH_CLONES_H
#define NNSH_CLONES_H

#if defined(__x86_64__)
#define NNSH_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define NNSH_CLONES
#endif

// Contraction to fused multiply-add would give other bits where the processor has it.
#pragma clang fp contract(off)

#endif
