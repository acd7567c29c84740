// RE2 through plain C: the engine whose semantics charts and schemas rely on.
#ifndef DAVIT_CRE2_H
#define DAVIT_CRE2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

/// Compiles a pattern; never null. `cre2_error` says whether it is usable.
cre2_pattern *cre2_compile(const char *text, size_t length);
void cre2_free(cre2_pattern *pattern);

/// The reason a pattern can't be compiled, null if it could be.
const char *cre2_error(const cre2_pattern *pattern);

/// How many groups the pattern has.
int cre2_groups(const cre2_pattern *pattern);

/// Finds the leftmost match from `start` on. Fills `spans` with a begin and an end for the match and each group,
/// -1 where a group took no part. `count` is the number of pairs.
bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, ptrdiff_t *spans, int count);

#ifdef __cplusplus
}
#endif

#endif
