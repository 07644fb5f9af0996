"""The door for programs: four functions with typed values, whatever else is imported;
examples of the docs run.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import proceedings
from small_workspaces import meeting, run

EVERYTHING = """
import importlib, pkgutil, proceedings
for module in pkgutil.walk_packages(proceedings.__path__, "proceedings."):
    importlib.import_module(module.name)
print(*[name for name in ("build", "check", "verify", "inspect") if not callable(getattr(proceedings, name))])
"""

EXAMPLES = re.findall(
    r"```python\n(.*?)```", (Path(__file__).parents[2] / "docs/from-python.md").read_text("utf-8"), re.DOTALL
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = meeting(tmp_path_factory.mktemp("from-python") / "workshop")
    assert run("build", folder).returncode == 0
    return folder


def test_the_functions_stay_callable_when_every_module_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", EVERYTHING], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, proceedings; print(*(n for n in sys.modules if n.startswith('proceedings.')))"
    code += "; from proceedings import BuildRequest, Diagnostic; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    nothing, light = done.split("\n")[:2]
    assert nothing == ""
    assert not {"pikepdf", "pydantic", "yaml", "typer", "pypdf", "weasyprint"} & set(light.split())


def test_all_that_is_exported_is_there_and_the_values_are_frozen() -> None:
    public = {name: getattr(proceedings, name) for name in proceedings.__all__}
    assert set(proceedings.__all__) <= set(dir(proceedings))
    values = [value for value in public.values() if isinstance(value, type) and dataclasses.is_dataclass(value)]
    assert len(values) >= 7
    assert all(value.__dataclass_params__.frozen for value in values)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="no attribute 'publish'"):
        proceedings.publish  # noqa: B018


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_docs_runs(number: int, workshop: Path) -> None:
    script = workshop.parent / f"example_{number}.py"
    script.write_text(EXAMPLES[number], "utf-8")
    command = [sys.executable, "-W", "error::SyntaxWarning", script.name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=script.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(("proceedings.pdf [0-9]+", "Checking|\\.\\.\\.", "proceedings.pdf sound")[number], done.stdout)


def test_what_is_wrong_comes_back_as_values(workshop: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(workshop, tmp_path / "wrong", ignore=shutil.ignore_patterns("build"))
    (folder / "papers/hopper.pdf").unlink()
    outcome = proceedings.check(str(folder / "papers"))
    assert outcome.exit_code is proceedings.ExitCode.WORKSPACE_HAS_ERRORS
    assert "missing-document" in {d.code for d in outcome.diagnostics}
    with pytest.raises(proceedings.UsageError):
        proceedings.build(tmp_path)
    with pytest.raises(proceedings.ProceedingsError):
        proceedings.verify(folder)


def test_the_program_says_its_version_however_it_is_called() -> None:
    as_module = [sys.executable, "-m", "proceedings", "--version"]
    for done in (run("--version"), subprocess.run(as_module, capture_output=True, text=True, check=False)):
        assert (done.returncode, done.stdout) == (0, f"proceedings {proceedings.__version__}\n")


def test_the_package_says_that_it_is_typed() -> None:
    assert Path(proceedings.__file__).with_name("py.typed").is_file()
