// Readline's vi mode knows one line; here its commands keep to the line of a block that the cursor is in.
#ifndef NNSH_VI_H
#define NNSH_VI_H

#include <stdbool.h>

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
int nnsh_vi_kill_to_end(int count, int key);
int nnsh_vi_leave_insertion(int count, int key);
int nnsh_vi_append_at_end(int count, int key);
int nnsh_vi_insert_at_start(int count, int key);
int nnsh_vi_open_below(int count, int key);
int nnsh_vi_open_above(int count, int key);
int nnsh_vi_first_print(int count, int key);

#endif
