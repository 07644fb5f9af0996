"""XMP packets: properties with their schemas,
and the descriptions of those schemas that PDF/A asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema of XMP properties.

    `described` holds name, value type and description of those properties that PDF/A-2 and 3 do not
    predefine. Source: ISO 19005-2, 6.6.2.3.
    """

    prefix: str
    space: str
    title: str = ""
    described: tuple[tuple[str, str, str], ...] = ()


DC = Schema("dc", "http://purl.org/dc/elements/1.1/")
PDF = Schema("pdf", "http://ns.adobe.com/pdf/1.3/")
XMP = Schema("xmp", "http://ns.adobe.com/xap/1.0/")
RIGHTS = Schema("xmpRights", "http://ns.adobe.com/xap/1.0/rights/")
PDFA = Schema("pdfaid", "http://www.aiim.org/pdfa/ns/id/")
PDFUA = Schema(
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    "PDF/UA identification schema",
    (("part", "Integer", "Part of ISO 14289 to which the document conforms"),),
)
PRISM = Schema(
    "prism",
    "http://prismstandard.org/namespaces/basic/3.0/",
    "PRISM basic metadata",
    (
        ("isbn", "Text", "International Standard Book Number"),
        ("issn", "Text", "International Standard Serial Number"),
        ("doi", "Text", "Digital Object Identifier"),
        ("url", "URL", "Address at which the resource is found"),
        ("seriesTitle", "Text", "Title of the series in which the resource appeared"),
        ("seriesNumber", "Text", "Number of the resource within its series"),
        ("volume", "Text", "Number of the volume"),
        ("edition", "Text", "Edition of the resource"),
        ("event", "Text", "Event of which the resource is a record"),
        ("publicationName", "Text", "Title of the publication in which the resource appeared"),
        ("startingPage", "Text", "First page, as printed"),
        ("endingPage", "Text", "Last page, as printed"),
    ),
)

SCHEMAS = (DC, PDF, XMP, RIGHTS, PDFA, PDFUA, PRISM)


@dataclass(frozen=True, slots=True)
class Property:
    """A property and its value: text, `Seq` or `Bag` of texts, or `Alt` of (language, text)."""

    schema: Schema
    name: str
    value: str | Sequence[str] | Sequence[tuple[str, str]]
    array: str = ""


def packet(properties: Sequence[Property], describe: bool) -> bytes:
    """The packet with these properties; equal properties give equal bytes.

    Args:
        properties: in the order in which they are to stand.
        describe: whether properties that PDF/A does not predefine are described,
            as PDF/A-2 and PDF/A-3 ask.
    """
    used = [schema for schema in SCHEMAS if any(p.schema is schema for p in properties)]
    body = "".join(_description(schema, properties) for schema in used)
    if describe:
        body += _extensions(used, {(p.schema.prefix, p.name) for p in properties})
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n<rdf:RDF xmlns:rdf="{RDF}">\n{body}</rdf:RDF>\n</x:xmpmeta>\n'
        '<?xpacket end="w"?>'
    ).encode()


def _description(schema: Schema, properties: Sequence[Property]) -> str:
    lines = "".join(_element(p) for p in properties if p.schema is schema)
    return f'<rdf:Description rdf:about="" xmlns:{schema.prefix}="{schema.space}">\n{lines}</rdf:Description>\n'


def _element(prop: Property) -> str:
    name = f"{prop.schema.prefix}:{prop.name}"
    if isinstance(prop.value, str):
        return f"<{name}>{_text(prop.value)}</{name}>\n"
    items = "".join(
        f"<rdf:li>{_text(item)}</rdf:li>"
        if isinstance(item, str)
        else f'<rdf:li xml:lang="{escape(item[0])}">{_text(item[1])}</rdf:li>'
        for item in prop.value
    )
    return f"<{name}><rdf:{prop.array}>{items}</rdf:{prop.array}></{name}>\n"


def _text(value: str) -> str:
    """The text without characters that XML cannot hold (XML 1.0, 2.2)."""
    kept = value if value.isprintable() else "".join(c for c in value if c >= " " or c in "\t\n")
    return escape(kept, quote=False)


def _extensions(schemas: Sequence[Schema], used: set[tuple[str, str]]) -> str:
    described = "".join(_extension(schema, used) for schema in schemas if schema.described)
    if not described:
        return ""
    spaces = "".join(
        f' xmlns:pdfa{word}="http://www.aiim.org/pdfa/ns/{word.lower()}#"' for word in ("Schema", "Property")
    )
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        f"{spaces}>\n<pdfaExtension:schemas><rdf:Bag>\n{described}</rdf:Bag></pdfaExtension:schemas>\n"
        "</rdf:Description>\n"
    )


def _extension(schema: Schema, used: set[tuple[str, str]]) -> str:
    entries = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{escape(what, quote=False)}</pdfaProperty:description></rdf:li>\n"
        for name, kind, what in schema.described
        if (schema.prefix, name) in used
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{schema.title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{schema.space}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{schema.prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>\n{entries}</rdf:Seq></pdfaSchema:property></rdf:li>\n"
    )


def identifying(claims: Iterable[tuple[str, str, str, str]]) -> Iterator[Property]:
    """The properties that say which standard a file keeps.

    Args:
        claims: namespace, prefix, name and value of each, as `standards/levels.py` gives them.
    """
    schemas = {schema.space: schema for schema in (PDFA, PDFUA)}
    return (Property(schemas[space], name, value) for space, _, name, value in claims)


def present(properties: Sequence[Property]) -> Iterator[Property]:
    """Those that say something."""
    return (p for p in properties if p.value)
