#include "nnsh_format.h"

#include <stdio.h>

int nnsh_format_double(
  char *buffer, size_t size, const char *format, int width, int precision, double value) {
  return snprintf(buffer, size, format, width, precision, value);
}

int nnsh_format_integer(
  char *buffer, size_t size, const char *format, int width, int precision, long long value) {
  return snprintf(buffer, size, format, width, precision, value);
}
