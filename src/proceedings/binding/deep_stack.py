"""Runs a function in a thread with a stack of 512 MB."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

DEEP_STACK = 1 << 29
"""Bytes of stack: qpdf copies a chain of objects by recursion,
and a structure tree may be 100,000 levels deep.
"""

T = TypeVar("T")


def with_a_deep_stack(work: Callable[[], T]) -> T:
    """Run a function in a thread with a large stack. Returns, or raises, what the function does."""
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:
            failures.append(failure)

    before = threading.stack_size(DEEP_STACK)
    try:
        thread = threading.Thread(target=run, name="binding")
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if failures:
        raise failures[0]
    return results[0]
