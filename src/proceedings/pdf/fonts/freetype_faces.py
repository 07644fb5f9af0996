"""A font program opened by FreeType, and closed again."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def opened(program: bytes) -> Iterator[Any]:
    """The face of a font program: a pointer as `freetype.raw` takes it, of use inside `with` only.

    Raises:
        ValueError: the program is not a font that can be read.
    """
    from freetype import raw

    library, face = raw.FT_Library(), raw.FT_Face()
    if raw.FT_Init_FreeType(ctypes.byref(library)):
        raise ValueError("FreeType does not start")
    try:
        if raw.FT_New_Memory_Face(library, program, len(program), 0, ctypes.byref(face)):
            raise ValueError("not a font program")
        yield face
    finally:
        raw.FT_Done_FreeType(library)  # and the face with it
