#include "nnsh_openblas.h"
