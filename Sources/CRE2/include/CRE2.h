// RE2 through plain C: the engine whose semantics charts and schemas rely on.
#ifndef DAVIT_CRE2_H
#define DAVIT_CRE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

/// Compiles a pattern that may use up to `memory` bytes, program and caches; null where memory itself ran out.
/// `cre2_error` says whether the result is usable.
cre2_pattern *cre2_compile(const char *text, size_t length, int64_t memory, bool longest);
void cre2_free(cre2_pattern *pattern);

/// The reason a pattern can't be compiled, null if it could be.
const char *cre2_error(const cre2_pattern *pattern);

/// The kind of that reason: 0 for none, else RE2's own number.
int cre2_error_code(const cre2_pattern *pattern);

/// The part of the pattern that the reason is about.
void cre2_error_part(const cre2_pattern *pattern, const char **text, size_t *length);

/// How many groups the pattern has.
int cre2_groups(const cre2_pattern *pattern);

/// The name of a group, null if it has none.
const char *cre2_group_name(const cre2_pattern *pattern, int group);

/// Whether the text holds a match anywhere; needs no room for places.
bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length);

/// Finds the leftmost match from `start` on. Fills `spans` with a begin and an end for the match and each group,
/// -1 where a group took no part. `count` is the number of pairs.
bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, ptrdiff_t *spans, int count);

#ifdef __cplusplus
}
#endif

#endif
