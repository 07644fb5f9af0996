"""Reads all outputs of a publication back, with libraries that wrote none of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pypdf
import rispy
from bibtexparser.entrypoint import parse_string
from lxml import etree

CR = "{http://www.crossref.org/schema/5.5.0}"
DC = "{http://datacite.org/schema/kernel-4}"


@dataclass(frozen=True)
class Told:
    """What one output says of a contribution; names without spaces and order of their parts."""

    title: str
    names: tuple[frozenset[str], ...]
    folios: tuple[str, str] | None


def words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name))


def folios(first: str | None, last: str | None) -> tuple[str, str] | None:
    return (first, last or first) if first else None


def publication(folder: Path) -> dict[str, dict[str, Told]]:
    """By output, what it says of each contribution by its id."""
    return {
        "csl": dict(_csl(folder)),
        "bibtex": dict(_bibtex(folder)),
        "ris": dict(_ris(folder)),
        "crossref": dict(_crossref(folder)),
        "datacite": dict(_datacite(folder)),
        "jats": dict(_jats(folder)),
        "site": dict(_site(folder)),
        "offprints": dict(_offprints(folder)),
    }


def _id(key: str, folder: Path) -> str:
    volume = json.loads((folder / "citations/csl.json").read_bytes())[0]["id"]
    return key.removeprefix(f"{volume}-")


def _csl(folder: Path) -> Iterator[tuple[str, Told]]:
    for item in json.loads((folder / "citations/csl.json").read_bytes())[1:]:
        names = tuple(words(" ".join(name.values())) for name in item.get("author", ()))
        first, _, last = item.get("page", "").partition("-")
        yield _id(item["id"], folder), Told(item["title"], names, folios(first, last))


def _bibtex(folder: Path) -> Iterator[tuple[str, Told]]:
    for entry in parse_string((folder / "citations/volume.bib").read_text("utf-8")).entries[1:]:
        fields = {field.key: field.value for field in entry.fields}
        names = tuple(words(_plain(name)) for name in fields.get("author", "").split(" and ") if name)
        first, _, last = fields.get("pages", "").partition("--")
        yield _id(entry.key, folder), Told(_plain(fields["title"]), names, folios(first, last))


def _plain(tex: str) -> str:
    signs = {"backslash": "\\", "asciitilde": "~", "asciicircum": "^"}
    spelt = re.sub(r"\{\\text(\w+)\}", lambda found: signs.get(found[1], ""), tex)
    return re.sub(r"\\([&%$#_])", r"\1", spelt).replace("{", "").replace("}", "")


def _ris(folder: Path) -> Iterator[tuple[str, Told]]:
    for entry in rispy.loads((folder / "citations/volume.ris").read_text("utf-8"))[1:]:
        names = tuple(map(words, entry.get("authors", ())))
        yield (
            _id(entry["id"], folder),
            Told(entry["title"], names, folios(entry.get("start_page"), entry.get("end_page"))),
        )


def _crossref(folder: Path) -> Iterator[tuple[str, Told]]:
    (file,) = (folder / "deposits").glob("crossref*.xml")
    for paper in etree.parse(file).iter(f"{CR}conference_paper"):
        names = tuple(
            words(" ".join(_texts(one, f"{CR}given_name", f"{CR}surname", f"{CR}suffix")))
            for one in paper.iter(f"{CR}person_name")
        )
        pages = _texts(paper, f"{CR}first_page", f"{CR}last_page")
        yield (
            _texts(paper, f"{CR}resource")[0].rpartition("/")[2].removesuffix(".html"),
            Told(_texts(paper, f"{CR}title")[0], names, folios(pages[0], pages[-1]) if pages else None),
        )


def _datacite(folder: Path) -> Iterator[tuple[str, Told]]:
    names_of = {file.name for file in (folder / "deposits").glob("datacite*.xml")}
    ids = set(dict(_crossref(folder)))
    for name in names_of:
        found = re.fullmatch(r"datacite(?:-draft)?-(.+)\.xml", name)
        if found is None or found[1] not in ids:
            continue
        root = etree.parse(folder / "deposits" / name).getroot()
        names = tuple(map(words, _texts(root, f"{DC}creatorName")))
        pages = _texts(root, f"{DC}firstPage", f"{DC}lastPage")
        yield found[1], Told(_texts(root, f"{DC}title")[0], names, folios(pages[0], pages[-1]) if pages else None)


def _jats(folder: Path) -> Iterator[tuple[str, Told]]:
    for file in (folder / "deposits/jats").glob("*.xml"):
        root = etree.parse(file).getroot()
        authors = root.xpath(".//contrib-group[@content-type='authors']/contrib/name")
        names = tuple(words(" ".join(_texts(one, "surname", "given-names", "suffix"))) for one in authors)
        yield (
            file.stem,
            Told(_texts(root, "article-title")[0], names, folios(_texts(root, "fpage")[0], _texts(root, "lpage")[0])),
        )


def _site(folder: Path) -> Iterator[tuple[str, Told]]:
    for page in (folder / "site/contributions").glob("*.html"):
        tags = re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', page.read_text("utf-8"))
        told = {name: unescape(text) for name, text in tags}
        if "title" in told:
            names = tuple(words(unescape(text)) for name, text in tags if name == "author")
            yield page.stem, Told(told["title"], names, folios(told.get("firstpage"), told.get("lastpage")))


def _offprints(folder: Path) -> Iterator[tuple[str, Told]]:
    """By document: the title is its own."""
    for file in (folder / "offprints").glob("*.pdf"):
        reader = pypdf.PdfReader(file)
        assert reader.metadata is not None
        names = tuple(words(name) for name in (reader.metadata.author or "").split("; ") if name)
        labels = reader.page_labels
        yield file.stem, Told(reader.metadata.title or "", names, (labels[0], labels[-1]))


def _texts(root: Any, *tags: str) -> list[str]:
    return ["".join(found.itertext()) for found in root.iter(*tags)]


def disagreements(told: Mapping[str, Mapping[str, Told]]) -> list[str]:
    """Where an output says something else than CSL-JSON, or says nothing."""
    found = []
    for output, contributions in told.items():
        for name, reference in told["csl"].items():
            said = contributions.get(name)
            if output == "offprints":
                documents = [own for document, own in contributions.items() if document.startswith(f"{name}-")]
                if reference.folios and not any(
                    (own.names, own.folios) == (reference.names, reference.folios) for own in documents
                ):
                    found.append(f"{output} {name}: {documents}")
            elif said is None:
                if output != "jats" or reference.folios:
                    found.append(f"{output} lacks {name}")
            elif said != reference:
                found.append(f"{output} {name}: {said} and not {reference}")
    return found
