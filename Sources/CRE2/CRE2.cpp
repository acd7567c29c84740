#include "CRE2.h"

#include <re2/re2.h>

#include <vector>

struct cre2_pattern {
    re2::RE2 expression;
    cre2_pattern(re2::StringPiece text, const re2::RE2::Options &options) : expression(text, options) {}
};

extern "C" cre2_pattern *cre2_compile(const char *text, size_t length) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return new cre2_pattern(re2::StringPiece(text, length), options);
}

extern "C" void cre2_free(cre2_pattern *pattern) { delete pattern; }

extern "C" const char *cre2_error(const cre2_pattern *pattern) {
    return pattern->expression.ok() ? nullptr : pattern->expression.error().c_str();
}

extern "C" int cre2_groups(const cre2_pattern *pattern) { return pattern->expression.NumberOfCapturingGroups(); }

extern "C" bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start,
                          ptrdiff_t *spans, int count) {
    std::vector<re2::StringPiece> groups(static_cast<size_t>(count));
    bool found = pattern->expression.Match(re2::StringPiece(text, length), start, length, re2::RE2::UNANCHORED,
                                           groups.data(), count);
    if (!found) return false;
    for (int i = 0; i < count; i++) {
        bool took_part = groups[i].data() != nullptr;
        spans[2 * i] = took_part ? groups[i].data() - text : -1;
        spans[2 * i + 1] = took_part ? groups[i].data() - text + static_cast<ptrdiff_t>(groups[i].size()) : -1;
    }
    return true;
}
