"""The layout of a volume:
its templates, stylesheet, fonts and page geometry, overridable file by file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proceedings.values.diagnostics import UsageError
from proceedings.values.geometry import PageDesign

if TYPE_CHECKING:
    from proceedings.values.settings import Trim

_GEOMETRY = "layout.yaml"
_STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class Layout:
    """A named layout. Of two files with the same name,
    the one in the folder that comes first counts.
    """

    name: str
    folders: tuple[Path, ...]
    workspace: Path | None = None

    def find(self, name: str) -> Path | None:
        """The file with this name (posix, relative to the layout);
        None if there is none or if it lies outside.
        """
        for folder in self.folders:
            path = (folder / name).resolve()
            if path.is_file() and path.is_relative_to(folder.resolve()):
                return path
        return None

    def read(self, name: str) -> str:
        """The text of a file of the layout.

        Raises:
            UsageError: the layout has no such file.
        """
        path = self.find(name)
        if path is None:
            raise UsageError(f"the layout {self.name} has no file {name}")
        return path.read_text("utf-8")

    def names(self) -> tuple[str, ...]:
        """All files of the layout, sorted."""
        found = {
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for path in folder.rglob("*")
            if path.is_file()
        }
        return tuple(sorted(found))

    def digest(self, names: Collection[str] | None = None) -> str:
        """A sum over the bytes of these files (all, by default), for cache keys;
        a missing file counts as such.
        """
        digest = hashlib.sha256()
        for name in sorted(self.names() if names is None else names):
            path = self.find(name)
            content = b"" if path is None else path.read_bytes()
            digest.update(f"{name}:{path is not None}:{len(content)}:".encode())
            digest.update(content)
        return digest.hexdigest()

    @property
    def head_font(self) -> Path:
        """The font file for running heads and folios."""
        return self.font_file(str(self._geometry()["head_font"]))

    def font_file(self, name: str) -> Path:
        """A font file of the layout.

        Raises:
            UsageError: there is none.
        """
        path = self.find(name)
        if path is None:
            raise UsageError(f"the layout {self.name} has no font {name}", f"put it into layouts/{self.name}/{name}")
        return path

    def design(self, trim: Trim) -> PageDesign:
        """Margins, frame, head and folio for this trim size:
        as named in layout.yaml, else scaled from the nearest.
        """
        named = self._measures(trim)
        measures = named.scaled_to(trim)
        bottom = trim.height - measures.top - measures.lines * measures.line
        return PageDesign(
            width=trim.width,
            height=trim.height,
            inner=measures.inner,
            outer=measures.outer,
            top=measures.top,
            bottom=round(bottom, 3),
            head_baseline=measures.head,
            folio_baseline=measures.folio,
            head_size=measures.head_size,
            folio_size=measures.folio_size,
            sheet_top=measures.sheet[0],
            sheet_bottom=measures.sheet[1],
            sheet_side=measures.sheet[2],
            head_font=str(self._geometry()["head_font"]),
        )

    def line(self, trim: Trim) -> float:
        """The line of the grid on this trim size, in points."""
        return self._measures(trim).scaled_to(trim).line

    def style(self, trim: Trim) -> str:
        """The stylesheet for this trim size:
        page box, line and text size as computed, then style.css.

        One `rem` is the line of the grid;
        `--depth` and `--measure` are height and width of the text area.
        """
        design = self.design(trim)
        measures = self._measures(trim).scaled_to(trim)
        measure = design.width - design.inner - design.outer
        page = (
            f"@page {{ size: {design.width}pt {design.height}pt; "
            f"margin: {design.top}pt {design.outer}pt {design.bottom}pt {design.inner}pt }}\n"
            f"@page :left {{ margin-left: {design.outer}pt; margin-right: {design.inner}pt }}\n"
            f"html {{ font-size: {measures.line}pt; --depth: {measures.lines * measures.line}pt; "
            f"--measure: {round(measure, 3)}pt }}\n"
            f"body {{ font-size: {measures.text}pt }}\n"
        )
        return page + self.read(_STYLE)

    def _geometry(self) -> Mapping[str, Any]:
        import yaml

        try:
            # libyaml's reader takes a tenth of the time; wheels have it.
            geometry = yaml.load(self.read(_GEOMETRY), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            if isinstance(geometry, dict) and geometry.get("trims") and geometry.get("head_font"):
                return geometry
        except yaml.YAMLError as error:
            raise UsageError(f"layouts/{self.name}/{_GEOMETRY} is not valid YAML: {error}") from error
        raise UsageError(f"layouts/{self.name}/{_GEOMETRY} needs `head_font` and `trims`")

    def _measures(self, trim: Trim) -> _Measures:
        try:
            known = [_Measures.of(entry) for entry in self._geometry()["trims"].values()]
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"layouts/{self.name}/{_GEOMETRY}: a trim size is incomplete ({error})") from error
        return min(known, key=lambda m: abs(m.width - trim.width) + abs(m.height - trim.height))


@dataclass(frozen=True, slots=True)
class _Measures:
    """One entry of `trims` in layout.yaml, in points."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    line: float
    lines: int
    text: float
    head: float
    folio: float
    head_size: float
    folio_size: float
    sheet: tuple[float, float, float]

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> _Measures:
        """The entry as read; raises KeyError,
        TypeError or ValueError where a value is missing or no number.
        """
        top, bottom, side = (float(value) for value in entry["sheet"])
        numbers = {name: float(entry[name]) for name in cls.__slots__ if name not in ("sheet", "lines")}
        return cls(**numbers, lines=int(entry["lines"]), sheet=(top, bottom, side))

    def scaled_to(self, trim: Trim) -> _Measures:
        """The same proportions on another page;
        itself where the size is the same to half a point.
        """
        across, down = trim.width / self.width, trim.height / self.height
        if abs(trim.width - self.width) < 0.5 and abs(trim.height - self.height) < 0.5:
            return self
        # Type follows the measure; what it needs at head and foot follows the height.
        line, top = round(self.line * across, 2), round(self.top * down, 2)
        foot = (self.height - self.top - self.lines * self.line) * down
        return _Measures(
            width=trim.width,
            height=trim.height,
            inner=round(self.inner * across, 2),
            outer=round(self.outer * across, 2),
            top=top,
            line=line,
            lines=max(1, int((trim.height - top - foot) / line + 0.01)),
            text=round(self.text * across, 2),
            head=round(self.head * down, 2),
            folio=round(self.folio * down, 2),
            head_size=round(self.head_size * across, 2),
            folio_size=round(self.folio_size * across, 2),
            sheet=(round(self.sheet[0] * down, 2), round(self.sheet[1] * down, 2), round(self.sheet[2] * across, 2)),
        )


def builtin_layouts() -> Path:
    """The folder of the layouts that come with the program: in the wheel, or in the repository."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "layouts"
    return packaged if packaged.is_dir() else package.parent.parent / "layouts"


def load_layout(workspace: Path | None, name: str) -> Layout:
    """The layout with this name.

    A file in the workspace's `layouts/<name>/` replaces the file of the same name in the built-in
    layout; a layout that is not built in rests on the built-in layout `default`.

    Raises:
        UsageError: neither the workspace nor the program has a layout of this name.
    """
    builtin = builtin_layouts()
    own = None if workspace is None else workspace / "layouts" / name
    folders = [folder for folder in (own, builtin / name) if folder is not None and folder.is_dir()]
    if not folders or "/" in name or name.startswith("."):
        known = sorted(path.name for path in builtin.iterdir() if path.is_dir())
        raise UsageError(f"there is no layout `{name}`", f"known layouts: {', '.join(known)}; or make layouts/{name}/")
    if builtin / "default" not in folders:
        folders.append(builtin / "default")
    resolved = dict.fromkeys(folder.resolve() for folder in folders)
    return Layout(name, tuple(resolved), workspace)
