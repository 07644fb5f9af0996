"""Turns the SIGDIAL 2020 material (files for the aclpub2 program) into a workspace:
python convert.py DEST [SOURCE].
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SIGDIAL = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "sigdial"

Entry = Mapping[str, Any]

LATEX = (
    (re.compile(r"(?<!\\)%.*"), ""),
    (re.compile(r"\\(?:textbf|textsc)\{([^{}]*)\}"), r"**\1**"),
    (re.compile(r"\\(?:emph|textit)\{([^{}]*)\}"), r"*\1*"),
    (re.compile(r"\\url\{([^{}]*)\}"), r"<\1>"),
    (re.compile(r"``|''"), '"'),
    (re.compile(r"`([^'`]*)'"), r"‘\1’"),
    (re.compile(r"---"), "—"),
    (re.compile(r"--"), "–"),
    (re.compile(r"\\\\"), "\n"),
    (re.compile(r"\\([%&_#$-])"), r"\1"),
    (re.compile(r"[{}]"), ""),
    (re.compile(r"[ \t]+"), " "),
)
"""As much of LaTeX as the prefaces,
titles and abstracts use, in the order in which it is undone.
"""


def plain(latex: str) -> str:
    """A LaTeX text as Markdown, paragraphs kept."""
    for pattern, replacement in LATEX:
        latex = pattern.sub(replacement, latex)
    return latex.strip()


def line(latex: str) -> str:
    """A LaTeX text on one line, without marks."""
    return " ".join(plain(latex).replace("*", "").split())


@dataclass
class People:
    """Everybody met so far, by id; a name met twice is one person."""

    entries: dict[str, dict[str, str]] = field(default_factory=dict)

    def id_of(self, name: str, family: str | None = None, affiliation: str | None = None) -> str:
        """The id under which somebody stands in people.yaml."""
        name = " ".join(name.split())
        ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        person = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")
        entry = self.entries.setdefault(person, {"name": name})
        if family and name.endswith(family) and " " in family:
            entry.setdefault("family", family)
        if affiliation:
            entry.setdefault("affiliation", line(affiliation))
        return person


def full_name(entry: Entry) -> str:
    """First, middle and last name as printed."""
    names = (entry.get(key) for key in ("first_name", "middle_name", "last_name"))
    return " ".join(str(name).strip() for name in names if name)


def convert(source: Path, workspace: Path) -> None:
    """Write the workspace; documents are linked where the file system allows, else copied."""
    proceedings = workspace / "proceedings"
    for folder in (proceedings / "front", proceedings / "people", proceedings / "logos", workspace / "papers"):
        folder.mkdir(parents=True, exist_ok=True)
    people = People()
    papers = {paper["id"]: paper for paper in load(source / "papers.yml")}
    days = agenda(load(source / "program.yml"), load(source / "invited_talks.yml"), papers, source, people, workspace)
    save(proceedings / "volume.yaml", volume(source, proceedings))
    save(proceedings / "agenda.yaml", {"days": days})
    save(proceedings / "people.yaml", people.entries)
    for preface in load(source / "prefaces.yml"):
        text = plain((source / "prefaces" / preface["file"]).read_text("utf-8"))
        stem = Path(preface["file"]).stem
        (proceedings / "front" / f"{stem}.md").write_text(f"# {preface['title']}\n\n{text}\n", "utf-8")


def load(path: Path) -> Any:
    """The contents of a YAML file."""
    return yaml.safe_load(path.read_text("utf-8"))


class Dumper(yaml.SafeDumper):
    """Writes equal values out each time; the editor's files know no YAML aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def save(path: Path, data: object) -> None:
    """Write a YAML file as an editor would."""
    path.write_text(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110), "utf-8")


def volume(source: Path, proceedings: Path) -> dict[str, Any]:
    """volume.yaml, with the logos of sponsors brought along."""
    details = load(source / "conference_details.yml")
    return {
        "title": line(details["book_title"]),
        "subtitle": details["cover_subtitle"],
        "short_title": "SIGDIAL 2020",
        "event": {
            "name": details["event_name"],
            "venue": details["location"],
            "starts": details["start_date"],
            "ends": details["end_date"],
        },
        "publisher": {"name": details["publisher"]},
        "editors": [{"name": full_name(editor)} for editor in details["editors"]],
        "published": details["start_date"],
        "isbn": details["isbn"],
        "language": "en-US",
        "options": {"biographies": "supplied"},
        "committees": list(committees(source)),
        "sponsors": list(sponsors(source, proceedings)),
    }


def committees(source: Path) -> Iterator[dict[str, Any]]:
    """The organizers as one committee with roles, the officers, and the reviewers by group."""
    organizing = load(source / "organizing_committee.yml")
    officers = [group for group in organizing if "Officers" in group["role"]]
    chairs = [
        member(m, group["role"].replace("Chairs", "Chair"))
        for group in organizing
        if group not in officers
        for m in group["members"]
    ]
    yield {"title": "Organizing Committee", "members": chairs}
    for group in officers:
        yield {"title": group["role"], "members": [member(m) for m in group["members"]]}
    for group in load(source / "program_committee.yml"):
        yield {"title": group["role"], "members": [member(m) for m in group["entries"]]}


def member(entry: Entry, role: str | None = None) -> dict[str, str]:
    """One member; in the source an officer's role stands before the name, with a colon."""
    before, colon, after = full_name(entry).partition(": ")
    name, role = (after, before) if colon else (before, role)
    found = {"name": name, "affiliation": line(entry.get("institution") or ""), "role": role or ""}
    return {key: value for key, value in found.items() if value}


def sponsors(source: Path, proceedings: Path) -> Iterator[dict[str, str]]:
    """Sponsors by level; the source knows them by their logos only."""
    for tier in load(source / "sponsors.yml"):
        for logo in tier["logos"]:
            bring(source / "sponsor_logos" / logo, proceedings / "logos" / logo)
            yield {"name": Path(logo).stem.capitalize(), "level": tier["tier"], "logo": f"proceedings/logos/{logo}"}


def agenda(
    program: Sequence[Entry],
    invited: Sequence[Entry],
    papers: Mapping[int, Entry],
    source: Path,
    people: People,
    workspace: Path,
) -> list[dict[str, Any]]:
    """The days with their items in order of time; invited talks take their place among them."""
    items: list[tuple[Any, dict[str, Any]]] = []
    for block in program:
        if "subsessions" not in block:
            kind = "break" if block["title"] == "Break" else "entry"
            items.append((block["start_time"], {"time": span(block), "title": block["title"], "kind": kind}))
        for part in block.get("subsessions", ()):
            items.append((part["start_time"], session(block["title"], part, papers, source, people, workspace)))
    items += [(talk["date"], invited_talk(talk, source, people, workspace)) for talk in invited]
    items.sort(key=lambda item: item[0])
    dates = sorted({starts.date() for starts, _ in items})
    return [{"date": date, "items": [item for starts, item in items if starts.date() == date]} for date in dates]


def span(entry: Entry) -> str:
    """`09:00–10:00`."""
    return f"{entry['start_time']:%H:%M}–{entry['end_time']:%H:%M}"


def session(
    block: str, part: Entry, papers: Mapping[int, Entry], source: Path, people: People, workspace: Path
) -> dict[str, Any]:
    """A part of a session with its papers;
    without papers it is an entry such as the live questions after one.
    """
    there = [slot for slot in part.get("papers", ()) if slot["id"] in papers]
    item = {"time": span(part), "title": part["title"], "kind": "entry"}
    if part.get("location"):
        item["room"] = part["location"]
    if not there:
        return item
    item |= {"title": f"{block}: {part['title']}", "kind": "session"}
    if part.get("chair"):
        item["chairs"] = [people.id_of(part["chair"])]
    contributions = [paper(slot, papers[slot["id"]], source, people, workspace) for slot in there]
    return item | {"contributions": contributions}


def paper(slot: Entry, entry: Entry, source: Path, people: People, workspace: Path) -> dict[str, Any]:
    """A contribution: one paper, and the slides that came with it.
    Paper 28 is not among the files: withheld.
    """
    documents: list[dict[str, Any]] = [{"kind": "paper", "withheld": True}]
    if (source / "papers" / entry["file"]).is_file():
        documents = [{"paper": bring(source / "papers" / entry["file"], workspace / "papers" / entry["file"])}]
    for attachment in entry.get("attachments") or ():
        if attachment["type"] == "presentation":
            file = attachment["file"]
            documents.append({"slides": bring(source / "attachments" / file, workspace / "papers" / file)})
    authors = [
        people.id_of(full_name(author), author.get("last_name"), author.get("instituion") or author.get("institution"))
        for author in entry["authors"]
    ]
    return {
        "id": f"paper-{entry['id']}",
        "time": span(slot),
        "title": line(entry["title"]),
        "speakers": authors,
        "documents": documents,
    }


def invited_talk(talk: Entry, source: Path, people: People, workspace: Path) -> dict[str, Any]:
    """A talk outside the sessions, with its abstract, and the speaker's biography."""
    texts = source / "invited_talks"
    speaker = people.id_of(talk["speaker_name"], affiliation=talk["institution"])
    biography = plain((texts / talk["bio_file"]).read_text("utf-8"))
    (workspace / "proceedings" / "people" / f"{speaker}.md").write_text(biography + "\n", "utf-8")
    return {
        "time": f"{talk['date']:%H:%M}",
        "title": talk["title"],
        "kind": "talk",
        "room": talk["location"],
        "speakers": [speaker],
        "abstract": plain((texts / talk["abstract_file"]).read_text("utf-8")),
    }


def bring(source: Path, destination: Path) -> str:
    """Link or copy a file; its path relative to the workspace, as agenda.yaml names it."""
    destination.unlink(missing_ok=True)
    try:
        os.link(source, destination)
    except OSError:
        shutil.copyfile(source, destination)
    return f"papers/{destination.name}"


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit("usage: convert.py DEST [SOURCE]")
    convert(Path(sys.argv[2]) if len(sys.argv) == 3 else SIGDIAL, Path(sys.argv[1]))
