"""Runs a notebook and writes a page of its texts and results: a small stand-in for Jupyter's nbconvert.

   run_notebook.py NOTEBOOK PAGE
"""

import ast
import contextlib
import html
import io
import json
import sys
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font-family: sans-serif; max-width: 60em; margin: 2em auto }} td, th {{ padding: .2em 1em; text-align: left }}</style>
</head>
<body>
{body}
</body>
</html>
"""


def run_code(source, names):
    """Runs a cell, and returns what it prints and what its last line is worth."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        result = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    parts = [f"<pre>{html.escape(printed.getvalue())}</pre>"] if printed.getvalue() else []
    if hasattr(result, "_repr_html_"):
        parts.append(result._repr_html_())
    elif result is not None:
        parts.append(f"<pre>{html.escape(repr(result))}</pre>")
    return "\n".join(parts)


def show_text(source):
    """A cell of text: headings and paragraphs."""
    blocks = []
    for block in source.split("\n\n"):
        level = len(block) - len(block.lstrip("#"))
        tag = f"h{level}" if 0 < level < 7 else "p"
        blocks.append(f"<{tag}>{html.escape(block.lstrip('#').strip())}</{tag}>")
    return "\n".join(blocks)


def main(notebook, page):
    cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    names = {"__name__": "__main__"}
    body = []
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            body.append(show_text(source))
        elif cell["cell_type"] == "code":
            body.append(run_code(source, names))
    text = PAGE.format(title=html.escape(Path(notebook).stem), body="\n".join(body))
    Path(page).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
