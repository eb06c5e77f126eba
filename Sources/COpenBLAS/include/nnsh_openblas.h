#ifndef NNSH_OPENBLAS_H
#define NNSH_OPENBLAS_H
#endif
