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
static const unsigned char file14[] = {
#embed "../../templates/README.md"
};
static const unsigned char file15[] = {
#embed "../../templates/application/README.md"
};
static const unsigned char file16[] = {
#embed "../../templates/application/acme-extension-chart/Chart.yaml"
};
static const unsigned char file17[] = {
#embed "../../templates/application/acme-extension-chart/README.md"
};
static const unsigned char file18[] = {
#embed "../../templates/application/acme-extension-chart/templates/NOTES.txt"
};
static const unsigned char file19[] = {
#embed "../../templates/application/acme-extension-chart/templates/_application.tpl"
};
static const unsigned char file20[] = {
#embed "../../templates/application/acme-extension-chart/templates/deployment.yaml"
};
static const unsigned char file21[] = {
#embed "../../templates/application/acme-extension-chart/templates/ingress.yaml"
};
static const unsigned char file22[] = {
#embed "../../templates/application/acme-extension-chart/templates/persistent_volume.yaml"
};
static const unsigned char file23[] = {
#embed "../../templates/application/acme-extension-chart/templates/service.yaml"
};
static const unsigned char file24[] = {
#embed "../../templates/application/acme-extension-chart/values.yaml"
};
static const unsigned char file25[] = {
#embed "../../templates/application/docker/Dockerfile"
};
static const unsigned char file26[] = {
#embed "../../templates/application/docker/files/acme_extension.py"
};
static const unsigned char file27[] = {
#embed "../../templates/application/docker/files/requirements.txt"
};
static const unsigned char file28[] = {
#embed "../../templates/application/docker/tests/test_acme_extension.py"
};
static const unsigned char file29[] = {
#embed "../../templates/application/testdata/notes/first note.txt"
};
static const unsigned char file30[] = {
#embed "../../templates/collection/README.md"
};
static const unsigned char file31[] = {
#embed "../../templates/collection/acme-extension-chart/Chart.yaml"
};
static const unsigned char file32[] = {
#embed "../../templates/collection/acme-extension-chart/README.md"
};
static const unsigned char file33[] = {
#embed "../../templates/collection/acme-extension-chart/templates/NOTES.txt"
};
static const unsigned char file34[] = {
#embed "../../templates/collection/acme-extension-chart/templates/job.yaml"
};
static const unsigned char file35[] = {
#embed "../../templates/collection/acme-extension-chart/values.yaml"
};
static const unsigned char file36[] = {
#embed "../../templates/collection/check_charts.py"
};
static const unsigned char file37[] = {
#embed "../../templates/collection/docker/.dockerignore"
};
static const unsigned char file38[] = {
#embed "../../templates/collection/docker/Dockerfile"
};
static const unsigned char file39[] = {
#embed "../../templates/collection/docker/charts/README.md"
};
static const unsigned char file40[] = {
#embed "../../templates/collection/testdata/charts.txt"
};
static const unsigned char file41[] = {
#embed "../../templates/collection/tests/test_check_charts.py"
};
static const unsigned char file42[] = {
#embed "../../templates/common/.github/workflows/davit.yml"
};
static const unsigned char file43[] = {
#embed "../../templates/common/.gitignore"
};
static const unsigned char file44[] = {
#embed "../../templates/common/.gitlab-ci.yml"
};
static const unsigned char file45[] = {
#embed "../../templates/common/davit.yaml"
};
static const unsigned char file46[] = {
#embed "../../templates/containers/bash/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char file47[] = {
#embed "../../templates/containers/bash/processing-containers/acme-container/Dockerfile"
};
static const unsigned char file48[] = {
#embed "../../templates/containers/bash/processing-containers/acme-container/files/acme_container.sh"
};
static const unsigned char file49[] = {
#embed "../../templates/containers/bash/processing-containers/acme-container/tests/test_acme_container.py"
};
static const unsigned char file50[] = {
#embed "../../templates/containers/gpu/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char file51[] = {
#embed "../../templates/containers/gpu/processing-containers/acme-container/Dockerfile"
};
static const unsigned char file52[] = {
#embed "../../templates/containers/gpu/processing-containers/acme-container/files/thresholding.py"
};
static const unsigned char file53[] = {
#embed "../../templates/containers/notebook/extension/docker/files/acme-extension/AcmeNotebookOperator.py"
};
static const unsigned char file54[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/Dockerfile"
};
static const unsigned char file55[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.ipynb"
};
static const unsigned char file56[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.sh"
};
static const unsigned char file57[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/run.sh"
};
static const unsigned char file58[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/run_notebook.py"
};
static const unsigned char file59[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/tests/test_acme_report.py"
};
static const unsigned char file60[] = {
#embed "../../templates/containers/python/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char file61[] = {
#embed "../../templates/containers/python/processing-containers/acme-container/Dockerfile"
};
static const unsigned char file62[] = {
#embed "../../templates/containers/python/processing-containers/acme-container/files/acme_container.py"
};
static const unsigned char file63[] = {
#embed "../../templates/containers/python/processing-containers/acme-container/tests/test_acme_container.py"
};
static const unsigned char file64[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/dicom_series.py"
};
static const unsigned char file65[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/masks.py"
};
static const unsigned char file66[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/requirements.txt"
};
static const unsigned char file67[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/thresholding.py"
};
static const unsigned char file68[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/tests/test_series.py"
};
static const unsigned char file69[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/Dockerfile"
};
static const unsigned char file70[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/files/acme_container.py"
};
static const unsigned char file71[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/files/summarize.py"
};
static const unsigned char file72[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/processing-container.json"
};
static const unsigned char file73[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/tests/test_acme_container.py"
};
static const unsigned char file74[] = {
#embed "../../templates/parts/chart/acme-chart/Chart.yaml"
};
static const unsigned char file75[] = {
#embed "../../templates/parts/chart/acme-chart/README.md"
};
static const unsigned char file76[] = {
#embed "../../templates/parts/chart/acme-chart/templates/NOTES.txt"
};
static const unsigned char file77[] = {
#embed "../../templates/parts/chart/acme-chart/templates/configmap.yaml"
};
static const unsigned char file78[] = {
#embed "../../templates/parts/chart/acme-chart/values.yaml"
};
static const unsigned char file79[] = {
#embed "../../templates/parts/dag/extension/docker/files/dag_acme_flow.py"
};
static const unsigned char file80[] = {
#embed "../../templates/parts/operator/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char file81[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0001.dcm"
};
static const unsigned char file82[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0002.dcm"
};
static const unsigned char file83[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0003.dcm"
};
static const unsigned char file84[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0004.dcm"
};
static const unsigned char file85[] = {
#embed "../../templates/workflow-v2/README.md"
};
static const unsigned char file86[] = {
#embed "../../templates/workflow-v2/workflow-chart/Chart.yaml"
};
static const unsigned char file87[] = {
#embed "../../templates/workflow-v2/workflow-chart/README.md"
};
static const unsigned char file88[] = {
#embed "../../templates/workflow-v2/workflow-chart/files/workflow.json"
};
static const unsigned char file89[] = {
#embed "../../templates/workflow-v2/workflow-chart/files/workflow_definition.py"
};
static const unsigned char file90[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/NOTES.txt"
};
static const unsigned char file91[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/_workflow.tpl"
};
static const unsigned char file92[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/configmap.yaml"
};
static const unsigned char file93[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/job.yaml"
};
static const unsigned char file94[] = {
#embed "../../templates/workflow-v2/workflow-chart/values.yaml"
};
static const unsigned char file95[] = {
#embed "../../templates/workflow/README.md"
};
static const unsigned char file96[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/Chart.yaml"
};
static const unsigned char file97[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/README.md"
};
static const unsigned char file98[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/requirements.yaml"
};
static const unsigned char file99[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/templates/NOTES.txt"
};
static const unsigned char file100[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/values.yaml"
};
static const unsigned char file101[] = {
#embed "../../templates/workflow/extension/docker/Dockerfile"
};
static const unsigned char file102[] = {
#embed "../../templates/workflow/extension/docker/files/dag_acme_extension.py"
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
    {"templates/README.md", 0644, file14, sizeof file14},
    {"templates/application/README.md", 0644, file15, sizeof file15},
    {"templates/application/acme-extension-chart/Chart.yaml", 0644, file16, sizeof file16},
    {"templates/application/acme-extension-chart/README.md", 0644, file17, sizeof file17},
    {"templates/application/acme-extension-chart/templates/NOTES.txt", 0644, file18, sizeof file18},
    {"templates/application/acme-extension-chart/templates/_application.tpl", 0644, file19, sizeof file19},
    {"templates/application/acme-extension-chart/templates/deployment.yaml", 0644, file20, sizeof file20},
    {"templates/application/acme-extension-chart/templates/ingress.yaml", 0644, file21, sizeof file21},
    {"templates/application/acme-extension-chart/templates/persistent_volume.yaml", 0644, file22, sizeof file22},
    {"templates/application/acme-extension-chart/templates/service.yaml", 0644, file23, sizeof file23},
    {"templates/application/acme-extension-chart/values.yaml", 0644, file24, sizeof file24},
    {"templates/application/docker/Dockerfile", 0644, file25, sizeof file25},
    {"templates/application/docker/files/acme_extension.py", 0644, file26, sizeof file26},
    {"templates/application/docker/files/requirements.txt", 0644, file27, sizeof file27},
    {"templates/application/docker/tests/test_acme_extension.py", 0644, file28, sizeof file28},
    {"templates/application/testdata/notes/first note.txt", 0644, file29, sizeof file29},
    {"templates/collection/README.md", 0644, file30, sizeof file30},
    {"templates/collection/acme-extension-chart/Chart.yaml", 0644, file31, sizeof file31},
    {"templates/collection/acme-extension-chart/README.md", 0644, file32, sizeof file32},
    {"templates/collection/acme-extension-chart/templates/NOTES.txt", 0644, file33, sizeof file33},
    {"templates/collection/acme-extension-chart/templates/job.yaml", 0644, file34, sizeof file34},
    {"templates/collection/acme-extension-chart/values.yaml", 0644, file35, sizeof file35},
    {"templates/collection/check_charts.py", 0644, file36, sizeof file36},
    {"templates/collection/docker/.dockerignore", 0644, file37, sizeof file37},
    {"templates/collection/docker/Dockerfile", 0644, file38, sizeof file38},
    {"templates/collection/docker/charts/README.md", 0644, file39, sizeof file39},
    {"templates/collection/testdata/charts.txt", 0644, file40, sizeof file40},
    {"templates/collection/tests/test_check_charts.py", 0644, file41, sizeof file41},
    {"templates/common/.github/workflows/davit.yml", 0644, file42, sizeof file42},
    {"templates/common/.gitignore", 0644, file43, sizeof file43},
    {"templates/common/.gitlab-ci.yml", 0644, file44, sizeof file44},
    {"templates/common/davit.yaml", 0644, file45, sizeof file45},
    {"templates/containers/bash/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, file46, sizeof file46},
    {"templates/containers/bash/processing-containers/acme-container/Dockerfile", 0644, file47, sizeof file47},
    {"templates/containers/bash/processing-containers/acme-container/files/acme_container.sh", 0755, file48, sizeof file48},
    {"templates/containers/bash/processing-containers/acme-container/tests/test_acme_container.py", 0644, file49, sizeof file49},
    {"templates/containers/gpu/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, file50, sizeof file50},
    {"templates/containers/gpu/processing-containers/acme-container/Dockerfile", 0644, file51, sizeof file51},
    {"templates/containers/gpu/processing-containers/acme-container/files/thresholding.py", 0644, file52, sizeof file52},
    {"templates/containers/notebook/extension/docker/files/acme-extension/AcmeNotebookOperator.py", 0644, file53, sizeof file53},
    {"templates/containers/notebook/processing-containers/acme-container/Dockerfile", 0644, file54, sizeof file54},
    {"templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.ipynb", 0644, file55, sizeof file55},
    {"templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.sh", 0755, file56, sizeof file56},
    {"templates/containers/notebook/processing-containers/acme-container/files/run.sh", 0755, file57, sizeof file57},
    {"templates/containers/notebook/processing-containers/acme-container/files/run_notebook.py", 0644, file58, sizeof file58},
    {"templates/containers/notebook/processing-containers/acme-container/tests/test_acme_report.py", 0644, file59, sizeof file59},
    {"templates/containers/python/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, file60, sizeof file60},
    {"templates/containers/python/processing-containers/acme-container/Dockerfile", 0644, file61, sizeof file61},
    {"templates/containers/python/processing-containers/acme-container/files/acme_container.py", 0644, file62, sizeof file62},
    {"templates/containers/python/processing-containers/acme-container/tests/test_acme_container.py", 0644, file63, sizeof file63},
    {"templates/containers/series/processing-containers/acme-container/files/dicom_series.py", 0644, file64, sizeof file64},
    {"templates/containers/series/processing-containers/acme-container/files/masks.py", 0644, file65, sizeof file65},
    {"templates/containers/series/processing-containers/acme-container/files/requirements.txt", 0644, file66, sizeof file66},
    {"templates/containers/series/processing-containers/acme-container/files/thresholding.py", 0644, file67, sizeof file67},
    {"templates/containers/series/processing-containers/acme-container/tests/test_series.py", 0644, file68, sizeof file68},
    {"templates/containers/task/processing-containers/acme-container/Dockerfile", 0644, file69, sizeof file69},
    {"templates/containers/task/processing-containers/acme-container/files/acme_container.py", 0644, file70, sizeof file70},
    {"templates/containers/task/processing-containers/acme-container/files/summarize.py", 0644, file71, sizeof file71},
    {"templates/containers/task/processing-containers/acme-container/processing-container.json", 0644, file72, sizeof file72},
    {"templates/containers/task/processing-containers/acme-container/tests/test_acme_container.py", 0644, file73, sizeof file73},
    {"templates/parts/chart/acme-chart/Chart.yaml", 0644, file74, sizeof file74},
    {"templates/parts/chart/acme-chart/README.md", 0644, file75, sizeof file75},
    {"templates/parts/chart/acme-chart/templates/NOTES.txt", 0644, file76, sizeof file76},
    {"templates/parts/chart/acme-chart/templates/configmap.yaml", 0644, file77, sizeof file77},
    {"templates/parts/chart/acme-chart/values.yaml", 0644, file78, sizeof file78},
    {"templates/parts/dag/extension/docker/files/dag_acme_flow.py", 0644, file79, sizeof file79},
    {"templates/parts/operator/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, file80, sizeof file80},
    {"templates/phantom/testdata/phantom/slice-0001.dcm", 0644, file81, sizeof file81},
    {"templates/phantom/testdata/phantom/slice-0002.dcm", 0644, file82, sizeof file82},
    {"templates/phantom/testdata/phantom/slice-0003.dcm", 0644, file83, sizeof file83},
    {"templates/phantom/testdata/phantom/slice-0004.dcm", 0644, file84, sizeof file84},
    {"templates/workflow-v2/README.md", 0644, file85, sizeof file85},
    {"templates/workflow-v2/workflow-chart/Chart.yaml", 0644, file86, sizeof file86},
    {"templates/workflow-v2/workflow-chart/README.md", 0644, file87, sizeof file87},
    {"templates/workflow-v2/workflow-chart/files/workflow.json", 0644, file88, sizeof file88},
    {"templates/workflow-v2/workflow-chart/files/workflow_definition.py", 0644, file89, sizeof file89},
    {"templates/workflow-v2/workflow-chart/templates/NOTES.txt", 0644, file90, sizeof file90},
    {"templates/workflow-v2/workflow-chart/templates/_workflow.tpl", 0644, file91, sizeof file91},
    {"templates/workflow-v2/workflow-chart/templates/configmap.yaml", 0644, file92, sizeof file92},
    {"templates/workflow-v2/workflow-chart/templates/job.yaml", 0644, file93, sizeof file93},
    {"templates/workflow-v2/workflow-chart/values.yaml", 0644, file94, sizeof file94},
    {"templates/workflow/README.md", 0644, file95, sizeof file95},
    {"templates/workflow/extension/acme-extension-workflow/Chart.yaml", 0644, file96, sizeof file96},
    {"templates/workflow/extension/acme-extension-workflow/README.md", 0644, file97, sizeof file97},
    {"templates/workflow/extension/acme-extension-workflow/requirements.yaml", 0644, file98, sizeof file98},
    {"templates/workflow/extension/acme-extension-workflow/templates/NOTES.txt", 0644, file99, sizeof file99},
    {"templates/workflow/extension/acme-extension-workflow/values.yaml", 0644, file100, sizeof file100},
    {"templates/workflow/extension/docker/Dockerfile", 0644, file101, sizeof file101},
    {"templates/workflow/extension/docker/files/dag_acme_extension.py", 0644, file102, sizeof file102},
};
const size_t davit_embedded_count = sizeof davit_embedded_files / sizeof *davit_embedded_files;
