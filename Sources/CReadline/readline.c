#include "nnsh_readline.h"

#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "nnsh_paste.h"
#include "nnsh_signals.h"
#include "nnsh_system.h"
#include "nnsh_vi.h"

// Readline keeps its state in global variables, so this file does too. One thread uses it.
static struct nnsh_typist typist;
static bool has_line;
static char *line_read;
/// Whether the drawing was put off, or what is drawn says less than nothing: the cursor is elsewhere.
static bool is_stale;
static bool is_new;
/// Whether the last drawing is done.
static bool is_final;

// MARK: - Drawing

/// What the user's settings show of the mode that keys are in.
static const char *mode(void) {
  const char *shown = rl_variable_value("show-mode-in-prompt");
  if (shown == NULL || strcmp(shown, "on") != 0) return "";
  const char *text = rl_variable_value(
      nnsh_vi_has_commands() ? "vi-cmd-mode-string" : rl_editing_mode == 0 ? "vi-ins-mode-string" : "emacs-mode-string");
  return text != NULL ? text : "";
}

static struct nnsh_typed typed(void) {
  bool has_message = rl_display_prompt != NULL && rl_display_prompt != rl_prompt;
  return (struct nnsh_typed){
      .prompt = has_message ? rl_display_prompt : rl_prompt != NULL ? rl_prompt : "",
      .text = rl_line_buffer,
      .length = (size_t)rl_end,
      .cursor = (size_t)rl_point,
      .has_message = has_message,
      .is_pattern = has_message && RL_ISSTATE(RL_STATE_NSEARCH),
      .mode = has_message ? "" : mode(),
  };
}

static void draw(enum nnsh_drawing drawing) {
  fflush(rl_outstream);
  struct nnsh_typed now = typed();
  if (is_new && drawing != NNSH_DRAW_CLEARED) {
    typist.draw(typist.context, &now, NNSH_DRAW_ANEW);
    if (drawing == NNSH_DRAW_CHANGES) drawing = NNSH_DRAW_ANEW;
  }
  if (!is_new || drawing != NNSH_DRAW_ANEW) typist.draw(typist.context, &now, drawing);
  is_new = false;
  is_stale = false;
}

static bool input_is_waiting(void) {
  if (nnsh_paste_has_rest()) return true;
  struct pollfd file = {STDIN_FILENO, POLLIN, 0};
  return poll(&file, 1, 0) > 0;
}

/// Draws when nothing more is to be read, so that what was typed ahead costs one drawing.
static void redisplay(void) {
  // Readline cleans up by drawing once more.
  if (is_final) return;
  nnsh_vi_settle();
  if (input_is_waiting()) {
    is_stale = true;
  } else {
    draw(NNSH_DRAW_CHANGES);
  }
}

static void finish(enum nnsh_drawing drawing) {
  if (!is_final) draw(drawing);
  is_final = true;
}

/// Whatever command ended the line, its text is still there.
static void restore_terminal(void) {
  if (rl_done && !rl_eof_found) finish(NNSH_DRAW_FINALLY);
  // It adds a line end where nothing is echoed, and at the end of the input.
  int eof = rl_eof_found;
  rl_eof_found = 0;
  rl_tty_set_echoing(1);
  rl_deprep_terminal();
  rl_eof_found = eof;
  nnsh_terminal_farewell(NULL);
}

/// How many of the bytes to come were typed before the prompt stood there, while the terminal gathered lines.
static int typed_ahead;

/// Readline leaves the screen alone when it believes that nothing is echoed.
static void prepare_terminal(int meta) {
  rl_prep_terminal(meta);
  if (ioctl(STDIN_FILENO, FIONREAD, &typed_ahead) != 0) typed_ahead = 0;
  rl_tty_set_echoing(0);
  nnsh_terminal_farewell("\033[?2004l\r\n");
}

// MARK: - Keys

static int press(enum nnsh_key key, rl_command_func_t *usual, int count, int character) {
  struct nnsh_edit edit = {0};
  struct nnsh_typed now = typed();
  char *pasted = NULL;
  size_t length = 0;
  if (key == NNSH_KEY_PASTE) {
    typed_ahead = 0;
    if (!nnsh_paste_read(&pasted, &length)) return 0;
  }
  enum nnsh_reaction reaction = typist.press(typist.context, key, &now, pasted, length, &edit);
  free(pasted);
  switch (reaction) {
  case NNSH_REACT_BY_DEFAULT: return usual(count, character);
  case NNSH_REACT_NOT: break;
  case NNSH_REACT_WITH_BELL: rl_ding(); break;
  case NNSH_REACT_WITH_KILL:
    rl_kill_text((int)edit.start, (int)edit.end);
    rl_point = (int)edit.start;
    break;
  case NNSH_REACT_WITH_LINE: rl_done = 1; break;
  case NNSH_REACT_WITH_EDIT:
    if (edit.start != edit.end || edit.text != NULL) {
      rl_begin_undo_group();
      rl_delete_text((int)edit.start, (int)edit.end);
      rl_point = (int)edit.start;
      if (edit.text != NULL) rl_insert_text(edit.text);
      rl_end_undo_group();
    }
    rl_point = (int)edit.cursor;
    break;
  }
  free(edit.text);
  return 0;
}

static int nothing(int count, int key) {
  (void)count, (void)key;
  return 0;
}

#define COMMAND(name, key, usual) \
  static int name(int count, int character) { return press(key, usual, count, character); }
COMMAND(enter_typed, NNSH_KEY_ENTER, rl_newline)
COMMAND(new_line, NNSH_KEY_NEW_LINE, nothing)
COMMAND(complete, NNSH_KEY_COMPLETE, nothing)
COMMAND(complete_backward, NNSH_KEY_COMPLETE_BACKWARD, nothing)
COMMAND(up, NNSH_KEY_UP, rl_get_previous_history)
COMMAND(down, NNSH_KEY_DOWN, rl_get_next_history)
COMMAND(forward_typing, NNSH_KEY_FORWARD, rl_forward_char)
COMMAND(line_start, NNSH_KEY_LINE_START, rl_beg_of_line)
COMMAND(line_end_typing, NNSH_KEY_LINE_END, rl_end_of_line)
COMMAND(kill_to_end, NNSH_KEY_KILL_TO_END, rl_kill_line)
COMMAND(kill_to_start, NNSH_KEY_KILL_TO_START, rl_unix_line_discard)
COMMAND(paste_typing, NNSH_KEY_PASTE, nothing)

static int search_up(int count, int key);
static int search_down(int count, int key);
static int find_up(int count, int key);
static int find_down(int count, int key);

/// Readline goes on with a search where the last command was one of its own for it.
static int search(enum nnsh_key key, rl_command_func_t *usual, int count, int character) {
  if (rl_last_func == search_up || rl_last_func == search_down || rl_last_func == find_up || rl_last_func == find_down) {
    rl_last_func = usual;
  }
  return press(key, usual, count, character);
}

#define SEARCH(name, key, usual) \
  static int name(int count, int character) { return search(key, usual, count, character); }
SEARCH(search_up, NNSH_KEY_UP, rl_history_search_backward)
SEARCH(search_down, NNSH_KEY_DOWN, rl_history_search_forward)
SEARCH(find_up, NNSH_KEY_UP, rl_history_substr_search_backward)
SEARCH(find_down, NNSH_KEY_DOWN, rl_history_substr_search_forward)

/// Among vi's commands it goes on at the end of the line, as `A` would.
static int enter(int count, int key) {
  bool has_commands = nnsh_vi_has_commands();
  if (has_commands) rl_point = nnsh_line_end();
  enter_typed(count, key);
  if (has_commands && !rl_done) rl_vi_insert_mode(1, key);
  return 0;
}

static int forward(int count, int key) {
  return nnsh_vi_has_commands() ? nnsh_vi_forward(count, key) : forward_typing(count, key);
}

static int line_end(int count, int key) {
  if (!nnsh_vi_has_commands()) return line_end_typing(count, key);
  rl_point = nnsh_vi_line_end();
  return 0;
}

static int vi_delete(int count, int key) { return nnsh_vi_operate(rl_vi_delete_to, count, key); }

static int vi_change(int count, int key) { return nnsh_vi_operate(rl_vi_change_to, count, key); }

static int vi_yank(int count, int key) { return nnsh_vi_operate(rl_vi_yank_to, count, key); }

/// Among vi's commands it comes behind the cursor.
static int paste(int count, int key) {
  if (nnsh_vi_has_commands()) nnsh_vi_append(count, key);
  return paste_typing(count, key);
}

/// Among vi's commands the cursor stands on the last character of the word.
static int vi_complete(int count, int key) {
  rl_vi_append_mode(1, key);
  return complete(count, key);
}

static int vi_digit(int count, int digit) {
  if (digit == '0' && rl_numeric_arg == 1 && !rl_explicit_arg) return line_start(count, digit);
  return rl_vi_arg_digit(count, digit);
}

static int clear(int count, int key) {
  (void)count, (void)key;
  draw(NNSH_DRAW_CLEARED);
  return 0;
}

static void replace_in(Keymap map, rl_command_func_t *old, rl_command_func_t *new) {
  char **keys = rl_invoking_keyseqs_in_map(old, map);
  for (size_t i = 0; keys != NULL && keys[i] != NULL; i++) {
    rl_bind_keyseq_in_map(keys[i], new, map);
    free(keys[i]);
  }
  free(keys);
}

/// Puts a command of ours on every key that the user's settings gave to readline's.
static void replace(const char *name, rl_command_func_t *old, rl_command_func_t *new) {
  static const char *const maps[] = {"emacs", "vi-insert", "vi-command"};
  rl_add_defun(name, new, -1);
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
    replace_in(rl_get_keymap_by_name(maps[i]), old, new);
  }
}

static void bind_keys(void);

static int read_settings_again(int count, int key) {
  rl_re_read_init_file(count, key);
  bind_keys();
  return 0;
}

static void bind_vi_keys(void) {
  replace("nnsh-vi-leave-insertion", rl_vi_movement_mode, nnsh_vi_leave_insertion);
  replace("nnsh-vi-append-at-end", rl_vi_append_eol, nnsh_vi_append_at_end);
  replace("nnsh-vi-insert-at-start", rl_vi_insert_beg, nnsh_vi_insert_at_start);
  replace("nnsh-vi-first-print", rl_vi_first_print, nnsh_vi_first_print);
  replace("nnsh-vi-digit", rl_vi_arg_digit, vi_digit);
  replace("nnsh-vi-delete", rl_vi_delete_to, vi_delete);
  replace("nnsh-vi-change", rl_vi_change_to, vi_change);
  replace("nnsh-vi-yank", rl_vi_yank_to, vi_yank);
  replace("nnsh-vi-put", rl_vi_put, nnsh_vi_put);
  replace("nnsh-vi-substitute", rl_vi_subst, nnsh_vi_substitute);
  replace("nnsh-vi-delete-character", rl_vi_delete, nnsh_vi_delete_character);
  replace("nnsh-vi-complete", rl_vi_complete, vi_complete);
  Keymap commands = rl_get_keymap_by_name("vi-command");
  rl_bind_keyseq_if_unbound_in_map("\\e[200~", paste, commands);
  rl_bind_key_if_unbound_in_map('o', nnsh_vi_open_below, commands);
  rl_bind_key_if_unbound_in_map('O', nnsh_vi_open_above, commands);
}

static void bind_keys(void) {
  replace("nnsh-enter", rl_newline, enter);
  replace("nnsh-complete", rl_complete, complete);
  replace("nnsh-complete", rl_menu_complete, complete);
  replace("nnsh-complete", rl_old_menu_complete, complete);
  replace("nnsh-complete", rl_possible_completions, complete);
  replace("nnsh-complete", rl_insert_completions, complete);
  replace("nnsh-complete-backward", rl_backward_menu_complete, complete_backward);
  replace("nnsh-up", rl_get_previous_history, up);
  replace("nnsh-down", rl_get_next_history, down);
  replace("nnsh-forward", rl_forward_char, forward);
  replace("nnsh-line-start", rl_beg_of_line, line_start);
  replace("nnsh-line-end", rl_end_of_line, line_end);
  replace("nnsh-kill-to-end", rl_kill_line, kill_to_end);
  replace("nnsh-kill-to-start", rl_unix_line_discard, kill_to_start);
  replace("nnsh-paste", rl_bracketed_paste_begin, paste);
  replace("nnsh-clear", rl_clear_screen, clear);
  replace("nnsh-clear", rl_clear_display, clear);
  replace("nnsh-search-up", rl_history_search_backward, search_up);
  replace("nnsh-search-down", rl_history_search_forward, search_down);
  replace("nnsh-find-up", rl_history_substr_search_backward, find_up);
  replace("nnsh-find-down", rl_history_substr_search_forward, find_down);
  replace("nnsh-read-settings-again", rl_re_read_init_file, read_settings_again);
  rl_add_defun("nnsh-new-line", new_line, -1);
  rl_bind_keyseq_in_map("\\e\\C-m", new_line, rl_get_keymap_by_name("emacs"));
  rl_bind_keyseq_if_unbound_in_map("\\e[Z", complete_backward, rl_get_keymap_by_name("emacs"));
  rl_bind_keyseq_if_unbound_in_map("\\e[Z", complete_backward, rl_get_keymap_by_name("vi-insert"));
  bind_vi_keys();
}

// MARK: - Reading

static int next_byte(FILE *stream) {
  int byte = nnsh_paste_next_of_rest();
  if (byte < 0) {
    byte = rl_getc(stream);
    // A Ctrl-D typed ahead comes as a zero.
    if (typed_ahead > 0 && typed_ahead-- > 0 && byte == 0) byte = CTRL('D');
  }
  return nnsh_vi_motion(byte);
}

/// Readline asks the environment which letters there are, before each input; the answer is to be what the program itself
/// has settled on, whose letters beyond ASCII are letters also where `LC_ALL=C` knows none. Gives what `end_letters` takes.
static char *begin_letters(void) {
  const char *before = getenv("LC_ALL");
  char *kept = before != NULL ? strdup(before) : NULL;
  setenv("LC_ALL", setlocale(LC_CTYPE, NULL), 1);
  return kept;
}

static void end_letters(char *kept) {
  if (kept != NULL) {
    setenv("LC_ALL", kept, 1);
  } else {
    unsetenv("LC_ALL");
  }
  free(kept);
}

void nnsh_readline_setup(struct nnsh_typist given) {
  typist = given;
  rl_readline_name = "nnsh";
  rl_outstream = isatty(STDOUT_FILENO) ? stdout : stderr;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_prep_term_function = prepare_terminal;
  rl_deprep_term_function = restore_terminal;
  rl_getc_function = next_byte;
  using_history();
  char *letters = begin_letters();
  rl_initialize();
  end_letters(letters);
  // After that: readline takes somebody who draws from the beginning for one who knows no pastes.
  rl_redisplay_function = redisplay;
  // The terminal driver's own Ctrl-U would take the place of ours.
  rl_variable_bind("bind-tty-special-chars", "off");
  bind_keys();
}

static void on_line(char *line) {
  has_line = true;
  line_read = line;
  rl_callback_handler_remove();
}

static void throw_line_away(void) {
  nnsh_interrupt_set(false);
  finish(NNSH_DRAW_CANCELLED);
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_replace_line("", 0);
  rl_callback_handler_remove();
}

static enum nnsh_read read_input(const char *prompt, char **line) {
  has_line = false;
  line_read = NULL;
  is_new = true;
  is_final = false;
  char *letters = begin_letters();
  rl_callback_handler_install(prompt, on_line);
  end_letters(letters);
  nnsh_stop_waits(true);
  while (!has_line) {
    if (is_stale && !input_is_waiting()) draw(NNSH_DRAW_CHANGES);
    int events = nnsh_paste_has_rest() ? NNSH_WAIT_INPUT : nnsh_wait_for_input(STDIN_FILENO, -1);
    if (events & NNSH_WAIT_INTERRUPT) {
      throw_line_away();
      return NNSH_READ_CANCELLED;
    }
    if (events & NNSH_WAIT_STOP) {
      // What the shell around writes comes below the input.
      draw(NNSH_DRAW_FINALLY);
      restore_terminal();
      nnsh_stop();
      events |= NNSH_WAIT_CONTINUE;
    }
    if (events & NNSH_WAIT_CONTINUE) {
      // The shell around has used the terminal, and set it as it likes it, while this process was stopped.
      is_new = true;
      restore_terminal();
      rl_reset_after_signal();
      rl_forced_update_display();
    }
    if (events & NNSH_WAIT_RESIZE) {
      rl_resize_terminal();
      draw(NNSH_DRAW_CHANGES);
    }
    if (events & NNSH_WAIT_INPUT) rl_callback_read_char();
    if (!has_line && nnsh_vi_finish_motion()) redisplay();
  }
  if (line_read == NULL) return NNSH_READ_END;
  *line = line_read;
  return NNSH_READ_LINE;
}

enum nnsh_read nnsh_readline_read(const char *prompt, char **line) {
  enum nnsh_read answer = read_input(prompt, line);
  nnsh_stop_waits(false);
  return answer;
}

void nnsh_readline_remember(const char *entry) { add_history(entry); }

// MARK: - The terminal

void nnsh_readline_write(const void *bytes, size_t count) {
  fwrite(bytes, 1, count, rl_outstream);
  fflush(rl_outstream);
}

void nnsh_readline_size(int *columns, int *rows) {
  struct winsize size = {0};
  ioctl(fileno(rl_outstream), TIOCGWINSZ, &size);
  *columns = size.ws_col > 0 ? size.ws_col : 80;
  *rows = size.ws_row > 0 ? size.ws_row : 24;
}

char **nnsh_readline_files(const char *path) {
  char **found = rl_completion_matches(path, rl_filename_completion_function);
  if (found == NULL || found[1] == NULL) return found;
  // The first is what they have in common.
  free(found[0]);
  size_t count = 1;
  while (found[count] != NULL) count++;
  memmove(found, found + 1, count * sizeof *found);
  return found;
}
