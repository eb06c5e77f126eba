#include "nnsh_kernels.h"
