"""Sites of records that were never bound, written with the built-in templates."""

from __future__ import annotations

from pathlib import Path

from proceedings.publishing.record import Record
from proceedings.publishing.site.building import Site, site_files
from proceedings.typesetting.layout import load_layout
from proceedings.typesetting.prose import markdown
from proceedings.typesetting.sandbox import rendered, sandbox


def write_site(record: Record, folder: Path) -> list[Path]:
    """The files of a site; in place of each PDF and picture an empty file."""
    layout = load_layout(None, "default")
    environment = sandbox(layout)
    site = Site(record, lambda name, values: rendered(environment, layout, name, dict(values)), markdown)
    made = {**site_files(site), **{name: layout.read(f"site/{name}") for name in ("style.css", "search.js")}}
    pdfs = [f"contributions/{document.id}.pdf" for one in record.published for document in one.documents]
    citations = [f"citations/{name}" for name in ("volume.bib", "volume.ris", "csl.json")]
    for name in (*pdfs, *citations, *(volume.file for volume in record.volumes)):
        made.setdefault(name, "")
    for name, text in made.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return sorted(folder / name for name in made)
