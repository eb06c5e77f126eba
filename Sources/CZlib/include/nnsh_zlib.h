// Deflate and its checksum through zlib, which is loaded at first use.
#ifndef NNSH_ZLIB_H
#define NNSH_ZLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Loads the library; false when it is not installed.
bool nnsh_zlib_available(void);

enum nnsh_zlib_framing { NNSH_ZLIB_RAW, NNSH_ZLIB_GZIP };

enum nnsh_zlib_status {
  NNSH_ZLIB_DONE,     // the compressed data ended
  NNSH_ZLIB_FULL,     // there is more than `room` bytes
  NNSH_ZLIB_SHORT,    // the compressed data is cut off
  NNSH_ZLIB_DAMAGED,  // it is no compressed data, or its checksum is wrong
};

/// Unpacks `bytes` into `room` bytes at `target`; `count` is how many were written. Of gzip data that
/// consists of several members all are unpacked.
enum nnsh_zlib_status nnsh_zlib_unpack(enum nnsh_zlib_framing framing, const uint8_t *bytes,
                                       size_t length, uint8_t *target, size_t room, size_t *count);

/// The most bytes that packing `length` of them can give.
size_t nnsh_zlib_bound(size_t length);

/// Packs `bytes`; the number of bytes written to `target`, 0 on failure.
size_t nnsh_zlib_pack(enum nnsh_zlib_framing framing, const uint8_t *bytes, size_t length,
                      uint8_t *target, size_t room);

/// The CRC-32 of zip, gzip and PNG.
uint32_t nnsh_zlib_crc(const uint8_t *bytes, size_t length);

#endif
