"""WeasyPrint, loaded quickly: importing this module loads it.

Before it finds its libraries under their full names, WeasyPrint asks for short ones, for which Python runs ldconfig,
the compiler and the linker one after the other: some eighty processes, a third of the time that loading takes.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import sys
from collections.abc import Iterator


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


with _full_names_only():
    import weasyprint as weasyprint
