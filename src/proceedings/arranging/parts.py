"""The parts of the volume in printing order,
as the usual order of a book or the editor's own has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from proceedings.arranging.heads import contribution_head, fitted, item_heading, retracted_head, session_head
from proceedings.values.book import Contribution, Document, DocumentKind, Item, Text, Volume
from proceedings.values.identifiers import doi_address
from proceedings.values.licences import licence_of
from proceedings.values.options import Opening
from proceedings.values.plan import FootLine, Matter, Part, PartKind
from proceedings.values.settings import Abstracts, PartChoice
from proceedings.values.status import Status
from proceedings.values.submission import Submission
from proceedings.words.wording import Words

FRONT_ORDER = ("half-title", "title", "imprint", "contents", "foreword", "committees", "sponsors", "agenda")
"""The usual order before the sessions;
the other texts of proceedings/front/ follow the foreword.
"""

ABSTRACTS = "abstracts"
BACK_ORDER = (ABSTRACTS, "biographies", "participants", "index", "keyword-index")

SESSIONS = "sessions"

SESSION_HEADING = "session-heading"
"""The template of a session that has no divider: it opens with a heading, on either side."""

DOCUMENT_PART = {
    DocumentKind.PAPER: PartKind.PAPER,
    DocumentKind.SLIDES: PartKind.SLIDES,
    DocumentKind.POSTER: PartKind.POSTER,
    DocumentKind.HANDOUT: PartKind.HANDOUT,
}


def list_parts(
    volume: Volume, submissions: Mapping[str, Submission], words: Words, draft: bool = False
) -> tuple[Part, ...]:
    """List the parts of the volume in printing order, before their places are known.

    Args:
        volume: what the editor wrote; its `parts` reorders, drops and renames.
        submissions: the submissions that could be taken, by document id.
        words: the volume's own words, for titles that the editor does not give.
        draft: a draft has a placeholder page for each document that was named but could not be
            taken; a final volume has none.

    Returns:
        The parts; what stands before the sessions counts in roman,
        what follows them is back matter.
    """
    press = _PartLister(volume, submissions, words, draft)
    choices = volume.parts or tuple(PartChoice(name) for name in _usual_order(volume))
    listed = tuple(part for choice in choices for part in press.make(choice))
    return _in_matters(listed)


def _usual_order(volume: Volume) -> Iterator[str]:
    stems = [PurePosixPath(text.file).stem for text in volume.front]
    for name in FRONT_ORDER:
        if name != "foreword":
            yield name
            continue
        yield from sorted(stems, key=lambda stem: stem != "foreword")
    yield SESSIONS
    yield from BACK_ORDER


def _in_matters(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with the matter that follows from their place:
    roman before the sessions, back matter after them.
    """
    body = [k for k, part in enumerate(parts) if part.matter is Matter.BODY]
    if body:
        return tuple(
            part if part.matter is Matter.BODY else replace(part, matter=Matter.FRONT if k < body[0] else Matter.BACK)
            for k, part in enumerate(parts)
        )
    # Without sessions the first part of the back matter begins the arabic folios,
    # and nothing goes back to roman.
    back = next((k for k, part in enumerate(parts) if part.matter is Matter.BACK), len(parts))
    return tuple(replace(p, matter=Matter.FRONT if k < back else Matter.BACK) for k, p in enumerate(parts))


@dataclass(frozen=True, slots=True)
class _PartLister:
    """Makes the parts that one entry of `parts:` asks for: none, one, or the whole body."""

    volume: Volume
    submissions: Mapping[str, Submission]
    words: Words
    draft: bool

    def make(self, choice: PartChoice) -> Iterator[Part]:
        """The parts of this entry, in printing order."""
        makers: Mapping[str, Callable[[str | None], Iterator[Part]]] = {
            "half-title": self.half_title,
            "title": self.title,
            "imprint": self.imprint,
            "contents": self.contents,
            "committees": self.committees,
            "sponsors": self.sponsors,
            "agenda": self.agenda,
            SESSIONS: lambda _: self.sessions(),
            ABSTRACTS: self.abstracts,
            "biographies": self.biographies,
            "participants": self.participants,
            "index": self.index,
            "keyword-index": self.keyword_index,
        }
        maker = makers.get(choice.name)
        is_text = choice.name == ABSTRACTS and self.volume.settings.abstracts is not Abstracts.PART
        if maker is not None and not is_text:
            yield from maker(choice.title)
            return
        for text in self.volume.front:
            if PurePosixPath(text.file).stem == choice.name:
                yield self.front_text(text, choice.title)

    def half_title(self, title: str | None) -> Iterator[Part]:
        yield self._unnumbered("half-title", PartKind.HALF_TITLE, title or self.volume.title, Opening.RECTO)

    def title(self, title: str | None) -> Iterator[Part]:
        yield self._unnumbered("title", PartKind.TITLE, title or self.volume.title, Opening.RECTO)

    def imprint(self, title: str | None) -> Iterator[Part]:
        yield self._unnumbered("imprint", PartKind.IMPRINT, title or self.words.imprint, Opening.VERSO)

    def contents(self, title: str | None) -> Iterator[Part]:
        yield self._headed("contents", PartKind.CONTENTS, title or self.words.contents)

    def front_text(self, text: Text, title: str | None) -> Part:
        stem = PurePosixPath(text.file).stem
        named = title or text.title or (self.words.foreword if stem == "foreword" else _from_stem(stem))
        return replace(self._headed(f"front-{stem}", PartKind.FOREWORD, named), template="front", front=stem)

    def committees(self, title: str | None) -> Iterator[Part]:
        groups = self.volume.committees
        if groups:
            usual = groups[0].title if len(groups) == 1 else self.words.committees
            yield self._headed("committees", PartKind.FOREWORD, title or usual)

    def sponsors(self, title: str | None) -> Iterator[Part]:
        if self.volume.sponsors:
            yield self._headed("sponsors", PartKind.FOREWORD, title or self.words.sponsors)

    def agenda(self, title: str | None) -> Iterator[Part]:
        if any(True for _ in self.volume.items):
            yield self._headed("agenda", PartKind.AGENDA, title or self.words.agenda)

    def abstracts(self, title: str | None) -> Iterator[Part]:
        if self._has_book_of_abstracts():
            headed = self._headed(ABSTRACTS, PartKind.ABSTRACTS, title or self.words.abstracts)
            # Where no session opens, the abstracts are the body of the book.
            yield replace(headed, matter=Matter.BACK if any(True for _ in self.sessions()) else Matter.BODY)

    def _has_book_of_abstracts(self) -> bool:
        if self.volume.settings.abstracts is not Abstracts.PART or not self._is_listed(ABSTRACTS):
            return False
        return any(c.abstract for item in self.volume.items for c in item.contributions)

    def _is_listed(self, name: str) -> bool:
        return not self.volume.parts or any(choice.name == name for choice in self.volume.parts)

    def biographies(self, title: str | None) -> Iterator[Part]:
        if self.volume.people_with_biography:
            yield from self._back("biographies", PartKind.BIOGRAPHIES, title or self.words.biographies)

    def participants(self, title: str | None) -> Iterator[Part]:
        if not self.volume.parts and says_no_more_than_index(self.volume):
            return
        yield from self._back("participants", PartKind.PARTICIPANTS, title or self.words.participants)

    def index(self, title: str | None) -> Iterator[Part]:
        yield from self._back("index", PartKind.INDEX, title or self.words.index)

    def keyword_index(self, title: str | None) -> Iterator[Part]:
        if any(c.keywords for item in self.volume.items for c in item.contributions):
            headed = self._headed("keyword-index", PartKind.KEYWORD_INDEX, title or self.words.keyword_index)
            yield replace(headed, template="index", matter=Matter.BACK)

    def sessions(self) -> Iterator[Part]:
        for item in self.volume.items:
            if self.volume.has_divider(item) and not self._is_left_to_abstracts(item):
                has_divider = self._opens_with_divider(item)
                yield self._opening_of(item, has_divider)
                yield from self._documents(item, has_divider)

    def _is_left_to_abstracts(self, item: Item) -> bool:
        """Whether a session has no page of its own: nothing of it is printed but abstracts.

        Where a book has no documents at all, the agenda has the sessions without abstracts.
        """
        if not self._has_book_of_abstracts() or any(map(self._is_printed, item.documents)):
            return False
        if any(c.abstract for c in item.contributions):
            return True
        return self._is_listed("agenda") and not any(map(self._is_printed, self.volume.documents))

    def _opens_with_divider(self, item: Item) -> bool:
        """Whether a session has documents enough for a page of its own and a blank behind it;
        else a heading does.
        """
        printed = sum(self._is_printed(document) for document in item.documents)
        return printed >= self.volume.settings.options.divider_from

    def _opening_of(self, item: Item, has_divider: bool) -> Part:
        speakers = [*item.moderators, *(s for c in item.contributions for s in c.speakers)]
        return Part(
            id=item.id,
            kind=PartKind.DIVIDER,
            matter=Matter.BODY,
            title=item_heading(item, self.words),
            template="divider" if has_divider else SESSION_HEADING,
            opening=Opening.RECTO if has_divider else Opening.ANY,
            people=tuple(dict.fromkeys(s.person.name for s in speakers)),
            item=item.id,
            verso_head=session_head(item, self.words),
            recto_head=session_head(item, self.words),
            status=item.status,
            marked_title=self.words.marked(item_heading(item, self.words), item.status),
            prints_folio=not has_divider,
        )

    def _documents(self, item: Item, has_divider: bool) -> Iterator[Part]:
        after_divider = has_divider
        for contribution in item.contributions:
            for document in contribution.documents:
                if self._is_printed(document):
                    yield self._document(item, contribution, document, after_divider)
                    after_divider = False

    def _is_printed(self, document: Document) -> bool:
        if document.withheld:
            return False
        return document.id in self.submissions or (self.draft and document.source is not None)

    def _document(self, item: Item, contribution: Contribution, document: Document, after_divider: bool) -> Part:
        taken = document.id in self.submissions
        title = document_title(contribution, document, self.words)
        retracted, of_session = contribution.status is Status.RETRACTED, session_head(item, self.words)
        return Part(
            id=document.id,
            kind=DOCUMENT_PART[document.kind],
            matter=Matter.BODY,
            title=title,
            template=None if taken else "placeholder",
            # What follows a divider opens on a recto, so that the divider's back stays blank.
            opening=Opening.RECTO if after_divider else self.volume.settings.options.opening(document.kind),
            people=tuple(s.person.name for s in contribution.speakers),
            item=item.id,
            contribution=contribution.id,
            document=document.id,
            facsimile=taken,
            verso_head=retracted_head(of_session, self.words) if retracted else of_session,
            recto_head=contribution_head(contribution, title, self.words),
            foot_line=self._foot_line(contribution, document),
            opening_head=self.words.status(Status.RETRACTED) if retracted else self._board(contribution, document),
            status=contribution.status,
            marked_title=self.words.marked(title, contribution.status),
        )

    def _foot_line(self, contribution: Contribution, document: Document) -> FootLine | None:
        """Pages, DOI and licence, where the editor asks for them."""
        if document.kind not in self.volume.settings.foot_line:
            return None
        doi = document.doi or contribution.doi
        licence = contribution.licence or self.volume.publication.licence or self.volume.licence
        told = (doi_address(doi) or "", licence_of(licence).name if licence else "")
        rest = tuple(said for said in told if said)
        return FootLine(self.words.page_abbreviation, self.words.pages_abbreviation, rest)

    def _board(self, contribution: Contribution, document: Document) -> str | None:
        """What a poster's page says of the board where it hangs."""
        hangs = document.kind is DocumentKind.POSTER and contribution.board
        return self.words.board(contribution.board or "") if hangs else None

    def _unnumbered(self, name: str, kind: PartKind, title: str, opening: Opening) -> Part:
        return Part(name, kind, Matter.FRONT, title, template=name, opening=opening, prints_folio=False)

    def _headed(self, name: str, kind: PartKind, title: str) -> Part:
        return Part(
            name,
            kind,
            Matter.FRONT,
            title,
            template=name,
            opening=Opening.RECTO,
            verso_head=fitted(self.volume.short_title or self.volume.title),
            recto_head=fitted(title),
        )

    def _back(self, name: str, kind: PartKind, title: str) -> Iterator[Part]:
        if self.volume.people:
            yield replace(self._headed(name, kind, title), matter=Matter.BACK)


def says_no_more_than_index(volume: Volume) -> bool:
    """Whether a list of participants would repeat the index: nobody has title, affiliation or
    country, and all appear.

    Who appears nowhere stands in the list alone.
    """
    roles = (speaker for item in volume.items for one in item.contributions for speaker in one.speakers)
    if any(person.description for person in volume.people) or any(role.of for role in roles):
        return False
    return {person.id for person in volume.people} <= {person.id for person in volume.people_on_stage}


def _from_stem(stem: str) -> str:
    """A title for a text that has none: `aims-and-scope` becomes `Aims and scope`."""
    plain = stem.replace("-", " ").replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def document_title(contribution: Contribution, document: Document, words: Words) -> str:
    """What a document is called in the contents:
    its own title, its contribution's, or else its kind.
    """
    if document.title:
        return document.title
    kind = words.document(document.kind)
    if contribution.title is None:
        return kind
    return contribution.title if len(contribution.documents) == 1 else f"{contribution.title} ({kind})"
