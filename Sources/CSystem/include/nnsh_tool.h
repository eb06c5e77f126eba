// Programs that run beside nnsh and are fed through a pipe.
#ifndef NNSH_TOOL_H
#define NNSH_TOOL_H

#include <stdbool.h>
#include <sys/types.h>

/// A program beside this one: what it reads, what it says on standard error, and a file in memory that it
/// knows as /dev/fd/3.
struct nnsh_tool {
  pid_t process;
  int input;
  int messages;
  int shared;
};

/// Starts the program at `path` with `arguments` (their first is its name, NULL ends them) in a process group of its own,
/// so that Ctrl-C does not reach it, with its standard output thrown away. Both pipes do not block.
/// False when it cannot be started.
bool nnsh_tool_start(struct nnsh_tool *tool, const char *path, const char *const arguments[]);

/// Whether it still runs.
bool nnsh_tool_is_alive(const struct nnsh_tool *tool);

/// Kills it, waits for its end, and closes what belongs to it.
void nnsh_tool_end(struct nnsh_tool *tool);

#endif
