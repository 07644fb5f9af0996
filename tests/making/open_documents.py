"""Small OpenDocument files written by hand, and any file that is a ZIP archive."""

from __future__ import annotations

import io
import zipfile

ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def zipped(**files: str | bytes) -> bytes:
    """A ZIP file of entries given in order; `/` in names is written `__`, `.` is `_dot_`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def opendocument(kind: str, body: str, manifest: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="{ODF}{uri}:1.0"'
        for name, uri in (
            *(("office", "office"), ("text", "text"), ("draw", "drawing"), ("presentation", "presentation")),
            *(("svg", "svg-compatible"), ("style", "style")),
        )
    )
    listed = (
        f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        f"{manifest}</manifest:manifest>"
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">{body}'
        "</office:document-content>"
    )
    return zipped(
        mimetype=f"application/vnd.oasis.opendocument.{kind}",
        content_dot_xml=content,
        **{"META-INF__manifest_dot_xml": listed},
    )


def odt(body: str) -> bytes:
    return opendocument("text", f"<office:body><office:text>{body}</office:text></office:body>")


def odp(*slides: str, hidden: int | None = None) -> bytes:
    styles = (
        '<office:automatic-styles><style:style style:name="hid" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style></office:automatic-styles>'
    )
    pages = "".join(
        f'<draw:page draw:name="s{n}"{" draw:style-name=" + chr(34) + "hid" + chr(34) if n == hidden else ""}>'
        '<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="3cm"><draw:text-box>'
        f"<text:p>{text}</text:p></draw:text-box></draw:frame></draw:page>"
        for n, text in enumerate(slides)
    )
    body = f"{styles}<office:body><office:presentation>{pages}</office:presentation></office:body>"
    return opendocument("presentation", body)
