"""What becomes of a task: a value, or a failure, whose kind decides what to do and what to say."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from proceedings.engine.disk import full_folder, no_room, says_no_room

T = TypeVar("T")
R = TypeVar("R")

OUT_OF_MEMORY = "out of memory"
"""The message of a failure for want of memory."""


class FailureKind(StrEnum):
    """Why a task gave nothing."""

    CRASHED = "crashed"
    TIMED_OUT = "timed-out"
    RAISED = "raised"
    NO_ROOM = "no-room"


@dataclass(frozen=True, slots=True)
class Failure:
    """How a task failed; `message` is the exception's text,
    the signal's name, the time limit or the full folder.
    """

    kind: FailureKind
    message: str


@dataclass(frozen=True, slots=True)
class Result(Generic[R]):
    """What became of a task: a value, or else a failure."""

    value: R | None = None
    failure: Failure | None = None


def attempt(fn: Callable[[T], R], task: T) -> Result[R]:
    """Do a task here and now; whatever it raises is its outcome."""
    try:
        return Result(value=fn(task))
    except MemoryError:
        return Result(failure=Failure(FailureKind.RAISED, OUT_OF_MEMORY))
    except Exception as error:  # whatever a library raises on odd input is the task's outcome
        return Result(failure=failure_of(error))


def failure_of(error: Exception) -> Failure:
    """What an exception says of its task;
    whoever wants to mend the tool sets PROCEEDINGS_TRACEBACK=1.
    """
    if says_no_room(error):
        return Failure(FailureKind.NO_ROOM, os.fspath(full_folder(error)))
    if os.environ.get("PROCEEDINGS_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    return Failure(FailureKind.RAISED, f"{type(error).__name__}: {error}")


def with_room(outcome: Result[R]) -> Result[R]:
    """The outcome.

    Raises:
        OSError: its task found no room on the disk.
    """
    if outcome.failure is not None and outcome.failure.kind is FailureKind.NO_ROOM:
        raise no_room(Path(outcome.failure.message))
    return outcome
