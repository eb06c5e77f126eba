#ifndef NNSH_KERNELS_H
#define NNSH_KERNELS_H
#endif
