"""What an export has in place of a list or a block, where it is not what the format promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def listed(value: object) -> list[Any]:
    """A list as it is; anything else is an empty one."""
    return value if isinstance(value, list) else []


def blocks(value: object) -> list[Mapping[str, Any]]:
    """The blocks of a list; what else is in it is passed over."""
    return [one for one in listed(value) if isinstance(one, Mapping)]


def block(value: object) -> Mapping[str, Any]:
    """A block as it is; anything else is an empty one."""
    return value if isinstance(value, Mapping) else {}


def key_of(value: object) -> str:
    """What a number or a text that names something is as a key; `7` and `"7"` are one."""
    return str(value) if isinstance(value, str | int) else ""
