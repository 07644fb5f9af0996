"""What a YAML parser's complaint means for an editor:
a plain sentence at the place where the slip was made.
"""

from __future__ import annotations

import re

import yaml

from proceedings.reading.pasted import begins_curly, strange_blank
from proceedings.values.diagnostics import Diagnostic, Place, error

QUOTE_HINT = 'put the whole value in quotes: "…"'

_ENTRY = re.compile(r"^ *(?P<dash>- +)?(?P<key>[\w-]+(?= *:(?: |$)))?")
_BARE_DASH = re.compile(r" *-[^\W\d_][^-]*(?:$|\s)")
_DASH, _KEY = "dash", "key"


def syntax_diagnostic(problem: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """The diagnostic for a syntax error.

    Args:
        problem: what PyYAML raised, from its C parser or its Python one (their words differ).
        text: the text that was read.
        file: its name relative to the workspace.

    Returns:
        One error with a code of its own for tabs, indents, missing quotes,
        open quotes and missing colons; `yaml-syntax` for everything else.
    """
    mark = getattr(problem, "problem_mark", None)
    if not isinstance(problem, yaml.MarkedYAMLError) or mark is None:
        return error("yaml-syntax", Place(file, 1, 1), f"this is not YAML: {problem}")
    slip = _Slip(problem, mark.line, mark.column, text.splitlines() or [""])
    return slip.diagnostic(file)


class _Slip:
    """One syntax error with the lines around it; lines and columns count from 0 here."""

    def __init__(self, problem: yaml.MarkedYAMLError, line: int, column: int, lines: list[str]) -> None:
        self.words = (problem.problem or "").lower()
        self.context = (problem.context or "").lower()
        self.start = problem.context_mark
        self.lines = lines
        self.line, self.column = line, column

    def diagnostic(self, file: str) -> Diagnostic:
        code, line, column, message, hint = self._verdict()
        return error(code, Place(file, line + 1, column + 1), message, hint)

    def _verdict(self) -> tuple[str, int, int, str, str | None]:
        pasted = self._pasted()
        if pasted is not None:
            return pasted
        tab = self._tab()
        if tab is not None:
            return (
                "yaml-tab",
                self.line,
                tab,
                "a tab in the indentation; YAML allows only spaces there",
                ("replace the tab by spaces, two for each level; most editors do so on request"),
            )
        if "quoted scalar" in self.context and "unexpected end" in self.words and self.start:
            return (
                "yaml-open-quote",
                self.start.line,
                self.start.column,
                "this quotation mark is never closed",
                ("close it at the end of the value; double an apostrophe inside '…', or use \"…\""),
            )
        if self.context in ("while scanning an alias", "while scanning an anchor") and self.start:
            sign = "*" if "alias" in self.context else "&"
            return "yaml-alias", self.start.line, self.start.column, f"a value cannot begin with `{sign}`", QUOTE_HINT
        if "mapping values are not allowed" in self.words:
            return self._stray_colon()
        if "could not find expected ':'" in self.words and self.start:
            return self._no_colon(self.start.line)
        if "cannot start any token" in self.words:
            return "yaml-quote", self.line, self.column, f"a value cannot begin with `{self._character()}`", QUOTE_HINT
        if self._expected_a_sibling():
            return self._astray()
        return self._other()

    def _pasted(self) -> tuple[str, int, int, str, str | None] | None:
        """A blank that is no space, or a dash with no space after it,
        in the line of the error or the one before it.
        """
        for line in dict.fromkeys((self.line, self._line_before(), self.start.line if self.start else self.line)):
            text = self._text(line)
            if (blank := strange_blank(text)) is not None:
                message = f"{blank[1]} stands where YAML wants a space"
                return "yaml-blank", line, blank[0], message, "replace it by a space; it comes with pasted text"
            if _BARE_DASH.match(text):
                hint = f"write `- {text.strip()[1:][:40]}`"
                return "yaml-dash", line, self._indent(line), "there is no space after the dash", hint
        return None

    def _text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def _indent(self, line: int) -> int:
        text = self._text(line)
        return len(text) - len(text.lstrip(" \t"))

    def _character(self) -> str:
        return self._text(self.line)[self.column : self.column + 1]

    def _tab(self) -> int | None:
        lead = self._text(self.line)[: self._indent(self.line)]
        if "\t" in lead and self.column <= len(lead):
            return lead.index("\t")
        return self.column if self._character() == "\t" else None

    def _expected_a_sibling(self) -> bool:
        said = ("did not find expected key", "expected <block end>", "did not find expected '-'")
        return any(words in self.words for words in said)

    def _line_before(self) -> int:
        """The nearest line above that is neither empty nor a comment."""
        above = range(self.line - 1, -1, -1)
        return next((n for n in above if self._text(n).strip() and not self._text(n).lstrip().startswith("#")), 0)

    def _stray_colon(self) -> tuple[str, int, int, str, str | None]:
        if ": " in self._text(self.line)[: self.column]:
            return "yaml-quote", self.line, self.column, "a colon with a space after it inside a value", self._quotes()
        before = self._line_before()
        if self._indent(self.line) > self._indent(before):
            return self._astray()
        return self._no_colon(before)

    def _quotes(self) -> str:
        """How to quote the value, also where it is in quotes of print already."""
        if begins_curly(self._text(self.line)):
            return 'curly quotes are none of YAML\'s: put the whole value in straight ones: "…"'
        return QUOTE_HINT

    def _no_colon(self, line: int) -> tuple[str, int, int, str, str | None]:
        return (
            "yaml-colon",
            line,
            self._indent(line),
            "this line has no colon after its key",
            ("write `key: value`, with a space after the colon; indent the line further if it continues the one above"),
        )

    def _astray(self) -> tuple[str, int, int, str, str | None]:
        indent = self._indent(self.line)
        if self.column > indent and "mapping values" not in self.words:
            opened = self._quote_left_open()
            if opened is not None:
                return (
                    "yaml-open-quote",
                    *opened,
                    "this quotation mark is not closed before the next one",
                    "close it at the end of the value",
                )
            return "yaml-syntax", self.line, self.column, "this does not belong to the value before it", QUOTE_HINT
        message = "this line is indented differently from the lines it belongs to"
        return "yaml-indent", self.line, indent, message, self._where_to_begin(indent)

    def _quote_left_open(self) -> tuple[int, int] | None:
        """Where the quotation that ends just before the error began,
        if that was in a line above.
        """
        mark = self._text(self.line)[self.column - 1 : self.column]
        if mark not in ('"', "'"):
            return None
        above = range(self.line - 1, -1, -1)
        line = next((n for n in above if re.search(rf"(^|[:\[{{,] |- ){mark}", self._text(n))), None)
        if line is None or self._text(line).count(mark) % 2 == 0:
            return None
        return line, self._text(line).rindex(mark)

    def _entry_without_dash(self, indent: int) -> int | None:
        """The first of the lines above
        that stand as an entry of this list would, one level further in.
        """
        first = self.line
        while first and (not self._text(first - 1).strip() or self._indent(first - 1) >= indent + 2):
            first -= 1
        found = first < self.line and self._indent(first) == indent + 2 and self._text(first - 1).rstrip().endswith(":")
        return first if found else None

    def _where_to_begin(self, indent: int) -> str:
        """The open block whose indent is nearest to that of the line,
        by a line above that belongs to it.
        """
        wanted = _DASH if self._text(self.line).lstrip().startswith("- ") else _KEY
        if wanted == _DASH and (first := self._entry_without_dash(indent)) is not None:
            text = self._text(first).strip()[:40]
            return f"if line {first + 1} is an entry of the same list, begin it with a dash: `- {text}`"
        open_blocks: list[tuple[int, int, str]] = []
        limit = len(self._text(self.line)) + 1
        for above in range(self.line - 1, -1, -1):
            entry = _ENTRY.match(self._text(above))
            if entry is None:
                continue
            for group in (_KEY, _DASH):
                begin = entry.start(group)
                if entry[group] and begin < limit:
                    limit = begin
                    if group == wanted:
                        open_blocks.append((begin, above, "-" if group == _DASH else entry[_KEY]))
        if not open_blocks:
            return "give it the indent of the line above"
        begin, above, word = min(open_blocks, key=lambda block: abs(block[0] - indent))
        return f"begin it in column {begin + 1}, as `{word}` does in line {above + 1}"

    def _other(self) -> tuple[str, int, int, str, str | None]:
        said = self.words or self.context or "something unexpected"
        since = f" (in what begins in line {self.start.line + 1})" if self.start else ""
        line = min(self.line, len(self.lines) - 1)
        column = self.column if line == self.line else len(self._text(line))
        return "yaml-syntax", line, column, f"this is not YAML: {said}{since}", None
