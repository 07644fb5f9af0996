"""WeasyPrint, loaded quickly: importing this module loads it.

Before it finds its libraries under their full names, WeasyPrint asks for short ones, for which
Python runs ldconfig, the compiler and the linker one after the other: some eighty processes, a
third of the time that loading takes. A fifth of the rest goes to the parts of fontTools for
machines without HarfBuzz's subsetter and for fonts with axes.

Both changes are made only for the versions in `weasyprint_versions.py`.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from proceedings.programs.weasyprint_versions import is_tested

_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")
"""Of these WeasyPrint only calls functions and makes objects."""


@contextlib.contextmanager
def _full_names_only() -> Iterator[None]:
    """Nobody searches for libraries; on Linux the loader finds those that are named in full.

    Goes when `weasyprint.text.ffi._dlopen` asks the loader for all names
    of a library before it searches for one.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux" and is_tested():
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


class _Later(ModuleType):
    """A module that is loaded when something of it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return call


@contextlib.contextmanager
def _seldom_wanted_later() -> Iterator[None]:
    """Who imports one of these modules gets a stand-in for it, unless it is loaded already.

    Goes when `weasyprint.pdf.fonts` imports `subset`
    and `instantiateVariableFont` in the functions that call them.
    """
    stand_ins = [_Later(name) for name in _SELDOM if name not in sys.modules and is_tested()]
    sys.modules.update({stand_in.__name__: stand_in for stand_in in stand_ins})
    try:
        yield
    finally:
        for stand_in in stand_ins:
            del sys.modules[stand_in.__name__]


with _full_names_only(), _seldom_wanted_later():
    import weasyprint as weasyprint
