#include "CTerminalSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int pipe_ends[2] = {-1, -1};
static pthread_once_t pipe_once = PTHREAD_ONCE_INIT;
static atomic_uint happened;

static int terminal = -1;
static struct termios modes;

static char restore[1024];
static size_t restore_count;
static int restore_out, saved_error = -1, captured_error = -1;
static atomic_int armed;

// Crashes of the program itself.
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT};
// What the loop is told of.
static const int events[] = {SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP, SIGCONT};
// What ends no program, or cannot be caught.
static const int harmless[] = {SIGCHLD, SIGURG, SIGTTIN, SIGTTOU, SIGSTOP, SIGKILL};
enum { event_count = sizeof events / sizeof *events, signal_count = NSIG };
// Of every signal that ends the program; whether it is handled here.
static struct sigaction old_ends[signal_count];
static char handles_end[signal_count];
static struct sigaction old_events[event_count];
static int installed;

#define HOLDS(numbers, number) holds(numbers, sizeof numbers / sizeof *numbers, number)
static int holds(const int *numbers, size_t count, int number) {
  for (size_t i = 0; i < count; i++)
    if (numbers[i] == number) return 1;
  return 0;
}

static void make_pipe(void) {
  if (pipe(pipe_ends) != 0) return;
  for (int i = 0; i < 2; i++) {
    fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK);
  }
}

int ct_wake_fd(void) {
  pthread_once(&pipe_once, make_pipe);
  return pipe_ends[0];
}

// A full pipe is as good as a written one: what happened is kept in `happened`.
static void nudge(unsigned what) {
  if (atomic_fetch_or(&happened, what) & what) return;
  int error = errno;
  char byte = 0;
  if (write(pipe_ends[1], &byte, 1) < 0) { /* full */
  }
  errno = error;
}

void ct_wake(void) {
  ct_wake_fd();
  nudge(CT_WAKE);
}

void ct_drain(void) {
  char bytes[256];
  while (read(pipe_ends[0], bytes, sizeof bytes) > 0) {
  }
}

unsigned ct_take(void) { return atomic_exchange(&happened, 0); }

static void write_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void ct_copy(int from, int to) {
  char bytes[4096];
  off_t place = 0;
  ssize_t count;
  while ((count = pread(from, bytes, sizeof bytes, place)) > 0) {
    write_all(to, bytes, (size_t)count);
    place += count;
  }
}

void ct_restore_modes(void) {
  if (terminal < 0) return;
  // From the background this would stop us.
  sigset_t ttou, before;
  sigemptyset(&ttou);
  sigaddset(&ttou, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &ttou, &before);
  tcsetattr(terminal, TCSADRAIN, &modes);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

// Only calls that are safe in a signal handler.
static void give_back(void) {
  if (!atomic_exchange(&armed, 0)) return;
  write_all(restore_out, restore, restore_count);
  ct_restore_modes();
  if (saved_error >= 0) {
    dup2(saved_error, STDERR_FILENO);
    if (captured_error >= 0) ct_copy(captured_error, STDERR_FILENO);
  }
}

// For a call of exit somewhere below the loop.
static pthread_once_t exit_once = PTHREAD_ONCE_INIT;
static void at_exit(void) { atexit(give_back); }

static void on_end(int number, siginfo_t *info, void *context) {
  give_back();
  struct sigaction *old = &old_ends[number];
  sigaction(number, old, NULL);
  if ((old->sa_flags & SA_SIGINFO) && old->sa_sigaction) {
    old->sa_sigaction(number, info, context);
  } else if (old->sa_handler != SIG_DFL && old->sa_handler != SIG_IGN) {
    old->sa_handler(number);
  }
  // A fault happens again on return. A signal that was sent does not: end as it would have ended.
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigaction(number, &standard, NULL);
  raise(number);
}

static void on_event(int number) {
  unsigned bit = 0;
  switch (number) {
  case SIGTERM: bit = CT_TERMINATE; break;
  case SIGHUP: bit = CT_HANGUP; break;
  case SIGINT: bit = CT_INTERRUPT; break;
  case SIGWINCH: bit = CT_RESIZE; break;
  case SIGTSTP: bit = CT_SUSPEND; break;
  case SIGCONT: bit = CT_CONTINUE; break;
  }
  unsigned ends = CT_TERMINATE | CT_HANGUP | CT_INTERRUPT;
  if ((bit & ends) && (atomic_load(&happened) & bit)) {
    // The first one was never looked at: the loop hangs. End from here.
    give_back();
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    sigaction(number, &standard, NULL);
    raise(number);
    return;
  }
  nudge(bit);
}

// Handles every signal that would end the program and that nobody else handles or ignores; of those
// that ask it to end only where `asked` is not 0.
static void handle_ends(int asked) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigfillset(&action.sa_mask);
  action.sa_sigaction = on_end;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (int number = 1; number < signal_count; number++) {
    if (HOLDS(harmless, number)) continue;
    if (HOLDS(events, number) && !(asked && (number == SIGTERM || number == SIGHUP))) continue;
    if (sigaction(number, NULL, &old_ends[number]) != 0) continue;
    // Others than crashes are left to who handles or ignores them.
    if (!HOLDS(crashes, number) && old_ends[number].sa_handler != SIG_DFL) continue;
    handles_end[number] = sigaction(number, &action, NULL) == 0;
  }
}

int ct_say_at_end(const char *bytes, size_t count, int out) {
  if (terminal >= 0) return -1;
  pthread_once(&exit_once, at_exit);
  if (!installed) handle_ends(1);
  installed = 1;
  // Said often: a signal between two steps of arming would find nothing to say.
  if (!atomic_load(&armed)) ct_arm(bytes, count, out, -1, -1);
  return 0;
}

void ct_say_now(void) {
  if (terminal < 0) give_back();
}

int ct_install(int fd) {
  if (ct_wake_fd() < 0) return -1;
  if (tcgetattr(fd, &modes) != 0) return -1;
  terminal = fd;
  if (installed) return 0;
  pthread_once(&exit_once, at_exit);
  handle_ends(0);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_event;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  for (int i = 0; i < event_count; i++) {
    sigaction(events[i], &action, &old_events[i]);
    // What was ignored on purpose (nohup) stays so.
    if (old_events[i].sa_handler == SIG_IGN && events[i] != SIGWINCH && events[i] != SIGCONT)
      sigaction(events[i], &old_events[i], NULL);
  }
  installed = 1;
  return 0;
}

void ct_uninstall(void) {
  if (!installed) return;
  installed = 0;
  for (int number = 1; number < signal_count; number++) {
    if (handles_end[number]) sigaction(number, &old_ends[number], NULL);
    handles_end[number] = 0;
  }
  for (int i = 0; i < event_count; i++) sigaction(events[i], &old_events[i], NULL);
  terminal = -1;
}

void ct_arm(const char *bytes, size_t count, int out, int saved, int captured) {
  atomic_store(&armed, 0);
  restore_count = count < sizeof restore ? count : sizeof restore;
  memcpy(restore, bytes, restore_count);
  restore_out = out;
  saved_error = saved;
  captured_error = captured;
  atomic_store(&armed, 1);
}

void ct_disarm(void) { atomic_store(&armed, 0); }

void ct_stop(void) {
  struct sigaction standard, ours;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &standard, &ours);
  atomic_fetch_and(&happened, ~(unsigned)(CT_CONTINUE | CT_SUSPEND));
  kill(0, SIGTSTP);
  // The signal may reach another thread a moment later; SIGCONT tells that we are back. Where the
  // job cannot be stopped (nobody would continue it), go on after a fifth of a second.
  struct pollfd wait = {.fd = ct_wake_fd(), .events = POLLIN};
  for (int tries = 0; tries < 4 && !(atomic_load(&happened) & CT_CONTINUE); tries++) {
    ct_drain();
    poll(&wait, 1, 50);
  }
  atomic_fetch_and(&happened, ~(unsigned)(CT_CONTINUE | CT_SUSPEND));
  sigaction(SIGTSTP, &ours, NULL);
}
