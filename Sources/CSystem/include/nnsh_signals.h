// Signals, the terminal and the stack of the interpreter. See the comments in signals.c, stack.c, terminal.c.
#ifndef NNSH_SIGNALS_H
#define NNSH_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// Ctrl-C sets the interrupt flag from now on; writing into a closed pipe is an error and not a death.
void nnsh_signals_install(void);

/// Bits of the answer of `nnsh_wait_for_input`.
enum {
  NNSH_WAIT_INPUT = 1,
  NNSH_WAIT_INTERRUPT = 2,
  NNSH_WAIT_RESIZE = 4,
  NNSH_WAIT_CONTINUE = 8,
  NNSH_WAIT_STOP = 16,
};

/// While `waits` is true, Ctrl-Z does not stop the process: `nnsh_wait_for_input` tells of it, so that the terminal can be
/// given back first (by `nnsh_stop`). A process that is not to be stopped stays so.
void nnsh_stop_waits(bool waits);

/// Stops this process as Ctrl-Z does; returns when it goes on.
void nnsh_stop(void);

/// Sleeps until `descriptor` can be read or a signal arrives, whichever thread receives it. A Ctrl-C that
/// came before is reported too. Milliseconds < 0 wait for ever; 0 is the answer after the time is over.
int nnsh_wait_for_input(int descriptor, int milliseconds);

/// `sequence` (a constant, or NULL) is written to the terminal before a signal ends the process: it takes back what the
/// terminal was told.
void nnsh_terminal_farewell(const char *sequence);

/// On a crash (bad address, exhausted stack, Swift trap) `message` is written to standard error, the
/// terminal is put back to the state it has now, and the process ends with the signal. A signal from outside that
/// ends it (SIGHUP, SIGTERM, SIGQUIT) puts the terminal back, too. Call it on the thread that runs the
/// interpreter: its alternative stack belongs to that thread.
void nnsh_last_words_install(const char *message);

/// Runs `body(context)` on a thread whose stack has `bytes` (or, where that much is not to be had, fewer)
/// and waits for its end; on this thread when no thread can be made.
void nnsh_run_on_stack(size_t bytes, void (*body)(void *), void *context);

/// The width of the terminal behind `descriptor` in characters; 0 when there is none.
int nnsh_terminal_columns(int descriptor);

/// How many columns a terminal takes for a character, by the locale: 0, 1 or 2; -1 when it is not known.
int nnsh_character_columns(unsigned character);

/// Writes `question` to the terminal and reads what it answers, unseen, into `answer` (of `size` bytes) until the byte
/// `end` came or the milliseconds are over. Asks nothing where something was typed ahead, which would be lost. The length.
size_t nnsh_terminal_ask(
    int input, int output, const char *question, char end, char *answer, size_t size, int milliseconds);

/// Answers of `nnsh_read_key` that are no bytes.
enum {
  NNSH_KEY_NONE = -1,
  NNSH_KEY_END = -2,
  NNSH_KEY_LEFT = -3,
  NNSH_KEY_RIGHT = -4,
};

/// One byte typed on the terminal behind `descriptor`, at once and not shown, or one of the answers above:
/// none where there is no terminal, end for Ctrl-C, Ctrl-D and the end of the input.
int nnsh_read_key(int descriptor);

/// Starts a program on a pseudo-terminal of its own, 24 rows by 80 columns.
/// Returns the master's descriptor, or -1.
int nnsh_pty_spawn(const char *path, char *const arguments[], char *const environment[], pid_t *child);

#endif
