"""A volume of every office document there is:
its pages have the words of the files themselves, and look like them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from test_odd_volume import LOCKED, Built, built, clear_of_heads

import odd_workspace
import plain_conversion
from office_words import UnreadableFile, words_of
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.pipeline.gathering import gather
from proceedings.values.request import BuildRequest
from volume_and_sources import differences, pairs

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_ghostscript]

DOCUMENTS = 54
WORDS = 14_000
"""At least so many are looked for."""

WORDS_EXPECTED = {
    ("bib-chernigovka.netdo.ru_download_docs_17459.docx", "18471910"): "it stands on two pages, a running head between",
}
"""Words that are not found, by file and as compared, and why."""

EXPECTED = {
    ("42486.ppt", "ink"): "a gradient, scaled into the frame",
    ("44770.ppt", "ink"): "hairlines of a table, scaled into the frame; written by Ghostscript",
    ("56260.ppt", "ink"): "pages as pictures: other edges of letters",
    ("56260.ppt", "pypdf"): "pypdf joins or doubles words at other places in text behind pictures",
    ("aascu.org_workarea_downloadasset.aspx_id_5864.pptx", "ink"): "pages as pictures: hatched grounds of fine lines",
    ("aascu.org_workarea_downloadasset.aspx_id_5864.pptx", "pypdf"): "pypdf puts the spaces elsewhere behind pictures",
    ("ae.ac.uaeu.faculty_nafaachbili_GeomLec1.pptx", "ink"): "pages as pictures: other edges of letters",
    ("ae.ac.uaeu.faculty_nafaachbili_GeomLec1.pptx", "pypdf"): "pypdf puts the spaces elsewhere behind pictures",
    ("br.com.tvcamboriu.www_pps_Pensar_5b1_5d.ppt", "ink"): "shapes of many small parts, scaled into the frame",
}
"""Pages that differ from those of a plain conversion, by file and reader, and why."""


@pytest.fixture(scope="module")
def office(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The volume of all decks and documents, built once."""
    workspace = tmp_path_factory.mktemp("office")
    files = odd_workspace.odd_files(corpus, ("slides", "documents"))
    return built(workspace, odd_workspace.write_workspace(workspace, files))


def test_every_word_of_a_document_is_on_its_pages(office: Built) -> None:
    looked_for, lost = 0, set()
    with pypdfium2.PdfDocument(office.pdf) as volume:
        for part in office.contents["parts"]:
            if not part["source"] or "placeholder" in part["treatment"]:
                continue
            wanted = Counter(filter(None, map(letters, words_of(office.sources[part["source"]]))))
            pages = range(part["first_page"] - 1, part["first_page"] - 1 + part["page_count"])
            found = letters(" ".join(volume[n].get_textpage().get_text_range(errors="replace") for n in pages))
            looked_for += wanted.total()
            name = Path(part["source"]).name
            lost |= {(name, word) for word, times in wanted.items() if found.count(word) < times}
    assert looked_for > WORDS
    assert lost == WORDS_EXPECTED.keys()


def test_only_what_is_locked_is_left_out(office: Built) -> None:
    assert len(office.sources) == DOCUMENTS
    left_out = {Path(source) for source, words in office.treatments().items() if words == ["placeholder"]}
    assert {path.name for path in left_out} == LOCKED & {Path(source).name for source in office.sources}
    for path in left_out:
        with pytest.raises(UnreadableFile):
            words_of(office.sources[str(path)])


def test_words_and_ink_are_those_of_a_plain_conversion(office: Built, tmp_path: Path) -> None:
    with Workers(2) as workers:
        order = BuildRequest(office.workspace, draft=True)
        gathered = gather(order, Store(office.workspace / "build" / ".store"), workers, lambda _: None)
    converted = plain_conversion.convert(office.sources, tmp_path)
    assert {Path(source).name for source in office.sources.keys() - converted.keys()} <= LOCKED
    compared = differences(office.pdf, clear_of_heads(gathered), pairs(office.contents, gathered, converted))
    assert {(Path(d.source).name, d.what) for d in compared} <= EXPECTED.keys()


def letters(text: str) -> str:
    """Letters and digits alone:
    spaces, hyphens and signs fall otherwise on a page than in a file.
    """
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).casefold()
