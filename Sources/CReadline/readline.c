#include "nnsh_readline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "nnsh_signals.h"
#include "nnsh_system.h"

// Readline keeps its state in global variables, so this file does too. One thread uses it.
static nnsh_completer completer;
static void *completer_context;
static struct nnsh_completions answer;
static bool has_line;
static char *line_read;

static void ask_completer(void) {
  answer = (struct nnsh_completions){.start = (size_t)rl_point};
  completer(rl_line_buffer, (size_t)rl_point, completer_context, &answer);
  if (answer.start > (size_t)rl_point) answer.start = (size_t)rl_point;
}

// Readline cuts the word to complete at one of the characters given here. The completer knows better than
// any fixed set where the word begins, so the answer is the one character that stands before it.
static char *word_breaks(void) {
  static char breaks[2];
  ask_completer();
  breaks[0] = answer.start > 0 ? rl_line_buffer[answer.start - 1] : '\0';
  return breaks;
}

static char *next_candidate(const char *text, int state) {
  static size_t next;
  (void)text;
  if (state == 0) next = 0;
  return next < answer.count ? answer.candidates[next++] : NULL;
}

static char **complete(const char *text, int start, int end) {
  (void)end;
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  if (answer.files) {
    rl_filename_completion_desired = 1;
    return rl_completion_matches(text, rl_filename_completion_function);
  }
  // The cut can only differ when the character before the word occurs in the word too.
  bool fits = (size_t)start == answer.start;
  char **matches = fits ? rl_completion_matches(text, next_candidate) : NULL;
  if (!fits) {
    for (size_t i = 0; i < answer.count; i++) free(answer.candidates[i]);
  }
  free(answer.candidates);
  answer = (struct nnsh_completions){0};
  return matches;
}

void nnsh_readline_setup(nnsh_completer function, void *context) {
  completer = function;
  completer_context = context;
  rl_readline_name = "nnsh";
  rl_outstream = isatty(STDOUT_FILENO) ? stdout : stderr;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_completion_word_break_hook = word_breaks;
  rl_attempted_completion_function = complete;
  rl_completer_quote_characters = "";
  rl_basic_quote_characters = "";
  rl_sort_completion_matches = 1;
  using_history();
}

static void on_line(char *line) {
  has_line = true;
  line_read = line;
  rl_callback_handler_remove();
}

static void throw_line_away(void) {
  nnsh_interrupt_set(false);
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_replace_line("", 0);
  rl_callback_handler_remove();
  fputs("^C\n", rl_outstream);
  fflush(rl_outstream);
}

enum nnsh_readline_result nnsh_readline_read(const char *prompt, char **line) {
  has_line = false;
  line_read = NULL;
  rl_callback_handler_install(prompt, on_line);
  while (!has_line) {
    int events = nnsh_wait_for_input(STDIN_FILENO, -1);
    if (events & NNSH_WAIT_INTERRUPT) {
      throw_line_away();
      return NNSH_READ_CANCELLED;
    }
    if (events & NNSH_WAIT_CONTINUE) {
      // The shell around has used the terminal while this process was stopped.
      rl_reset_after_signal();
      rl_forced_update_display();
    }
    if (events & NNSH_WAIT_RESIZE) rl_resize_terminal();
    if (events & NNSH_WAIT_INPUT) rl_callback_read_char();
  }
  if (line_read == NULL) return NNSH_READ_END;
  *line = line_read;
  return NNSH_READ_LINE;
}

void nnsh_readline_remember(const char *entry) { add_history(entry); }
