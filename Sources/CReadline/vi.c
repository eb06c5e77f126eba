#include "nnsh_vi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

enum { editing_with_vi = 0 };

bool nnsh_vi_has_commands(void) {
  return rl_editing_mode == editing_with_vi && rl_get_keymap() == rl_get_keymap_by_name("vi-command");
}

static int line_start(void) {
  int start = rl_point;
  while (start > 0 && rl_line_buffer[start - 1] != '\n') start--;
  return start;
}

int nnsh_line_end(void) {
  int end = rl_point;
  while (end < rl_end && rl_line_buffer[end] != '\n') end++;
  return end;
}

static int first_print(void) {
  int point = line_start();
  while (rl_line_buffer[point] == ' ' || rl_line_buffer[point] == '\t') point++;
  return point;
}

static void step_back(void) {
  do rl_point--;
  while ((rl_line_buffer[rl_point] & 0xC0) == 0x80);
}

void nnsh_vi_settle(void) {
  if (!nnsh_vi_has_commands() || RL_ISSTATE(RL_STATE_VIMOTION | RL_STATE_NSEARCH | RL_STATE_MULTIKEY)) return;
  // Readline allows no place behind the last character, which an empty last line is.
  if (rl_point == rl_end - 1 && rl_line_buffer[rl_point] == '\n') {
    rl_point = rl_end;
  } else if (rl_point == nnsh_line_end() && rl_point > line_start()) {
    step_back();
  }
}

int nnsh_vi_line_end(void) {
  int end = nnsh_line_end();
  if (end == rl_end || end == line_start()) return end;
  int point = rl_point;
  rl_point = end;
  step_back();
  end = rl_point;
  rl_point = point;
  return end;
}

int nnsh_vi_forward(int count, int key) {
  int last = nnsh_vi_line_end();
  if (rl_point >= last && last < rl_end - 1) return rl_ding();
  return rl_forward_char(count, key);
}

static int kill_to_end(int key) {
  rl_kill_text(rl_point, nnsh_line_end());
  if (key == 'C') return rl_vi_insert_mode(1, key);
  return 0;
}

// MARK: - Whole lines

// Readline's `dd`, `cc` and `yy` take all lines. So the second key of one is kept from it: it gets a byte that is no
// motion, and what the key stands for is done afterwards.
enum { no_motion = 1 };

/// The operator that waits for a motion, and the one that was given for the whole line; 0 for none.
static int operator, whole_line;
static char *saved_bell;
/// The line that was taken last, by `dd`, `cc` or `yy`; NULL when something else was taken since.
static char *line_taken;

static void forget_line(void) {
  free(line_taken);
  line_taken = NULL;
}

int nnsh_vi_operate(rl_command_func_t *usual, int count, int key) {
  forget_line();
  if (key == 'D' || key == 'C') return kill_to_end(key);
  operator = key;
  return usual(count, key);
}

int nnsh_vi_motion(int byte) {
  if (operator == 0 || !RL_ISSTATE(RL_STATE_VIMOTION)) return byte;
  if (byte >= '1' && byte <= '9') return byte;
  bool is_whole = byte == operator;
  operator = 0;
  if (!is_whole) return byte;
  whole_line = byte;
  const char *bell = rl_variable_value("bell-style");
  saved_bell = bell != NULL ? strdup(bell) : NULL;
  rl_variable_bind("bell-style", "none");
  return no_motion;
}

bool nnsh_vi_finish_motion(void) {
  int key = whole_line;
  if (key == 0 || RL_ISSTATE(RL_STATE_VIMOTION)) return false;
  whole_line = 0;
  if (saved_bell != NULL) rl_variable_bind("bell-style", saved_bell);
  free(saved_bell);
  saved_bell = NULL;
  int start = line_start(), end = nnsh_line_end();
  line_taken = rl_copy_text(start, end);
  if (key == 'c') {
    rl_delete_text(start, end);
    rl_point = start;
    rl_vi_insert_mode(1, key);
  } else if (key == 'd') {
    // With the line end behind it, or before it.
    rl_delete_text(end < rl_end || start == 0 ? start : start - 1, end < rl_end ? end + 1 : end);
    if (rl_point > rl_end) rl_point = rl_end;
    rl_point = start < rl_end || rl_end == 0 ? start : line_start();
    rl_point = first_print();
  }
  return true;
}

int nnsh_vi_put(int count, int key) {
  if (line_taken == NULL) return rl_vi_put(count, key);
  rl_begin_undo_group();
  int place = key == 'P' ? line_start() : nnsh_line_end();
  rl_point = place;
  if (key == 'P') {
    rl_insert_text(line_taken);
    rl_insert_text("\n");
  } else {
    rl_insert_text("\n");
    rl_insert_text(line_taken);
  }
  rl_point = key == 'P' ? place : place + 1;
  rl_point = first_print();
  rl_end_undo_group();
  return 0;
}

int nnsh_vi_delete_character(int count, int key) {
  forget_line();
  return rl_vi_delete(count, key);
}

int nnsh_vi_leave_insertion(int count, int key) {
  int point = rl_point == line_start() ? rl_point : -1;
  rl_vi_movement_mode(count, key);
  if (point >= 0) rl_point = point;
  return 0;
}

int nnsh_vi_append(int count, int key) {
  (void)count;
  if (rl_point < nnsh_line_end()) {
    do rl_point++;
    while ((rl_line_buffer[rl_point] & 0xC0) == 0x80);
  }
  return rl_vi_insert_mode(1, key);
}

int nnsh_vi_append_at_end(int count, int key) {
  (void)count;
  rl_point = nnsh_line_end();
  return rl_vi_insert_mode(1, key);
}

int nnsh_vi_insert_at_start(int count, int key) {
  (void)count;
  rl_point = first_print();
  return rl_vi_insert_mode(1, key);
}

static int open_line(int place, int cursor, int key) {
  rl_point = place;
  rl_vi_insert_mode(1, key);
  rl_insert_text("\n");
  rl_point = cursor;
  return 0;
}

int nnsh_vi_open_below(int count, int key) {
  (void)count;
  int end = nnsh_line_end();
  return open_line(end, end + 1, key);
}

int nnsh_vi_open_above(int count, int key) {
  (void)count;
  int start = line_start();
  return open_line(start, start, key);
}

int nnsh_vi_first_print(int count, int key) {
  (void)count, (void)key;
  rl_point = first_print();
  return 0;
}

int nnsh_vi_substitute(int count, int key) {
  forget_line();
  if (key != 'S') return rl_vi_subst(count, key);
  whole_line = 'c';
  return 0;
}
