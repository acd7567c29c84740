from airflow.models import DAG
from kaapana.blueprints.kaapana_global_variables import (
    DEFAULT_REGISTRY,
    KAAPANA_BUILD_VERSION,
)
from task_api_operators.KaapanaTaskOperator import IOMapping, KaapanaTaskOperator

args = {
    "ui_visible": True,
    "owner": "kaapana",
}

# The platform puts the title of workflow.json and the version here.
with DAG("{{ dag_id }}", default_args=args) as dag:
    # The platform's own: fetches the chosen dataset.
    download = KaapanaTaskOperator(
        task_id="download",
        image=f"{DEFAULT_REGISTRY}/get-input-task:{KAAPANA_BUILD_VERSION}",
        taskTemplate="dicom-download",
    )

    threshold = KaapanaTaskOperator(
        task_id="threshold",
        image=f"{DEFAULT_REGISTRY}/acme-container:{KAAPANA_BUILD_VERSION}",
        taskTemplate="threshold",
        iochannel_maps=[
            IOMapping(
                upstream_operator=download,
                upstream_output_channel="downloads",
                input_channel="images",
            ),
        ],
    )

    summarize = KaapanaTaskOperator(
        task_id="summarize",
        image=f"{DEFAULT_REGISTRY}/acme-container:{KAAPANA_BUILD_VERSION}",
        taskTemplate="summarize",
        iochannel_maps=[
            IOMapping(
                upstream_operator=threshold,
                upstream_output_channel="masks",
                input_channel="masks",
            ),
        ],
    )

    download >> threshold >> summarize
