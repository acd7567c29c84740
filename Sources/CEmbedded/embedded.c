// Written by scripts/embed.
#include "CEmbedded.h"

static const unsigned char profile_edk[] = {
#embed "../../profiles/kaapana-edk.yaml"
};
static const unsigned char profile[] = {
#embed "../../profiles/kaapana.yaml"
};
static const unsigned char schema[] = {
#embed "../../schemas/davit.json"
};

const davit_embedded_file davit_embedded_files[] = {
    {"profiles/kaapana-edk.yaml", 0644, profile_edk, sizeof profile_edk},
    {"profiles/kaapana.yaml", 0644, profile, sizeof profile},
    {"schemas/davit.json", 0644, schema, sizeof schema},
};
const size_t davit_embedded_count = sizeof davit_embedded_files / sizeof *davit_embedded_files;
