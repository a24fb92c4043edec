// RE2, whose time is linear in the text whatever the pattern, for Swift.
#ifndef CRE2_H
#define CRE2_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

// A compiled pattern over UTF-8, or NULL. Then `fault` holds what is wrong as a C string, which is cut
// after `size` bytes.
cre2_pattern *cre2_compile(const char *text, size_t count, int ignores_case, char *fault, size_t size);

// Whether it matches somewhere in a text. Several threads may ask at once.
int cre2_matches(const cre2_pattern *pattern, const char *text, size_t count);

void cre2_free(cre2_pattern *pattern);

#ifdef __cplusplus
}
#endif

#endif
