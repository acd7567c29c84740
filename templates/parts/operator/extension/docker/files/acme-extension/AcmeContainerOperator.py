from datetime import timedelta

from kaapana.blueprints.kaapana_global_variables import (
    DEFAULT_REGISTRY,
    KAAPANA_BUILD_VERSION,
)
from kaapana.operators.KaapanaBaseOperator import KaapanaBaseOperator


class AcmeContainerOperator(KaapanaBaseOperator):
    """Acme Container: say here what it reads and what it writes."""

    def __init__(
        self,
        dag,
        name="acme-container",
        execution_timeout=timedelta(minutes=30),
        **kwargs,
    ):
        super().__init__(
            dag=dag,
            name=name,
            image=f"{DEFAULT_REGISTRY}/acme-image:{KAAPANA_BUILD_VERSION}",
            image_pull_secrets=["registry-secret"],
            execution_timeout=execution_timeout,
            ram_mem_mb=100,
            ram_mem_mb_lmt=500,
            cpu_millicores=200,
            **kwargs,
        )
