"""What the day's judge does in its own process:
it reads a question a line, and answers each with a line.

`judging.py` runs this file by its path, with Python's own paths alone (`-I -S`): nothing else of
the package is loaded. A question is the path of a file and a profile, as JSON; an answer is the
rules that do not hold, each with its message.
"""

from __future__ import annotations

import json
import sys
import threading


def main(paths: list[str], seconds: float, depth: int, stack: int) -> None:
    """Answer until standard input ends.

    Limits of size are taken away: a deck with 257 bookmarks on one level, a chart of 10,001 markers
    or a picture of 33 MB is no fault of a file. What the judge may use is bounded by processor time
    and memory.

    Args:
        paths: where its modules are, as `sys.path`.
        seconds: of processor time for each file.
        depth: how far references are followed.
        stack: bytes of stack for that.
    """
    sys.path[:] = paths
    threading.stack_size(stack)
    work = threading.Thread(target=_answer, args=(seconds, depth))
    work.start()
    work.join()


def _answer(seconds: float, depth: int) -> None:
    import page

    limits = page.SafetyLimits.unlimited()
    limits.max_reference_depth = depth
    for line in sys.stdin:
        path, profile = json.loads(line)
        _allow(seconds)
        try:
            report = page.validate_pdf(path, profile=profile, limits=limits)
            found = [[failure.rule_id, failure.message] for failure in report.failures]
        except page.PageError:
            found = [["UNREADABLE", "page-validation cannot read it"]]
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


def _allow(seconds: float) -> None:
    """Let this process use so much more processor time before the system ends it."""
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    end = int(spent.ru_utime + spent.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), *json.loads(sys.argv[2]))
