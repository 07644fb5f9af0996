"""Which format a source has: told by what is in it, never by its name."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from proceedings.importing.material import Source
from proceedings.importing.programme import Programme
from proceedings.values.diagnostics import ProceedingsError, UsageError
from proceedings.words.suggestions import did_you_mean, one_of

KINDS = {
    "frab": "frab",
    "schedule2": "schedule2",
    "open-event": "open_event",
    "miniconf": "miniconf",
    "aclpub2": "aclpub2",
    "icalendar": "icalendar",
    "crossref": "crossref",
    "indico": "indico",
    "sessionize": "sessionize",
    "sched": "sched",
    "pretalx-list": "pretalx_lists",
    "hotcrp": "hotcrp",
    "openreview": "openreview",
    "easychair": "easychair",
    "conftool": "conftool",
    "softconf": "softconf",
    "front-matter": "front_matter",
    "table": "table",
    "text": "written",
}
"""What `--as` takes, and the file in sources/ that reads it, in the order in which they are asked.
"""
_SYNONYMS = {
    "pretalx": "frab",
    "fossasia": "open-event",
    "markdown": "front-matter",
    "acl": "aclpub2",
    "word": "text",
    "start": "softconf",
    "ical": "icalendar",
    "ics": "icalendar",
    "europython": "pretalx-list",
    "csv": "table",
    "xlsx": "table",
    "ods": "table",
}


def read_source(source: Source, kind: str | None = None) -> tuple[str, Programme]:
    """What the source is called, and its programme.

    Raises:
        UsageError: no format recognises it, or the one that was named does not exist.
    """
    reader = _named(kind) if kind else _recognised(source)
    return str(reader.NAME), reader.read(source)


def is_an_export(source: Source) -> bool:
    """True where a format recognises a folder as its own."""
    return any(_asked(kind, source)[0] for kind in KINDS)


def _reader(kind: str) -> ModuleType:
    return import_module(f"proceedings.importing.sources.{KINDS[kind]}")


def _named(kind: str) -> ModuleType:
    known = _SYNONYMS.get(kind.casefold(), kind.casefold())
    if known not in KINDS:
        hint = did_you_mean(kind, KINDS, _SYNONYMS)
        raise UsageError(f"`{kind}` is no kind of source", hint or f"write {one_of((*KINDS, 'papers', 'volume'))}")
    return _reader(known)


def _asked(kind: str, source: Source) -> tuple[bool, ProceedingsError | None]:
    """Whether a format recognises the source, and what keeps it from looking: letters in another
    encoding matter only where no other format knows the source.
    """
    try:
        return bool(_reader(kind).recognises(source)), None
    except ProceedingsError as problem:
        return False, problem


def _recognised(source: Source) -> ModuleType:
    problems = []
    for kind in KINDS:
        known, problem = _asked(kind, source)
        if known:
            return _reader(kind)
        problems += [problem] if problem else []
    if problems:
        raise problems[0]
    raise UsageError(
        f"{source.path} is nothing that can be imported: no export, no programme was found in it",
        f"say what it is with --as: {one_of(KINDS)}",
    )
