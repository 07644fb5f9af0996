"""veraPDF, the archive's own validator, as an outside program:
found, asked its version, run, its verdict read.

It needs Java and is never needed to build;
`make verapdf` installs it under `.cache/` of the checkout.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import proceedings
from proceedings.values.diagnostics import Diagnostic, Place, ProgramMissing, error

PROGRAM = "PROCEEDINGS_VERAPDF"
"""The environment variable that names the program where it is not on the path."""

TIME_LIMIT = 600.0
"""Seconds: veraPDF reads about a hundred pages a second, and starts in one."""

SHOWN = 3
"""How many places of each broken rule a finding names."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that does not hold:
    its clause and test, how often, what it asks, and where it first fails.
    """

    specification: str
    clause: str
    test: int
    count: int
    description: str
    messages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.specification}, {self.clause}, test {self.test}: {self.count} times: {self.description}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file under one flavour (`2b`, `4f`, `ua1` …).
    `trouble` is why it gave no verdict.
    """

    flavour: str
    compliant: bool
    broken: tuple[BrokenRule, ...] = ()
    trouble: str = ""


def find() -> Path | None:
    """The program: as the environment names it, on the path,
    or where `make verapdf` puts it in our own checkout.

    Never by the current folder: a workspace comes from others, and what lies in it is not run.
    """
    named = os.environ.get(PROGRAM)
    if named:
        return Path(named) if Path(named).is_file() else None
    on_path = shutil.which("verapdf")
    if on_path is not None and Path(on_path).is_absolute():
        return Path(on_path)
    installed = _checkout() / ".cache" / "verapdf" / "verapdf"
    return installed if installed.is_file() and shutil.which("java") else None


def _checkout() -> Path:
    """The folder that holds `src/` with this package, where it is run from its sources."""
    return Path(proceedings.__file__).resolve().parents[2]


def version(program: Path, limit: float = 60.0) -> str:
    """The program's version, such as `1.28.2`.

    Empty where it does not say, within a number of seconds: Java starts slowly on a busy machine.
    """
    try:
        said = _run([os.fspath(program), "--version"], limit)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    words = said.split()
    return words[1] if words[:1] == ["veraPDF"] and len(words) > 1 else ""


def validate(pdf: Path, flavours: Sequence[str], program: Path | None = None) -> tuple[Verdict, ...]:
    """Ask veraPDF whether a file holds each of the flavours.

    Args:
        pdf: the file.
        flavours: in veraPDF's words: `2b`, `2u`, `2a`, `3b` … `4f`, `ua1`.
        program: where it is; by default as `find` finds it.

    Returns:
        A verdict for each flavour, in order. Never raises for a bad file.

    Raises:
        ProgramMissing: veraPDF is not installed.
    """
    program = program or find()
    if program is None:
        raise ProgramMissing("veraPDF is not installed", "make verapdf")
    return tuple(_judged(program, pdf, flavour) for flavour in flavours)


def validate_all(pdfs: Sequence[Path], flavour: str, program: Path | None = None) -> tuple[Verdict, ...]:
    """Ask veraPDF about many files with one start of it,
    which takes longer than to judge a short file.

    Args:
        pdfs: the files; each must have a path of its own.
        flavour: in veraPDF's words.
        program: where it is; by default as `find` finds it.

    Returns:
        A verdict for each file, in order.
        A file at which the batch broke off, and those after it, are asked about one by one.

    Raises:
        ProgramMissing: veraPDF is not installed.
    """
    program = program or find()
    if program is None:
        raise ProgramMissing("veraPDF is not installed", "make verapdf")
    try:
        said = _run([*_command(program, flavour), *map(os.fspath, pdfs)], TIME_LIMIT)
        jobs = json.loads(said)["report"]["jobs"]
        read = {Path(job["itemDetails"]["name"]).resolve(): _read(flavour, job) for job in jobs}
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        read = {}
    return tuple(read.get(pdf.resolve()) or _judged(program, pdf, flavour) for pdf in pdfs)


def _command(program: Path, flavour: str) -> list[str]:
    shown = ("--format", "json", "--maxfailuresdisplayed", str(SHOWN), "--loglevel", "0")
    return [os.fspath(program), *shown, "--flavour", flavour]


def _judged(program: Path, pdf: Path, flavour: str) -> Verdict:
    try:
        said = _run([*_command(program, flavour), os.fspath(pdf)], TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return Verdict(flavour, False, (), f"veraPDF was not done after {TIME_LIMIT:.0f} seconds")
    except OSError:
        return Verdict(flavour, False, (), f"veraPDF could not be started: {program}")
    try:
        job = json.loads(said)["report"]["jobs"][0]
        return _read(flavour, job)
    except (ValueError, KeyError, IndexError, TypeError):
        return Verdict(flavour, False, (), f"veraPDF gave no verdict: {said.strip()[:200] or 'it said nothing'}")


def _run(command: Sequence[str], limit: float) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=limit, check=False)
    return done.stdout.decode("utf-8", "replace")


def _read(flavour: str, job: dict[str, Any]) -> Verdict:
    if "validationResult" not in job:
        reason = job.get("taskException") or job.get("taskResult") or {}
        return Verdict(flavour, False, (), f"veraPDF could not read the file: {reason.get('exceptionMessage', '')}")
    result = job["validationResult"]
    result = result[0] if isinstance(result, list) else result
    broken = tuple(
        BrokenRule(
            rule["specification"],
            rule["clause"],
            rule["testNumber"],
            rule["failedChecks"],
            rule["description"],
            tuple(dict.fromkeys(check.get("errorMessage") or "" for check in rule.get("checks", ()))),
            tuple(check.get("context") or "" for check in rule.get("checks", ())),
        )
        for rule in result["details"]["ruleSummaries"]
        if rule["ruleStatus"] == "FAILED"
    )
    return Verdict(flavour, bool(result["compliant"]), broken)


def findings(file: str, verdict: Verdict) -> Iterator[Diagnostic]:
    """A verdict as findings about a file:
    one error for each broken rule, or for the lack of a verdict.
    """
    if verdict.trouble:
        yield error("not-validated", Place(file), verdict.trouble)
    for rule in verdict.broken:
        message = rule.messages[0] if rule.messages else ""
        times = "once" if rule.count == 1 else f"{rule.count} times"
        yield error(
            "does-not-conform",
            Place(file),
            f"{rule.specification}, {rule.clause} (test {rule.test}) is broken {times}: {rule.description}",
            message or None,
        )
