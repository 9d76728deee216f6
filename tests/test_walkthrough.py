"""docs/walkthrough.md is true: each block runs after the one before it, and gives what stands below it.

`python tests/test_walkthrough.py` writes what the blocks give into the page; read the difference before committing it.
"""

from __future__ import annotations

import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
import sample

PAGE = Path(__file__).resolve().parents[1] / "docs" / "walkthrough.md"
_BLOCK = re.compile(r"(?P<head>^```python\n(?P<code>.*?)^```\n)(?P<shown>^```text\n(?P<text>.*?)^```\n)", re.S | re.M)


def given(code: str, names: dict[str, object]) -> str:
    """What a block prints, and the value of its last line, as a notebook shows them."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, PAGE.name, "exec"), names)
        value = eval(compile(ast.Expression(last.value), PAGE.name, "eval"), names) if last else None
        if value is not None:
            printed.write(f"{value!r}\n" if isinstance(value, str) else f"{value}\n")
    return "".join(line.rstrip() + "\n" for line in printed.getvalue().replace("\xa0", " ").splitlines())


def blocks(page: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each block of the page, and what it gives."""
    import pandas as pd

    names: dict[str, object] = {}
    with pd.option_context("display.width", 200, "display.max_columns", None, "display.max_colwidth", 60):
        for block in _BLOCK.finditer(page):
            yield block, given(block["code"], names)


def test_each_block_gives_what_stands_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PAGE.parents[1])
    page = PAGE.read_text(encoding="utf-8")
    ran = [(block["code"], block["text"], said) for block, said in blocks(page)]
    assert len(ran) == page.count("```python")
    for code, text, said in ran:
        assert said == text, code


def test_a_contest_shows_its_identifiers_in_a_notebook_and_runs_nothing() -> None:
    contest = replace(sample.CONTEST, name="<script>alert(1)</script>")
    shown = contest._repr_html_()
    for one in (*contest.candidates, *contest.sources):
        assert f"<td>{one.id}</td><td>{one.name}</td>" in shown
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


if __name__ == "__main__":
    os.chdir(PAGE.parents[1])
    whole = PAGE.read_text(encoding="utf-8")
    made = [(block, said) for block, said in blocks(whole)]
    for block, said in reversed(made):
        whole = f"{whole[: block.start('text')]}{said}{whole[block.end('text') :]}"
    PAGE.write_text(whole, encoding="utf-8")
    sys.stdout.write(f"{len(made)} blocks\n")
