"""YAML keeps its text and its places:
scalars are never typed, and every node knows its line and column.
"""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proceedings.reading.yaml_positions import ListNode, MappingNode, Node, TextNode, is_blank, load_yaml, place_at
from proceedings.values.diagnostics import Diagnostic


def one_problem(text: str) -> Diagnostic:
    _, problems = load_yaml(text, "f.yaml")
    assert len(problems) == 1, problems
    return problems[0]


def test_scalars_stay_as_they_are_written() -> None:
    root, problems = load_yaml("a: 10:15\nb: no\nc: 007\nd: 2007-10-08\ne: 1e3\nf: 0x1F\ng: null\n", "f.yaml")
    assert problems == ()
    assert root == {"a": "10:15", "b": "no", "c": "007", "d": "2007-10-08", "e": "1e3", "f": "0x1F", "g": "null"}
    assert isinstance(root, dict)
    assert all(isinstance(value, TextNode) for value in root.values())


def test_what_says_nothing_is_blank_and_what_is_quoted_or_a_name_is_not() -> None:
    root, _ = load_yaml("a:\nb: ''\nc: ~\nd: null\ne: ' '\nf: 'null'\ng: '~'\nh: Null\n", "f.yaml")
    assert isinstance(root, MappingNode)
    assert [is_blank(value) for value in root.values()] == [True] * 5 + [False] * 3


def test_the_place_of_a_value_left_open_is_that_of_its_key() -> None:
    root, _ = load_yaml("days:\n  - paper:\n", "f.yaml")
    assert root is not None
    assert str(place_at(root, ("days", 0, "paper"))) == "f.yaml:2:5"


def test_the_place_of_something_that_is_not_there_is_that_of_what_is_around_it() -> None:
    root, _ = load_yaml("days:\n  - date: x\n", "f.yaml")
    assert root is not None
    assert str(place_at(root, ("days", 0, "title"))) == "f.yaml:2:5"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n", "f.yaml:2:1: error[yaml-tab]:"),
        ("a: 1\n\tb: 2\n", "f.yaml:2:1: error[yaml-tab]:"),
        ("a:\n  b: 1\n  \tc: 2\n", "f.yaml:3:3: error[yaml-tab]:"),
        ("a:\n  b: 1\n c: 2\n", "f.yaml:3:2: error[yaml-indent]:"),
        ("a:\n  - x: 1\n   y: 2\n", "f.yaml:3:4: error[yaml-indent]:"),
        ("a: 1\n  b: 2\n", "f.yaml:2:3: error[yaml-indent]:"),
        ("title: Migration: a story\n", "f.yaml:1:17: error[yaml-quote]:"),
        ("a: @home\n", "f.yaml:1:4: error[yaml-quote]:"),
        ("title The Book\nb: 1\n", "f.yaml:1:1: error[yaml-colon]:"),
        ('a: 1\nb: "x\nc: 2\n', "f.yaml:2:4: error[yaml-open-quote]:"),
        ('a: "x" y\n', "f.yaml:1:8: error[yaml-syntax]:"),
        ("a: *Emphasis*\n", "f.yaml:1:4: error[yaml-alias]:"),
        ("a: *Emphasis* on this\n", "f.yaml:1:4: error[yaml-alias]:"),
        ("a: &x 1\n", "f.yaml:1:4: error[yaml-alias]:"),
        ("a: !important\n", "f.yaml:1:4: error[yaml-tag]:"),
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: error[duplicate-key]:"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: error[several-documents]:"),
        ("? [a]\n: b\n", "f.yaml:1:3: error[yaml-key]:"),
    ],
)
def test_a_slip_is_told_where_it_was_made(text: str, expected: str) -> None:
    assert str(one_problem(text)).startswith(expected)


def test_the_first_of_two_equal_keys_is_kept_and_what_follows_is_still_read() -> None:
    root, _ = load_yaml("a: 1\na: [2, {x: y}]\nb: 3\n", "f.yaml")
    assert root == {"a": "1", "b": "3"}


def test_a_bomb_of_aliases_stays_small_and_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    root, problems = load_yaml(bomb, "f.yaml")
    assert {problem.code for problem in problems} == {"yaml-alias"}
    assert root is not None
    assert len(str(root)) < 5000


def test_an_alias_to_itself_is_refused() -> None:
    _, problems = load_yaml("a: &a\n  b: *a\n", "f.yaml")
    assert [problem.code for problem in problems] == ["yaml-alias", "yaml-alias"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_bottomless_nesting_is_one_problem(opening: str) -> None:
    root, problems = load_yaml(opening * 100_000, "f.yaml")
    assert root is None
    assert len(problems) == 1


def test_an_empty_file_has_no_root_and_no_problem_of_syntax() -> None:
    assert load_yaml("", "f.yaml") == (None, ())
    assert load_yaml("# only a comment\n", "f.yaml") == (None, ())


SCALARS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SCALARS, inner, max_size=4),
    max_leaves=25,
)


def same_places(ours: Node, theirs: yaml.Node) -> None:
    """Compare with what PyYAML's own composer, written in Python, says about the same text."""
    assert theirs.start_mark is not None
    assert (ours.place.line, ours.place.column) == (theirs.start_mark.line + 1, theirs.start_mark.column + 1)
    if isinstance(ours, MappingNode):
        assert isinstance(theirs, yaml.MappingNode)
        for (key, value), (their_key, their_value) in zip(ours.items(), theirs.value, strict=True):
            same_places(key, their_key)
            same_places(value, their_value)
    elif isinstance(ours, ListNode):
        for one, other in zip(ours, theirs.value, strict=True):
            same_places(one, other)
    else:
        assert ours == theirs.value


@settings(deadline=None)
@given(
    tree=TREES,
    flow=st.sampled_from([True, False, None]),
    style=st.sampled_from([None, '"', "'"]),
    width=st.integers(20, 200),
    indent=st.integers(2, 6),
)
@example(tree={"a": ["é", "😀 b", {"c": ""}]}, flow=True, style=None, width=80, indent=2)
def test_places_are_those_that_another_parser_finds(
    tree: object, flow: bool | None, style: str | None, width: int, indent: int
) -> None:
    text = yaml.safe_dump(
        tree, default_flow_style=flow, default_style=style, width=width, indent=indent, allow_unicode=True
    )
    root, problems = load_yaml(text, "f.yaml")
    assert problems == ()
    assert root is not None
    theirs = yaml.compose(text, Loader=yaml.SafeLoader)
    assert theirs is not None
    same_places(root, theirs)


@settings(deadline=None)
@given(SCALARS.filter(bool), st.integers(0, 5), st.integers(0, 5))
def test_the_text_at_a_place_is_the_scalar(text: str, above: int, depth: int) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    lead = "".join("  " * n + "k:\n" for n in range(depth))
    source = "# comment\n" * above + lead + "  " * depth + f"last: {quoted}\n"
    root, _ = load_yaml(source, "f.yaml")
    node = root
    while isinstance(node, MappingNode):
        node = next(iter(node.values()))
    assert isinstance(node, TextNode)
    assert node == text
    assert node.place.line is not None and node.place.column is not None
    assert source.splitlines()[node.place.line - 1][node.place.column - 1 :] == quoted


@settings(deadline=None)
@given(st.text(max_size=200) | st.text("ab: -[]{}'\"&*!|>#%@\n\t,?~", max_size=80))
def test_no_text_raises(text: str) -> None:
    _, problems = load_yaml(text, "f.yaml")
    assert all(problem.place.line and problem.place.column for problem in problems)
