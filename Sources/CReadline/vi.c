#include "nnsh_vi.h"

#include <stdio.h>

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

int nnsh_vi_kill_to_end(int count, int key) {
  (void)count;
  rl_kill_text(rl_point, nnsh_line_end());
  if (key == 'C') return rl_vi_insert_mode(1, key);
  return 0;
}

int nnsh_vi_leave_insertion(int count, int key) {
  int point = rl_point == line_start() ? rl_point : -1;
  rl_vi_movement_mode(count, key);
  if (point >= 0) rl_point = point;
  return 0;
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
