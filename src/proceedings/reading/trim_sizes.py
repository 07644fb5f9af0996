"""The size of the finished page: one known by its name, or the editor's own."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from proceedings.reading.entries import Entry
from proceedings.reading.scalars import Length, named_trim
from proceedings.reading.yaml_positions import MappingNode
from proceedings.values.settings import Trim


class TrimEntry(Entry):
    """A trim size of the editor's own."""

    required: ClassVar[tuple[str, ...]] = ("width", "height")

    width: Length | None = None
    height: Length | None = None


def _trim(value: object) -> object:
    """A name becomes the trim that it stands for; a block is left to TrimEntry."""
    return value if isinstance(value, MappingNode) else named_trim(value)


TrimChoice = Annotated[
    TrimEntry | Trim,
    BeforeValidator(_trim),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["A4", "Letter", "B5", "A5"]},
                {
                    "type": "object",
                    "properties": {"width": {"type": "string"}, "height": {"type": "string"}},
                    "required": ["width", "height"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
