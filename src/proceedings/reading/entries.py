"""Entry: the base of the schema's models.
One bad value costs only itself; every problem knows its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from proceedings.reading.findings import Findings
from proceedings.reading.scalars import refusal, shape_of
from proceedings.reading.yaml_positions import ListNode, MappingNode, Node, is_blank, is_null, place_at
from proceedings.values.diagnostics import Place
from proceedings.words.suggestions import did_you_mean, one_of

# What pydantic calls a mismatch of shape, and what an editor calls what belongs there.
_SHAPES = {
    "dict_type": "a block of `key: value` lines",
    "model_type": "a block of `key: value` lines",
    "tuple_type": "a list",
    "string_type": "text",
}

# Words that editors use for a key, by the key that they mean.
SYNONYMS = {
    "presentation": "slides",
    "presentations": "slides",
    "deck": "slides",
    "papers": "paper",
    "institution": "affiliation",
    "organisation": "affiliation",
    "organization": "affiliation",
    "position": "title",
    "role": "title",
    "surname": "family",
    "lastname": "family",
    "last_name": "family",
    "family_name": "family",
    "license": "licence",
    "start": "starts",
    "begin": "starts",
    "begins": "starts",
    "from": "starts",
    "end": "ends",
    "until": "ends",
    "to": "ends",
    "presenters": "presenter",
    "presented_by": "presenter",
    "state": "status",
    "files": "documents",
    "filename": "file",
    "date": "published",
    "subheading": "subtitle",
    "lang": "language",
    "timezone": "timezone",
    "time_zone": "timezone",
    "organisers": "organizers",
    "website": "url",
    "link": "url",
    "mail": "email",
    "papersize": "trim",
    "page_size": "trim",
    "size": "trim",
    "session_title": "title",
    "site": "address",
    "prefix": "doi_prefix",
    "pattern": "doi_pattern",
    "registrant": "depositor",
    "funder": "funding",
    "grant": "award",
    "tags": "keywords",
    "theme": "layout",
}


class Entry(BaseModel):
    """A block of the editor's files.

    Validation goes on after a problem: an unknown key or a value that cannot be read is recorded in
    the context (`context=Findings()`) and left out, so that the rest of the block, and of the file,
    is read in the same run.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    required: ClassVar[tuple[str, ...]] = ()
    """Keys that an editor must give.
    They are optional for pydantic, so that a draft can go on without them.
    """
    wanted: ClassVar[Mapping[str, str]] = {}
    """What a required key is, for the message when it is not there."""

    _node: MappingNode = PrivateAttr()

    def wrote(self, key: str) -> bool:
        """True when the editor wrote the key, with or without a value."""
        return key in self._node

    def opened(self, key: str) -> bool:
        """True when the editor wrote the key,
        with a value or with nothing after it, but not with `null`.
        """
        written = self._node.key(key)
        return written is not None and not is_null(self._node[written])

    def at(self, *path: str | int) -> Place:
        """Where a value stands; the place of the whole block when it is not there."""
        return place_at(self._node, path)

    def keys_of(self, *blocks: str) -> tuple[tuple[str, Place], ...]:
        """The keys in the blocks under these keys, each with its place."""
        nodes = (self._node[key] for key in self._node if key in blocks)
        return tuple((str(key), key.place) for node in nodes if isinstance(node, MappingNode) for key in node)

    def left_open(self, key: str) -> bool:
        """True when the key is not there or has nothing after it:
        not for a value that could not be read.
        """
        return _is_open(self._node, key)

    @model_validator(mode="wrap")
    @classmethod
    def _read_block(cls, value: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(value, MappingNode):
            raise refusal("wrong-shape", f"a block of `key: value` lines belongs here, not {shape_of(value)}")
        findings = _findings(info)
        for key in value:
            if key not in cls.model_fields:
                known = list(cls.model_fields)
                findings.error(
                    "unknown-key",
                    key.place,
                    f"`{key[:60]}` is not a key that can stand here",
                    did_you_mean(key, known, SYNONYMS) or one_of(known),
                )
        for name in cls.required:
            if _is_open(value, name):
                what = cls.wanted.get(name, f"`{name}:`")
                findings.error("missing-key", place_at(value, (name,)), f"{what} is missing", f"add a line `{name}: …`")
        given = {key: node for key, node in value.items() if key in cls.model_fields and not is_blank(node)}
        entry = handler(given)
        entry._node = value
        return entry

    @field_validator("*", mode="wrap")
    @classmethod
    def _read_value(cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        for _ in range(2):
            try:
                return handler(value)
            except ValidationError as problem:
                bad = _record(problem, value, _findings(info))
                value = _without(value, bad)
                if value is None:
                    break
        assert info.field_name is not None
        return cls.model_fields[info.field_name].get_default(call_default_factory=True)


def _findings(info: ValidationInfo) -> Findings:
    assert isinstance(info.context, Findings), "validate with context=Findings()"
    return info.context


def _is_open(node: MappingNode, key: str) -> bool:
    written = node.key(key)
    return written is None or is_blank(node[written])


def _record(problem: ValidationError, value: Node, findings: Findings) -> set[str | int]:
    """Keep what pydantic found as diagnostics;
    gives back the first step of each path, to leave it out.
    """
    bad: set[str | int] = set()
    for found in problem.errors(include_url=False):
        path = found["loc"]
        context: Mapping[str, Any] = found.get("ctx", {})
        code, message, hint = found["type"], context.get("message"), context.get("hint")
        if message is None:
            code, message = "wrong-shape", f"{_SHAPES.get(code, 'something else')} belongs here"
        findings.error(code, place_at(value, path), message, hint)
        if path:
            bad.add(path[0])
    return bad


def _without(value: Node, bad: set[str | int]) -> Node | None:
    """A list or block without the entries that cannot be read; None where nothing can be saved."""
    if isinstance(value, ListNode) and bad:
        kept = [node for node in value if not is_blank(node)]
        return ListNode(value.place, [node for n, node in enumerate(kept) if n not in bad])
    if isinstance(value, MappingNode) and bad:
        return MappingNode(value.place, [(key, node) for key, node in value.items() if key not in bad])
    return None
