"""What libraries may do to this process while they work on one document:
take memory, and remark upon it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def bounded(memory: int) -> Iterator[None]:
    """At most so many bytes of address space, for this process and what it starts."""
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = [limit for limit in (before, hard, memory) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(allowed), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the warnings of libraries. We ask them for problems and report these ourselves."""
    loggers = [logging.getLogger(name) for name in ("pikepdf", "pypdfium2", "fontTools")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
