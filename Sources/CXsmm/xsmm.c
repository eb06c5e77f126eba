#include "nnsh_xsmm.h"
