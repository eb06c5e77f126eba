// libpng reports errors by a jump, which stays within each function of this file.

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "nnsh_png.h"

/// One run of the library: its data, how far it got, and where its errors jump to.
struct run {
  const struct nnsh_png_library *lib;
  const uint8_t *bytes;
  uint8_t *target;
  size_t length;
  size_t next;
  char message[120];
  jmp_buf start;
};

/// What the last error was; read by the caller before the next call.
static _Thread_local char last_message[120];

_Noreturn static void fail(png_structp png, png_const_charp message) {
  struct run *run = nnsh_png_library()->get_error_ptr(png);
  strncpy(run->message, message, sizeof run->message - 1);
  longjmp(run->start, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t count) {
  struct run *run = nnsh_png_library()->get_io_ptr(png);
  if (count > run->length - run->next) fail(png, "the file is cut short");
  memcpy(to, run->bytes + run->next, count);
  run->next += count;
}

static void write_bytes(png_structp png, png_bytep from, size_t count) {
  struct run *run = nnsh_png_library()->get_io_ptr(png);
  if (count > run->length - run->next) fail(png, "no room");
  memcpy(run->target + run->next, from, count);
  run->next += count;
}

static void flush_bytes(png_structp png) { (void)png; }

static const char *kept(const struct run *run) {
  memcpy(last_message, run->message, sizeof last_message);
  return last_message;
}

/// Reads up to the pixels and sets what they are to be turned into.
static void read_head(struct run *run, png_structp png, png_infop info) {
  run->lib->set_read_fn(png, run, read_bytes);
  // Chunks of text and the like, which are not wanted, may not grow beyond the file.
  run->lib->set_chunk_cache_max(png, 64);
  run->lib->set_chunk_malloc_max(png, 1 << 20);
  run->lib->set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  run->lib->read_info(png, info);
  run->lib->set_expand(png);
  run->lib->set_interlace_handling(png);
  run->lib->read_update_info(png, info);
}

/// With `samples` NULL only the head is read, into `picture`.
static const char *read(const uint8_t *bytes, size_t length, struct nnsh_png *picture,
                        uint8_t *samples, size_t room) {
  struct run run = {.lib = nnsh_png_library(), .bytes = bytes, .length = length};
  if (run.lib == NULL) return "libpng is not installed";
  png_structp png = run.lib->create_read_struct(PNG_LIBPNG_VER_STRING, &run, fail, ignore);
  if (png == NULL) return "out of memory";
  png_infop info = run.lib->create_info_struct(png);
  png_bytep *volatile rows = NULL;
  volatile bool failed = true;
  if (setjmp(run.start) == 0) {
    if (info == NULL) fail(png, "out of memory");
    read_head(&run, png, info);
    png_uint_32 width = 0;
    png_uint_32 height = 0;
    run.lib->get_IHDR(png, info, &width, &height, NULL, NULL, NULL, NULL, NULL);
    size_t line = run.lib->get_rowbytes(png, info);
    if (samples == NULL) {
      *picture = (struct nnsh_png){width, height, run.lib->get_channels(png, info),
                                   run.lib->get_bit_depth(png, info)};
    } else {
      if (line == 0 || height != room / line || room % line != 0) fail(png, "bad sizes");
      rows = malloc(height * sizeof *rows);
      if (rows == NULL) fail(png, "out of memory");
      for (size_t i = 0; i < height; i++) rows[i] = samples + i * line;
      run.lib->read_image(png, rows);
      run.lib->read_end(png, NULL);
    }
    failed = false;
  }
  free(rows);
  run.lib->destroy_read_struct(&png, &info, NULL);
  return failed ? kept(&run) : NULL;
}

const char *nnsh_png_head(const uint8_t *bytes, size_t length, struct nnsh_png *picture) {
  return read(bytes, length, picture, NULL, 0);
}

const char *nnsh_png_unpack(const uint8_t *bytes, size_t length, uint8_t *samples, size_t room) {
  struct nnsh_png picture;
  return read(bytes, length, &picture, samples, room);
}

static int colour_type(int channels) {
  switch (channels) {
    case 1: return PNG_COLOR_TYPE_GRAY;
    case 2: return PNG_COLOR_TYPE_GRAY_ALPHA;
    case 3: return PNG_COLOR_TYPE_RGB;
    default: return PNG_COLOR_TYPE_RGB_ALPHA;
  }
}

size_t nnsh_png_pack(struct nnsh_png picture, const uint8_t *samples, uint8_t *target,
                     size_t room) {
  struct run run = {.lib = nnsh_png_library(), .target = target, .length = room};
  if (run.lib == NULL) return 0;
  png_structp png = run.lib->create_write_struct(PNG_LIBPNG_VER_STRING, &run, fail, ignore);
  if (png == NULL) return 0;
  png_infop info = run.lib->create_info_struct(png);
  volatile bool failed = true;
  if (setjmp(run.start) == 0) {
    if (info == NULL) fail(png, "out of memory");
    run.lib->set_write_fn(png, &run, write_bytes, flush_bytes);
    run.lib->set_IHDR(png, info, picture.width, picture.height, picture.bits,
                      colour_type(picture.channels), PNG_INTERLACE_NONE,
                      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    run.lib->write_info(png, info);
    size_t line = (size_t)picture.width * (size_t)picture.channels * (size_t)(picture.bits / 8);
    for (size_t i = 0; i < picture.height; i++) run.lib->write_row(png, samples + i * line);
    run.lib->write_end(png, NULL);
    failed = false;
  }
  run.lib->destroy_write_struct(&png, &info);
  return failed ? 0 : run.next;
}
