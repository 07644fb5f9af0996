"""A workspace to begin with: three files that explain themselves, their schemas beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from proceedings.importing.yaml_writing import scalar

LINE = "# yaml-language-server: $schema=schemas/{name}.schema.json\n"


@dataclass(frozen=True)
class Wanted:
    """What the editor says of the meeting."""

    title: str
    starts: dt.date
    ends: dt.date
    place: str
    language: str
    trim: str


def schemas() -> dict[str, str]:
    """The JSON schemas of the three files by their paths in the workspace."""
    shipped = resources.files("proceedings.reading") / "schemas"
    return {
        f"proceedings/schemas/{name}.schema.json": (shipped / f"{name}.schema.json").read_text("utf-8")
        for name in ("volume", "agenda", "people")
    }


def beginning(wanted: Wanted, papers: Sequence[tuple[str, str, str]] = ()) -> Mapping[str, str]:
    """The files of a new workspace by their paths.

    Args:
        wanted: what is known of the meeting.
        papers: documents that are there: kind, path in the workspace, title.
    """
    return {
        "proceedings/volume.yaml": LINE.format(name="volume") + _volume(wanted),
        "proceedings/agenda.yaml": LINE.format(name="agenda") + _agenda(wanted, papers),
        "proceedings/people.yaml": LINE.format(name="people") + _PEOPLE,
        "proceedings/.gitignore": "addresses.yaml\nstate/import/before/\n",
        **schemas(),
    }


def agenda_to_begin_with(first: dt.date, last: dt.date) -> str:
    """An agenda of the days of a meeting of which nothing else is known yet."""
    return LINE.format(name="agenda") + _agenda(Wanted("", first, last, "", "", ""), ())


def _volume(wanted: Wanted) -> str:
    place = f"  city: {scalar(wanted.place)}\n" if wanted.place else "  # city: Geneva\n"
    return f"""# The book. Only the title is needed; every field is explained by `proceedings guide volume`.
# A line that begins with # is a remark: take the sign away to use what it holds.

title: {scalar(wanted.title)}
# subtitle: Proceedings of the workshop

event:
  name: {scalar(wanted.title)}
{place}  # country: Switzerland
  starts: {wanted.starts}
  ends: {wanted.ends}
  # timezone: Europe/Zurich        # printed in the agenda
  # organizers: [Example University]

# publisher: Example University Press
# editors: [Grace Hopper]

# Hyphenation, order of the index and the program's own words follow the language: en-GB, fr, de, pt-BR.
language: {scalar(wanted.language)}

# A4, Letter, B5, A5, or {{width: 170mm, height: 240mm}}.
trim: {scalar(wanted.trim)}
"""


def _agenda(wanted: Wanted, papers: Sequence[tuple[str, str, str]]) -> str:
    head = """# The programme, day by day, in the order in which things happen; see `proceedings guide agenda`.
# Speakers and chairs are ids from people.yaml.

days:
"""
    days = []
    for number in range((wanted.ends - wanted.starts).days + 1):
        date = wanted.starts + dt.timedelta(days=number)
        items = _SAMPLE if number == 0 and not papers else "      - title: To be announced\n"
        days.append(f"  - date: {date}\n    items:\n{_session(papers) if number == 0 and papers else items}")
    return head + "\n".join(days)


def _session(papers: Sequence[tuple[str, str, str]]) -> str:
    """All documents in one session; the editor puts them where they belong."""
    lines = ["      - session:", "        title: Papers", "        contributions:"]
    for kind, path, title in papers:
        lines += [
            f"          - title: {scalar(title)}",
            "            documents:",
            f"              - {kind}: {scalar(path)}",
        ]
    return "\n".join(lines) + "\n"


_SAMPLE = """      - time: 09:00–09:15
        title: Opening

      # A session has talks; a talk has speakers and documents. Replace this one.
      - time: 09:15–10:30
        session: 1
        title: First session
        # chair: hopper
        contributions:
          - title: A first talk
            # speaker: hopper
            # documents:
            #   - paper: papers/hopper.pdf
            #   - slides:                  # promised, not here yet
          - Discussion

      - time: 10:30–11:00
        title: Coffee break
"""
_PEOPLE = """# Everybody who is named in the volume, once; see `proceedings guide people`.
# The id is a short word of your own, by which the agenda names them. A biography is people/hopper.md,
# a photograph people/hopper.jpg.

# hopper:
#   name: Grace Hopper
#   title: Professor
#   affiliation: Yale University
#   country: United States
{}
"""
