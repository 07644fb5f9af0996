"""The output intent of the volume: sRGB, one for all documents (ISO 19005-2, 6.2.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.pdf import icc

if TYPE_CHECKING:
    import pikepdf


def srgb_intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A GTS_PDFA1 output intent for sRGB, as an indirect object of `pdf`;
    its bytes are always the same.
    """
    import pikepdf
    from pikepdf import Name

    profile = pdf.make_stream(icc.srgb(), N=3, Alternate=Name.DeviceRGB)
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String("sRGB"),
            Info=pikepdf.String("sRGB IEC 61966-2.1"),
            DestOutputProfile=profile,
        )
    )


def replace_output_intents(pdf: pikepdf.Pdf) -> pikepdf.Object | None:
    """Put sRGB in the place of the document's own output intents.

    Returns:
        The profile stream of the document's own CMYK intent, if it had one:
        what its CMYK colours mean.
    """
    import pikepdf
    from pikepdf import Name

    own = _cmyk_profile(pdf)
    pdf.Root[Name.OutputIntents] = pikepdf.Array([srgb_intent(pdf)])
    for page in pdf.pages:
        if Name.OutputIntents in page.obj:
            del page.obj[Name.OutputIntents]
    return own


def _cmyk_profile(pdf: pikepdf.Pdf) -> pikepdf.Object | None:
    import pikepdf

    intents = pdf.Root.get("/OutputIntents")
    if not isinstance(intents, pikepdf.Array):
        return None
    for intent in intents:
        profile = intent.get("/DestOutputProfile") if isinstance(intent, pikepdf.Dictionary) else None
        if isinstance(profile, pikepdf.Stream) and data_colour_space(profile) == b"CMYK":
            return profile
    return None


def data_colour_space(profile: pikepdf.Stream) -> bytes:
    """The four letters in an ICC profile's header that name its colour space;
    empty where it cannot be read.
    """
    import pikepdf

    try:
        return profile.read_bytes()[16:20]
    except pikepdf.PdfError:
        return b""
