"""Where templates run: they see what they are given
and the files of their layout, and change nothing.

A workspace, templates included, often comes from somebody else, as a mail or a clone.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proceedings.typesetting.layout import Layout
from proceedings.values.diagnostics import LayoutError, Place, error

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_TEMPLATE = "template"
"""The code of a mistake in a template."""

_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a template's own expressions raise, besides Jinja's errors."""


def sandbox(layout: Layout) -> ImmutableSandboxedEnvironment:
    """The environment in which the templates of a layout run.

    They reach no attribute that leads to Python's inside, change no value, open no path, and
    include nothing but files of the layout: `..`, absolute names and links that lead out of its
    folders are not found.
    """
    from jinja2 import FunctionLoader

    def load(name: str) -> tuple[str, str, None] | None:
        path = layout.find(name)
        return None if path is None else (path.read_text("utf-8"), str(path), None)

    return _environment(loader=FunctionLoader(load), autoescape=True)


def _environment(**options: Any) -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            """Jinja's own rule, and nothing of a path that can be opened."""
            return not isinstance(obj, Path) and super().is_safe_attribute(obj, attr, value)

    return Sandbox(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options)


def plain_text(template: str, file: str, values: Mapping[str, object]) -> str:
    """A template of plain text, filled. It includes no other file.

    Args:
        template: its text.
        file: its path in the workspace, for messages.
        values: what it may print.

    Raises:
        LayoutError: the template is wrong; it says the file and the line.
    """
    from jinja2 import TemplateError

    try:
        return _environment(autoescape=False).from_string(template).render(**values)
    except (TemplateError, *_FAULTS) as fault:
        frames = traceback.extract_tb(fault.__traceback__)
        line = getattr(fault, "lineno", None) or next(
            (frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None
        )
        raise LayoutError(error(_TEMPLATE, Place(file, line), _sentence(fault), _hint(fault))) from fault


def rendered(environment: ImmutableSandboxedEnvironment, layout: Layout, template: str, values: dict[str, Any]) -> str:
    """A template of the layout, filled.

    Raises:
        LayoutError: the template is wrong; it says the file and the line.
    """
    from jinja2 import TemplateError

    try:
        return environment.get_template(template).render(**values)
    except (TemplateError, *_FAULTS) as fault:
        name, line = _where(fault, layout, template)
        if line is None and not isinstance(fault, TemplateError):
            raise
        place = Place(f"layouts/{layout.name}/{name}", line)
        raise LayoutError(error(_TEMPLATE, place, _sentence(fault), _hint(fault))) from fault


def _where(fault: Exception, layout: Layout, template: str) -> tuple[str, int | None]:
    """The file of the layout and the line at which a template failed;
    no line where our own code did.
    """
    line = getattr(fault, "lineno", None)
    if line is not None:
        return str(getattr(fault, "name", None) or template), int(line)
    ours = traceback.extract_tb(fault.__traceback__)
    files = {str(path): name for name in layout.names() if (path := layout.find(name)) is not None}
    last = next((frame for frame in reversed(ours) if frame.filename in files), None)
    if last is None:
        return template, None
    is_ours = "proceedings" in Path(ours[-1].filename).parts and ours[-1].filename not in files
    return files[last.filename], None if is_ours and ours[-1].filename != __file__ else last.lineno


def _sentence(fault: Exception) -> str:
    from jinja2 import TemplateNotFound, UndefinedError
    from jinja2.exceptions import SecurityError

    if isinstance(fault, SecurityError):
        return f"The template asks for something that templates may not use: {fault}"
    if isinstance(fault, TemplateNotFound):
        return f"The template uses “{fault.name}”, which is no file of the layout."
    if isinstance(fault, UndefinedError):
        return f"The template uses a name that it is not given: {fault}"
    return f"The template cannot be filled: {fault}"


def _hint(fault: Exception) -> str | None:
    from jinja2 import TemplateNotFound
    from jinja2.exceptions import SecurityError

    if isinstance(fault, SecurityError):
        return "templates may print the values they are given, and call no other functions"
    if isinstance(fault, TemplateNotFound):
        return "put the file into the layout's folder; files elsewhere are not read"
    return None
