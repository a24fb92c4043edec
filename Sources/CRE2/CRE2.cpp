#include "CRE2.h"

#include <re2/re2.h>

#include <cstdio>

struct cre2_pattern {
  RE2 regex;
  cre2_pattern(const re2::StringPiece &text, const RE2::Options &options) : regex(text, options) {}
};

cre2_pattern *cre2_compile(
    const char *text, size_t count, int ignores_case, char *fault, size_t size) {
  RE2::Options options;
  options.set_case_sensitive(!ignores_case);
  options.set_log_errors(false);
  // Nothing is asked but whether it matches.
  options.set_never_capture(true);
  auto *pattern = new cre2_pattern(re2::StringPiece(text, count), options);
  if (pattern->regex.ok()) return pattern;
  std::snprintf(fault, size, "%s", pattern->regex.error().c_str());
  delete pattern;
  return nullptr;
}

int cre2_matches(const cre2_pattern *pattern, const char *text, size_t count) {
  return RE2::PartialMatch(re2::StringPiece(text, count), pattern->regex);
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }
