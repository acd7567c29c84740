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

const davit_embedded_file davit_embedded_files[] = {
    {"charts/dag-installer-chart/Chart.yaml", 0644, file0, sizeof file0},
    {"charts/dag-installer-chart/README.md", 0644, file1, sizeof file1},
    {"charts/dag-installer-chart/templates/_installer.tpl", 0644, file2, sizeof file2},
    {"charts/dag-installer-chart/templates/delete_hook.yaml", 0644, file3, sizeof file3},
    {"charts/dag-installer-chart/templates/job.yaml", 0644, file4, sizeof file4},
    {"charts/dag-installer-chart/templates/prefetch.yaml", 0644, file5, sizeof file5},
    {"charts/dag-installer-chart/values.yaml", 0644, file6, sizeof file6},
};
const size_t davit_embedded_count = sizeof davit_embedded_files / sizeof *davit_embedded_files;
