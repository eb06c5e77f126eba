// Readline's vi mode knows one line; here its commands keep to the line of a block that the cursor is in.
#ifndef NNSH_VI_H
#define NNSH_VI_H

#include <stdbool.h>
#include <stdio.h>

#include <readline/readline.h>

/// Whether keys are commands now.
bool nnsh_vi_has_commands(void);

/// After a command the cursor stands on a character of its line, not behind the last one.
void nnsh_vi_settle(void);

/// The end of the line that the cursor is in.
int nnsh_line_end(void);

/// The last character of that line: where `$` goes among vi's commands.
int nnsh_vi_line_end(void);

// Commands, bound in place of readline's.
int nnsh_vi_forward(int count, int key);
int nnsh_vi_leave_insertion(int count, int key);
int nnsh_vi_append(int count, int key);
int nnsh_vi_append_at_end(int count, int key);
int nnsh_vi_insert_at_start(int count, int key);
int nnsh_vi_open_below(int count, int key);
int nnsh_vi_open_above(int count, int key);
int nnsh_vi_first_print(int count, int key);

/// Puts a line that `dd` or `yy` took below the cursor's (P: above), else what readline would.
int nnsh_vi_put(int count, int key);
int nnsh_vi_delete_character(int count, int key);
/// `s` and `S`.
int nnsh_vi_substitute(int count, int key);

/// Does an operator (d, c, y) with its motion, or D or C; `usual` is readline's own command for it.
int nnsh_vi_operate(rl_command_func_t *usual, int count, int key);

/// What readline is to be given of a byte that was typed: not the second key of `dd`.
int nnsh_vi_motion(int byte);

/// Does what that key stands for, once readline has forgotten the first; whether there was anything to do.
bool nnsh_vi_finish_motion(void);

#endif
