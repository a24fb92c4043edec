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

// Whether 32 bits would round a whole number to another, or a number to infinity. Above 2^53 64 bits
// would round whole numbers, too.
bool needsMore(double value) {
  const double size = std::fabs(value);
  if (std::isinf(static_cast<float>(value))) return std::isfinite(value);
  return size >= 0x1p24 && size <= 0x1p53 && value == std::floor(value) &&
         double(static_cast<float>(value)) != value;
}

}  // namespace

struct csj_parser {
  dom::parser json;
  std::vector<Kind> kinds;
  std::vector<Reason> reasons;
  std::vector<std::string> metricNames;
  uint8_t otherKind = 0, otherReason = 0;
  bool hasTimes;
  bool ended = false;
  int64_t nodeCount = 1;

  std::vector<csj_event> events;
  std::vector<csj_node> nodes;
  std::vector<uint8_t> text;
  std::vector<uint8_t> notes;
  std::vector<uint32_t> noteLengths;
  std::vector<csj_figure> figures;
  std::vector<csj_call> calls;
  std::vector<csj_word> words;
  std::vector<uint8_t> wordText;
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

  void keepWord(csj_word_role role, std::string_view word) {
    words.push_back({static_cast<int32_t>(events.size()), role, static_cast<uint32_t>(word.size())});
    wordText.insert(wordText.end(), word.begin(), word.end());
  }

  void keepFigure(int32_t node, int32_t field, double value) {
    figures.push_back({static_cast<int32_t>(events.size()), node, field, value});
  }

  // A figure that has its place in 32 bits; what does not fit there is kept beside it.
  bool figure(dom::element element, const char *key, int32_t node, int32_t field, float &result) {
    double value;
    if (!number(element, key, value)) return false;
    result = static_cast<float>(value);
    if (needsMore(value)) keepFigure(node, field, value);
    return true;
  }

  bool number(dom::element element, std::string_view key, double &result) {
    switch (element.type()) {
      case dom::element_type::DOUBLE:
        result = element.get_double().value_unsafe();
        return true;
      case dom::element_type::INT64:
        result = static_cast<double>(int64_t(element.get_int64().value_unsafe()));
        return true;
      case dom::element_type::UINT64:
        result = static_cast<double>(uint64_t(element.get_uint64().value_unsafe()));
        return true;
      case dom::element_type::NULL_VALUE:
        result = unknown;
        return true;
      case dom::element_type::STRING: {
        std::string_view word = element.get_string().value_unsafe();
        if (word == "inf") {
          result = std::numeric_limits<double>::infinity();
          return true;
        }
        if (word == "-inf") {
          result = -std::numeric_limits<double>::infinity();
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
      double value;
      if (!number(field.value, field.key, value)) return false;
      if (index == static_cast<int32_t>(metricNames.size())) {
        // Each has a column of its own in memory.
        if (index >= 1000) return fail(CSJ_TOO_MANY, "m", index + 1, 1001);
        metricNames.emplace_back(field.key);
        keepWord(CSJ_WORD_METRIC, field.key);
      }
      keepFigure(node, index, value);
    }
    return true;
  }

  bool readChild(dom::element element, int32_t parent, int64_t id) {
    dom::object child;
    if (element.get(child)) return fail(CSJ_NOT_A_MAP, "c");
    csj_node record = {parent, -1, unknown, unknown, unknown, unknown, 0, 0, 0};
    std::string_view step, state;
    uint32_t follows = 0;
    const auto self = static_cast<int32_t>(id);
    for (dom::key_value_pair field : child) {
      bool good = true;
      if (field.key.size() != 1) {
        if (field.key == "same") {
          good = node(field.value, "same", id, record.same);
        } else if (field.key == "s+") {
          follows = CSJ_STATE_FOLLOWS;
          good = string(field.value, "s+", state);
        }
        if (!good) return false;
        continue;
      }
      switch (field.key[0]) {
        case 'a': good = string(field.value, "a", step); break;
        case 's': good = string(field.value, "s", state); break;
        case 'P': {
          double prior = 0;
          good = number(field.value, "P", prior);
          record.prior = static_cast<float>(prior);
          break;
        }
        case 'V': good = figure(field.value, "V", self, CSJ_V, record.value); break;
        case 'g': good = figure(field.value, "g", self, CSJ_G, record.cost); break;
        case 'h': good = figure(field.value, "h", self, CSJ_H, record.cost_to_go); break;
        case 'm': good = readMetrics(field.value, self); break;
        case 'N':
        case 'Q': {
          double stated = 0;
          good = number(field.value, field.key, stated);
          if (good && stated == stated) {
            keepFigure(self, field.key[0] == 'N' ? CSJ_N : CSJ_Q, stated);
          }
          break;
        }
      }
      if (!good) return false;
    }
    record.text = static_cast<uint32_t>(text.size());
    // A line has at most 2^28 bytes.
    record.step_length = static_cast<uint32_t>(step.size());
    record.state_length = static_cast<uint32_t>(state.size()) | follows;
    text.insert(text.end(), step.begin(), step.end());
    text.insert(text.end(), state.begin(), state.end());
    nodes.push_back(record);
    return true;
  }

  // Reads what a call says beyond its states and its tokens; `event` has those already.
  bool readCall(dom::object object, int64_t states, double written) {
    csj_call call = {static_cast<int32_t>(events.size()), -1, -1, -1, -1, -1, unknown, unknown};
    if (states > 65535) call.states = states;
    if (written >= 16777216) {
      if (!(written <= 9e15)) return fail(CSJ_NOT_WHOLE, "v");
      call.written = static_cast<int64_t>(written);
    }
    bool isMore = call.states >= 0 || call.written >= 0;
    for (dom::key_value_pair field : object) {
      std::string_view key = field.key, what;
      int64_t *count = key == "prompt"    ? &call.prompt
                       : key == "cached"  ? &call.cached
                       : key == "latency" ? &call.latency
                                          : nullptr;
      double *figure = key == "logprob" ? &call.log_probability
                       : key == "money" ? &call.money
                                        : nullptr;
      if (count) {
        if (field.value.is_null()) continue;
        const char *name = count == &call.prompt ? "prompt" : count == &call.cached ? "cached" : "latency";
        if (!whole(field.value, name, *count)) return false;
        if (*count < 0) return fail(CSJ_NOT_WHOLE, name);
      } else if (figure) {
        if (!number(field.value, key, *figure)) return false;
      } else if (key == "what") {
        if (!string(field.value, "what", what)) return false;
        keepWord(CSJ_WORD_WHAT, what);
      } else {
        continue;
      }
      isMore = true;
    }
    if (isMore) calls.push_back(call);
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
    bool hasKind = false, hasNote = false, isWrong = false;
    int64_t id = -1, count = 0, other = 0, time = 0;
    double value = 0;
    csj_event event = {0, 0, 0, 0, 0, 0};
    csj_error firstError = {};
    for (dom::key_value_pair field : object) {
      std::string_view key = field.key;
      bool good = true;
      switch (key.size()) {
        case 1:
          switch (key[0]) {
            case 'e':
              good = string(field.value, "e", kindWord);
              hasKind = good;
              break;
            case 'n':
              has |= CSJ_NEEDS_NODE;
              good = node(field.value, "n", nodeCount, event.node);
              break;
            case 'v':
              has |= CSJ_NEEDS_VALUE;
              good = number(field.value, "v", value);
              break;
            case 'k':
              has |= CSJ_NEEDS_COUNT;
              good = whole(field.value, "k", count);
              if (good && count < 0) good = fail(CSJ_NOT_WHOLE, "k");
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
              if (good && time < 0) good = fail(CSJ_NOT_WHOLE, "t");
              break;
          }
          break;
        case 2:
          if (key == "to") {
            has |= CSJ_NEEDS_OTHER;
            good = whole(field.value, "to", other);
          } else if (key == "id") {
            good = whole(field.value, "id", id);
            if (good && id < 0) good = fail(CSJ_WRONG_FIRST_CHILD, "id", id, nodeCount);
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
      if (!good && !isWrong) {
        isWrong = true;
        firstError = error;
      }
    }

    const Kind *kind = nullptr;
    if (hasKind) {
      Word word(kindWord);
      for (const Kind &candidate : kinds) {
        if (candidate.word == word) {
          kind = &candidate;
          break;
        }
      }
      // What the keys of somebody else's event mean is not known: nothing can be wrong with them.
      if (!kind) {
        keepWord(CSJ_WORD_KIND, kindWord);
        return keepOther(line, length, event, hasTime ? time : -1);
      }
    }
    if (isWrong) {
      error = firstError;
      return false;
    }
    if (!hasKind) return fail(CSJ_MISSING, "e");
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
      event.reason = otherReason;
      for (const Reason &reason : reasons) {
        if (reason.word == why) {
          event.reason = reason.number;
          break;
        }
      }
      if (event.reason == otherReason) keepWord(CSJ_WORD_REASON, reasonWord);
    }
    if (other < (kind->needs & CSJ_NEEDS_OTHER ? 0 : -1) || other >= nodeCount) {
      return fail(CSJ_NO_SUCH_NODE, "to", other, nodeCount);
    }
    event.other = static_cast<int32_t>(other);
    if (count > 65535 && form != CSJ_CALL) return fail(CSJ_TOO_MANY, "k", count, 65536);
    event.count = static_cast<uint16_t>(count < 65535 ? count : 65535);
    if (form == CSJ_GOAL && !(has & CSJ_NEEDS_VALUE)) value = unknown;
    event.value = static_cast<float>(value);
    if (needsMore(value) && form != CSJ_CALL) {
      keepFigure(event.node, form == CSJ_GOAL ? CSJ_G : CSJ_V, value);
    }
    if (hasTimes && !hasTime) return fail(CSJ_MISSING, "t");

    // The event's own metrics come before those of its children.
    if (hasMetrics && !readMetrics(metricMap, event.node)) return false;
    switch (form) {
      case CSJ_PLAIN:
      case CSJ_GOAL:
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
        keepNote(event, note);
        break;
      case CSJ_CALL: {
        const size_t before = calls.size();
        if (!readCall(object, count, value)) return false;
        event.other = static_cast<int32_t>(calls.size() > before ? calls.size() : 0);
        break;
      }
      case CSJ_END:
        break;
    }
    if (form == CSJ_EXPAND) nodeCount += event.count;
    append(event, time);
    return true;
  }

  void keepNote(csj_event &event, std::string_view note) {
    event.other = static_cast<int32_t>(noteLengths.size());
    notes.insert(notes.end(), note.begin(), note.end());
    noteLengths.push_back(static_cast<uint32_t>(note.size()));
  }

  void append(const csj_event &event, int64_t time) {
    events.push_back(event);
    if (hasTimes) times.push_back(static_cast<uint64_t>(time));
  }

  // Keeps the line of an event that was not added.
  bool keepOther(const uint8_t *line, size_t length, csj_event event, int64_t time) {
    error.status = CSJ_OK;
    event.kind = otherKind;
    std::string_view text(reinterpret_cast<const char *>(line), length);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
      text.remove_suffix(1);
    }
    keepNote(event, text);
    append(event, time >= 0 ? time : times.empty() ? 0 : static_cast<int64_t>(times.back()));
    return true;
  }

  csj_block parse(const uint8_t *bytes, size_t length, size_t maximumEvents, bool last) {
    events.clear();
    nodes.clear();
    text.clear();
    notes.clear();
    noteLengths.clear();
    figures.clear();
    calls.clear();
    words.clear();
    wordText.clear();
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
        size_t before[9] = {nodes.size(),       text.size(),    notes.size(),
                            noteLengths.size(), figures.size(), calls.size(),
                            words.size(),       wordText.size(), metricNames.size()};
        csj_form form = CSJ_PLAIN;
        if (!readLine(line, lineLength, form)) {
          nodes.resize(before[0]);
          text.resize(before[1]);
          notes.resize(before[2]);
          noteLengths.resize(before[3]);
          figures.resize(before[4]);
          calls.resize(before[5]);
          words.resize(before[6]);
          wordText.resize(before[7]);
          metricNames.resize(before[8]);
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
    block.figures = figures.data();
    block.figure_count = figures.size();
    block.calls = calls.data();
    block.call_count = calls.size();
    block.word_text = wordText.data();
    block.words = words.data();
    block.word_count = words.size();
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

void csj_set_others(csj_parser *parser, uint8_t kind, uint8_t reason) {
  parser->otherKind = kind;
  parser->otherReason = reason;
}
