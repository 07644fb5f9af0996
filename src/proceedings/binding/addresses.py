"""Web addresses as authors write them:
completed where a scheme is missing, told from files on their computer.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""Two characters at least: one letter and a colon are a drive of Windows."""

_HOST = re.compile(
    r"(?P<www>www\.)?(?P<name>([\w-]+\.)+)(?P<top>[a-z]{2,24})(:[0-9]{1,5})?(?P<rest>[/?#]|$)", re.IGNORECASE
)
_TOPS = frozenset(["com", "org", "net", "edu", "gov", "int", "mil", "io", "info", "eu", "museum", "arpa"])
_SUFFIXES = frozenset(["ai", "cc", "gz", "md", "mk", "ml", "mo", "pl", "pm", "ps", "py", "rs", "sh", "so", "tf", "vi"])
"""Domains of countries that are the endings of files as well."""

_MAIL = re.compile(r"[^\s@:/?#<>{}]+@([\w-]+\.)+[^\W\d_]{2,}(\?\S*)?")
_GROUP = re.compile(r"\{([^{}@]+)\}@(([\w-]+\.)+[^\W\d_]{2,})")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")


def completed(text: str, base: str | None) -> str | None:
    """The whole address of a link; None where it names a file on the author's computer.

    Args:
        text: as it stands in the link.
        base: what addresses of the document are relative to, if it says so (ISO 32000-2, 12.6.4.8).
    """
    text = text.strip()
    if text.lower().startswith("file:"):
        return None
    if _SCHEME.match(text):
        return text
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    if match := _GROUP.fullmatch(text):
        people = (name.strip() for name in re.split(r"[,;|]", match[1]))
        return "mailto:" + ",".join(f"{name}@{match[2]}" for name in people if name)
    if _DOI.fullmatch(text):
        return f"https://doi.org/{text}"
    if text.startswith("//") and _HOST.match(text[2:]):
        return f"https:{text}"
    if base and text:
        return urljoin(base, text)
    return f"https://{text}" if _is_host(text) else None


def file_and_fragment(text: str) -> tuple[str, str]:
    """The name of the file that a local address leads to,
    without folders, and what follows its number sign.
    """
    path, _, fragment = text.strip().partition("#")
    if path.lower().startswith("file:"):
        path = urlsplit(path).path
    return re.split(r"[/\\]", unquote(path))[-1], fragment


def _is_host(text: str) -> bool:
    """True for the name of a machine in the web,
    perhaps with a path, and not for that of a file.
    """
    match = _HOST.match(text)
    if match is None:
        return False
    top = match["top"].lower()
    if match["www"] or top in _TOPS:
        return True
    if len(top) == 2:
        return match["rest"] != "" or top not in _SUFFIXES
    return match["rest"] == "/" and match["name"].count(".") > 1
