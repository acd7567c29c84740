// What Swift's Glibc module hides: calls behind _GNU_SOURCE, and macros of <sys/wait.h>.
#ifndef DAVIT_CLINUX_H
#define DAVIT_CLINUX_H

#include <spawn.h>
#include <stddef.h>
#include <sys/types.h>

/// A nameless file in `directory`, opened for reading and writing, which `clinux_link_file` gives its name.
/// Returns -1 with EOPNOTSUPP, EISDIR or ENOENT where the file system has no such files.
int clinux_open_nameless(const char *directory, mode_t mode);

/// Gives a nameless file its name; fails with EEXIST if the name is taken.
int clinux_link_file(int descriptor, const char *path);

/// Swaps what stands at two paths of one file system, in one step; fails with EINVAL where the file system can't.
int clinux_exchange(const char *one, const char *other);

/// A descriptor that becomes readable when the process ends.
int clinux_pidfd_open(pid_t process);

/// In the child, closes every descriptor from `first` on.
int clinux_spawn_close_from(posix_spawn_file_actions_t *actions, int first);

/// In the child, changes to `path` before the program starts.
int clinux_spawn_change_directory(posix_spawn_file_actions_t *actions, const char *path);

/// What a wait status says: an exit code (0 to 255), or a signal.
int clinux_exited(int status);
int clinux_exit_code(int status);
int clinux_signal(int status);

#endif
