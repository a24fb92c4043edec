// What has to be C: signal handlers, the pipe that wakes the loop, and giving the terminal back when
// the program crashes.
#ifndef ESPALIER_CTERMINALSUPPORT_H
#define ESPALIER_CTERMINALSUPPORT_H

#include <stddef.h>

// The end of the wake pipe to poll; made on the first call. -1 when no pipe is to be had.
int ct_wake_fd(void);

// Makes the pipe readable. From any thread, and from signal handlers.
void ct_wake(void);

// Empties the pipe.
void ct_drain(void);

// Bits of what ct_take returns.
enum {
  CT_WAKE = 1,
  CT_RESIZE = 2,
  CT_SUSPEND = 4,
  CT_CONTINUE = 8,
  CT_TERMINATE = 16,
  CT_HANGUP = 32,
  CT_INTERRUPT = 64,
};

// What has happened since the last call.
unsigned ct_take(void);

// Remembers the modes of the terminal and installs the handlers. Before newterm, which would
// otherwise install its own. 0 when all went well.
int ct_install(int terminal);

// Puts the former handlers back.
void ct_uninstall(void);

// From now on a crash, or another signal that ends the program, writes these bytes to `out`, restores the modes, makes `saved_error` the
// standard error again and copies to it what was written to `captured`. Descriptors of -1 are left
// alone. Nothing happens at a crash before this is called or after ct_disarm.
void ct_arm(const char *bytes, size_t count, int out, int saved_error, int captured);

// For a program that only writes to a terminal: whatever ends it, `out` gets these bytes first, until
// ct_disarm. SIGINT is left to others. 0 when all went well; nothing happens while a terminal is taken.
int ct_say_at_end(const char *bytes, size_t count, int out);

// Writes now what ct_say_at_end promised, once. Safe in a signal handler.
void ct_say_now(void);

// The terminal has been given back.
void ct_disarm(void);

// Puts the modes of the terminal back as they were at ct_install.
void ct_restore_modes(void);

// Stops this program and its process group, and returns when it is continued (or, where a job can
// not be stopped, soon).
void ct_stop(void);

// Copies the bytes of one descriptor, from the start, to another.
void ct_copy(int from, int to);

#endif
