#include "CRE2.h"

#include <re2/re2.h>

#include <new>
#include <vector>

struct cre2_pattern {
    re2::RE2 expression;
    cre2_pattern(re2::StringPiece text, const re2::RE2::Options &options) : expression(text, options) {}
};

// No exception may cross into Swift: where memory runs out there is no pattern, or no match.

extern "C" cre2_pattern *cre2_compile(const char *text, size_t length, int64_t memory, bool longest) {
    try {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_longest_match(longest);
        options.set_max_mem(memory);
        return new cre2_pattern(re2::StringPiece(text, length), options);
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}

extern "C" void cre2_free(cre2_pattern *pattern) { delete pattern; }

extern "C" const char *cre2_error(const cre2_pattern *pattern) {
    return pattern->expression.ok() ? nullptr : pattern->expression.error().c_str();
}

extern "C" int cre2_error_code(const cre2_pattern *pattern) {
    return static_cast<int>(pattern->expression.error_code());
}

extern "C" void cre2_error_part(const cre2_pattern *pattern, const char **text, size_t *length) {
    const std::string &part = pattern->expression.error_arg();
    *text = part.data();
    *length = part.size();
}

extern "C" int cre2_groups(const cre2_pattern *pattern) { return pattern->expression.NumberOfCapturingGroups(); }

extern "C" const char *cre2_group_name(const cre2_pattern *pattern, int group) {
    const auto &names = pattern->expression.CapturingGroupNames();
    auto found = names.find(group);
    return found == names.end() ? nullptr : found->second.c_str();
}

extern "C" bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length) {
    try {
        return pattern->expression.Match(re2::StringPiece(text, length), 0, length, re2::RE2::UNANCHORED, nullptr, 0);
    } catch (const std::bad_alloc &) {
        return false;
    }
}

extern "C" bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start,
                          ptrdiff_t *spans, int count) {
    try {
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
    } catch (const std::bad_alloc &) {
        return false;
    }
}
