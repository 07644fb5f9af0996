"""What stands in the way of a publication: what is not told, and what is missing for want of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.publishing.deposits.crossref import crossref_lacks
from proceedings.publishing.deposits.jats import jats_lacks
from proceedings.publishing.identifying import shared_dois
from proceedings.publishing.record import Record
from proceedings.words.name_lists import FIRST

_BLOCK = "below `publication:` in proceedings/volume.yaml"


def obstacles(record: Record, prefix: str | None) -> tuple[str, ...]:
    """Sentences for the editor, each with its remedy, the weightiest first.

    Args:
        record: of the volume, with the DOIs that it has.
        prefix: what the editor gives DOIs with, if anything.
    """
    return (
        *_of_registration(record, prefix),
        *_of_the_volume(record),
        *_of_contributions(record),
        *crossref_lacks(record),
        *jats_lacks(record),
    )


def deposit_is_draft(record: Record, prefix: str | None) -> bool:
    """Whether a registry could not take the deposits, so that they are written for trial alone."""
    return (
        record.is_draft
        or not prefix
        or not record.address
        or not _reachable(record)
        or record.publisher is None
        or bool(shared_dois(record))
    )


def _reachable(record: Record) -> bool:
    return record.depositor is not None and record.depositor.email is not None


def _of_registration(record: Record, prefix: str | None) -> Iterator[str]:
    if record.is_draft:
        yield "The volume is a draft: every file says so, and no deposit is to be sent"
    if not prefix:
        yield f"No DOI prefix: deposits carry the test prefix 10.5555 and are not to be sent; `doi_prefix:` {_BLOCK}"
    if not record.address:
        yield f"No address of the site: it has no sitemap and no feeds, and DOIs lead nowhere; `address:` {_BLOCK}"
    if not _reachable(record):
        yield f"Nobody is named to whom a registry could answer; `depositor: {{name: …, email: …}}` {_BLOCK}"
    for doi in shared_dois(record):
        yield f"The DOI {doi} would stand for two things; name another in agenda.yaml, or change `doi_pattern:`"


def _of_the_volume(record: Record) -> Iterator[str]:
    if not record.date_is_told and record.date:
        yield f"No date of publication: the event's last day stands for it, {record.date}; `date:` {_BLOCK}"
    if record.publisher is None:
        yield "No publisher: registries want one; `publisher:` in proceedings/volume.yaml"
    if not record.editors:
        yield "No editors; `editors:` in proceedings/volume.yaml"
    if not (record.isbn or record.issn or (record.series and record.series.issn)):
        yield "Neither ISBN nor ISSN; `isbn:` in proceedings/volume.yaml"


def _of_contributions(record: Record) -> Iterator[str]:
    cited = record.published
    counted = f"of {len(cited)} contributions"
    if bare := [one.id for one in cited if one.licence is None]:
        yield f"No licence for {len(bare)} {counted}, so nobody may use them; `licence:` {_BLOCK}"
    people = {author.id: author for one in cited for author in one.authors}
    if nameless := [author.name for author in people.values() if not author.orcid]:
        yield f"No ORCID iD of {_listed(nameless)}; `orcid:` in proceedings/people.yaml"
    if bare := [one.title for one in cited if not one.abstract]:
        yield f"No abstract of {_listed(bare)}; `abstract:` in proceedings/agenda.yaml"
    owed = [one for one in record.contributions if one.is_published and one.is_owed]
    if empty := [one.title for one in owed if not (one.documents or one.abstract)]:
        yield f"Neither document nor abstract of {_listed(empty)}: nothing of it is published"
    if held := [one.title for one in record.contributions if not one.is_published]:
        yield f"Not published, as agenda.yaml says: {_listed(held)}"


def _listed(names: Sequence[str]) -> str:
    """`A`, or `A, B, C and 12 others`."""
    more = len(names) - FIRST
    return f"{', '.join(names[:FIRST])} and {more} others" if more > 0 else ", ".join(names)
