"""Lists count from the number that their author gave:
the typesetter follows it only where a style says it.
"""

from __future__ import annotations

import re

_LIST = re.compile(r'<ol\b([^>]*? start="(-?\d{1,9})"[^>]*)>')
_ITEM = re.compile(r'<li\b([^>]*? value="(-?\d{1,9})"[^>]*)>')


def with_list_numbers(html: str) -> str:
    """The HTML with styles for the numbers of `start` and `value` (HTML, 4.4.5 and 4.4.8).

    Args:
        html: safe, as nh3 writes it: attributes in double quotes.
    """
    html = _LIST.sub(lambda found: f"<ol{_styled(found[1], found[2], 'list-item -1')}>", html)
    return _ITEM.sub(lambda found: f"<li{_styled(found[1], found[2], 'none')}>", html)


def _styled(attributes: str, number: str, step: str) -> str:
    style = f"counter-reset: list-item {number}; counter-increment: {step}"
    if ' style="' in attributes:
        return attributes.replace(' style="', f' style="{style}; ', 1)
    return f'{attributes} style="{style}"'
