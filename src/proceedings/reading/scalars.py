"""The types of scalars in the editor's files:
text becomes a date, a time, a number here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from proceedings.formulas.titles import plain_title
from proceedings.reading import times
from proceedings.reading.yaml_positions import ListNode, MappingNode, Node, TextNode, is_blank
from proceedings.values import identifiers
from proceedings.values.options import NO, YES, yes_or_no
from proceedings.values.settings import Trim
from proceedings.values.treatment import PageList
from proceedings.words.suggestions import ID_PATTERN, did_you_mean, one_of, slug

MANY = 10_000
"""Pages that one setting may name; more is a slip of the keyboard."""

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_TRIMS = {
    "A4": Trim(595.276, 841.89, "A4"),
    "Letter": Trim(612.0, 792.0, "Letter"),
    "B5": Trim(498.898, 708.661, "B5"),
    "A5": Trim(419.528, 595.276, "A5"),
}


def refusal(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """The error a validator raises: becomes a diagnostic with this code, sentence and hint."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def shape_of(value: object) -> str:
    """What an editor calls a node."""
    if isinstance(value, MappingNode):
        return "a block of `key: value` lines"
    return "a list" if isinstance(value, ListNode) else "a single value"


def text_of(value: object, wanted: str = "text") -> str:
    """The text of a scalar; refuses lists and blocks."""
    if not isinstance(value, str):
        raise refusal("wrong-shape", f"{wanted} belongs here, not {shape_of(value)}")
    return value


def _line(value: object) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text_of(value)).strip(" ")


def _title(value: object) -> str:
    return plain_title(_line(value))


def _prose(value: object) -> str:
    return text_of(value).strip("\n ")


def _date(value: object) -> Any:
    text = text_of(value, "a date")
    found = times.date_of(text)
    if found is None:
        raise refusal("bad-date", f"`{_short(text)}` is not a date", times.date_hint(text))
    return found


def _clock(value: object) -> Any:
    text = text_of(value, "a time")
    found = times.clock_of(text)
    if found is None:
        raise refusal("bad-time", f"`{_short(text)}` is not a time", times.clock_hint(text, "09:30"))
    return found


def _span(value: object) -> times.Span:
    text = text_of(value, "a time")
    found = times.span_of(text)
    if found is None:
        raise refusal("bad-time", f"`{_short(text)}` is not a time", times.clock_hint(text, "09:00–10:00"))
    return found


def _flag(value: object) -> bool:
    said = text_of(value, "yes or no").strip().casefold()
    answer = yes_or_no(said)
    if answer is None:
        raise refusal("bad-flag", f"`{_short(said)}` is neither yes nor no", "write `yes` or `no`")
    return answer


def _number(value: object) -> float:
    text = text_of(value, "a number").strip()
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", text, re.ASCII):
        raise refusal("bad-number", f"`{_short(text)}` is not a number", "write digits, with a point for decimals")
    return float(text)


def _amount(value: object) -> float:
    number = _number(value)
    if number < 0:
        raise refusal("bad-number", f"`{_short(str(value))}` is less than nothing", "write a number from 0 on")
    return number


def _ordinal(value: object) -> int:
    text = text_of(value, "a number").strip()
    if not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        raise refusal("bad-number", f"`{_short(text)}` is not a number to count by", "write 1, 2, 3 …")
    return int(text)


def _length(value: object) -> float:
    text = text_of(value, "a length").strip()
    shaped = re.fullmatch(r"(\d{1,5}(?:\.\d{1,6})?)\s*(mm|cm|in|pt)", text, re.ASCII)
    if not shaped:
        raise refusal("bad-length", f"`{_short(text)}` is not a length", "write a number with mm, cm, in or pt: 170mm")
    return round(float(shaped[1]) * _POINTS[shaped[2]], 3)


def _id(value: object) -> str:
    text = text_of(value, "an id").strip()
    if not re.fullmatch(ID_PATTERN, text):
        better = slug(text)
        raise refusal(
            "bad-id",
            f"`{_short(text)}` cannot be an id: letters a to z, digits and hyphens only",
            f"write `{better}`" if better else "write the name in Latin letters; the printed name may be in any script",
        )
    return text


_ALL_BUT_THE_FIRST = ("all but the first", "all but first", "not the first", "not first")
"""What editors say for `2-`."""


def _pages(value: object) -> PageList:
    said = ",".join(text_of(v, "page numbers") for v in (value if isinstance(value, ListNode) else [value]))
    pages: list[int] = []
    onward: int | None = None
    if " ".join(said.casefold().split()) in _ALL_BUT_THE_FIRST:
        return PageList((), 2)
    for run in re.split(r"[,;]", said):
        shaped = re.fullmatch(r"\s*(\d{1,6})\s*(?:([-–])\s*(\d{1,6})?)?\s*", run, re.ASCII)
        first = int(shaped[1]) if shaped else 0
        last = int(shaped[3] or first) if shaped else 0
        if first < 1 or last < first or len(pages) + last - first >= MANY or onward is not None:
            raise refusal(
                "bad-pages",
                f"`{_short(said)}` is not a list of pages",
                "write them as 1-3, 5, 8-9, 2- or `all but the first`",
            )
        if shaped and shaped[2] and not shaped[3]:
            onward = first
        else:
            pages.extend(range(first, last + 1))
    return PageList(tuple(pages), onward)


def _checked(problem: Callable[[str], str | None], code: str, clean: Callable[[str], str] = str.strip) -> Any:
    def check(value: object) -> str:
        text = _line(value)
        said = problem(text)
        if said:
            raise refusal(code, said)
        return clean(text)

    return PlainValidator(check)


def _url(value: object) -> str:
    text = _line(value)
    if re.fullmatch(r"(https?|ftp)://[^\s/]+\S*", text, re.IGNORECASE):
        return text
    bare = re.fullmatch(r"(?![a-z]+:)[\w-]+(\.[\w-]+)+(/\S*)?", text)
    raise refusal(
        "bad-url",
        f"`{_short(text)}` is not a web address",
        f"write https://{text}" if bare else "write it in full, as in https://example.org/",
    )


def _email(value: object) -> str:
    text = _line(value)
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+", text):
        raise refusal("bad-email", f"`{_short(text)}` is not an e-mail address", "write it as name@example.org")
    return text


def _short(text: str) -> str:
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= 60 else line[:57] + "…"


@dataclass(frozen=True)
class Choice:
    """Marks a scalar with a fixed set of values;
    letter case does not matter, misspellings get a hint.
    """

    options: tuple[str, ...]
    what: str
    synonyms: tuple[tuple[str, str], ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.chosen)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"enum": list(self.options)}

    def chosen(self, value: object) -> str:
        """The option that a scalar names."""
        text = text_of(value, self.what).strip()
        found = next((option for option in self.options if option.casefold() == text.casefold()), None)
        if found is None:
            hint = did_you_mean(text, self.options, dict(self.synonyms))
            all_of_them = one_of(self.options)
            raise refusal(
                "unknown-value",
                f"`{_short(text)}` is not {self.what}",
                f"{hint} It is {all_of_them}" if hint else all_of_them,
            )
        return found


@dataclass(frozen=True)
class Whole:
    """Marks a whole number out of a few."""

    options: tuple[int, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.chosen)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"enum": list(self.options)}

    def chosen(self, value: object) -> int:
        """The number that a scalar names."""
        text = text_of(value, "a number").strip()
        found = next((option for option in self.options if text == str(option)), None)
        if found is None:
            raise refusal("bad-number", f"`{_short(text)}` cannot be used here", one_of(map(str, self.options)))
        return found


def named_trim(value: object) -> Trim:
    """The trim with a name: A4, Letter, B5, A5."""
    text = text_of(value, "a trim size").strip()
    found = next((trim for name, trim in _TRIMS.items() if name.casefold() == text.casefold()), None)
    if found is None:
        raise refusal(
            "unknown-value",
            f"`{_short(text)}` is not a trim size known by name",
            one_of(_TRIMS) + ", or {width: 170mm, height: 240mm}",
        )
    return found


class OneOrMore:
    """Marks a list that may be written as a single value; entries left blank are not there."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(as_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        inner = handler(schema)
        return {"anyOf": [inner, inner["items"], {"type": "null"}]}


def as_list(value: object) -> object:
    """A list as it is, without blanks; anything else as a list of one."""
    nodes = value if isinstance(value, list) else [value]
    return [node for node in nodes if not is_blank(node)]


class OrText:
    """Marks a block that may be written as a single value,
    which then stands for one of its keys.
    """

    def __init__(self, key: str) -> None:
        self.key = key

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.as_block, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": ["string", "number"]}, handler(schema)]}

    def as_block(self, value: object) -> object:
        """A mapping with the value under the key that it stands for."""
        if isinstance(value, TextNode):
            pairs: list[tuple[TextNode, Node]] = [(TextNode(self.key, value.place), value)]
            return MappingNode(value.place, pairs)
        return value


_TEXT = {"type": ["string", "number"]}
FLAG = {"enum": [True, False, *YES, *NO]}
"""Yes or no in JSON Schema."""

Line = Annotated[str, PlainValidator(_line), WithJsonSchema(_TEXT)]
Title = Annotated[str, PlainValidator(_title), WithJsonSchema(_TEXT)]
Prose = Annotated[str, PlainValidator(_prose), WithJsonSchema(_TEXT)]
Date = Annotated[Any, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Clock = Annotated[Any, PlainValidator(_clock), WithJsonSchema({"type": "string", "examples": ["09:30"]})]
TimeSpan = Annotated[Any, PlainValidator(_span), WithJsonSchema({"type": "string", "examples": ["09:00–10:00"]})]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema(FLAG)]
Number = Annotated[float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Amount = Annotated[float, PlainValidator(_amount), WithJsonSchema({"type": "number", "minimum": 0})]
Ordinal = Annotated[int, PlainValidator(_ordinal), WithJsonSchema({"type": "integer", "minimum": 1})]
Length = Annotated[float, PlainValidator(_length), WithJsonSchema({"type": "string", "examples": ["170mm"]})]
Id = Annotated[str, PlainValidator(_id), WithJsonSchema({"type": ["string", "number"]})]
Pages = Annotated[PageList, PlainValidator(_pages), WithJsonSchema({"type": ["string", "number", "array"]})]
Url = Annotated[str, PlainValidator(_url), WithJsonSchema({"type": "string", "format": "uri"})]
Email = Annotated[str, PlainValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Isbn = Annotated[str, _checked(identifiers.isbn_problem, "bad-isbn"), WithJsonSchema(_TEXT)]
Issn = Annotated[str, _checked(identifiers.issn_problem, "bad-issn"), WithJsonSchema(_TEXT)]
Orcid = Annotated[str, _checked(identifiers.orcid_problem, "bad-orcid", identifiers.orcid_of), WithJsonSchema(_TEXT)]
Doi = Annotated[str, _checked(identifiers.doi_problem, "bad-doi", identifiers.doi_of), WithJsonSchema(_TEXT)]
Ror = Annotated[str, _checked(identifiers.ror_problem, "bad-ror", identifiers.ror_of), WithJsonSchema(_TEXT)]
DoiPrefix = Annotated[
    str, _checked(identifiers.doi_prefix_problem, "bad-doi", identifiers.doi_prefix_of), WithJsonSchema(_TEXT)
]
DoiPattern = Annotated[str, _checked(identifiers.doi_pattern_problem, "bad-doi-pattern"), WithJsonSchema(_TEXT)]
