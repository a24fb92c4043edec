#include "CSimdJSON.h"

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <cstring>
#include <string_view>
#include <vector>

namespace dom = simdjson::dom;

namespace {

constexpr const char *textKeys[CSJ_RECORD_TEXTS] = {
    "kind", "problem", "mode", "strategy", "prompt", "completion"};
constexpr const char *countKeys[] = {"backtracks", "steps", "tokens"};
constexpr int counts = 3;

}  // namespace

struct csj_record_parser {
  dom::parser json;
  std::vector<csj_record> records;
  std::vector<uint8_t> text;
  csj_record_status status = CSJ_RECORD_OK;
  const char *word = "";

  bool fail(csj_record_status wrong, const char *about = "") {
    status = wrong;
    word = about;
    return false;
  }

  // A list of what a user says and what an assistant answers: prompt and completion.
  bool readMessages(dom::element element, std::string_view *texts) {
    dom::array list;
    if (element.get(list) || list.size() != 2) return fail(CSJ_RECORD_NOT_MESSAGES);
    int place = 0;
    for (dom::element message : list) {
      std::string_view role;
      const char *right = place == 0 ? "user" : "assistant";
      if (message["role"].get(role) || role != right) return fail(CSJ_RECORD_NOT_MESSAGES);
      if (message["content"].get(texts[CSJ_RECORD_PROMPT + place])) {
        return fail(CSJ_RECORD_NOT_MESSAGES);
      }
      place++;
    }
    return true;
  }

  bool readLine(const uint8_t *line, size_t length) {
    dom::element root;
    if (auto code = json.parse(line, length, false).get(root)) {
      return fail(CSJ_RECORD_NOT_JSON, simdjson::error_message(code));
    }
    dom::object object;
    if (root.get(object)) return fail(CSJ_RECORD_NOT_AN_OBJECT);
    std::string_view texts[CSJ_RECORD_TEXTS];
    uint64_t numbers[counts];
    bool hasText[CSJ_RECORD_TEXTS] = {}, hasCount[counts] = {}, hasSolved = false, solved = false;
    for (dom::key_value_pair field : object) {
      if (field.key == "solved") {
        if (field.value.get(solved)) return fail(CSJ_RECORD_NOT_A_BOOL, "solved");
        hasSolved = true;
        continue;
      }
      if (field.key == "messages") {
        if (!readMessages(field.value, texts)) return false;
        hasText[CSJ_RECORD_PROMPT] = hasText[CSJ_RECORD_COMPLETION] = true;
        continue;
      }
      for (int index = 0; index < CSJ_RECORD_TEXTS; index++) {
        if (field.key != textKeys[index]) continue;
        if (field.value.get(texts[index])) return fail(CSJ_RECORD_NOT_TEXT, textKeys[index]);
        hasText[index] = true;
      }
      for (int index = 0; index < counts; index++) {
        if (field.key != countKeys[index]) continue;
        if (field.value.get(numbers[index]) || numbers[index] > INT32_MAX) {
          return fail(CSJ_RECORD_NOT_A_COUNT, countKeys[index]);
        }
        hasCount[index] = true;
      }
    }
    for (int index = 0; index < CSJ_RECORD_TEXTS; index++) {
      if (!hasText[index]) return fail(CSJ_RECORD_MISSING, textKeys[index]);
    }
    for (int index = 0; index < counts; index++) {
      if (!hasCount[index]) return fail(CSJ_RECORD_MISSING, countKeys[index]);
    }
    if (!hasSolved) return fail(CSJ_RECORD_MISSING, "solved");
    csj_record record;
    record.text = text.size();
    for (int index = 0; index < CSJ_RECORD_TEXTS; index++) {
      record.lengths[index] = static_cast<uint32_t>(texts[index].size());
      text.insert(text.end(), texts[index].begin(), texts[index].end());
    }
    record.backtracks = static_cast<uint32_t>(numbers[0]);
    record.steps = static_cast<uint32_t>(numbers[1]);
    record.tokens = static_cast<uint32_t>(numbers[2]);
    record.solved = solved;
    records.push_back(record);
    return true;
  }
};

csj_record_parser *csj_create_record_parser(void) { return new csj_record_parser(); }

void csj_destroy_record_parser(csj_record_parser *parser) { delete parser; }

csj_record_block csj_parse_records(csj_record_parser *parser, const uint8_t *bytes, size_t length) {
  parser->records.clear();
  parser->text.clear();
  parser->text.reserve(length);
  parser->status = CSJ_RECORD_OK;
  parser->word = "";
  size_t start = 0;
  while (start < length) {
    const void *found = std::memchr(bytes + start, '\n', length - start);
    size_t end = found ? static_cast<const uint8_t *>(found) - bytes : length;
    if (!parser->readLine(bytes + start, end - start)) break;
    start = end + 1;
  }
  return {parser->records.data(), parser->records.size(), parser->text.data(),
          parser->text.size(),    parser->status,         parser->word};
}
