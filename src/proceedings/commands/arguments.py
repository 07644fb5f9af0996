"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from proceedings.values.edition import Edition

Workspace = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DIR]",
        help="The workspace; by default this folder, or the nearest one above it with proceedings/volume.yaml.",
        show_default=False,
    ),
]
Draft = Annotated[
    bool,
    typer.Option("--draft", help="Allow gaps: a page stands in for each document that is missing or cannot be used."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="Processes at once; 0 means one a core, two at least; 1 none extra.")
]
StoreAt = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH_OR_URL",
        help="Where results of work are kept, instead of build/.store: a folder, or an address such as s3://bucket/store.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Do the work on a Dask cluster: tcp://host:port; the store must be shared."),
]
OneEdition = Annotated[
    Edition | None,
    typer.Option(
        "--edition",
        help="Make this edition alone: screen has no blank pages and equal margins, under the same "
        "folios, and is DIR/build/proceedings-screen.pdf. By default `editions` of volume.yaml, or print.",
        show_default=False,
    ),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say for each step why it ran or why it did not.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the problems as JSON on standard output.")]
