"""Read a workspace: all of the editor's files become one Volume
and a list of everything that is wrong with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proceedings.reading.abstracts import ABSTRACTS, abstracts_setting
from proceedings.reading.agenda import AGENDA_FILE, read_agenda
from proceedings.reading.documents import Documents
from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.naming import IdPool
from proceedings.reading.organizations import report_unmatched
from proceedings.reading.people import PEOPLE_FILE, read_people
from proceedings.reading.scalars import shape_of
from proceedings.reading.schema import AgendaEntry, VolumeEntry
from proceedings.reading.similar_names import report_similar
from proceedings.reading.texts import read_front
from proceedings.reading.volume import VOLUME_FILE, make_volume, read_event
from proceedings.reading.workspace_search import find_workspace
from proceedings.reading.yaml_positions import MappingNode, is_blank, load_yaml
from proceedings.values.book import Day, Event, Volume
from proceedings.values.diagnostics import Diagnostic, Place, in_reading_order
from proceedings.values.settings import Abstracts

_GUIDE = "the editor's guide shows what goes into it: `proceedings guide` prints it"

__all__ = ["Reading", "find_workspace", "read_workspace"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a workspace: the volume, and every problem in the editor's files.

    `volume` is None when none can be made: volume.yaml or agenda.yaml cannot be read at all, or the
    volume has no title. With errors of other kinds the volume leaves out, or stands in for, what
    could not be read.
    """

    volume: Volume | None
    diagnostics: tuple[Diagnostic, ...]


def read_workspace(root: Path) -> Reading:
    """Read proceedings/ in a workspace and look for the files in papers/ that it names.

    Args:
        root: the workspace, as find_workspace gives it.

    Returns:
        The volume and all diagnostics, sorted by file and line. A document that is not there is the
        warning `missing-document`, with the document's id; whoever builds a final volume raises it
        to an error.
    """
    findings = Findings()
    files = WorkspaceFiles(root, findings)
    book = _block(VOLUME_FILE, "title, event and settings of the volume", files, findings)
    programme = _block(AGENDA_FILE, "the programme", files, findings)
    persons = _block(PEOPLE_FILE, "the people named in the agenda", files, findings)

    people = read_people(persons, files, findings)
    front = read_front(files, findings)
    entry = VolumeEntry.model_validate(book, context=findings) if book is not None else None
    of_abstracts = (ABSTRACTS,) if entry and abstracts_setting(entry, front) is Abstracts.PART else ()
    ids = IdPool(findings, (*front, *of_abstracts))
    documents = Documents(files, findings, ids, entry.mask if entry else None)
    event = read_event(entry, findings) if entry else Event("")
    days: tuple[Day, ...] = ()
    if programme is not None:
        agenda = AgendaEntry.model_validate(programme, context=findings)
        days = read_agenda(agenda, event, people, documents, ids, files, findings)
    volume = make_volume(entry, event, days, people, front, files, findings) if entry else None
    if programme is not None and entry is not None and volume is not None:
        people.report_unused()
        report_unmatched(entry, volume.settings.organizations, people.everybody, days, findings)
    report_similar(people.everybody, days, findings)
    if programme is not None:
        documents.report_unused()
    return Reading(volume if programme is not None else None, in_reading_order(findings.diagnostics))


def _block(name: str, purpose: str, files: WorkspaceFiles, findings: Findings) -> MappingNode | None:
    """The root block of one of the three YAML files; None, with an error, where it has none."""
    text = files.text(name, required_for=purpose)
    if text is None:
        return None
    root, problems = load_yaml(text, name)
    findings.add(*problems)
    if root is None or is_blank(root):
        if not problems:
            what = "holds nothing but comments" if text.strip() else "is empty"
            findings.error("empty-file", Place(name, 1, 1), f"the file {what}; it holds {purpose}", _GUIDE)
        return None
    if not isinstance(root, MappingNode):
        findings.error(
            "wrong-shape", root.place, f"the file is a block of `key: value` lines, not {shape_of(root)}", _GUIDE
        )
        return None
    return root
