"""Facts as JSON and back, without loss:
how the store and `proceedings inspect` keep and show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from proceedings.values.geometry import Box
from proceedings.values.submission import (
    CommentFact,
    Facts,
    FigureFact,
    FontFact,
    ImageFact,
    PageFacts,
    Sighting,
    StateFacts,
    TagFacts,
    Tally,
)


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """Plain values, ready for json.dumps."""
    return asdict(facts)


def facts_from_json(data: Mapping[str, Any]) -> Facts:
    """The facts that `facts_as_json` turned into plain values.

    Raises:
        KeyError, TypeError: the data are not those of this version.
    """
    return Facts(
        **{
            **data,
            "pages": tuple(PageFacts(**{**page, "ink": _box(page["ink"])}) for page in data["pages"]),
            "fonts": tuple(FontFact(**font) for font in data["fonts"]),
            "images": tuple(ImageFact(**{**image, "box": Box(**image["box"])}) for image in data["images"]),
            "annotations": tuple((kind, count) for kind, count in data["annotations"]),
            "attachments": tuple(data["attachments"]),
            "layers": tuple(data["layers"]),
            "figures": tuple(FigureFact(**figure) for figure in data["figures"]),
            "source": tuple(
                Tally(**{**tally, "pages": tuple(tally["pages"]), "names": tuple(tally["names"])})
                for tally in data["source"]
            ),
            "tags": None if data["tags"] is None else TagFacts(**data["tags"]),
            "state": _state(data["state"]),
        }
    )


def _box(data: Mapping[str, float] | None) -> Box | None:
    return None if data is None else Box(**data)


def _state(data: Mapping[str, Any]) -> StateFacts:
    return StateFacts(
        sightings=tuple(Sighting(**sighting) for sighting in data["sightings"]),
        openings=tuple(data["openings"]),
        unreadable=tuple(data["unreadable"]),
        without_text=tuple(data["without_text"]),
        builds=tuple((first, last) for first, last in data["builds"]),
        comments=tuple(CommentFact(**comment) for comment in data["comments"]),
        shell=data["shell"],
    )
