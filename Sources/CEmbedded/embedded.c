#include "CEmbedded.h"

static const unsigned char readme[] = {
#embed "../../LICENSE"
};

const davit_embedded_file davit_embedded_files[] = {
    {"LICENSE", 0644, readme, sizeof readme},
};
const size_t davit_embedded_count = sizeof davit_embedded_files / sizeof *davit_embedded_files;
