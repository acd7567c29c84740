from datetime import timedelta

from kaapana.blueprints.kaapana_global_variables import (
    DEFAULT_REGISTRY,
    KAAPANA_BUILD_VERSION,
)
from kaapana.operators.KaapanaBaseOperator import KaapanaBaseOperator


class AcmeContainerOperator(KaapanaBaseOperator):
    """Parts each series into foreground and background, on a GPU.

    **Inputs:** one DICOM series for each item of the batch.
    **Outputs:** for each item mask-0001.pgm and so on, and threshold.json.
    """

    def __init__(
        self,
        dag,
        name="acme-container",
        bins=256,
        execution_timeout=timedelta(minutes=30),
        **kwargs,
    ):
        """
        :param bins: into how many parts the values are counted.
        """
        super().__init__(
            dag=dag,
            name=name,
            image=f"{DEFAULT_REGISTRY}/acme-container:{KAAPANA_BUILD_VERSION}",
            image_pull_secrets=["registry-secret"],
            execution_timeout=execution_timeout,
            # A field of the workflow's form that is called `bins` takes the place of this one.
            env_vars={"BINS": str(bins)},
            ram_mem_mb=2000,
            ram_mem_mb_lmt=6000,
            cpu_millicores=1000,
            # Any number asks for one whole GPU, where the platform has some.
            gpu_mem_mb=2000,
            **kwargs,
        )
