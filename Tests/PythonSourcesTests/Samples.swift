/// Right sources of every kind.
enum Samples {
    static let right = [
        operatorFile,
        "async def f(a, /, b: int = 1, *c, d, e=2, **g) -> None:\n    async with a as b, c:\n        await b\n",
        "match a:\n    case [1, *rest] if rest: pass\n    case {'k': v, **r} | A(x, y=-1.5 + 2j): pass\n    case _ as n: pass\n",
        "try:\n    x: int = (yield)\nexcept* (A, B) as e:\n    raise C from e\nelse:\n    del a[1:2, ...]\nfinally: pass\n",
        "class A[T: int, *U](B, metaclass=C):\n    @property\n    def f(self): return super().f\ntype X[T] = list[T]\n",
        "x = [a async for a in b if c for (d, *e) in f]; y = {**a, 'b': lambda *x, k=1: k}\n",
        "with (open(a) as b, c):\n    print(f\"{b!r:>{10}} {'a' 'b'=}\", *c, **d)\n",
        "if (n := len(a)) > 1 and not b is not c or d not in e:\n\tpass\nelif f: x = 0x_ff + 1_0.5e-3j\nelse: ...\n",
        "@decorator(a)\n@b.c\nclass D: a, *b = c = 1, 2\n",
        "for a, in b: break\nelse: continue\nwhile 1: x @= y; x //= 2\n",
        "from . import a as b, c\nfrom ...d.e import (f,\n    g as h,)\nimport a.b, c as d\nglobal x\n",
        "x = '''a\n\\\n'b''' rb\"\\x00\" if 0 else b'' \\\n  b'c'\n",
    ]

    static let operatorFile = """
        from datetime import timedelta
        import os
        from platform.config import DEFAULT_REGISTRY, VERSION as V
        from platform.operators.base import BaseOperator

        NAME = "otsu" + "-method"
        TAG = V


        class ThresholdOperator(BaseOperator):
            image_name = NAME

            def __init__(self, dag, name=NAME, memory=3000, env_vars=None, **kwargs):
                env_vars = env_vars or {}
                super().__init__(
                    dag=dag,
                    name=name,
                    image=f"{DEFAULT_REGISTRY}/{self.image_name}:{TAG}",
                    ram_mem_mb=memory,
                    execution_timeout=timedelta(minutes=20),
                    registry=os.getenv("REGISTRY", "localhost"),
                    **kwargs,
                )


        token = os.environ["TOKEN"]

        """
}
