from datetime import timedelta

# davit: each operator
from acme_extension.AcmeContainerOperator import AcmeContainerOperator
# davit: end
from airflow.models import DAG
from airflow.utils.dates import days_ago
from kaapana.operators.GetInputOperator import GetInputOperator
from kaapana.operators.LocalWorkflowCleanerOperator import LocalWorkflowCleanerOperator
from kaapana.operators.MinioOperator import MinioOperator

# What is asked before a run. Each field arrives in every container as an environment variable, in upper case.
ui_forms = {
    "workflow_form": {
        "type": "object",
        "properties": {
            "single_execution": {
                "title": "Single execution",
                "description": "Start one run for each series.",
                "type": "boolean",
                "default": False,
            },
        },
    }
}

args = {
    "ui_visible": True,
    "ui_forms": ui_forms,
    "owner": "kaapana",
    "start_date": days_ago(0),
    "retries": 0,
    "retry_delay": timedelta(seconds=30),
}

dag = DAG(
    dag_id="acme-flow",
    default_args=args,
    max_active_runs=10,
    schedule_interval=None,
)

get_input = GetInputOperator(dag=dag)
# davit: each operator
acme_container = AcmeContainerOperator(dag=dag, input_operator=get_input)
# davit: end
put_results = MinioOperator(
    dag=dag,
    name="put-results",
    action="put",
    minio_prefix="acme-flow",
    batch_input_operators=[
        get_input,
        # davit: each operator
        acme_container,
        # davit: end
    ],
    whitelisted_file_extensions=(".dcm", ".json", ".pgm", ".txt", ".html"),
)
clean = LocalWorkflowCleanerOperator(dag=dag, clean_workflow_dir=True)

# davit: each operator
get_input >> acme_container >> put_results
# davit: end
get_input >> put_results >> clean
