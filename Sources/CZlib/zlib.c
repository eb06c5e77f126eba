#include <dlfcn.h>
#include <limits.h>
#include <string.h>
#include <zlib.h>

#include "nnsh_zlib.h"

static struct {
  int (*inflate_init)(z_streamp, int, const char *, int);
  int (*inflate)(z_streamp, int);
  int (*inflate_reset)(z_streamp);
  int (*inflate_end)(z_streamp);
  int (*deflate_init)(z_streamp, int, int, int, int, int, const char *, int);
  int (*deflate)(z_streamp, int);
  int (*deflate_end)(z_streamp);
  uLong (*crc)(uLong, const Bytef *, z_size_t);
} lib;

static bool load(void) {
  void *library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) library = dlopen("libz.so", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  struct {
    void *slot;
    const char *name;
  } wanted[] = {
      {&lib.inflate_init, "inflateInit2_"}, {&lib.inflate, "inflate"},
      {&lib.inflate_reset, "inflateReset"}, {&lib.inflate_end, "inflateEnd"},
      {&lib.deflate_init, "deflateInit2_"}, {&lib.deflate, "deflate"},
      {&lib.deflate_end, "deflateEnd"},     {&lib.crc, "crc32_z"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *found = dlsym(library, wanted[i].name);
    if (found == NULL) return false;
    *(void **)wanted[i].slot = found;
  }
  return true;
}

bool nnsh_zlib_available(void) {
  static int state = 0;  // 0 not tried, 1 loaded, 2 missing
  if (state == 0) state = load() ? 1 : 2;
  return state == 1;
}

static int window(enum nnsh_zlib_framing framing) {
  return framing == NNSH_ZLIB_GZIP ? MAX_WBITS + 16 : -MAX_WBITS;
}

/// The library counts in 32 bits: at most this much goes in or out of one call.
static uInt part(size_t count) { return count > UINT_MAX ? UINT_MAX : (uInt)count; }

enum nnsh_zlib_status nnsh_zlib_unpack(enum nnsh_zlib_framing framing, const uint8_t *bytes,
                                       size_t length, uint8_t *target, size_t room, size_t *count) {
  *count = 0;
  if (!nnsh_zlib_available()) return NNSH_ZLIB_DAMAGED;
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (lib.inflate_init(&stream, window(framing), ZLIB_VERSION, (int)sizeof stream) != Z_OK)
    return NNSH_ZLIB_DAMAGED;
  size_t in = 0;
  size_t out = 0;
  uint8_t spare;  // where output would go that there is no room for
  enum nnsh_zlib_status status;
  for (;;) {
    uInt given = part(length - in);
    bool full = out == room;
    uInt space = full ? 1 : part(room - out);
    stream.next_in = (Bytef *)bytes + in;
    stream.avail_in = given;
    stream.next_out = full ? &spare : target + out;
    stream.avail_out = space;
    int result = lib.inflate(&stream, Z_NO_FLUSH);
    in += given - stream.avail_in;
    if (full && stream.avail_out == 0) {
      status = NNSH_ZLIB_FULL;
      break;
    }
    if (!full) out += space - stream.avail_out;
    if (result == Z_STREAM_END) {
      bool more = framing == NNSH_ZLIB_GZIP && length - in > 2 && bytes[in] == 0x1F &&
                  bytes[in + 1] == 0x8B;
      status = NNSH_ZLIB_DONE;
      if (!more || lib.inflate_reset(&stream) != Z_OK) break;
      continue;
    }
    if (result == Z_BUF_ERROR || (result == Z_OK && in == length && stream.avail_out > 0)) {
      status = NNSH_ZLIB_SHORT;
      break;
    }
    if (result != Z_OK) {
      status = NNSH_ZLIB_DAMAGED;
      break;
    }
  }
  lib.inflate_end(&stream);
  *count = out;
  return status;
}

size_t nnsh_zlib_bound(size_t length) { return length + length / 1000 + 64; }

size_t nnsh_zlib_pack(enum nnsh_zlib_framing framing, const uint8_t *bytes, size_t length,
                      uint8_t *target, size_t room) {
  if (!nnsh_zlib_available()) return 0;
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (lib.deflate_init(&stream, 6, Z_DEFLATED, window(framing), 8, Z_DEFAULT_STRATEGY,
                       ZLIB_VERSION, (int)sizeof stream) != Z_OK)
    return 0;
  size_t in = 0;
  size_t out = 0;
  int result = Z_OK;
  while (result == Z_OK && out < room) {
    uInt given = part(length - in);
    uInt space = part(room - out);
    stream.next_in = (Bytef *)bytes + in;
    stream.avail_in = given;
    stream.next_out = target + out;
    stream.avail_out = space;
    result = lib.deflate(&stream, length - in == given ? Z_FINISH : Z_NO_FLUSH);
    in += given - stream.avail_in;
    out += space - stream.avail_out;
  }
  lib.deflate_end(&stream);
  return result == Z_STREAM_END ? out : 0;
}

uint32_t nnsh_zlib_crc(const uint8_t *bytes, size_t length) {
  return nnsh_zlib_available() ? (uint32_t)lib.crc(0, bytes, length) : 0;
}
