"""Texts of a source become Markdown of ours: HTML, LaTeX, entities and letters read in a wrong
encoding.
"""

from __future__ import annotations

import html
import re
import unicodedata

from proceedings.words.misread import meant_by
from proceedings.words.tex_letters import with_letters

_BLOCKS = re.compile(r"</?(?:p|div|ul|ol|li|h[1-6]|table|blockquote|section|article)(?:\s[^<>]*)?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?(?:a|b|i|em|strong|u|span|br|sub|sup|code|font|img)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_MOJIBAKE = re.compile(r"[ÂÃÄÅâðŸ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u00a0-\u00bf]")
_LATEX = re.compile(r"\\[A-Za-z'`^\"~=.%&_#$-]|``|''")

ADDRESS = re.compile(r"(?:mailto:)?(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}(?![\w:/-])")
"""An e-mail address; `git@example.org:path` is none."""
_LINKED = re.compile(r"\[([^\[\]]*)\]\(mailto:[^()\s]*\)|<mailto:[^<>\s]*>")

_STYLES = {"textbf": "**", "emph": "*", "textit": "*", "textsc": "", "texttt": "", "text": "", "mbox": "", "textrm": ""}
_BACKSLASH = re.compile(r"\\textbackslash(?![A-Za-z])(?:\{\}|\s+)?")
_STYLED = re.compile(r"\\(" + "|".join(_STYLES) + r")\s*\{([^{}]*)\}")


def one_line(text: object) -> str:
    """A title, a name or another line: letters for entities and LaTeX, no tags, no
    double spaces.
    """
    if text is None:
        return ""
    plain = without_latex(_ANY_TAG.sub("", _BLOCKS.sub(" ", _unescaped(str(text)))), marks=False)
    return " ".join(plain.split())


def markdown(text: object) -> str:
    """A longer text as Markdown: HTML is turned, Markdown stays, LaTeX becomes letters."""
    if text is None:
        return ""
    written = _CONTROLS.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))
    if looks_like_html(written):
        written = _from_html(written)
    else:
        written = html.unescape(_BREAK.sub("  \n", written)) if "&" in written or "<" in written else written
    written = unicodedata.normalize("NFC", without_latex(written))
    lines = [line.rstrip() if not line.endswith("  ") else line.rstrip() + "  " for line in written.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.replace("\t", "    ") for line in lines)).strip()


def looks_like_html(text: str) -> bool:
    """True where tags make the paragraphs; a break or a bold word in Markdown is not enough."""
    if "<" not in text:
        return False
    if _BLOCKS.search(text):
        return True
    return bool(_ANY_TAG.search(text)) and not re.search(r"^\s*(?:[-*+#>]|\d+[.)])\s|\]\(|\*\*|`", text, re.MULTILINE)


def _from_html(text: str) -> str:
    import nh3
    from markdownify import markdownify

    clean = nh3.clean(text, link_rel=None)
    return str(markdownify(clean, heading_style="ATX", bullets="-", newline_style="backslash", escape_misc=False))


def _unescaped(text: str) -> str:
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    return html.unescape(html.unescape(text)) if "&" in text else text


def without_latex(text: str, marks: bool = True) -> str:
    """The letters that LaTeX spells out; formulas between dollars stay as they are.

    Where `marks` is false, emphasis leaves none.
    """
    if not _LATEX.search(text) and "{" not in text:
        return text
    pieces = re.split(r"((?<!\\)\$\$?[^$\n]+(?<!\\)\$\$?)", text)
    return "".join(piece if n % 2 else _letters(piece, marks) for n, piece in enumerate(pieces))


def _letters(text: str, marks: bool) -> str:
    text = _BACKSLASH.sub(r"\\", with_letters(text))
    for _ in range(3):
        text = _STYLED.sub(lambda f: f"{_STYLES[f[1]] if marks else ''}{f[2]}{_STYLES[f[1]] if marks else ''}", text)
    text = re.sub(
        r"\\(?:url|href)\{([^{}]*)\}(?:\{([^{}]*)\})?", lambda f: f"[{f[2]}]({f[1]})" if f[2] else f"<{f[1]}>", text
    )
    text = text.replace("``", "“").replace("''", "”").replace("---", "—") if "\\" in text or "``" in text else text
    text = re.sub(r"\\([%&#$-])", r"\1", text)
    text = re.sub(r"\\_", r"_" if not marks else r"\\_", text)
    return (
        re.sub(r"\{([^{}\n]{0,200})\}", r"\1", text)
        if not marks or "\\" in text or re.search(r"\{[A-Z]", text)
        else text
    )


def without_addresses(text: str, instead: str) -> str:
    """A text whose e-mail addresses are left out; the words of a link to one stay.

    Args:
        text: a line, or Markdown.
        instead: what stands in place of an address; in a line nothing, so what held it goes too.
    """
    text = _LINKED.sub(lambda link: instead if not link[1] or ADDRESS.fullmatch(link[1]) else link[1], text)
    if instead:
        return ADDRESS.sub(instead, text)
    return re.sub(r"\s*[,;<(\[]?\s*" + ADDRESS.pattern + r"\s*[>)\]]?", "", text).strip(" ,;")


def mended(text: str) -> str:
    """The text that was meant where UTF-8 was once read as Windows-1252: `GenÃ¨ve`; else
    the same.
    """
    if not _MOJIBAKE.search(text):
        return text
    return meant_by(text) or text
