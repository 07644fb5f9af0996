"""Every code of a message is explained where editors look, and none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

CODE = "[a-z][a-z0-9]*(?:-[a-z0-9]+)+"
RAISED = re.compile(rf'\b(?:error|warning|notice|refusal|Rule|Trouble\.\w+|_problem)\(\s*"({CODE})"')


def test_every_code_that_is_raised_is_explained(repository: Path) -> None:
    source = "".join(path.read_text("utf-8") for path in sorted((repository / "src/proceedings").rglob("*.py")))
    guides = "".join((repository / "docs" / name).read_text("utf-8") for name in ("checks.md", "editors-guide.md"))
    raised = set(RAISED.findall(source))
    assert len(raised) > 150
    assert raised - set(re.findall(rf"`({CODE})`", guides)) == set()


def test_every_code_of_the_rules_that_is_explained_is_in_the_source(repository: Path) -> None:
    source = "".join(path.read_text("utf-8") for path in sorted((repository / "src/proceedings").rglob("*.py")))
    guide = (repository / "docs/checks.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]*`(?: \(\w+\))?) \|", guide, re.MULTILINE)
    explained = {code for row in rows for code in re.findall(rf"`({CODE})`", row)}
    assert {code for code in explained if f'"{code}"' not in source and code.replace("-", "_") not in source} == set()
