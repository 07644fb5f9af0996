"""Letters of UTF-8 that were read as those of Windows-1252 or Latin-1, as in `GenÃ¨ve`."""

from __future__ import annotations


def meant_by(letters: str) -> str | None:
    """The letters that were meant; None where these were never misread."""
    data = bytearray()
    for letter in letters:
        try:
            data += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return None
            data.append(ord(letter))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
