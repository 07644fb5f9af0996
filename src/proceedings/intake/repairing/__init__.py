"""Repair: a damaged submission by the gentlest way after
which a reader sees the same; never a silent loss.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from proceedings.intake.repairing.expressions import SIMPLIFIED, simplify_expressions
from proceedings.intake.repairing.field_tree import UNSHARED, unshare_fields
from proceedings.intake.repairing.mending import TABLE, Mended, NoPages, mend, opened
from proceedings.intake.repairing.outcome import Repaired, Way
from proceedings.intake.repairing.torn import with_new_end
from proceedings.programs import ghostscript
from proceedings.readers.comparing import (
    PICTURED,
    STRICT,
    Comparison,
    compare,
    compare_by_poppler,
    is_blank,
    pages_claimed,
)
from proceedings.values.diagnostics import ProgramMissing
from proceedings.values.limits import Excess, Limits
from proceedings.values.trouble import Trouble

__all__ = ["Mended", "Repaired", "Way", "repair"]


_LOCKED = Trouble.error(
    "encrypted-document",
    "the document opens only with a password",
    "ask its author for a copy without password protection",
)
_SEALED = Trouble.error(
    "encrypted-document",
    "the document is encrypted for certain people or for a program of its own, not by a password",
    "ask its author for a copy without protection",
)
_BROKEN = Trouble.error(
    "unreadable-document",
    "the file is damaged beyond repair: no page can be found in it",
    "ask its author to export the document as PDF again and to send the new file",
)
_LIMIT_CODES = {
    "pages": "too-many-pages",
    "bytes": "file-too-large",
    "decompressed_bytes": "decompression-bomb",
    "stream_bytes": "decompression-bomb",
    "page_inches": "page-too-large",
}


def repair(path: Path, out_folder: Path, limits: Limits, *, pictures: bool = False) -> Repaired | Trouble:
    """Make a submission usable, or say why it cannot be.

    A sound document is given back as it is. A damaged one is mended by qpdf, if need be after its
    objects were gathered; else written anew by pdfium, else by Ghostscript, else, where `pictures`
    allows it, made of pictures with its text invisible on them. The first result that shows the
    words and the ink of the original is taken.

    Args:
        path: the PDF as submitted; never changed.
        out_folder: where a repaired copy goes, as `repaired.pdf`.
        limits: what the document may take.
        pictures: whether pages may become pictures when nothing else works.
    """
    size = path.stat().st_size
    if size > limits.bytes:
        return _beyond(Excess("bytes", f"it has {size / 1e6:.0f} MB, more than the {limits.bytes / 1e6:g} allowed"))
    with _quiet():
        # The number of pages that a document claims costs nothing to learn,
        # a tree of a million does.
        if pages_claimed(path) > limits.pages:
            return _beyond(Excess("pages", f"it has more than {limits.pages} pages"))
        return _Attempts(path, out_folder, limits, pictures).run()


class _Attempts:
    """The ways that were tried for one document, and the best result so far."""

    def __init__(self, path: Path, folder: Path, limits: Limits, pictures: bool) -> None:
        self._path, self._folder, self._limits, self._pictures = path, folder, limits, pictures
        self._best: tuple[tuple[int, float], Repaired] | None = None
        self._encrypted = self._torn = False
        self._finite: tuple[str, ...] = ()
        """What was done so that readers come to an end with the document."""

    def run(self) -> Repaired | Trouble:
        """Try one way after the other;
        gives back what came of the first that holds, else of the best.
        """
        refused: Trouble | None = None
        for way, write in self._ways():
            candidate = self._folder / f"{way}.pdf"
            try:
                done = self._try(way, write, candidate)
            except pikepdf.PasswordError:
                # Some files want a password for their attachments only, which pdfium knows.
                self._encrypted, refused = True, _LOCKED
                continue
            except (pikepdf.PdfError, NoPages, _Failed, RuntimeError, ValueError, OverflowError) as problem:
                if isinstance(problem, pikepdf.PdfError) and "encryption" in str(problem):
                    # A security handler or crypt filter
                    # that is not the standard's (ISO 32000-1, 7.6.4 and 7.6.5).
                    self._encrypted, refused = True, _SEALED
                continue
            if isinstance(done, Trouble):
                return done
            if done is not None:
                return done if done.way is Way.AS_IT_IS else self._settle(done)
        if self._best is not None:
            return self._settle(self._best[1])
        return refused or _BROKEN

    def _ways(self) -> Iterator[tuple[Way, Callable[[Path], Path]]]:
        yield Way.MENDED, lambda _: self._path
        if self._best is None and not self._encrypted:
            yield Way.MENDED, self._with_new_end
        yield Way.REWRITTEN, self._by_pdfium
        if not self._encrypted:
            yield Way.GHOSTSCRIPT, self._by_ghostscript
        if self._pictures:
            yield Way.PICTURES, self._by_pictures

    def _try(self, way: Way, write: Callable[[Path], Path], out: Path) -> Repaired | Trouble | None:
        """One way: the result when it shows all that the original shows,
        else None with the result remembered.
        """
        with opened(write(out.with_suffix(".raw.pdf")), self._limits) as pdf:
            decrypted = pdf.is_encrypted or self._encrypted
            self._make_finite(pdf)
            mended = mend(pdf, self._limits)
            if mended.excess is not None:
                return _beyond(mended.excess)
            if way is Way.MENDED and not mended.damaged and not self._torn:
                if not decrypted and not mended.details:
                    return Repaired(self._path, Way.MENDED if self._finite else Way.AS_IT_IS)
                way = Way.DECRYPTED if decrypted else Way.CLOSED
            pdf.save(out, encryption=False, deterministic_id=True, fix_metadata_version=False)
        details = mended.details if way in (Way.MENDED, Way.CLOSED) else (_SAYS[way],)
        if way is Way.MENDED and self._torn:
            details = (_TORN, *(said for said in details if said != TABLE))
        if way not in (Way.MENDED, Way.CLOSED, Way.DECRYPTED) and is_blank(out):
            return None
        seen = compare(self._path, out)
        if not seen.seen:
            # pdfium cannot show it; the result must at least show something,
            # and poppler may see the original.
            if is_blank(out):
                return None
            seen = compare_by_poppler(self._path, out, seconds=self._limits.seconds, memory=self._limits.memory)
        if not seen.seen:
            return Repaired(out, way, details, decrypted, verified=False)
        allowed = PICTURED if way is Way.PICTURES else STRICT
        if seen.same(allowed):
            return Repaired(out, way, details, decrypted)
        problem = f"the repaired copy differs from the original: {seen.sentence(allowed)}"
        lost = Repaired(out, way, details, decrypted, problem)
        if self._best is None or _damage(seen) < self._best[0]:
            self._best = (_damage(seen), lost)
        return None

    def _settle(self, done: Repaired) -> Repaired:
        final = self._folder / "repaired.pdf"
        done.pdf.replace(final)
        for way in Way:
            for left in (f"{way}.pdf", f"{way}.raw.pdf", f"{way}.raw.source.pdf"):
                (self._folder / left).unlink(missing_ok=True)
        return Repaired(final, done.way, (*done.details, *self._finite), done.decrypted, done.problem, done.verified)

    def _make_finite(self, pdf: pikepdf.Pdf) -> None:
        """Go on from a copy where readers,
        which are asked what the original shows, would never finish with it.
        """
        done = tuple(said for said, change in _ENDLESS if change(pdf))
        if done:
            self._path, self._finite = self._folder / "finite.pdf", self._finite + done
            pdf.save(self._path, encryption=False, deterministic_id=True, fix_metadata_version=False)

    def _with_new_end(self, raw: Path) -> Path:
        whole = with_new_end(self._path.read_bytes(), self._limits)
        if whole is None:
            raise _Failed
        raw.write_bytes(whole)
        self._torn = True
        return raw

    def _by_pdfium(self, raw: Path) -> Path:
        import pypdfium2 as pdfium
        import pypdfium2.raw as pdfium_c

        try:
            document = pdfium.PdfDocument(self._path)
        except (pdfium.PdfiumError, OSError) as problem:
            raise _Failed from problem
        try:
            if len(document) > self._limits.pages:
                raise _Failed
            document.save(raw, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        finally:
            document.close()
        return raw

    def _by_ghostscript(self, raw: Path) -> Path:
        try:
            ghostscript.rewrite(self._path, raw, seconds=self._limits.seconds, memory=self._limits.memory)
        except (ghostscript.GhostscriptFailed, ProgramMissing) as problem:
            raise _Failed from problem
        return raw

    def _by_pictures(self, raw: Path) -> Path:
        from proceedings.pdf import by_pictures

        source = self._path
        try:
            with opened(source, self._limits) as pdf:
                len(pdf.pages)
        except pikepdf.PdfError:
            source = self._by_pdfium(raw.with_suffix(".source.pdf"))
        by_pictures.rewrite(source, raw)
        return raw


_ENDLESS = ((SIMPLIFIED, simplify_expressions), (UNSHARED, unshare_fields))
_TORN = "The table of its objects was lost, with the end of the file perhaps; they were gathered one by one."


class _Failed(Exception):
    """A way gave nothing."""


_SAYS = {
    Way.DECRYPTED: "Its encryption, which asked for no password, was removed.",
    Way.REWRITTEN: "The file was written anew by pdfium, because its structure was damaged.",
    Way.GHOSTSCRIPT: "The file was written anew by Ghostscript; tags and form fields may be lost.",
    Way.PICTURES: "Its pages were replaced by pictures at 300 dpi with their text kept invisible.",
}


def _damage(seen: Comparison) -> tuple[int, float]:
    """How bad a result is: words and pages lost first, then ink."""
    pages = abs(seen.pages_before - seen.pages_after)
    return 1000 * pages + sum(len(p.lost) for p in seen.pages), sum(p.changed for p in seen.pages)


def _beyond(excess: Excess) -> Trouble:
    hint = f"raise `limits: {excess.limit.replace('_', '-')}` for this document, or ask its author for a smaller file"
    return Trouble.error(
        _LIMIT_CODES[excess.limit], f"the document is beyond a limit: {excess.message}", hint, excess.page
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """What libraries print about a file is asked of them instead."""
    logger = logging.getLogger("pikepdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
