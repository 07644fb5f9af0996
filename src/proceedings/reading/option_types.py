"""The types of options in the editor's files:
which words may stand where, for validation and for JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from proceedings.reading.scalars import FLAG, Choice, refusal, shape_of
from proceedings.reading.yaml_positions import MappingNode
from proceedings.values.options import Printing, kinds

_COMMENTS = Choice(tuple(Printing), "what becomes of comments", (("remove", "leave-out"),))


def _comments(value: object) -> Printing:
    """As the option of this name is read: yes prints them, no leaves them out."""
    said = kinds()["comments"].value(value) if isinstance(value, str) else None
    return Printing(said if isinstance(said, Printing) else _COMMENTS.chosen(value))


CommentsChoice = Annotated[Printing, PlainValidator(_comments), WithJsonSchema({"enum": [*Printing, *FLAG["enum"]]})]


def block_of(value: object) -> MappingNode:
    """A block of the editor's files as it is; refuses anything else."""
    if not isinstance(value, MappingNode):
        raise refusal("wrong-shape", f"a block of `name: value` lines belongs here, not {shape_of(value)}")
    return value


def _options_schema() -> dict[str, Any]:
    """A property for each option, with the words that it may have."""
    answers = FLAG["enum"]
    whole = {"type": "integer", "minimum": 0}
    each = {
        name: whole if kind.is_number else {"enum": [*kind.words, *(answers if kind.is_answered else ())]}
        for name, kind in kinds().items()
    }
    return {"type": "object", "properties": each, "additionalProperties": False}


OptionsBlock = Annotated[Any, PlainValidator(block_of), WithJsonSchema(_options_schema())]
"""Read by `reading/options.py`, which knows each option."""
