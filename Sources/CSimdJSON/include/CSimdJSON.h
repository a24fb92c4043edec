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
  uint32_t step_length;
  uint32_t state_length;  // with CSJ_STATE_FOLLOWS if the text follows that of the parent's state
} csj_node;

#define CSJ_STATE_FOLLOWS 0x80000000u

// What a node was given that its record has no room for: `field` is a metric from 0, or a csj_field.
typedef struct {
  int32_t event;
  int32_t node;
  int32_t field;
  double value;
} csj_figure;

// N and Q are stated; of V, g and h only what 32 bits would round to another whole number.
enum csj_field { CSJ_N = -1, CSJ_Q = -2, CSJ_V = -3, CSJ_G = -4, CSJ_H = -5 };

// What is known of a model call beyond the number of states and of tokens: -1 and NaN are unknown.
typedef struct {
  int32_t event;
  int64_t states;  // if they are more than the event can hold
  int64_t written;  // tokens, if they are more than the event can hold exactly
  int64_t prompt;
  int64_t cached;
  int64_t latency;
  double log_probability;
  double money;
} csj_call;

// Words that belong to events, one after the other in the block's `word_text`.
typedef enum {
  CSJ_WORD_KIND,    // of an event: one that was not added
  CSJ_WORD_REASON,  // of an event: one that was not added
  CSJ_WORD_METRIC,  // a metric that was not added; it is now, with the next number
  CSJ_WORD_WHAT,    // what the call of an event asked for
} csj_word_role;

typedef struct {
  int32_t event;
  csj_word_role role;
  uint32_t length;
} csj_word;

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
  const uint8_t *notes;  // of the events that have one, one after the other
  const uint32_t *note_lengths;
  size_t note_count;
  const csj_figure *figures;
  size_t figure_count;
  const csj_call *calls;
  size_t call_count;
  const uint8_t *word_text;
  const csj_word *words;
  size_t word_count;
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
  CSJ_CALL = 4,
  CSJ_GOAL = 5,  // without a value its cost is unknown, not 0
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
// What events and reasons are that were not added. The line of such an event is its note.
void csj_set_others(csj_parser *parser, uint8_t kind, uint8_t reason);

// Reads lines from `bytes` until `maximum_events` events were read, the bytes are used up, a line
// is wrong, or the end event was read. A last line without a line end is read only if `last`.
csj_block csj_parse(
    csj_parser *parser, const uint8_t *bytes, size_t length, size_t maximum_events, int last);

#ifdef __cplusplus
}
#endif
