#include "nnsh_system.h"

_Atomic bool nnsh_interrupt_flag = false;
