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
