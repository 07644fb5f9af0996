"""Specification of limits: streams are measured in bounded memory, whatever they expand to."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import pikepdf
import pytest
from pikepdf import Array, Name

from proceedings.pdf.measuring import measure_decompressed
from proceedings.values.limits import Limits


def holding(data: bytes, filters: list[str], **entries: object) -> pikepdf.Pdf:
    """A document with one stream of these raw data."""
    pdf = pikepdf.new()
    stream = pdf.make_stream(b"", **entries)
    stream.write(data, filter=Array([Name("/" + f) for f in filters]))
    pdf.Root.Held = stream
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False)
    return pikepdf.open(buffer)


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (zlib.compress(bytes(50_000_000)), ["FlateDecode"]),
        (zlib.compress(zlib.compress(bytes(50_000_000))), ["FlateDecode", "FlateDecode"]),
        (
            zlib.compress(zlib.compress(bytes(50_000_000))).hex().encode() + b">",
            ["ASCIIHexDecode"] + ["FlateDecode"] * 2,
        ),
        (zlib.compress(b"\x81\0" * 400_000), ["FlateDecode", "RunLengthDecode"]),
        (b"x", ["FlateDecode"] * 20),
    ],
)
def test_a_bomb_is_seen_in_a_few_megabytes_of_memory(data: bytes, filters: list[str]) -> None:
    pdf = holding(data, filters)
    tracemalloc.start()
    measured = measure_decompressed(pdf, Limits(stream_bytes=20_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert measured.excess is not None
    assert measured.excess.limit == "stream_bytes"
    assert peak < 30_000_000


def test_all_streams_together_have_a_limit_too() -> None:
    pdf = pikepdf.new()
    pdf.Root.Held = Array([pdf.make_stream(bytes(1000)) for _ in range(20)])
    excess = measure_decompressed(pdf, Limits(decompressed_bytes=10_000)).excess
    assert excess is not None
    assert excess.limit == "decompressed_bytes"


def test_a_picture_counts_with_its_pixels() -> None:
    size = {"Width": 60_000, "Height": 60_000, "BitsPerComponent": 8}
    pdf = holding(b"few", ["JBIG2Decode"], Subtype=Name.Image, ColorSpace=Name.DeviceGray, **size)
    assert measure_decompressed(pdf, Limits()).excess is not None


def test_runs_and_flate_are_counted_to_the_byte_and_damage_is_named() -> None:
    assert measure_decompressed(holding(b"\x02abc\xfdz\x80", ["RunLengthDecode"]), Limits()).decompressed_bytes == 7
    sound = zlib.compress(bytes(5000))
    assert measure_decompressed(holding(sound, ["FlateDecode"]), Limits()).damaged == ()
    assert len(measure_decompressed(holding(sound[:-6], ["FlateDecode"]), Limits()).damaged) == 1


def test_lzw_is_counted_as_another_library_decodes_it() -> None:
    from pypdf.filters import LZWDecode

    data = bytes.fromhex("800B6050220C0C8501")  # the example of ISO 32000-2, 7.4.4.2
    measured = measure_decompressed(holding(data, ["LZWDecode"]), Limits())
    assert measured.decompressed_bytes == len(LZWDecode.Decoder(data).decode()) == 10


def test_an_editor_raises_a_limit_by_its_name() -> None:
    raised = Limits().raised([("pages", 5000.0), ("page_inches", 300)])
    assert (raised.pages, raised.page_inches, raised.bytes) == (5000, 300.0, Limits().bytes)
