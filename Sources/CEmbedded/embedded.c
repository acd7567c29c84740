// Written by scripts/embed.
#include "CEmbedded.h"

static const unsigned char charts_dag_installer_chart_Chart_yaml_8b15922f[] = {
#embed "../../charts/dag-installer-chart/Chart.yaml"
};
static const unsigned char charts_dag_installer_chart_README_md_9c9a2ce1[] = {
#embed "../../charts/dag-installer-chart/README.md"
};
static const unsigned char charts_dag_installer_chart_templates__installer_tpl_b8a9f10b[] = {
#embed "../../charts/dag-installer-chart/templates/_installer.tpl"
};
static const unsigned char charts_dag_installer_chart_templates_delete_hook_yaml_46a49981[] = {
#embed "../../charts/dag-installer-chart/templates/delete_hook.yaml"
};
static const unsigned char charts_dag_installer_chart_templates_job_yaml_d4aaa6c8[] = {
#embed "../../charts/dag-installer-chart/templates/job.yaml"
};
static const unsigned char charts_dag_installer_chart_templates_prefetch_yaml_fec0e4d6[] = {
#embed "../../charts/dag-installer-chart/templates/prefetch.yaml"
};
static const unsigned char charts_dag_installer_chart_values_yaml_1dd8e032[] = {
#embed "../../charts/dag-installer-chart/values.yaml"
};
static const unsigned char docs_explain_chart_upload_md_1b22ae48[] = {
#embed "../../docs/explain/chart-upload.md"
};
static const unsigned char docs_explain_container_upload_md_38d83f44[] = {
#embed "../../docs/explain/container-upload.md"
};
static const unsigned char docs_explain_dag_image_tag_md_0d4be0bb[] = {
#embed "../../docs/explain/dag-image-tag.md"
};
static const unsigned char docs_explain_errimagepull_md_215d6c6a[] = {
#embed "../../docs/explain/errimagepull.md"
};
static const unsigned char profiles_kaapana_edk_yaml_c1867d6d[] = {
#embed "../../profiles/kaapana-edk.yaml"
};
static const unsigned char profiles_kaapana_yaml_e510158d[] = {
#embed "../../profiles/kaapana.yaml"
};
static const unsigned char schemas_davit_json_b29733d6[] = {
#embed "../../schemas/davit.json"
};
static const unsigned char templates_README_md_1c0b148c[] = {
#embed "../../templates/README.md"
};
static const unsigned char templates_application_README_md_6d842a35[] = {
#embed "../../templates/application/README.md"
};
static const unsigned char templates_application_acme_extension_chart_Chart_yaml_9ae0d37a[] = {
#embed "../../templates/application/acme-extension-chart/Chart.yaml"
};
static const unsigned char templates_application_acme_extension_chart_README_md_68d0253a[] = {
#embed "../../templates/application/acme-extension-chart/README.md"
};
static const unsigned char templates_application_acme_extension_chart_templates_NOTES_txt_c98b56ea[] = {
#embed "../../templates/application/acme-extension-chart/templates/NOTES.txt"
};
static const unsigned char templates_application_acme_extension_chart_templates__application_tpl_2b0037ea[] = {
#embed "../../templates/application/acme-extension-chart/templates/_application.tpl"
};
static const unsigned char templates_application_acme_extension_chart_templates_deployment_yaml_6b52e188[] = {
#embed "../../templates/application/acme-extension-chart/templates/deployment.yaml"
};
static const unsigned char templates_application_acme_extension_chart_templates_ingress_yaml_ab4e439a[] = {
#embed "../../templates/application/acme-extension-chart/templates/ingress.yaml"
};
static const unsigned char templates_application_acme_extension_chart_templates_persistent_volume_yaml_7cbd6d6c[] = {
#embed "../../templates/application/acme-extension-chart/templates/persistent_volume.yaml"
};
static const unsigned char templates_application_acme_extension_chart_templates_service_yaml_17d5b2e4[] = {
#embed "../../templates/application/acme-extension-chart/templates/service.yaml"
};
static const unsigned char templates_application_acme_extension_chart_values_yaml_06c8b008[] = {
#embed "../../templates/application/acme-extension-chart/values.yaml"
};
static const unsigned char templates_application_docker_Dockerfile_39c2ca76[] = {
#embed "../../templates/application/docker/Dockerfile"
};
static const unsigned char templates_application_docker_files_acme_extension_py_7e735032[] = {
#embed "../../templates/application/docker/files/acme_extension.py"
};
static const unsigned char templates_application_docker_files_requirements_txt_98398e27[] = {
#embed "../../templates/application/docker/files/requirements.txt"
};
static const unsigned char templates_application_docker_tests_test_acme_extension_py_608b06a8[] = {
#embed "../../templates/application/docker/tests/test_acme_extension.py"
};
static const unsigned char templates_application_testdata_notes_first_note_txt_a62f4c7e[] = {
#embed "../../templates/application/testdata/notes/first note.txt"
};
static const unsigned char templates_collection_README_md_ea8062f3[] = {
#embed "../../templates/collection/README.md"
};
static const unsigned char templates_collection_acme_extension_chart_Chart_yaml_22631737[] = {
#embed "../../templates/collection/acme-extension-chart/Chart.yaml"
};
static const unsigned char templates_collection_acme_extension_chart_README_md_56b1670d[] = {
#embed "../../templates/collection/acme-extension-chart/README.md"
};
static const unsigned char templates_collection_acme_extension_chart_templates_NOTES_txt_57dd9a00[] = {
#embed "../../templates/collection/acme-extension-chart/templates/NOTES.txt"
};
static const unsigned char templates_collection_acme_extension_chart_templates_job_yaml_01965a38[] = {
#embed "../../templates/collection/acme-extension-chart/templates/job.yaml"
};
static const unsigned char templates_collection_acme_extension_chart_values_yaml_0e1d0ee1[] = {
#embed "../../templates/collection/acme-extension-chart/values.yaml"
};
static const unsigned char templates_collection_check_charts_py_f411c3cf[] = {
#embed "../../templates/collection/check_charts.py"
};
static const unsigned char templates_collection_docker__dockerignore_997408af[] = {
#embed "../../templates/collection/docker/.dockerignore"
};
static const unsigned char templates_collection_docker_Dockerfile_6ab8914c[] = {
#embed "../../templates/collection/docker/Dockerfile"
};
static const unsigned char templates_collection_docker_charts_README_md_6e8f6612[] = {
#embed "../../templates/collection/docker/charts/README.md"
};
static const unsigned char templates_collection_testdata_charts_txt_ba091bec[] = {
#embed "../../templates/collection/testdata/charts.txt"
};
static const unsigned char templates_collection_tests_test_check_charts_py_b850115f[] = {
#embed "../../templates/collection/tests/test_check_charts.py"
};
static const unsigned char templates_common__github_workflows_davit_yml_4e23a7d8[] = {
#embed "../../templates/common/.github/workflows/davit.yml"
};
static const unsigned char templates_common__gitignore_92ec2a11[] = {
#embed "../../templates/common/.gitignore"
};
static const unsigned char templates_common__gitlab_ci_yml_83192efd[] = {
#embed "../../templates/common/.gitlab-ci.yml"
};
static const unsigned char templates_common_davit_yaml_5281c510[] = {
#embed "../../templates/common/davit.yaml"
};
static const unsigned char templates_common_preview_svg_4715df4c[] = {
#embed "../../templates/common/preview.svg"
};
static const unsigned char templates_containers_bash_extension_docker_files_acme_extension_AcmeContainerOperator_py_b0c48012[] = {
#embed "../../templates/containers/bash/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char templates_containers_bash_processing_containers_acme_container_Dockerfile_f87c825f[] = {
#embed "../../templates/containers/bash/processing-containers/acme-container/Dockerfile"
};
static const unsigned char templates_containers_bash_processing_containers_acme_container_files_acme_container_sh_13d9b1a3[] = {
#embed "../../templates/containers/bash/processing-containers/acme-container/files/acme_container.sh"
};
static const unsigned char templates_containers_bash_processing_containers_acme_container_tests_test_acme_container_py_7a4ba024[] = {
#embed "../../templates/containers/bash/processing-containers/acme-container/tests/test_acme_container.py"
};
static const unsigned char templates_containers_gpu_extension_docker_files_acme_extension_AcmeContainerOperator_py_578ac969[] = {
#embed "../../templates/containers/gpu/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char templates_containers_gpu_processing_containers_acme_container_Dockerfile_364fde05[] = {
#embed "../../templates/containers/gpu/processing-containers/acme-container/Dockerfile"
};
static const unsigned char templates_containers_gpu_processing_containers_acme_container_files_thresholding_py_bfcaa844[] = {
#embed "../../templates/containers/gpu/processing-containers/acme-container/files/thresholding.py"
};
static const unsigned char templates_containers_notebook_extension_docker_files_acme_extension_AcmeNotebookOperator_py_7b08638e[] = {
#embed "../../templates/containers/notebook/extension/docker/files/acme-extension/AcmeNotebookOperator.py"
};
static const unsigned char templates_containers_notebook_processing_containers_acme_container_Dockerfile_9540261e[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/Dockerfile"
};
static const unsigned char templates_containers_notebook_processing_containers_acme_container_files_acme_notebooks_run_acme_report_notebook_ipynb_d687183d[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.ipynb"
};
static const unsigned char templates_containers_notebook_processing_containers_acme_container_files_acme_notebooks_run_acme_report_notebook_sh_9ab122d2[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.sh"
};
static const unsigned char templates_containers_notebook_processing_containers_acme_container_files_run_sh_36dfd186[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/run.sh"
};
static const unsigned char templates_containers_notebook_processing_containers_acme_container_files_run_notebook_py_9db74484[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/files/run_notebook.py"
};
static const unsigned char templates_containers_notebook_processing_containers_acme_container_tests_test_acme_report_py_0ed5c749[] = {
#embed "../../templates/containers/notebook/processing-containers/acme-container/tests/test_acme_report.py"
};
static const unsigned char templates_containers_python_extension_docker_files_acme_extension_AcmeContainerOperator_py_2ad60153[] = {
#embed "../../templates/containers/python/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char templates_containers_python_processing_containers_acme_container_Dockerfile_59c4be17[] = {
#embed "../../templates/containers/python/processing-containers/acme-container/Dockerfile"
};
static const unsigned char templates_containers_python_processing_containers_acme_container_files_acme_container_py_073b05f8[] = {
#embed "../../templates/containers/python/processing-containers/acme-container/files/acme_container.py"
};
static const unsigned char templates_containers_python_processing_containers_acme_container_tests_test_acme_container_py_da329f0b[] = {
#embed "../../templates/containers/python/processing-containers/acme-container/tests/test_acme_container.py"
};
static const unsigned char templates_containers_series_processing_containers_acme_container_files_dicom_series_py_16483456[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/dicom_series.py"
};
static const unsigned char templates_containers_series_processing_containers_acme_container_files_masks_py_23915b23[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/masks.py"
};
static const unsigned char templates_containers_series_processing_containers_acme_container_files_requirements_txt_4494c4f9[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/requirements.txt"
};
static const unsigned char templates_containers_series_processing_containers_acme_container_files_thresholding_py_c33259be[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/files/thresholding.py"
};
static const unsigned char templates_containers_series_processing_containers_acme_container_tests_test_series_py_24c1f43d[] = {
#embed "../../templates/containers/series/processing-containers/acme-container/tests/test_series.py"
};
static const unsigned char templates_containers_task_processing_containers_acme_container_Dockerfile_374424d1[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/Dockerfile"
};
static const unsigned char templates_containers_task_processing_containers_acme_container_files_acme_container_py_841e05b8[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/files/acme_container.py"
};
static const unsigned char templates_containers_task_processing_containers_acme_container_files_summarize_py_f8e9bd01[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/files/summarize.py"
};
static const unsigned char templates_containers_task_processing_containers_acme_container_processing_container_json_11114146[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/processing-container.json"
};
static const unsigned char templates_containers_task_processing_containers_acme_container_tests_test_acme_container_py_ace988c1[] = {
#embed "../../templates/containers/task/processing-containers/acme-container/tests/test_acme_container.py"
};
static const unsigned char templates_parts_chart_acme_chart_Chart_yaml_cccf5b76[] = {
#embed "../../templates/parts/chart/acme-chart/Chart.yaml"
};
static const unsigned char templates_parts_chart_acme_chart_README_md_f49c0a0f[] = {
#embed "../../templates/parts/chart/acme-chart/README.md"
};
static const unsigned char templates_parts_chart_acme_chart_templates_NOTES_txt_4c43990e[] = {
#embed "../../templates/parts/chart/acme-chart/templates/NOTES.txt"
};
static const unsigned char templates_parts_chart_acme_chart_templates_configmap_yaml_0d8d515c[] = {
#embed "../../templates/parts/chart/acme-chart/templates/configmap.yaml"
};
static const unsigned char templates_parts_chart_acme_chart_values_yaml_0f28d3ab[] = {
#embed "../../templates/parts/chart/acme-chart/values.yaml"
};
static const unsigned char templates_parts_dag_extension_docker_files_dag_acme_flow_py_06f29dec[] = {
#embed "../../templates/parts/dag/extension/docker/files/dag_acme_flow.py"
};
static const unsigned char templates_parts_operator_extension_docker_files_acme_extension_AcmeContainerOperator_py_666afc9a[] = {
#embed "../../templates/parts/operator/extension/docker/files/acme-extension/AcmeContainerOperator.py"
};
static const unsigned char templates_phantom_testdata_phantom_slice_0001_dcm_741a4ef1[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0001.dcm"
};
static const unsigned char templates_phantom_testdata_phantom_slice_0002_dcm_33ba3421[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0002.dcm"
};
static const unsigned char templates_phantom_testdata_phantom_slice_0003_dcm_0eda1d91[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0003.dcm"
};
static const unsigned char templates_phantom_testdata_phantom_slice_0004_dcm_bcfac181[] = {
#embed "../../templates/phantom/testdata/phantom/slice-0004.dcm"
};
static const unsigned char templates_workflow_v2_README_md_9ec5e07c[] = {
#embed "../../templates/workflow-v2/README.md"
};
static const unsigned char templates_workflow_v2_workflow_chart_Chart_yaml_0fa84322[] = {
#embed "../../templates/workflow-v2/workflow-chart/Chart.yaml"
};
static const unsigned char templates_workflow_v2_workflow_chart_README_md_9f0afff2[] = {
#embed "../../templates/workflow-v2/workflow-chart/README.md"
};
static const unsigned char templates_workflow_v2_workflow_chart_files_workflow_json_ab6f41ca[] = {
#embed "../../templates/workflow-v2/workflow-chart/files/workflow.json"
};
static const unsigned char templates_workflow_v2_workflow_chart_files_workflow_definition_py_4fb7416d[] = {
#embed "../../templates/workflow-v2/workflow-chart/files/workflow_definition.py"
};
static const unsigned char templates_workflow_v2_workflow_chart_templates_NOTES_txt_15cebd9b[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/NOTES.txt"
};
static const unsigned char templates_workflow_v2_workflow_chart_templates__workflow_tpl_5e0acda1[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/_workflow.tpl"
};
static const unsigned char templates_workflow_v2_workflow_chart_templates_configmap_yaml_b9afaf9b[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/configmap.yaml"
};
static const unsigned char templates_workflow_v2_workflow_chart_templates_job_yaml_a029ad11[] = {
#embed "../../templates/workflow-v2/workflow-chart/templates/job.yaml"
};
static const unsigned char templates_workflow_v2_workflow_chart_values_yaml_63ed215e[] = {
#embed "../../templates/workflow-v2/workflow-chart/values.yaml"
};
static const unsigned char templates_workflow_README_md_91cc938f[] = {
#embed "../../templates/workflow/README.md"
};
static const unsigned char templates_workflow_extension_acme_extension_workflow_Chart_yaml_2f7c3e90[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/Chart.yaml"
};
static const unsigned char templates_workflow_extension_acme_extension_workflow_README_md_24f2fe87[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/README.md"
};
static const unsigned char templates_workflow_extension_acme_extension_workflow_requirements_yaml_b374c44f[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/requirements.yaml"
};
static const unsigned char templates_workflow_extension_acme_extension_workflow_templates_NOTES_txt_1c29f3a1[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/templates/NOTES.txt"
};
static const unsigned char templates_workflow_extension_acme_extension_workflow_values_yaml_46a22783[] = {
#embed "../../templates/workflow/extension/acme-extension-workflow/values.yaml"
};
static const unsigned char templates_workflow_extension_docker_Dockerfile_199e0e29[] = {
#embed "../../templates/workflow/extension/docker/Dockerfile"
};
static const unsigned char templates_workflow_extension_docker_files_dag_acme_extension_py_3a81dd35[] = {
#embed "../../templates/workflow/extension/docker/files/dag_acme_extension.py"
};

const davit_embedded_file davit_embedded_files[] = {
    {"charts/dag-installer-chart/Chart.yaml", 0644, charts_dag_installer_chart_Chart_yaml_8b15922f, sizeof charts_dag_installer_chart_Chart_yaml_8b15922f},
    {"charts/dag-installer-chart/README.md", 0644, charts_dag_installer_chart_README_md_9c9a2ce1, sizeof charts_dag_installer_chart_README_md_9c9a2ce1},
    {"charts/dag-installer-chart/templates/_installer.tpl", 0644, charts_dag_installer_chart_templates__installer_tpl_b8a9f10b, sizeof charts_dag_installer_chart_templates__installer_tpl_b8a9f10b},
    {"charts/dag-installer-chart/templates/delete_hook.yaml", 0644, charts_dag_installer_chart_templates_delete_hook_yaml_46a49981, sizeof charts_dag_installer_chart_templates_delete_hook_yaml_46a49981},
    {"charts/dag-installer-chart/templates/job.yaml", 0644, charts_dag_installer_chart_templates_job_yaml_d4aaa6c8, sizeof charts_dag_installer_chart_templates_job_yaml_d4aaa6c8},
    {"charts/dag-installer-chart/templates/prefetch.yaml", 0644, charts_dag_installer_chart_templates_prefetch_yaml_fec0e4d6, sizeof charts_dag_installer_chart_templates_prefetch_yaml_fec0e4d6},
    {"charts/dag-installer-chart/values.yaml", 0644, charts_dag_installer_chart_values_yaml_1dd8e032, sizeof charts_dag_installer_chart_values_yaml_1dd8e032},
    {"docs/explain/chart-upload.md", 0644, docs_explain_chart_upload_md_1b22ae48, sizeof docs_explain_chart_upload_md_1b22ae48},
    {"docs/explain/container-upload.md", 0644, docs_explain_container_upload_md_38d83f44, sizeof docs_explain_container_upload_md_38d83f44},
    {"docs/explain/dag-image-tag.md", 0644, docs_explain_dag_image_tag_md_0d4be0bb, sizeof docs_explain_dag_image_tag_md_0d4be0bb},
    {"docs/explain/errimagepull.md", 0644, docs_explain_errimagepull_md_215d6c6a, sizeof docs_explain_errimagepull_md_215d6c6a},
    {"profiles/kaapana-edk.yaml", 0644, profiles_kaapana_edk_yaml_c1867d6d, sizeof profiles_kaapana_edk_yaml_c1867d6d},
    {"profiles/kaapana.yaml", 0644, profiles_kaapana_yaml_e510158d, sizeof profiles_kaapana_yaml_e510158d},
    {"schemas/davit.json", 0644, schemas_davit_json_b29733d6, sizeof schemas_davit_json_b29733d6},
    {"templates/README.md", 0644, templates_README_md_1c0b148c, sizeof templates_README_md_1c0b148c},
    {"templates/application/README.md", 0644, templates_application_README_md_6d842a35, sizeof templates_application_README_md_6d842a35},
    {"templates/application/acme-extension-chart/Chart.yaml", 0644, templates_application_acme_extension_chart_Chart_yaml_9ae0d37a, sizeof templates_application_acme_extension_chart_Chart_yaml_9ae0d37a},
    {"templates/application/acme-extension-chart/README.md", 0644, templates_application_acme_extension_chart_README_md_68d0253a, sizeof templates_application_acme_extension_chart_README_md_68d0253a},
    {"templates/application/acme-extension-chart/templates/NOTES.txt", 0644, templates_application_acme_extension_chart_templates_NOTES_txt_c98b56ea, sizeof templates_application_acme_extension_chart_templates_NOTES_txt_c98b56ea},
    {"templates/application/acme-extension-chart/templates/_application.tpl", 0644, templates_application_acme_extension_chart_templates__application_tpl_2b0037ea, sizeof templates_application_acme_extension_chart_templates__application_tpl_2b0037ea},
    {"templates/application/acme-extension-chart/templates/deployment.yaml", 0644, templates_application_acme_extension_chart_templates_deployment_yaml_6b52e188, sizeof templates_application_acme_extension_chart_templates_deployment_yaml_6b52e188},
    {"templates/application/acme-extension-chart/templates/ingress.yaml", 0644, templates_application_acme_extension_chart_templates_ingress_yaml_ab4e439a, sizeof templates_application_acme_extension_chart_templates_ingress_yaml_ab4e439a},
    {"templates/application/acme-extension-chart/templates/persistent_volume.yaml", 0644, templates_application_acme_extension_chart_templates_persistent_volume_yaml_7cbd6d6c, sizeof templates_application_acme_extension_chart_templates_persistent_volume_yaml_7cbd6d6c},
    {"templates/application/acme-extension-chart/templates/service.yaml", 0644, templates_application_acme_extension_chart_templates_service_yaml_17d5b2e4, sizeof templates_application_acme_extension_chart_templates_service_yaml_17d5b2e4},
    {"templates/application/acme-extension-chart/values.yaml", 0644, templates_application_acme_extension_chart_values_yaml_06c8b008, sizeof templates_application_acme_extension_chart_values_yaml_06c8b008},
    {"templates/application/docker/Dockerfile", 0644, templates_application_docker_Dockerfile_39c2ca76, sizeof templates_application_docker_Dockerfile_39c2ca76},
    {"templates/application/docker/files/acme_extension.py", 0644, templates_application_docker_files_acme_extension_py_7e735032, sizeof templates_application_docker_files_acme_extension_py_7e735032},
    {"templates/application/docker/files/requirements.txt", 0644, templates_application_docker_files_requirements_txt_98398e27, sizeof templates_application_docker_files_requirements_txt_98398e27},
    {"templates/application/docker/tests/test_acme_extension.py", 0644, templates_application_docker_tests_test_acme_extension_py_608b06a8, sizeof templates_application_docker_tests_test_acme_extension_py_608b06a8},
    {"templates/application/testdata/notes/first note.txt", 0644, templates_application_testdata_notes_first_note_txt_a62f4c7e, sizeof templates_application_testdata_notes_first_note_txt_a62f4c7e},
    {"templates/collection/README.md", 0644, templates_collection_README_md_ea8062f3, sizeof templates_collection_README_md_ea8062f3},
    {"templates/collection/acme-extension-chart/Chart.yaml", 0644, templates_collection_acme_extension_chart_Chart_yaml_22631737, sizeof templates_collection_acme_extension_chart_Chart_yaml_22631737},
    {"templates/collection/acme-extension-chart/README.md", 0644, templates_collection_acme_extension_chart_README_md_56b1670d, sizeof templates_collection_acme_extension_chart_README_md_56b1670d},
    {"templates/collection/acme-extension-chart/templates/NOTES.txt", 0644, templates_collection_acme_extension_chart_templates_NOTES_txt_57dd9a00, sizeof templates_collection_acme_extension_chart_templates_NOTES_txt_57dd9a00},
    {"templates/collection/acme-extension-chart/templates/job.yaml", 0644, templates_collection_acme_extension_chart_templates_job_yaml_01965a38, sizeof templates_collection_acme_extension_chart_templates_job_yaml_01965a38},
    {"templates/collection/acme-extension-chart/values.yaml", 0644, templates_collection_acme_extension_chart_values_yaml_0e1d0ee1, sizeof templates_collection_acme_extension_chart_values_yaml_0e1d0ee1},
    {"templates/collection/check_charts.py", 0644, templates_collection_check_charts_py_f411c3cf, sizeof templates_collection_check_charts_py_f411c3cf},
    {"templates/collection/docker/.dockerignore", 0644, templates_collection_docker__dockerignore_997408af, sizeof templates_collection_docker__dockerignore_997408af},
    {"templates/collection/docker/Dockerfile", 0644, templates_collection_docker_Dockerfile_6ab8914c, sizeof templates_collection_docker_Dockerfile_6ab8914c},
    {"templates/collection/docker/charts/README.md", 0644, templates_collection_docker_charts_README_md_6e8f6612, sizeof templates_collection_docker_charts_README_md_6e8f6612},
    {"templates/collection/testdata/charts.txt", 0644, templates_collection_testdata_charts_txt_ba091bec, sizeof templates_collection_testdata_charts_txt_ba091bec},
    {"templates/collection/tests/test_check_charts.py", 0644, templates_collection_tests_test_check_charts_py_b850115f, sizeof templates_collection_tests_test_check_charts_py_b850115f},
    {"templates/common/.github/workflows/davit.yml", 0644, templates_common__github_workflows_davit_yml_4e23a7d8, sizeof templates_common__github_workflows_davit_yml_4e23a7d8},
    {"templates/common/.gitignore", 0644, templates_common__gitignore_92ec2a11, sizeof templates_common__gitignore_92ec2a11},
    {"templates/common/.gitlab-ci.yml", 0644, templates_common__gitlab_ci_yml_83192efd, sizeof templates_common__gitlab_ci_yml_83192efd},
    {"templates/common/davit.yaml", 0644, templates_common_davit_yaml_5281c510, sizeof templates_common_davit_yaml_5281c510},
    {"templates/common/preview.svg", 0644, templates_common_preview_svg_4715df4c, sizeof templates_common_preview_svg_4715df4c},
    {"templates/containers/bash/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, templates_containers_bash_extension_docker_files_acme_extension_AcmeContainerOperator_py_b0c48012, sizeof templates_containers_bash_extension_docker_files_acme_extension_AcmeContainerOperator_py_b0c48012},
    {"templates/containers/bash/processing-containers/acme-container/Dockerfile", 0644, templates_containers_bash_processing_containers_acme_container_Dockerfile_f87c825f, sizeof templates_containers_bash_processing_containers_acme_container_Dockerfile_f87c825f},
    {"templates/containers/bash/processing-containers/acme-container/files/acme_container.sh", 0755, templates_containers_bash_processing_containers_acme_container_files_acme_container_sh_13d9b1a3, sizeof templates_containers_bash_processing_containers_acme_container_files_acme_container_sh_13d9b1a3},
    {"templates/containers/bash/processing-containers/acme-container/tests/test_acme_container.py", 0644, templates_containers_bash_processing_containers_acme_container_tests_test_acme_container_py_7a4ba024, sizeof templates_containers_bash_processing_containers_acme_container_tests_test_acme_container_py_7a4ba024},
    {"templates/containers/gpu/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, templates_containers_gpu_extension_docker_files_acme_extension_AcmeContainerOperator_py_578ac969, sizeof templates_containers_gpu_extension_docker_files_acme_extension_AcmeContainerOperator_py_578ac969},
    {"templates/containers/gpu/processing-containers/acme-container/Dockerfile", 0644, templates_containers_gpu_processing_containers_acme_container_Dockerfile_364fde05, sizeof templates_containers_gpu_processing_containers_acme_container_Dockerfile_364fde05},
    {"templates/containers/gpu/processing-containers/acme-container/files/thresholding.py", 0644, templates_containers_gpu_processing_containers_acme_container_files_thresholding_py_bfcaa844, sizeof templates_containers_gpu_processing_containers_acme_container_files_thresholding_py_bfcaa844},
    {"templates/containers/notebook/extension/docker/files/acme-extension/AcmeNotebookOperator.py", 0644, templates_containers_notebook_extension_docker_files_acme_extension_AcmeNotebookOperator_py_7b08638e, sizeof templates_containers_notebook_extension_docker_files_acme_extension_AcmeNotebookOperator_py_7b08638e},
    {"templates/containers/notebook/processing-containers/acme-container/Dockerfile", 0644, templates_containers_notebook_processing_containers_acme_container_Dockerfile_9540261e, sizeof templates_containers_notebook_processing_containers_acme_container_Dockerfile_9540261e},
    {"templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.ipynb", 0644, templates_containers_notebook_processing_containers_acme_container_files_acme_notebooks_run_acme_report_notebook_ipynb_d687183d, sizeof templates_containers_notebook_processing_containers_acme_container_files_acme_notebooks_run_acme_report_notebook_ipynb_d687183d},
    {"templates/containers/notebook/processing-containers/acme-container/files/acme_notebooks/run_acme_report_notebook.sh", 0755, templates_containers_notebook_processing_containers_acme_container_files_acme_notebooks_run_acme_report_notebook_sh_9ab122d2, sizeof templates_containers_notebook_processing_containers_acme_container_files_acme_notebooks_run_acme_report_notebook_sh_9ab122d2},
    {"templates/containers/notebook/processing-containers/acme-container/files/run.sh", 0755, templates_containers_notebook_processing_containers_acme_container_files_run_sh_36dfd186, sizeof templates_containers_notebook_processing_containers_acme_container_files_run_sh_36dfd186},
    {"templates/containers/notebook/processing-containers/acme-container/files/run_notebook.py", 0644, templates_containers_notebook_processing_containers_acme_container_files_run_notebook_py_9db74484, sizeof templates_containers_notebook_processing_containers_acme_container_files_run_notebook_py_9db74484},
    {"templates/containers/notebook/processing-containers/acme-container/tests/test_acme_report.py", 0644, templates_containers_notebook_processing_containers_acme_container_tests_test_acme_report_py_0ed5c749, sizeof templates_containers_notebook_processing_containers_acme_container_tests_test_acme_report_py_0ed5c749},
    {"templates/containers/python/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, templates_containers_python_extension_docker_files_acme_extension_AcmeContainerOperator_py_2ad60153, sizeof templates_containers_python_extension_docker_files_acme_extension_AcmeContainerOperator_py_2ad60153},
    {"templates/containers/python/processing-containers/acme-container/Dockerfile", 0644, templates_containers_python_processing_containers_acme_container_Dockerfile_59c4be17, sizeof templates_containers_python_processing_containers_acme_container_Dockerfile_59c4be17},
    {"templates/containers/python/processing-containers/acme-container/files/acme_container.py", 0644, templates_containers_python_processing_containers_acme_container_files_acme_container_py_073b05f8, sizeof templates_containers_python_processing_containers_acme_container_files_acme_container_py_073b05f8},
    {"templates/containers/python/processing-containers/acme-container/tests/test_acme_container.py", 0644, templates_containers_python_processing_containers_acme_container_tests_test_acme_container_py_da329f0b, sizeof templates_containers_python_processing_containers_acme_container_tests_test_acme_container_py_da329f0b},
    {"templates/containers/series/processing-containers/acme-container/files/dicom_series.py", 0644, templates_containers_series_processing_containers_acme_container_files_dicom_series_py_16483456, sizeof templates_containers_series_processing_containers_acme_container_files_dicom_series_py_16483456},
    {"templates/containers/series/processing-containers/acme-container/files/masks.py", 0644, templates_containers_series_processing_containers_acme_container_files_masks_py_23915b23, sizeof templates_containers_series_processing_containers_acme_container_files_masks_py_23915b23},
    {"templates/containers/series/processing-containers/acme-container/files/requirements.txt", 0644, templates_containers_series_processing_containers_acme_container_files_requirements_txt_4494c4f9, sizeof templates_containers_series_processing_containers_acme_container_files_requirements_txt_4494c4f9},
    {"templates/containers/series/processing-containers/acme-container/files/thresholding.py", 0644, templates_containers_series_processing_containers_acme_container_files_thresholding_py_c33259be, sizeof templates_containers_series_processing_containers_acme_container_files_thresholding_py_c33259be},
    {"templates/containers/series/processing-containers/acme-container/tests/test_series.py", 0644, templates_containers_series_processing_containers_acme_container_tests_test_series_py_24c1f43d, sizeof templates_containers_series_processing_containers_acme_container_tests_test_series_py_24c1f43d},
    {"templates/containers/task/processing-containers/acme-container/Dockerfile", 0644, templates_containers_task_processing_containers_acme_container_Dockerfile_374424d1, sizeof templates_containers_task_processing_containers_acme_container_Dockerfile_374424d1},
    {"templates/containers/task/processing-containers/acme-container/files/acme_container.py", 0644, templates_containers_task_processing_containers_acme_container_files_acme_container_py_841e05b8, sizeof templates_containers_task_processing_containers_acme_container_files_acme_container_py_841e05b8},
    {"templates/containers/task/processing-containers/acme-container/files/summarize.py", 0644, templates_containers_task_processing_containers_acme_container_files_summarize_py_f8e9bd01, sizeof templates_containers_task_processing_containers_acme_container_files_summarize_py_f8e9bd01},
    {"templates/containers/task/processing-containers/acme-container/processing-container.json", 0644, templates_containers_task_processing_containers_acme_container_processing_container_json_11114146, sizeof templates_containers_task_processing_containers_acme_container_processing_container_json_11114146},
    {"templates/containers/task/processing-containers/acme-container/tests/test_acme_container.py", 0644, templates_containers_task_processing_containers_acme_container_tests_test_acme_container_py_ace988c1, sizeof templates_containers_task_processing_containers_acme_container_tests_test_acme_container_py_ace988c1},
    {"templates/parts/chart/acme-chart/Chart.yaml", 0644, templates_parts_chart_acme_chart_Chart_yaml_cccf5b76, sizeof templates_parts_chart_acme_chart_Chart_yaml_cccf5b76},
    {"templates/parts/chart/acme-chart/README.md", 0644, templates_parts_chart_acme_chart_README_md_f49c0a0f, sizeof templates_parts_chart_acme_chart_README_md_f49c0a0f},
    {"templates/parts/chart/acme-chart/templates/NOTES.txt", 0644, templates_parts_chart_acme_chart_templates_NOTES_txt_4c43990e, sizeof templates_parts_chart_acme_chart_templates_NOTES_txt_4c43990e},
    {"templates/parts/chart/acme-chart/templates/configmap.yaml", 0644, templates_parts_chart_acme_chart_templates_configmap_yaml_0d8d515c, sizeof templates_parts_chart_acme_chart_templates_configmap_yaml_0d8d515c},
    {"templates/parts/chart/acme-chart/values.yaml", 0644, templates_parts_chart_acme_chart_values_yaml_0f28d3ab, sizeof templates_parts_chart_acme_chart_values_yaml_0f28d3ab},
    {"templates/parts/dag/extension/docker/files/dag_acme_flow.py", 0644, templates_parts_dag_extension_docker_files_dag_acme_flow_py_06f29dec, sizeof templates_parts_dag_extension_docker_files_dag_acme_flow_py_06f29dec},
    {"templates/parts/operator/extension/docker/files/acme-extension/AcmeContainerOperator.py", 0644, templates_parts_operator_extension_docker_files_acme_extension_AcmeContainerOperator_py_666afc9a, sizeof templates_parts_operator_extension_docker_files_acme_extension_AcmeContainerOperator_py_666afc9a},
    {"templates/phantom/testdata/phantom/slice-0001.dcm", 0644, templates_phantom_testdata_phantom_slice_0001_dcm_741a4ef1, sizeof templates_phantom_testdata_phantom_slice_0001_dcm_741a4ef1},
    {"templates/phantom/testdata/phantom/slice-0002.dcm", 0644, templates_phantom_testdata_phantom_slice_0002_dcm_33ba3421, sizeof templates_phantom_testdata_phantom_slice_0002_dcm_33ba3421},
    {"templates/phantom/testdata/phantom/slice-0003.dcm", 0644, templates_phantom_testdata_phantom_slice_0003_dcm_0eda1d91, sizeof templates_phantom_testdata_phantom_slice_0003_dcm_0eda1d91},
    {"templates/phantom/testdata/phantom/slice-0004.dcm", 0644, templates_phantom_testdata_phantom_slice_0004_dcm_bcfac181, sizeof templates_phantom_testdata_phantom_slice_0004_dcm_bcfac181},
    {"templates/workflow-v2/README.md", 0644, templates_workflow_v2_README_md_9ec5e07c, sizeof templates_workflow_v2_README_md_9ec5e07c},
    {"templates/workflow-v2/workflow-chart/Chart.yaml", 0644, templates_workflow_v2_workflow_chart_Chart_yaml_0fa84322, sizeof templates_workflow_v2_workflow_chart_Chart_yaml_0fa84322},
    {"templates/workflow-v2/workflow-chart/README.md", 0644, templates_workflow_v2_workflow_chart_README_md_9f0afff2, sizeof templates_workflow_v2_workflow_chart_README_md_9f0afff2},
    {"templates/workflow-v2/workflow-chart/files/workflow.json", 0644, templates_workflow_v2_workflow_chart_files_workflow_json_ab6f41ca, sizeof templates_workflow_v2_workflow_chart_files_workflow_json_ab6f41ca},
    {"templates/workflow-v2/workflow-chart/files/workflow_definition.py", 0644, templates_workflow_v2_workflow_chart_files_workflow_definition_py_4fb7416d, sizeof templates_workflow_v2_workflow_chart_files_workflow_definition_py_4fb7416d},
    {"templates/workflow-v2/workflow-chart/templates/NOTES.txt", 0644, templates_workflow_v2_workflow_chart_templates_NOTES_txt_15cebd9b, sizeof templates_workflow_v2_workflow_chart_templates_NOTES_txt_15cebd9b},
    {"templates/workflow-v2/workflow-chart/templates/_workflow.tpl", 0644, templates_workflow_v2_workflow_chart_templates__workflow_tpl_5e0acda1, sizeof templates_workflow_v2_workflow_chart_templates__workflow_tpl_5e0acda1},
    {"templates/workflow-v2/workflow-chart/templates/configmap.yaml", 0644, templates_workflow_v2_workflow_chart_templates_configmap_yaml_b9afaf9b, sizeof templates_workflow_v2_workflow_chart_templates_configmap_yaml_b9afaf9b},
    {"templates/workflow-v2/workflow-chart/templates/job.yaml", 0644, templates_workflow_v2_workflow_chart_templates_job_yaml_a029ad11, sizeof templates_workflow_v2_workflow_chart_templates_job_yaml_a029ad11},
    {"templates/workflow-v2/workflow-chart/values.yaml", 0644, templates_workflow_v2_workflow_chart_values_yaml_63ed215e, sizeof templates_workflow_v2_workflow_chart_values_yaml_63ed215e},
    {"templates/workflow/README.md", 0644, templates_workflow_README_md_91cc938f, sizeof templates_workflow_README_md_91cc938f},
    {"templates/workflow/extension/acme-extension-workflow/Chart.yaml", 0644, templates_workflow_extension_acme_extension_workflow_Chart_yaml_2f7c3e90, sizeof templates_workflow_extension_acme_extension_workflow_Chart_yaml_2f7c3e90},
    {"templates/workflow/extension/acme-extension-workflow/README.md", 0644, templates_workflow_extension_acme_extension_workflow_README_md_24f2fe87, sizeof templates_workflow_extension_acme_extension_workflow_README_md_24f2fe87},
    {"templates/workflow/extension/acme-extension-workflow/requirements.yaml", 0644, templates_workflow_extension_acme_extension_workflow_requirements_yaml_b374c44f, sizeof templates_workflow_extension_acme_extension_workflow_requirements_yaml_b374c44f},
    {"templates/workflow/extension/acme-extension-workflow/templates/NOTES.txt", 0644, templates_workflow_extension_acme_extension_workflow_templates_NOTES_txt_1c29f3a1, sizeof templates_workflow_extension_acme_extension_workflow_templates_NOTES_txt_1c29f3a1},
    {"templates/workflow/extension/acme-extension-workflow/values.yaml", 0644, templates_workflow_extension_acme_extension_workflow_values_yaml_46a22783, sizeof templates_workflow_extension_acme_extension_workflow_values_yaml_46a22783},
    {"templates/workflow/extension/docker/Dockerfile", 0644, templates_workflow_extension_docker_Dockerfile_199e0e29, sizeof templates_workflow_extension_docker_Dockerfile_199e0e29},
    {"templates/workflow/extension/docker/files/dag_acme_extension.py", 0644, templates_workflow_extension_docker_files_dag_acme_extension_py_3a81dd35, sizeof templates_workflow_extension_docker_files_dag_acme_extension_py_3a81dd35},
};
const size_t davit_embedded_count = sizeof davit_embedded_files / sizeof *davit_embedded_files;
