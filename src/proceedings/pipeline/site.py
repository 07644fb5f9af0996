"""Writes the site: pages from the templates of the layout, with the files that they lead to."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.engine.store import Store
from proceedings.pipeline.offprints import placed, write_offprints
from proceedings.publishing.addresses import CONTRIBUTIONS
from proceedings.publishing.outputs import citations
from proceedings.publishing.record import Record

if TYPE_CHECKING:
    from proceedings.typesetting.layout import Layout

FOLDER = "site"
STATIC = ("style.css", "search.js")
PORTRAIT = 480
"""The longest side of a portrait, in pixels."""
PREVIEW = 630
"""The height of the preview picture, in pixels."""


def write_site(record: Record, layout: Layout, workspace: Path, build: Path, folder: Path, store: Store) -> int:
    """Write the site into a folder; how many files it has.

    Args:
        record: of the book.
        layout: whose folder site/ has templates, stylesheet and script.
        workspace: where portraits lie.
        build: where the volumes lie.
        folder: for the site.
        store: where offprints are kept.
    """
    from proceedings.publishing.site.building import Site, site_files
    from proceedings.typesetting.prose import markdown
    from proceedings.typesetting.sandbox import rendered, sandbox

    (folder / CONTRIBUTIONS).mkdir()
    write_offprints(record, build, folder / CONTRIBUTIONS, store)
    for volume in record.volumes:
        placed(build / volume.file, folder / volume.file)
    for name in STATIC:
        (folder / name).write_text(layout.read(f"{FOLDER}/{name}"), "utf-8")
    _preview(build / record.volumes[0].file, folder / "preview.png")
    environment = sandbox(layout)
    sizes = {file.relative_to(folder).as_posix(): file.stat().st_size for file in folder.rglob("*.pdf")}
    portraits = _portraits(record, workspace, folder / "people")
    site = Site(
        record,
        lambda name, values: rendered(environment, layout, name, dict(values)),
        partial(markdown),
        sizes,
        portraits,
    )
    texts = {**site_files(site), **{f"citations/{name}": text for name, text in citations(record).items()}}
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return sum(1 for file in folder.rglob("*") if file.is_file())


def _preview(volume: Path, picture: Path) -> None:
    """The first page of the volume as a small picture."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(volume)
    try:
        page = pdf[0]
        page.render(scale=PREVIEW / page.get_height()).to_pil().convert("L").save(picture, optimize=True)
    finally:
        pdf.close()


def _portraits(record: Record, workspace: Path, folder: Path) -> dict[str, str]:
    """Portraits made small, without what the camera noted; the name of each by its person. Those
    that cannot be read are left out: reading the workspace told so.
    """
    from PIL import Image, ImageOps

    folder.mkdir()
    found: dict[str, str] = {}
    for one in record.people:
        if one.photo is None or one.author.id is None:
            continue
        try:
            with Image.open(workspace / one.photo) as opened:
                picture = ImageOps.exif_transpose(opened).convert("RGB")
                picture.thumbnail((PORTRAIT, PORTRAIT))
                picture.save(folder / f"{one.author.id}.jpg", quality=85, optimize=True)
        except (OSError, ValueError):
            continue
        found[one.author.id] = f"{one.author.id}.jpg"
    return found
