#ifndef NNSH_MATIO_H
#define NNSH_MATIO_H
#endif
