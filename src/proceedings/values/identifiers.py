"""ISBN, ISSN, ORCID and DOI: shape and check digit.
Each function gives back a sentence, or None when all is well.
"""

from __future__ import annotations

import re

DASHES = str.maketrans({dash: "-" for dash in "‐‑‒–—−"})


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", text.translate(DASHES)).upper()


def _modulus_11(digits: str, weights: range) -> str:
    rest = -sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def _wrong_digit(name: str, given: str, expected: str) -> str | None:
    if given == expected:
        return None
    return f"the last digit of this {name} does not fit the others: it ends in {given}, they call for {expected}"


def isbn_problem(text: str) -> str | None:
    """What is wrong with an ISBN of 10 or 13 digits, hyphens and spaces aside.

    Source: ISBN Users' Manual, 7th ed., section 4.6 (13 digits, modulus 10);
    ISO 2108:1992 (10 digits, modulus 11).
    """
    digits = _digits(re.sub(r"^ISBN(-1[03])?:?\s*", "", text.strip(), flags=re.IGNORECASE))
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        return _wrong_digit("ISBN", digits[9], _modulus_11(digits[:9], range(10, 1, -1)))
    if not re.fullmatch(r"\d{13}", digits, re.ASCII):
        return f"an ISBN has 13 digits (or 10 before 2007); this has {sum(c.isdecimal() or c == 'X' for c in digits)}"
    if digits[:3] not in ("978", "979"):
        return "an ISBN of 13 digits begins with 978 or 979"
    expected = str(-sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits[:12])) % 10)
    return _wrong_digit("ISBN", digits[12], expected)


def issn_problem(text: str) -> str | None:
    """What is wrong with an ISSN. Source: ISO 3297:2022, annex A (modulus 11, weights 8 to 2)."""
    digits = _digits(re.sub(r"^ISSN:?\s*", "", text.strip(), flags=re.IGNORECASE))
    if not re.fullmatch(r"\d{7}[\dX]", digits, re.ASCII):
        return "an ISSN has eight digits, written as 1234-5679"
    return _wrong_digit("ISSN", digits[7], _modulus_11(digits[:7], range(8, 1, -1)))


def orcid_of(text: str) -> str:
    """An ORCID iD without the address in front of it, with plain hyphens."""
    return re.sub(r"^(https?://)?(www\.)?orcid\.org/", "", text.strip().translate(DASHES)).rstrip("/").upper()


def orcid_problem(text: str) -> str | None:
    """What is wrong with an ORCID iD.
    Source: ISO 7064:2003, MOD 11-2, as ORCID uses it for ISO 27729.
    """
    shaped = orcid_of(text)
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", shaped, re.ASCII):
        return "an ORCID iD has sixteen digits in groups of four, written as 0000-0002-1825-0097"
    digits, total = shaped.replace("-", ""), 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return _wrong_digit("ORCID iD", digits[15], "X" if check == 10 else str(check))


def doi_of(text: str) -> str:
    """A DOI without the address or the word in front of it."""
    return re.sub(r"^((https?://)?(dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.IGNORECASE)


def doi_problem(text: str) -> str | None:
    """What is wrong with a DOI.
    Source: ISO 26324:2022, 5.2 (prefix 10.registrant, solidus, suffix); no check digit.
    """
    if re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+", doi_of(text), re.ASCII):
        return None
    return "a DOI begins with 10., a number of four digits or more and a slash, as in 10.1000/182"


def doi_prefix_of(text: str) -> str:
    """A DOI prefix without the address in front of it and the slash behind it."""
    return doi_of(text).rstrip("/")


def doi_prefix_problem(text: str) -> str | None:
    """What is wrong with the prefix that a registry gave (ISO 26324:2022, 5.2)."""
    if re.fullmatch(r"10\.\d{4,9}(\.\d+)*", doi_prefix_of(text), re.ASCII):
        return None
    return "a DOI prefix begins with 10. and has four digits or more, as in 10.1000"


def ror_of(text: str) -> str:
    """A ROR id without the address in front of it, in small letters."""
    return re.sub(r"^(https?://)?(www\.)?ror\.org/", "", text.strip(), flags=re.IGNORECASE).rstrip("/").lower()


_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def ror_problem(text: str) -> str | None:
    """What is wrong with an id of the Research Organization Registry.

    Source: ror.readme.io, "ROR identifier pattern": 0, six letters or digits of Crockford's
    base 32, two digits that are 98 less the number, with two zeros behind it, modulo 97
    (ISO 7064, MOD 97-10).
    """
    shaped = re.fullmatch(rf"0([{_CROCKFORD}]{{6}})(\d\d)", ror_of(text))
    if shaped is None:
        return "a ROR id has nine letters and digits and begins with 0, as in https://ror.org/02nr0ka47"
    number = 0
    for letter in shaped[1]:
        number = number * 32 + _CROCKFORD.index(letter)
    return _wrong_digits(shaped[2], f"{98 - number * 100 % 97:02d}")


def _wrong_digits(given: str, expected: str) -> str | None:
    if given == expected:
        return None
    return f"the last digits of this ROR id do not fit the others: it ends in {given}, they call for {expected}"


DOI_FIELDS = ("id", "number", "year", "folio", "series")
"""What a pattern of DOIs may name in braces."""


def doi_pattern_problem(text: str) -> str | None:
    """What is wrong with a pattern of which the DOIs of contributions are made.

    Every DOI of a volume must be another, so that `{id}`, `{number}` or `{folio}` has to stand in
    it. What stands beside the fields is kept to letters that no address and no deposit writes
    otherwise.
    """
    fields = re.findall(r"\{([^{}]*)\}", text)
    unknown = [name for name in fields if name not in DOI_FIELDS]
    if unknown:
        return f"`{{{unknown[0][:40]}}}` is nothing that a DOI can be made of; there are {', '.join(DOI_FIELDS)}"
    if not {"id", "number", "folio"} & set(fields):
        return "a pattern of DOIs names `{id}`, `{number}` or `{folio}`, so that no two contributions share one"
    if not re.fullmatch(r"[A-Za-z0-9._;()/-]*", re.sub(r"\{[^{}]*\}", "", text)):
        return "a DOI is made of the letters a to z, digits and - . _ ; ( ) /"
    return None


def doi_address(doi: str | None) -> str | None:
    """Where a DOI leads (DOI Handbook, 3.4)."""
    return f"https://doi.org/{doi}" if doi else None


def orcid_address(orcid: str | None) -> str | None:
    """An ORCID iD as ORCID wants it shown."""
    return f"https://orcid.org/{orcid}" if orcid else None


def ror_address(ror: str | None) -> str | None:
    """A ROR id as ROR wants it shown."""
    return f"https://ror.org/{ror}" if ror else None
