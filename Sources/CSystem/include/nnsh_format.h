// C's number formatting, which Swift reaches only through boxed argument lists.
#ifndef NNSH_FORMAT_H
#define NNSH_FORMAT_H

#include <stddef.h>

/// Writes `value` as `format` says, which holds `*.*` and one floating-point conversion; a negative
/// precision counts as left out. Returns the length, which may exceed `size`.
int nnsh_format_double(
  char *buffer, size_t size, const char *format, int width, int precision, double value);

/// The same for one `lld`, `llu`, `llo`, `llx`, `llX` conversion.
int nnsh_format_integer(
  char *buffer, size_t size, const char *format, int width, int precision, long long value);

#endif
