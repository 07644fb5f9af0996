"""Binding alone: from a plan, sheets and typeset pages that `prepare.py` left.
Arguments: workspace, output.

A whole process: it starts Python, imports what binding needs, reads the plan, binds and writes the
volume with heads, folios, links, bookmarks, labels, tags and metadata. Intake and typesetting are
done; their results lie in the store, and so do the folded submissions, unless a third argument
`fold` says that they are to be folded anew.
"""

import pickle
import sys
from pathlib import Path

from proceedings.binding.binder import bind


def main(workspace: Path, out: Path, warm: bool) -> None:
    """Bind."""
    arguments, store = pickle.loads((workspace / "build" / "binding.pickle").read_bytes())
    bound = bind(*arguments, out, store=store if warm else None)
    store.flush()
    sys.stdout.write(f"{bound.pages} pages, {bound.links} links, {bound.bookmarks} bookmarks\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] != ["fold"])
