// The wide-character half of ncurses in a form that Swift can import: macros, globals and variadic
// functions become static inline functions.
#ifndef ESPALIER_CNCURSES_H
#define ESPALIER_CNCURSES_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <wchar.h>

// term.h defines these as macros that get in the way of everyone else.
#undef lines
#undef columns
#undef tab
#undef buttons
#undef newline

extern int wcwidth(wchar_t);

// Whether a screen could be made on these streams; it becomes the current one.
static inline int cn_open(const char *type, FILE *out, FILE *in) {
  return newterm((char *)type, out, in) != NULL;
}

// Whether terminfo has an entry of this name. Before cn_open.
static inline int cn_knows(const char *type) {
  int status = 0;
  return setupterm((char *)type, 1, &status) == OK;
}

static inline int cn_lines(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_pairs(void) { return COLOR_PAIRS; }

static inline void cn_modes(void) {
  raw();
  noecho();
  nonl();
  meta(stdscr, TRUE);
  intrflush(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  idlok(stdscr, FALSE);
  leaveok(stdscr, TRUE);
  typeahead(-1);
  curs_set(0);
}

static inline const char *cn_string(const char *capability) {
  const char *text = tigetstr((char *)capability);
  return text == (const char *)-1 ? NULL : text;
}

// A blank cell of this look; the pair may be any that `init_extended_pair` takes.
static inline cchar_t cn_blank(unsigned attributes, int pair) {
  cchar_t cell;
  wchar_t text[2] = {L' ', 0};
  memset(&cell, 0, sizeof cell);
  setcchar(&cell, text, (attr_t)attributes, (short)pair, &pair);
  return cell;
}

static inline void cn_set_glyph(cchar_t *cell, unsigned glyph) { cell->chars[0] = (wchar_t)glyph; }

static inline void cn_set_mark(cchar_t *cell, int place, unsigned mark) {
  if (place > 0 && place < CCHARW_MAX) cell->chars[place] = (wchar_t)mark;
}

static inline unsigned cn_bold(void) { return A_BOLD; }
static inline unsigned cn_faint(void) { return A_DIM; }
static inline unsigned cn_underline(void) { return A_UNDERLINE; }
static inline unsigned cn_reverse(void) { return A_REVERSE; }

static inline void cn_row(int y, const cchar_t *cells, int count) {
  mvwadd_wchnstr(stdscr, y, 0, cells, count);
}

static inline void cn_show(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

// Forgets what the terminal shows, so that the next update paints everything.
static inline void cn_forget(void) { clearok(curscr, TRUE); }

static inline int cn_size(int fd, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 1;
}

// Sets the character type locale from the environment; whether that is a known one.
static inline int cn_locale(const char *name) { return setlocale(LC_CTYPE, name) != NULL; }
static inline const char *cn_codeset(void) { return nl_langinfo(CODESET); }

#endif
