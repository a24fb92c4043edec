#include "CSimdJSON.h"

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace dom = simdjson::dom;

namespace {

// A short word that is compared as two 64-bit numbers.
struct Word {
  uint64_t halves[2] = {0, 0};

  explicit Word(std::string_view text) {
    // A longer text keeps its sixteenth byte, so it equals no word of the vocabulary.
    std::memcpy(halves, text.data(), text.size() < 16 ? text.size() : 16);
  }
  bool operator==(const Word &other) const {
    return halves[0] == other.halves[0] && halves[1] == other.halves[1];
  }
};

struct Kind {
  Word word;
  uint8_t number;
  csj_form form;
  int needs;
};

struct Reason {
  Word word;
  uint8_t number;
};

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

// The length of a prefix of at most 65535 bytes that cuts no character.
size_t clipped(std::string_view text) {
  size_t length = text.size();
  if (length <= 65535) return length;
  length = 65535;
  while (length > 0 && (static_cast<uint8_t>(text[length]) & 0xC0) == 0x80) length--;
  return length;
}

}  // namespace

struct csj_parser {
  dom::parser json;
  std::vector<Kind> kinds;
  std::vector<Reason> reasons;
  std::vector<std::string> metricNames;
  bool hasTimes;
  bool ended = false;
  int64_t nodeCount = 1;

  std::vector<csj_event> events;
  std::vector<csj_node> nodes;
  std::vector<uint8_t> text;
  std::vector<uint8_t> notes;
  std::vector<uint32_t> noteLengths;
  std::vector<csj_metric> metrics;
  std::vector<uint64_t> times;
  csj_error error;

  explicit csj_parser(bool times) : hasTimes(times) {
    // Room for ordinary lines; it grows with longer ones.
    if (json.allocate(1 << 14)) {}
  }

  bool fail(csj_status status, std::string_view word = "", int64_t number = 0, int64_t limit = 0) {
    error.status = status;
    error.number = number;
    error.limit = limit;
    size_t length = word.size();
    if (length >= sizeof error.word) {
      length = sizeof error.word - 1;
      while (length > 0 && (static_cast<uint8_t>(word[length]) & 0xC0) == 0x80) length--;
    }
    std::memcpy(error.word, word.data(), length);
    error.word[length] = 0;
    return false;
  }

  bool whole(dom::element element, const char *key, int64_t &number) {
    if (element.get(number)) return fail(CSJ_NOT_WHOLE, key);
    return true;
  }

  bool node(dom::element element, const char *key, int64_t limit, int32_t &result) {
    int64_t number;
    if (!whole(element, key, number)) return false;
    if (number < 0 || number >= limit) return fail(CSJ_NO_SUCH_NODE, key, number, limit);
    result = static_cast<int32_t>(number);
    return true;
  }

  bool string(dom::element element, const char *key, std::string_view &result) {
    if (element.get(result)) return fail(CSJ_NOT_TEXT, key);
    return true;
  }

  bool number(dom::element element, std::string_view key, float &result) {
    switch (element.type()) {
      case dom::element_type::DOUBLE:
        result = static_cast<float>(double(element.get_double().value_unsafe()));
        return true;
      case dom::element_type::INT64:
        result = static_cast<float>(int64_t(element.get_int64().value_unsafe()));
        return true;
      case dom::element_type::UINT64:
        result = static_cast<float>(uint64_t(element.get_uint64().value_unsafe()));
        return true;
      case dom::element_type::NULL_VALUE:
        result = unknown;
        return true;
      case dom::element_type::STRING: {
        std::string_view word = element.get_string().value_unsafe();
        if (word == "inf") {
          result = std::numeric_limits<float>::infinity();
          return true;
        }
        if (word == "-inf") {
          result = -std::numeric_limits<float>::infinity();
          return true;
        }
        return fail(CSJ_NOT_A_NUMBER, key);
      }
      default:
        return fail(CSJ_NOT_A_NUMBER, key);
    }
  }

  bool readMetrics(dom::element element, int32_t node) {
    dom::object map;
    if (element.get(map)) return fail(CSJ_NOT_A_MAP, "m");
    for (dom::key_value_pair field : map) {
      int32_t index = 0;
      for (const std::string &name : metricNames) {
        if (name == field.key) break;
        index++;
      }
      if (index == static_cast<int32_t>(metricNames.size())) {
        return fail(CSJ_UNKNOWN_METRIC, field.key);
      }
      float value;
      if (!number(field.value, field.key, value)) return false;
      metrics.push_back({static_cast<int32_t>(events.size()), node, index, value});
    }
    return true;
  }

  bool readChild(dom::element element, int32_t parent, int64_t id) {
    dom::object child;
    if (element.get(child)) return fail(CSJ_NOT_A_MAP, "c");
    csj_node record = {parent, -1, unknown, unknown, unknown, unknown, 0, 0, 0};
    std::string_view step, state;
    for (dom::key_value_pair field : child) {
      if (field.key.size() != 1) {
        if (field.key == "same" && !node(field.value, "same", id, record.same)) return false;
        continue;
      }
      bool good = true;
      switch (field.key[0]) {
        case 'a': good = string(field.value, "a", step); break;
        case 's': good = string(field.value, "s", state); break;
        case 'P': good = number(field.value, "P", record.prior); break;
        case 'V': good = number(field.value, "V", record.value); break;
        case 'g': good = number(field.value, "g", record.cost); break;
        case 'h': good = number(field.value, "h", record.cost_to_go); break;
        case 'm': good = readMetrics(field.value, static_cast<int32_t>(id)); break;
      }
      if (!good) return false;
    }
    record.text = static_cast<uint32_t>(text.size());
    record.step_length = static_cast<uint16_t>(clipped(step));
    record.state_length = static_cast<uint16_t>(clipped(state));
    text.insert(text.end(), step.begin(), step.begin() + record.step_length);
    text.insert(text.end(), state.begin(), state.begin() + record.state_length);
    nodes.push_back(record);
    return true;
  }

  // Reads one line. On failure `error` is set; the caller drops what was appended.
  bool readLine(const uint8_t *line, size_t length, csj_form &form) {
    dom::element root;
    if (auto code = json.parse(line, length, false).get(root)) {
      if (code == simdjson::UTF8_ERROR) return fail(CSJ_NOT_UTF8);
      return fail(CSJ_NOT_JSON, simdjson::error_message(code));
    }
    dom::object object;
    if (root.get(object)) return fail(CSJ_NOT_AN_OBJECT);
    if (ended) return fail(CSJ_AFTER_END);

    dom::element children, metricMap;
    bool hasChildren = false, hasMetrics = false, hasTime = false;
    int has = 0;
    std::string_view kindWord, reasonWord, note;
    bool hasKind = false, hasNote = false;
    int64_t id = -1, count = 0, other = 0, time = 0;
    csj_event event = {0, 0, 0, 0, 0, 0};
    for (dom::key_value_pair field : object) {
      std::string_view key = field.key;
      bool good = true;
      switch (key.size()) {
        case 1:
          switch (key[0]) {
            case 'e':
              hasKind = true;
              good = string(field.value, "e", kindWord);
              break;
            case 'n':
              has |= CSJ_NEEDS_NODE;
              good = node(field.value, "n", nodeCount, event.node);
              break;
            case 'v':
              has |= CSJ_NEEDS_VALUE;
              good = number(field.value, "v", event.value);
              break;
            case 'k':
              has |= CSJ_NEEDS_COUNT;
              good = whole(field.value, "k", count);
              if (good && (count < 0 || count > 65535)) {
                return fail(CSJ_TOO_MANY, "k", count, 65536);
              }
              break;
            case 'c':
              hasChildren = true;
              children = field.value;
              break;
            case 'm':
              hasMetrics = true;
              metricMap = field.value;
              break;
            case 't':
              hasTime = true;
              good = whole(field.value, "t", time);
              if (good && time < 0) return fail(CSJ_NOT_WHOLE, "t");
              break;
          }
          break;
        case 2:
          if (key == "to") {
            has |= CSJ_NEEDS_OTHER;
            good = whole(field.value, "to", other);
          } else if (key == "id") {
            good = whole(field.value, "id", id);
            if (good && id < 0) return fail(CSJ_WRONG_FIRST_CHILD, "id", id, nodeCount);
          }
          break;
        case 3:
          if (key == "why") {
            has |= CSJ_NEEDS_REASON;
            good = string(field.value, "why", reasonWord);
          }
          break;
        case 4:
          if (key == "text") {
            hasNote = true;
            good = string(field.value, "text", note);
          }
          break;
      }
      if (!good) return false;
    }

    if (!hasKind) return fail(CSJ_MISSING, "e");
    const Kind *kind = nullptr;
    Word word(kindWord);
    for (const Kind &candidate : kinds) {
      if (candidate.word == word) {
        kind = &candidate;
        break;
      }
    }
    if (!kind) return fail(CSJ_UNKNOWN_KIND, kindWord);
    event.kind = kind->number;
    form = kind->form;
    if (int missing = kind->needs & ~has) {
      return fail(
          CSJ_MISSING, missing & CSJ_NEEDS_NODE    ? "n"
                       : missing & CSJ_NEEDS_OTHER ? "to"
                       : missing & CSJ_NEEDS_VALUE ? "v"
                       : missing & CSJ_NEEDS_COUNT ? "k"
                                                   : "why");
    }
    if (has & CSJ_NEEDS_REASON) {
      Word why(reasonWord);
      bool found = false;
      for (const Reason &reason : reasons) {
        if (reason.word == why) {
          event.reason = reason.number;
          found = true;
          break;
        }
      }
      if (!found) return fail(CSJ_UNKNOWN_REASON, reasonWord);
    }
    if (other < (kind->needs & CSJ_NEEDS_OTHER ? 0 : -1) || other >= nodeCount) {
      return fail(CSJ_NO_SUCH_NODE, "to", other, nodeCount);
    }
    event.other = static_cast<int32_t>(other);
    event.count = static_cast<uint16_t>(count);
    if (hasTimes && !hasTime) return fail(CSJ_MISSING, "t");

    // The event's own metrics come before those of its children.
    if (hasMetrics && !readMetrics(metricMap, event.node)) return false;
    switch (form) {
      case CSJ_PLAIN:
        break;
      case CSJ_EXPAND: {
        if (!hasChildren) return fail(CSJ_MISSING, "c");
        dom::array list;
        if (children.get(list)) return fail(CSJ_NOT_AN_ARRAY, "c");
        if (id >= 0 && id != nodeCount) return fail(CSJ_WRONG_FIRST_CHILD, "id", id, nodeCount);
        int64_t next = nodeCount;
        for (dom::element child : list) {
          if (next >= std::numeric_limits<int32_t>::max()) {
            return fail(CSJ_TOO_MANY, "nodes", next, std::numeric_limits<int32_t>::max());
          }
          if (!readChild(child, event.node, next)) return false;
          next++;
        }
        if (next - nodeCount > 65535) return fail(CSJ_TOO_MANY, "c", next - nodeCount, 65536);
        event.other = static_cast<int32_t>(nodeCount);
        event.count = static_cast<uint16_t>(next - nodeCount);
        break;
      }
      case CSJ_NOTE:
        if (!hasNote) return fail(CSJ_MISSING, "text");
        event.other = static_cast<int32_t>(noteLengths.size());
        notes.insert(notes.end(), note.begin(), note.end());
        noteLengths.push_back(static_cast<uint32_t>(note.size()));
        break;
      case CSJ_END:
        break;
    }
    if (form == CSJ_EXPAND) nodeCount += event.count;
    events.push_back(event);
    if (hasTimes) times.push_back(static_cast<uint64_t>(time));
    return true;
  }

  csj_block parse(const uint8_t *bytes, size_t length, size_t maximumEvents, bool last) {
    events.clear();
    nodes.clear();
    text.clear();
    notes.clear();
    noteLengths.clear();
    metrics.clear();
    times.clear();
    error.status = CSJ_OK;
    csj_block block = {};
    while (block.consumed < length && events.size() < maximumEvents) {
      const uint8_t *line = bytes + block.consumed;
      size_t rest = length - block.consumed;
      auto end = static_cast<const uint8_t *>(std::memchr(line, '\n', rest));
      if (!end && !last) break;
      size_t lineLength = end ? static_cast<size_t>(end - line) : rest;
      size_t first = 0;
      while (first < lineLength && (line[first] == ' ' || line[first] == '\t' || line[first] == '\r')) {
        first++;
      }
      if (first < lineLength) {
        size_t before[5] = {
            nodes.size(), text.size(), notes.size(), noteLengths.size(), metrics.size()};
        csj_form form = CSJ_PLAIN;
        if (!readLine(line, lineLength, form)) {
          nodes.resize(before[0]);
          text.resize(before[1]);
          notes.resize(before[2]);
          noteLengths.resize(before[3]);
          metrics.resize(before[4]);
          break;
        }
        if (form == CSJ_END) {
          ended = true;
          block.ended = 1;
          block.end_offset = block.consumed;
          block.end_length = lineLength;
        }
      }
      block.consumed += lineLength + (end ? 1 : 0);
      block.lines += 1;
      if (block.ended) break;
    }
    block.events = events.data();
    block.event_count = events.size();
    block.nodes = nodes.data();
    block.node_count = nodes.size();
    block.text = text.data();
    block.text_length = text.size();
    block.notes = notes.data();
    block.note_lengths = noteLengths.data();
    block.note_count = noteLengths.size();
    block.metrics = metrics.data();
    block.metric_count = metrics.size();
    block.times = times.data();
    block.error = error;
    return block;
  }
};

csj_parser *csj_create(int has_times) { return new csj_parser(has_times != 0); }

void csj_destroy(csj_parser *parser) { delete parser; }

void csj_add_kind(csj_parser *parser, uint8_t kind, csj_form form, int needs, const char *word) {
  parser->kinds.push_back({Word(word), kind, form, needs});
}

void csj_add_reason(csj_parser *parser, uint8_t reason, const char *word) {
  parser->reasons.push_back({Word(word), reason});
}

void csj_add_metric(csj_parser *parser, const char *word) {
  parser->metricNames.push_back(word);
}

csj_block csj_parse(
    csj_parser *parser, const uint8_t *bytes, size_t length, size_t maximum_events, int last) {
  return parser->parse(bytes, length, maximum_events, last != 0);
}
