// PNG pictures through libpng, which is loaded at first use.
#ifndef NNSH_PNG_H
#define NNSH_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Loads the library; false when it is not installed.
bool nnsh_png_available(void);

/// A picture: rows from the top, pixels from the left, `channels` samples each (1 grey, 2 grey and alpha,
/// 3 red, green and blue, 4 those and alpha). Samples of 16 bits are big-endian.
struct nnsh_png {
  uint32_t width, height;
  int channels;
  int bits;  // 8 or 16
};

/// Reads the head of a picture as it will be unpacked: palettes as colours, small depths as 8 bits.
/// Gives NULL, or what is wrong.
const char *nnsh_png_head(const uint8_t *bytes, size_t length, struct nnsh_png *picture);

/// Unpacks the picture into `room` bytes at `samples`, which must be what its head says.
/// Gives NULL, or what is wrong.
const char *nnsh_png_unpack(const uint8_t *bytes, size_t length, uint8_t *samples, size_t room);

/// Writes a picture to `room` bytes at `target`: the number of bytes, 0 when there is no room for it or
/// writing fails.
size_t nnsh_png_pack(struct nnsh_png picture, const uint8_t *samples, uint8_t *target, size_t room);

#endif
