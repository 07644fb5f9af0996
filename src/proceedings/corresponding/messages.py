"""Letters as messages (RFC 5322) and as a table for mail merges."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import time
from collections.abc import Iterable, Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from proceedings.corresponding.letters import Letter
from proceedings.values.spreadsheet import csv_table

NOBODY = "editors@proceedings.invalid"
"""Stands for the editors where no address of theirs is known (RFC 2606, 2)."""
COLUMNS = ("person", "name", "address", "language", "subject", "text", "attachments", "reminder")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@(?:[^\s@<>()\[\],;:\\\".]+\.)+[^\s@<>()\[\],;:\\\".]+")


def mail_address(text: str) -> str | None:
    """An address as mail programs take it, its domain in ASCII; None where it is none."""
    shaped = text.strip().removeprefix("mailto:")
    if not _ADDRESS.fullmatch(shaped):
        return None
    local, _, domain = shaped.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}" if local.isascii() else None
    except UnicodeError:
        return None


def message(
    letter: Letter, to: str, sender: tuple[str, str], day: dt.date, pictures: Mapping[str, bytes]
) -> EmailMessage:
    """A letter as a draft: `X-Unsent` makes mail programs open it for editing.

    Args:
        letter: what is said to whom.
        to: the address of the person.
        sender: name and address of the editors.
        day: for the header Date, which RFC 5322 demands (3.6.1).
        pictures: PNGs by name.
    """
    made = EmailMessage(policy=SMTP)
    made["Date"] = format_datetime(dt.datetime.combine(day, dt.time(12), dt.UTC))
    made["From"] = Address(sender[0], addr_spec=sender[1])
    made["To"] = Address(letter.person.name, addr_spec=to)
    made["Subject"] = letter.subject
    made["Message-ID"] = letter.message
    if letter.answers:
        made["In-Reply-To"] = letter.answers[-1]
        made["References"] = " ".join(letter.answers)
    made["X-Unsent"] = "1"
    made.set_content(letter.text, cte="quoted-printable")
    made["Content-Language"] = letter.language
    for name, data in pictures.items():
        made.add_attachment(data, maintype="image", subtype="png", filename=name)
    if made.is_multipart():
        # A boundary of chance would make other bytes of the same letter.
        made.set_boundary("=_" + hashlib.sha256(letter.message.encode()).hexdigest()[:32])
    return made


def write_mbox(path: Path, messages: Iterable[EmailMessage], day: dt.date) -> None:
    """All messages in one mailbox (RFC 4155), each with the same day in its first line."""
    made = io.BytesIO()
    first = f"From MAILER-DAEMON {time.asctime(dt.datetime.combine(day, dt.time(12)).timetuple())}\n".encode()
    for one in messages:
        body = re.sub(rb"(?m)^(>*From )", rb">\1", one.as_bytes().replace(b"\r\n", b"\n"))
        made.write(first + body.rstrip(b"\n") + b"\n\n")
    path.write_bytes(made.getvalue())


def merge_table(letters: Iterable[tuple[Letter, str]], folder: str) -> str:
    """The letters with their addresses as a table for mail merges; attachments by their paths."""
    rows = [
        (
            letter.person.id,
            letter.person.name,
            to,
            letter.language,
            letter.subject,
            letter.text,
            "; ".join(f"{folder}/{picture.name}" for picture in letter.pictures),
            "yes" if letter.is_reminder else "no",
        )
        for letter, to in letters
    ]
    return csv_table(COLUMNS, rows, for_excel=True)
