"""RTF: what is struck out is left out, what is new loses its mark,
and fields keep the results in the file.
"""

from __future__ import annotations

from proceedings.intake.office.readying.word import is_recomputed
from proceedings.office_files.rtf import tokens

_MARKS = frozenset((b"revised", b"deleted"))
_STRUCK = frozenset((b"par", b"line", b"tab", b"u"))


def ready_rich_text(data: bytes) -> bytes:
    """The same document with every tracked change accepted (RTF 1.9.1, track changes).

    Raises:
        ValueError: groups are nested deeper than in any honest file.
    """
    pieces: list[bytes] = []
    taken, code, code_at = 0, "", 0
    for token in tokens(data):
        state = token.state
        if state.destination == b"fldinst" and token.text:
            code_at = code_at or token.start
            code += token.text
        elif code and token.closes and state.destination != b"fldinst":
            if is_recomputed(code.encode()) and code_at >= taken:
                pieces += [data[taken:code_at], b" KEPT "]
                taken = code_at
            code, code_at = "", 0
        struck = state.deleted and (token.text or token.word in _STRUCK) and state.printed
        if (struck or token.word in _MARKS) and token.start >= taken:
            pieces.append(data[taken : token.start])
            taken = token.end
    return b"".join((*pieces, data[taken:])) if pieces else data
