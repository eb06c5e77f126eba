#include "nnsh_matio.h"
