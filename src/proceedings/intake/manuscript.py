"""Manuscripts: Markdown, HTML and plain text of authors,
made safe, to be typeset in the volume's layout.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from proceedings.formulas.plain import FormulaReader
from proceedings.formulas.typed import WithoutFormulas, without_formulas
from proceedings.images.drawings import is_drawing, look_at_drawing
from proceedings.images.picture_kinds import BEGINNING, picture_kind
from proceedings.images.raster import look as look_at
from proceedings.intake.formats import recognise
from proceedings.intake.manuscript_formulas import Unset
from proceedings.intake.manuscript_links import as_file, is_beside, notes_of_nothing, without_dead_links
from proceedings.intake.page_elements import as_printed
from proceedings.intake.surplus_cells import surplus_cells
from proceedings.values.book import DocumentKind
from proceedings.values.diagnostics import Severity
from proceedings.values.format import Format
from proceedings.values.manuscript import UNDESCRIBED, Manuscript
from proceedings.values.submission import Tally
from proceedings.values.trouble import Trouble
from proceedings.words.guessing import guess
from proceedings.words.markup import unprintable, with_raised_and_lowered, with_unknown_as_text

_TAGS = re.findall(
    r"\w+",
    "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp section small span strong sub sup table tbody td tfoot th thead tr u "
    "ul var",
)
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "title", "dir"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "style"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "scope", "style"},
}
_IMG = re.compile(r"<img\b[^>]*>")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


_RAW = re.compile(r"<[A-Za-z]")
"""The beginning of HTML, which a text in Markdown may hold too."""
_TITLE = re.compile(r"^title:\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)
"""The title among the settings at the head of a Markdown file."""


_LANG = re.compile(r"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE)
_LANG_SETTING = re.compile(r"\A---\n(?:.*\n)*?lang(?:uage)?:\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[\"']?\s*\n")
_UNSEEN = {code: None for code in (*range(9), 11, *range(14, 32), *range(127, 160)) if code != 0x85}
"""Control characters but tabs and ends of lines."""
_ADDRESSES = frozenset({"http", "https", "mailto", "ftp", "tel"})
"""Schemes of links that lead from a page to the outside."""
_HEAD = 8192
"""Characters in which a text names its language."""


def read_manuscript(
    path: Path, format_: Format, workspace: Path, language: str, kind: DocumentKind, source: PurePosixPath
) -> tuple[Manuscript, tuple[Trouble, ...], tuple[Tally, ...]]:
    """Read a text of an author's.

    Args:
        path: the file.
        format_: MARKDOWN, HTML or PLAIN.
        workspace: images outside this folder, symbolic links followed, are left out.
        language: of the text (BCP 47), where neither it nor its words tell another.
        kind: paper, slides, poster or handout.
        source: the file's name in the agenda.

    Returns:
        The manuscript, with its formulas as MathML; what had to be left out of it; tallies of the
        formulas that cannot be set.

    Raises:
        OSError: the file cannot be read.
    """
    text = decoded(path.read_bytes())
    without = WithoutFormulas(text) if format_ is Format.PLAIN else without_formulas(text)
    cells: tuple[Trouble, ...] = ()
    if format_ is Format.MARKDOWN:
        html, cells = _from_markdown(without.text)
    elif format_ is Format.HTML:
        html = without.text
    else:
        html = "".join(f"<p>{escape(p).replace(chr(10), '<br>')}</p>\n" for p in re.split(r"\n\s*\n", text.strip()))
    html, unseen = as_printed(html) if format_ is not Format.PLAIN and _RAW.search(without.text) else (html, ())
    safe, troubles = _made_safe(html, path.parent, workspace)
    unset = Unset()
    reader = FormulaReader(unset)
    heading = _HEADING.search(safe)
    title = unescape(re.sub(r"<[^>]+>", "", heading[1])).strip() if heading else ""
    own = _own_language(text, format_)
    spoken = own or guess(unescape(re.sub(r"<[^>]+>", " ", safe))) or language
    body = without.put_back(safe, reader.markup)
    named = without.filled(title, reader.line) or None
    return Manuscript(body, named, spoken, kind, source, own), (*cells, *unseen, *troubles), unset.tallies()


def _own_language(text: str, format_: Format) -> str | None:
    """The language that a text names itself:
    `lang` of HTML, or of the settings at the head of a Markdown file.
    """
    pattern = {Format.HTML: _LANG, Format.MARKDOWN: _LANG_SETTING}.get(format_)
    found = pattern.search(text[:_HEAD]) if pattern else None
    return found[1] if found else None


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or, failing these, Windows' western encoding;
    without control characters, which nobody sees. A new page begins a paragraph.
    """
    return _decoded(data).replace("\x0c", "\n\n").translate(_UNSEEN)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")


def _from_markdown(text: str) -> tuple[str, tuple[Trouble, ...]]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    reader = MarkdownIt("commonmark", {"html": True, "typographer": False})
    reader.enable(["table", "strikethrough"]).use(footnote_plugin).use(front_matter_plugin)
    with_raised_and_lowered(reader).use(anchors_plugin, max_level=6)
    env: dict[str, Any] = {}
    tokens = reader.parse(text, env)
    titles = [_TITLE.search(token.content) for token in tokens if token.type == "front_matter"]
    headed = any(token.type == "heading_open" and token.tag == "h1" for token in tokens)
    cells = (*surplus_cells(tokens, text), *notes_of_nothing(env))
    with_unknown_as_text(tokens)
    html = reader.renderer.render(tokens, reader.options, env)
    if titles and titles[0] is not None and not headed:
        return f"<h1>{escape(titles[0][1])}</h1>\n{html}", cells
    return str(html), cells


@dataclass(slots=True)
class _Sieve:
    """Decides about links and images while the text is cleaned, and notes what it leaves out."""

    folder: Path
    workspace: Path
    left_out: list[Trouble] = field(default_factory=list)

    def __call__(self, tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) == ("img", "src"):
            return self._image(value)
        if (tag, attribute) == ("a", "href"):
            return self._link(value)
        return value

    def _link(self, target: str) -> str | None:
        if target.startswith("#") or urlsplit(target).scheme in _ADDRESSES:
            return target
        if target.startswith("//"):  # in the web, by the scheme of the page it stands on
            return f"https:{target}"
        if is_beside(target):
            # Binding follows it where that file is in the volume, and tells of it where it is not.
            return as_file(target)
        self.left_out.append(
            Trouble.notice("local-link", f"the link to {target} was left out: it leads to a file of the author's")
        )
        return None

    def _image(self, reference: str) -> str | None:
        found = _inlined(reference, self.folder, self.workspace)
        if isinstance(found, Trouble):
            self.left_out.append(found)
            return None
        picture, named = found, "in the text" if reference.startswith("data:") else reference[:200]
        look = look_at_drawing(picture) if is_drawing(picture) else look_at(picture)
        said = (replace(t, message=f"the image {named}: {t.message}", severity=_weight(t)) for t in look.troubles)
        self.left_out.extend(said)
        return _as_uri(picture) if look.is_usable else None


def _weight(trouble: Trouble) -> Severity:
    """A text goes on without a picture."""
    return Severity.WARNING if trouble.severity is Severity.ERROR else trouble.severity


def _as_uri(picture: bytes) -> str:
    """What a drawing refers to is not fetched either:
    the layout's fetcher gives nothing from outside.
    """
    kind = picture_kind(picture[:BEGINNING]) or "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


def _inlined(reference: str, folder: Path, workspace: Path) -> bytes | Trouble:
    """The bytes of an image of the workspace or of the text itself, or why it is left out."""
    if reference.startswith("data:"):
        return _from_uri(reference)
    if urlsplit(reference).scheme:
        return _left_out(reference, "images are not fetched from the network")
    try:
        path = (folder / unquote(reference)).resolve()
        if not path.is_relative_to(workspace.resolve()):
            return _left_out(reference, "it lies outside the workspace")
        data = path.read_bytes()
    except (OSError, ValueError):
        return _left_out(reference, "there is no such file")
    if picture_kind(data[:BEGINNING]) is None and recognise(path) is not Format.SVG:
        return _left_out(reference, "it is no picture that is known here")
    return data


def _from_uri(reference: str) -> bytes | Trouble:
    head, _, body = reference.partition(",")
    try:
        data = unquote_to_bytes(body)
        data = base64.b64decode(data) if head.endswith(";base64") else data
    except ValueError:
        data = b""
    if picture_kind(data[:BEGINNING]) is None and not is_drawing(data):
        return _left_out(head, "it is no picture that is known here")
    return data


def _left_out(reference: str, reason: str) -> Trouble:
    hint = "put a PNG or JPEG file beside the text"
    return Trouble.warning("image-left-out", f"the image {reference[:200]} was left out: {reason}", hint)


def _made_safe(html: str, folder: Path, workspace: Path) -> tuple[str, tuple[Trouble, ...]]:
    import nh3

    sieve = _Sieve(folder, workspace)
    safe = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "object"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=sieve,
        link_rel=None,
        # The sieve sees file: too, so that it can say what it leaves out;
        # other schemes go without a word.
        url_schemes={*_ADDRESSES, "data", "file"},
        filter_style_properties={"text-align", "list-style-type"},
    )
    linked, dead = without_dead_links(safe)
    described, plain = _described(linked)
    return described, (*dict.fromkeys(sieve.left_out), *dead, *plain, *_unprintable(html))


def _described(html: str) -> tuple[str, tuple[Trouble, ...]]:
    """Pictures with an empty text are decorations, which is said;
    those without any are figures to be described.
    """
    images = [image for image in _IMG.findall(html) if " src=" in image]
    decorations = sum(1 for image in images if 'alt=""' in image)
    html = _IMG.sub(lambda image: image[0] if " alt=" in image[0] else f'<img alt="{UNDESCRIBED}"{image[0][4:]}', html)
    return html, (decoration(decorations),) if decorations else ()


def decoration(count: int) -> Trouble:
    """A notice: so many pictures of a text have no words for readers who do not see them."""
    what = "a picture has" if count == 1 else f"{count} pictures have"
    says = f"{what} no text and {'counts as decoration' if count == 1 else 'count as decorations'}"
    hint = "if it shows something, say what: `![Map of the basin](basin.png)`"
    return Trouble.notice("picture-without-text", f"{says}: readers who do not see are not told of it", hint)


def _unprintable(html: str) -> tuple[Trouble, ...]:
    names = [f"<{name}>" for name in unprintable(html)]
    if not names:
        return ()
    sentence = f"{', '.join(names)} {'was' if len(names) == 1 else 'were'} left out: a page cannot show it"
    return (Trouble.warning("html-left-out", sentence, "put a PNG or JPEG file beside the text, or use words"),)
