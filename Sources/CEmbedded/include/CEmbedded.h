#pragma once
#include <stddef.h>

/// One file that travels inside the program.
typedef struct {
    const char *path;
    unsigned mode;
    const unsigned char *bytes;
    size_t size;
} davit_embedded_file;

/// The embedded files, sorted by path.
extern const davit_embedded_file davit_embedded_files[];
extern const size_t davit_embedded_count;

/// One of them by its number: Swift doesn't see arrays of unknown size. NULL behind the last.
static inline const davit_embedded_file *davit_embedded_at(size_t index) {
    return index < davit_embedded_count ? &davit_embedded_files[index] : NULL;
}
