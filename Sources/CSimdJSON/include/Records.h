// The records of a data set for training: a block of JSON Lines goes in, packed records come out.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csj_record_parser csj_record_parser;

// The texts of a record, in the order in which they lie one after the other.
enum {
  CSJ_RECORD_KIND,
  CSJ_RECORD_PROBLEM,
  CSJ_RECORD_MODE,
  CSJ_RECORD_STRATEGY,
  CSJ_RECORD_PROMPT,
  CSJ_RECORD_COMPLETION,
  CSJ_RECORD_TEXTS,
};

typedef struct {
  uint64_t text;  // where the first of its texts begins
  uint32_t lengths[CSJ_RECORD_TEXTS];
  uint32_t backtracks;
  uint32_t steps;
  uint32_t tokens;
  uint8_t solved;
} csj_record;

typedef enum {
  CSJ_RECORD_OK = 0,
  CSJ_RECORD_NOT_JSON,       // word: what the parser says
  CSJ_RECORD_NOT_AN_OBJECT,
  CSJ_RECORD_MISSING,        // word: the key
  CSJ_RECORD_NOT_A_COUNT,    // word: the key that takes a whole number from 0 to 2^31 - 1
  CSJ_RECORD_NOT_TEXT,       // word: the key
  CSJ_RECORD_NOT_A_BOOL,     // word: the key
  CSJ_RECORD_NOT_MESSAGES,   // "messages" is not a list of a user's and an assistant's
} csj_record_status;

// The result of parsing a block. The pointers are valid until the next call with this parser.
typedef struct {
  const csj_record *records;  // one a line
  size_t count;
  const uint8_t *text;
  size_t text_length;
  csj_record_status status;  // what is wrong with the line after the last record
  const char *word;
} csj_record_block;

csj_record_parser *csj_create_record_parser(void);
void csj_destroy_record_parser(csj_record_parser *parser);

// Reads all lines. CSJ_PADDING readable bytes must follow the bytes.
csj_record_block csj_parse_records(csj_record_parser *parser, const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif
