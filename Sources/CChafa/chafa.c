#include "nnsh_chafa.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// The parts of libchafa's and GLib's interfaces (version 1.6 and later) that are used: objects are opaque.
typedef struct {
  char *text;
  size_t length;
  size_t allocated;
} string_of_glib;

enum { MODE_TRUECOLOR = 0, MODE_256 = 1, MODE_FGBG = 5 };
enum { PIXELS_RGB8 = 8 };
enum {
  TAG_SPACE = 1 << 0,
  TAG_SOLID = 1 << 1,
  TAG_BLOCK = 1 << 3,
  TAG_QUAD = 1 << 7,
  TAG_HALVES = 1 << 8 | 1 << 9,
  TAG_BRAILLE = 1 << 11,
};

struct library {
  void *(*config_new)(void);
  void (*config_unref)(void *);
  void (*config_set_geometry)(void *, int, int);
  void (*config_set_cell_geometry)(void *, int, int);
  void (*config_set_canvas_mode)(void *, int);
  void (*config_set_pixel_mode)(void *, int);
  void (*config_set_symbol_map)(void *, const void *);
  void *(*canvas_new)(const void *);
  void (*canvas_unref)(void *);
  void (*canvas_draw)(void *, int, const uint8_t *, int, int, int);
  string_of_glib *(*canvas_print)(void *, void *);
  void *(*map_new)(void);
  void (*map_unref)(void *);
  void (*map_add)(void *, int);
  void *(*terminals)(void);
  void *(*terminal)(void *, char **);
  void (*terminal_unref)(void *);
  char *(*string_free)(string_of_glib *, int);
};

static bool load(struct library *table) {
  void *chafa = dlopen("libchafa.so.0", RTLD_NOW | RTLD_LOCAL);
  if (chafa == NULL) return false;
  const struct {
    const char *name;
    void *target;
  } functions[] = {
      {"chafa_canvas_config_new", &table->config_new},
      {"chafa_canvas_config_unref", &table->config_unref},
      {"chafa_canvas_config_set_geometry", &table->config_set_geometry},
      {"chafa_canvas_config_set_cell_geometry", &table->config_set_cell_geometry},
      {"chafa_canvas_config_set_canvas_mode", &table->config_set_canvas_mode},
      {"chafa_canvas_config_set_pixel_mode", &table->config_set_pixel_mode},
      {"chafa_canvas_config_set_symbol_map", &table->config_set_symbol_map},
      {"chafa_canvas_new", &table->canvas_new},
      {"chafa_canvas_unref", &table->canvas_unref},
      {"chafa_canvas_draw_all_pixels", &table->canvas_draw},
      {"chafa_canvas_print", &table->canvas_print},
      {"chafa_symbol_map_new", &table->map_new},
      {"chafa_symbol_map_unref", &table->map_unref},
      {"chafa_symbol_map_add_by_tags", &table->map_add},
      {"chafa_term_db_get_default", &table->terminals},
      {"chafa_term_db_detect", &table->terminal},
      {"chafa_term_info_unref", &table->terminal_unref},
      // GLib comes with libchafa.
      {"g_string_free", &table->string_free},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *found = dlsym(chafa, functions[i].name);
    if (found == NULL) return false;
    memcpy(functions[i].target, &found, sizeof found);
  }
  return true;
}

static const struct library *library(void) {
  static struct library table;
  static int state = 0;  // 0 not tried, 1 loaded, 2 missing
  if (state == 0) state = load(&table) ? 1 : 2;
  return state == 1 ? &table : NULL;
}

bool nnsh_chafa_available(void) { return library() != NULL; }

/// The environment by which libchafa knows a terminal of a kind: what it can was asked before.
static char **environment(enum nnsh_chafa_kind kind) {
  static char *symbols[] = {"TERM=xterm-256color", "COLORTERM=truecolor", NULL};
  static char *sixels[] = {"TERM=mlterm", NULL};
  static char *kitty[] = {"TERM=xterm-kitty", NULL};
  static char *iterm[] = {"TERM=xterm-256color", "TERM_PROGRAM=iTerm.app", NULL};
  switch (kind) {
    case NNSH_CHAFA_SIXELS: return sixels;
    case NNSH_CHAFA_KITTY: return kitty;
    case NNSH_CHAFA_ITERM2: return iterm;
    default: return symbols;
  }
}

// libchafa counts a row in words of four bytes and drops what is left over: rows are filled up to them.
static uint8_t *filled_up(const uint8_t *pixels, size_t height, size_t bytes, size_t stride) {
  uint8_t *rows = calloc(height, stride);
  if (rows == NULL) return NULL;
  for (size_t y = 0; y < height; y++) memcpy(rows + y * stride, pixels + y * bytes, bytes);
  return rows;
}

// libchafa 1.12 forgets to shift the last four bits of a piece of a kitty picture, which are those of an opacity of
// 255: 'P' before the '=' that fills a piece up, where no right encoding has it, stands for '8'.
static void mend_opacity(char *text, size_t length) {
  for (size_t i = 2; i < length; i++) {
    if (text[i] == '\033' && text[i - 1] == '=' && text[i - 2] == 'P') text[i - 2] = '8';
  }
}

char *nnsh_chafa_show(const uint8_t *pixels, int width, int height, int columns, int rows, int cell_width,
                      int cell_height, enum nnsh_chafa_kind kind, int colours, size_t *length) {
  const struct library *lib = library();
  if (lib == NULL || width <= 0 || height <= 0 || columns <= 0 || rows <= 0) return NULL;
  const size_t bytes = 3 * (size_t)width, stride = (bytes + 3) / 4 * 4;
  if (stride > INT32_MAX) return NULL;
  uint8_t *padded = stride == bytes ? NULL : filled_up(pixels, (size_t)height, bytes, stride);
  if (stride != bytes && padded == NULL) return NULL;
  void *map = lib->map_new();
  lib->map_add(map, TAG_SPACE | TAG_SOLID | TAG_BLOCK | TAG_QUAD | TAG_HALVES | (colours <= 2 ? TAG_BRAILLE : 0));
  void *config = lib->config_new();
  lib->config_set_geometry(config, columns, rows);
  if (cell_width > 0 && cell_height > 0) lib->config_set_cell_geometry(config, cell_width, cell_height);
  lib->config_set_canvas_mode(config, colours <= 2 ? MODE_FGBG : colours <= 256 ? MODE_256 : MODE_TRUECOLOR);
  lib->config_set_pixel_mode(config, (int)kind);
  lib->config_set_symbol_map(config, map);
  void *canvas = lib->canvas_new(config);
  lib->canvas_draw(canvas, PIXELS_RGB8, padded ? padded : pixels, width, height, (int)stride);
  void *terminal = lib->terminal(lib->terminals(), environment(kind));
  string_of_glib *printed = lib->canvas_print(canvas, terminal);
  char *answer = malloc(printed->length + 1);
  if (answer != NULL) {
    memcpy(answer, printed->text, printed->length);
    answer[printed->length] = 0;
    *length = printed->length;
    if (kind == NNSH_CHAFA_KITTY) mend_opacity(answer, *length);
  }
  lib->string_free(printed, 1);
  lib->terminal_unref(terminal);
  lib->canvas_unref(canvas);
  lib->config_unref(config);
  lib->map_unref(map);
  free(padded);
  return answer;
}
