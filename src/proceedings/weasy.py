"""WeasyPrint, loaded quickly: importing this module loads it.

Before it finds its libraries under their full names, WeasyPrint asks for short ones, for which Python runs ldconfig,
the compiler and the linker one after the other: some eighty processes, a third of the time that loading takes. A fifth
of the rest goes to the parts of fontTools for machines without HarfBuzz's subsetter and for fonts with axes.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")
"""Of these WeasyPrint only calls functions and makes objects."""


@contextlib.contextmanager
def _full_names_only() -> Iterator[None]:
    """Nobody searches for libraries; on Linux the loader finds those that are named in full."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
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
    """Who imports one of these modules gets a stand-in for it, unless it is loaded already."""
    stand_ins = [_Later(name) for name in _SELDOM if name not in sys.modules]
    sys.modules.update({stand_in.__name__: stand_in for stand_in in stand_ins})
    try:
        yield
    finally:
        for stand_in in stand_ins:
            del sys.modules[stand_in.__name__]


with _full_names_only(), _seldom_wanted_later():
    import weasyprint as weasyprint
