"""Where text stands on a page: what of the graphics and text state says it,
followed operator by operator (ISO 32000-2, 8.4.2, 9.3 and 9.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from proceedings.pdf.operations import numbers, split

Transform = tuple[float, float, float, float, float, float]
"""[a b c d e f] as in `values.geometry.Matrix`, bare: a page has thousands."""
IDENTITY: Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

OPERANDS: Mapping[bytes, int] = MappingProxyType({b"cm": 6, b"Tm": 6, b"Td": 2, b"TD": 2, b"TL": 1, b"Tf": 2, b"Ts": 1})
"""How many operands the operators have that are followed here; others have none."""


@dataclass(slots=True)
class TextState:
    """The state after the operators that were followed; operands too many or too few are forgiven.

    `matrix` leads from the user space now in force to that of the page, `line` from the line of
    text to the former. `font` is a name as content writes it, with its slash.
    """

    matrix: Transform = IDENTITY
    line: Transform = IDENTITY
    font: bytes = b""
    size: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    _stack: list[tuple[Transform, bytes, float, float, float]] = field(default_factory=list)

    def followers(self) -> dict[bytes, Callable[[bytes], None]]:
        """By operator, what follows it, given its operands as written.
        Operators that show text move to the next line first, where they do.
        """
        return {operator: getattr(self, name) for operator, name in _FOLLOWERS.items()}

    @property
    def place(self) -> Transform:
        """From the line of text, where a string would begin, to the user space of the page."""
        return _then(self.line, self.matrix)

    def _save(self, _: bytes) -> None:
        self._stack.append((self.matrix, self.font, self.size, self.leading, self.rise))

    def _restore(self, _: bytes) -> None:
        if self._stack:
            self.matrix, self.font, self.size, self.leading, self.rise = self._stack.pop()

    def _transform(self, operands: bytes) -> None:
        self.matrix = _then(_six(operands), self.matrix)

    def _begin(self, _: bytes) -> None:
        self.line = IDENTITY

    def _set_matrix(self, operands: bytes) -> None:
        self.line = _six(operands)

    def _move(self, operands: bytes) -> None:
        x, y = _last(2, operands)
        a, b, c, d, e, f = self.line
        self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def _move_and_lead(self, operands: bytes) -> None:
        self.leading = -_last(2, operands)[1]
        self._move(operands)

    def _feed(self, _: bytes) -> None:
        a, b, c, d, e, f = self.line
        self.line = (a, b, c, d, -self.leading * c + e, -self.leading * d + f)

    def _set_leading(self, operands: bytes) -> None:
        (self.leading,) = _last(1, operands)

    def _set_font(self, operands: bytes) -> None:
        (self.size,) = _last(1, operands)
        self.font = split(operands)[0]

    def _set_rise(self, operands: bytes) -> None:
        (self.rise,) = _last(1, operands)


_FOLLOWERS: Mapping[bytes, str] = MappingProxyType(
    {
        b"q": "_save",
        b"Q": "_restore",
        b"cm": "_transform",
        b"BT": "_begin",
        b"Tm": "_set_matrix",
        b"Td": "_move",
        b"TD": "_move_and_lead",
        b"T*": "_feed",
        b"'": "_feed",
        b'"': "_feed",
        b"TL": "_set_leading",
        b"Tf": "_set_font",
        b"Ts": "_set_rise",
    }
)


def _last(count: int, operands: bytes) -> tuple[float, ...]:
    try:
        return tuple(map(float, operands.split()[-count:]))
    except ValueError:  # written without spaces, or what is no number
        return numbers(split(operands)[-count:])


def _six(operands: bytes) -> Transform:
    given = _last(6, operands)
    a, b, c, d, e, f = given + IDENTITY[len(given) :]
    return a, b, c, d, e, f


def _then(first: Transform, second: Transform) -> Transform:
    """The transformation that applies one, then the other."""
    (ka, kb, kc, kd, ke, kf), (a, b, c, d, e, f) = first, second
    return ka * a + kb * c, ka * b + kb * d, kc * a + kd * c, kc * b + kd * d, ke * a + kf * c + e, ke * b + kf * d + f
