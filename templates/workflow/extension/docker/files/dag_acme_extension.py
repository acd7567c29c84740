from datetime import timedelta

# davit: each container
from acme_extension.AcmeContainerOperator import AcmeContainerOperator
# davit: end
# davit: each notebook
from acme_extension.AcmeNotebookOperator import AcmeNotebookOperator
# davit: end
from airflow.models import DAG
from airflow.utils.dates import days_ago
from kaapana.operators.GetInputOperator import GetInputOperator
from kaapana.operators.LocalWorkflowCleanerOperator import LocalWorkflowCleanerOperator
from kaapana.operators.MinioOperator import MinioOperator

# What is asked before a run. Each field arrives in every container as an environment variable: `bins` as BINS.
ui_forms = {
    "workflow_form": {
        "type": "object",
        "properties": {
            "bins": {
                "title": "Bins",
                "description": "Into how many parts the values are counted.",
                "type": "integer",
                "default": 256,
                "minimum": 2,
                "maximum": 65536,
                "required": True,
            },
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
    dag_id="acme-extension",
    default_args=args,
    max_active_runs=10,
    schedule_interval=None,
)

get_input = GetInputOperator(dag=dag)
# davit: each container
acme_container = AcmeContainerOperator(dag=dag, input_operator=get_input)
# davit: end
# davit: each notebook
generate_acme_report = AcmeNotebookOperator(dag=dag, input_operator=acme_container)
# davit: end
put_results = MinioOperator(
    dag=dag,
    name="put-results",
    action="put",
    minio_prefix="acme-extension",
    batch_input_operators=[
        # davit: each container
        acme_container,
        # davit: end
    ],
    # davit: if notebook
    none_batch_input_operators=[
        # davit: each notebook
        generate_acme_report,
        # davit: end
    ],
    # davit: end
    whitelisted_file_extensions=(".json", ".pgm", ".txt", ".html"),
)
clean = LocalWorkflowCleanerOperator(dag=dag, clean_workflow_dir=True)

# davit: each container
get_input >> acme_container >> put_results
# davit: end
# davit: each notebook
acme_container >> generate_acme_report >> put_results
# davit: end
put_results >> clean
