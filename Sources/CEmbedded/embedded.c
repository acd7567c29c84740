// Written by scripts/embed.
#include "CEmbedded.h"

static const unsigned char file0[] = {
#embed "../../charts/dag-installer-chart/Chart.yaml"
};
static const unsigned char file1[] = {
#embed "../../charts/dag-installer-chart/README.md"
};
static const unsigned char file2[] = {
#embed "../../charts/dag-installer-chart/templates/_installer.tpl"
};
static const unsigned char file3[] = {
#embed "../../charts/dag-installer-chart/templates/delete_hook.yaml"
};
static const unsigned char file4[] = {
#embed "../../charts/dag-installer-chart/templates/job.yaml"
};
static const unsigned char file5[] = {
#embed "../../charts/dag-installer-chart/templates/prefetch.yaml"
};
static const unsigned char file6[] = {
#embed "../../charts/dag-installer-chart/values.yaml"
};
static const unsigned char file7[] = {
#embed "../../docs/explain/chart-upload.md"
};
static const unsigned char file8[] = {
#embed "../../docs/explain/container-upload.md"
};
static const unsigned char file9[] = {
#embed "../../docs/explain/dag-image-tag.md"
};
static const unsigned char file10[] = {
#embed "../../docs/explain/errimagepull.md"
};
static const unsigned char file11[] = {
#embed "../../profiles/kaapana-edk.yaml"
};
static const unsigned char file12[] = {
#embed "../../profiles/kaapana.yaml"
};
static const unsigned char file13[] = {
#embed "../../schemas/davit.json"
};

const davit_embedded_file davit_embedded_files[] = {
    {"charts/dag-installer-chart/Chart.yaml", 0644, file0, sizeof file0},
    {"charts/dag-installer-chart/README.md", 0644, file1, sizeof file1},
    {"charts/dag-installer-chart/templates/_installer.tpl", 0644, file2, sizeof file2},
    {"charts/dag-installer-chart/templates/delete_hook.yaml", 0644, file3, sizeof file3},
    {"charts/dag-installer-chart/templates/job.yaml", 0644, file4, sizeof file4},
    {"charts/dag-installer-chart/templates/prefetch.yaml", 0644, file5, sizeof file5},
    {"charts/dag-installer-chart/values.yaml", 0644, file6, sizeof file6},
    {"docs/explain/chart-upload.md", 0644, file7, sizeof file7},
    {"docs/explain/container-upload.md", 0644, file8, sizeof file8},
    {"docs/explain/dag-image-tag.md", 0644, file9, sizeof file9},
    {"docs/explain/errimagepull.md", 0644, file10, sizeof file10},
    {"profiles/kaapana-edk.yaml", 0644, file11, sizeof file11},
    {"profiles/kaapana.yaml", 0644, file12, sizeof file12},
    {"schemas/davit.json", 0644, file13, sizeof file13},
};
const size_t davit_embedded_count = sizeof davit_embedded_files / sizeof *davit_embedded_files;
