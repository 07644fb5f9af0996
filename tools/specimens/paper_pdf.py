"""The specimen paper as PDF: paper.html set by WeasyPrint, tagged, with the chart drawn here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent.parent / "layouts" / "default" / "fonts"

BARS = (("Photographed", 17), ("Joined", 56), ("Bound", 100))
"""The rows of the paper's table, averaged: invented units out of one hundred."""


def write(destination: Path) -> None:
    """Write the paper; the same bytes every time."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        """Brings the page's own files:
        fonts from the built-in layout, the chart from this module.
        """

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            name = url.rsplit("/", 1)[-1]
            if name == "chart.svg":
                return URLFetcherResponse(url, chart().encode(), {"Content-Type": "image/svg+xml"})
            path = (FONTS if name.endswith(".ttf") else HERE) / name
            return super().fetch(path.as_uri(), headers)

    page = HTML(HERE / "paper.html", url_fetcher=Fetcher())
    page.write_pdf(destination, pdf_variant="pdf/ua-1", pdf_identifier=b"specimen-paper--")


def chart() -> str:
    """The bar chart, as SVG."""
    rows = []
    for i, (name, units) in enumerate(BARS):
        y, fill = 14 + i * 30, ("#b9c9ca", "#7fa3a6", "#1f5f66")[i]
        rows.append(
            f'<text x="92" y="{y + 14}" text-anchor="end">{name}</text>'
            f'<rect x="100" y="{y}" width="{units * 3.1:.1f}" height="20" fill="{fill}"/>'
            f'<text x="{105 + units * 3.1:.1f}" y="{y + 14}">{units}</text>'
        )
    grid = "".join(
        f'<line x1="{100 + u * 3.1:.1f}" x2="{100 + u * 3.1:.1f}" y1="8" y2="106" stroke="#ccc" stroke-width=".5"/>'
        f'<text x="{100 + u * 3.1:.1f}" y="119" text-anchor="middle" fill="#555">{u}</text>'
        for u in (0, 25, 50, 75, 100)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 124" font-family="Specimen Sans" font-size="9.5">'
        f"{grid}{''.join(rows)}</svg>"
    )
