"""YAML of a source is read the same way for every format; what is none is told with its line."""

from __future__ import annotations

from typing import Any

from proceedings.importing.gathering import Gathering


def loaded(text: str, name: str, found: Gathering, above: int = 0) -> Any:
    """What a YAML text holds; None where it is no YAML, which is told then.

    Args:
        text: the text.
        name: what the editor calls it: a file's name.
        found: takes the sentence.
        above: lines of the file that stand above the text.
    """
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"{name}:{mark.line + 1 + above}" if mark else name
        found.say(where, "this is no YAML; it is left out", lost=True)
        return None
