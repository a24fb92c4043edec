// A plain C face of simdjson for the lines of a trace: a block of JSON Lines goes in, packed
// records come out. No exception crosses it, and nothing of C++ is seen from outside.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "Records.h"

#ifdef __cplusplus
extern "C" {
#endif

// How many readable bytes must follow the bytes given to csj_parse.
#define CSJ_PADDING 64

typedef struct csj_parser csj_parser;

typedef struct {
  uint8_t kind;
  uint8_t reason;
  uint16_t count;
  int32_t node;
  int32_t other;
  float value;
} csj_event;

typedef struct {
  int32_t parent;
  int32_t same;
  float prior;
  float value;
  float cost;
  float cost_to_go;
  uint32_t text;
  uint16_t step_length;
  uint16_t state_length;
} csj_node;

typedef struct {
  int32_t event;
  int32_t node;
  int32_t metric;
  float value;
} csj_metric;

// What is wrong with a line. `word` is the key or word at fault, `number` the number at fault,
// `limit` the first number that would be wrong.
typedef enum {
  CSJ_OK = 0,
  CSJ_NOT_JSON,           // word: what the parser says
  CSJ_NOT_UTF8,
  CSJ_NOT_AN_OBJECT,
  CSJ_MISSING,            // word: the key
  CSJ_NOT_WHOLE,          // word: the key that takes a whole number
  CSJ_NOT_A_NUMBER,       // word: the key that takes a number
  CSJ_NOT_TEXT,           // word: the key that takes a string
  CSJ_NOT_AN_ARRAY,       // word: the key that takes an array
  CSJ_NOT_A_MAP,          // word: the key that takes an object
  CSJ_UNKNOWN_KIND,       // word
  CSJ_UNKNOWN_REASON,     // word
  CSJ_UNKNOWN_METRIC,     // word
  CSJ_NO_SUCH_NODE,       // word: the key; number, limit
  CSJ_WRONG_FIRST_CHILD,  // number; limit: what it should be
  CSJ_TOO_MANY,           // word: the key; number, limit
  CSJ_AFTER_END,
} csj_status;

typedef struct {
  csj_status status;
  int64_t number;
  int64_t limit;
  char word[80];
} csj_error;

// The result of parsing a block. The pointers are valid until the next call with this parser.
typedef struct {
  size_t consumed;  // bytes of the lines that were read, line ends included
  size_t lines;     // how many lines that were
  const csj_event *events;
  size_t event_count;
  const csj_node *nodes;
  size_t node_count;
  const uint8_t *text;  // of the nodes
  size_t text_length;
  const uint8_t *notes;  // of the note events, one after the other
  const uint32_t *note_lengths;
  size_t note_count;
  const csj_metric *metrics;
  size_t metric_count;
  const uint64_t *times;  // one an event, if the trace has times
  size_t end_offset;      // the line of the end event, if `ended`
  size_t end_length;
  int ended;
  csj_error error;  // what is wrong with the line at `consumed`
} csj_block;

// The kinds whose lines have a form of their own; csj_add_kind says which word each has.
typedef enum {
  CSJ_PLAIN = 0,
  CSJ_EXPAND = 1,
  CSJ_NOTE = 2,
  CSJ_END = 3,
} csj_form;

// What a kind's line must have, besides its kind.
enum {
  CSJ_NEEDS_NODE = 1,
  CSJ_NEEDS_OTHER = 2,
  CSJ_NEEDS_VALUE = 4,
  CSJ_NEEDS_REASON = 8,
  CSJ_NEEDS_COUNT = 16,
};

csj_parser *csj_create(int has_times);
void csj_destroy(csj_parser *parser);

// The vocabulary, told once. Words are at most 15 bytes long, except those of metrics.
void csj_add_kind(csj_parser *parser, uint8_t kind, csj_form form, int needs, const char *word);
void csj_add_reason(csj_parser *parser, uint8_t reason, const char *word);
void csj_add_metric(csj_parser *parser, const char *word);

// Reads lines from `bytes` until `maximum_events` events were read, the bytes are used up, a line
// is wrong, or the end event was read. A last line without a line end is read only if `last`.
csj_block csj_parse(
    csj_parser *parser, const uint8_t *bytes, size_t length, size_t maximum_events, int last);

#ifdef __cplusplus
}
#endif
