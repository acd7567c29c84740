from datetime import timedelta

from kaapana.blueprints.kaapana_global_variables import (
    DEFAULT_REGISTRY,
    KAAPANA_BUILD_VERSION,
)
from kaapana.operators.KaapanaBaseOperator import KaapanaBaseOperator


class AcmeNotebookOperator(KaapanaBaseOperator):
    """Runs the notebook on all results, in the same image as AcmeContainerOperator.

    **Inputs:** threshold.json of each item of the batch.
    **Outputs:** report.html, one for the whole batch.
    """

    def __init__(
        self,
        dag,
        name="generate-acme-report",
        execution_timeout=timedelta(minutes=20),
        **kwargs,
    ):
        super().__init__(
            dag=dag,
            name=name,
            image=f"{DEFAULT_REGISTRY}/acme-container:{KAAPANA_BUILD_VERSION}",
            image_pull_secrets=["registry-secret"],
            execution_timeout=execution_timeout,
            # run.sh of the image picks by this variable: platforms of version 0.6 drop `cmds` and `arguments`.
            env_vars={"RUN_WHAT": "report"},
            ram_mem_mb=1000,
            ram_mem_mb_lmt=3000,
            cpu_millicores=500,
            **kwargs,
        )
