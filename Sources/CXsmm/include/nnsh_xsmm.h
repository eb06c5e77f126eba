#ifndef NNSH_XSMM_H
#define NNSH_XSMM_H
#endif
