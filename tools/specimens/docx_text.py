"""What the specimen Word paper says: blocks of (style, text, bookmark).
All numbers are invented.
"""

from __future__ import annotations

TITLE = "Notes, Tables and the Places They Point To"
SUBTITLE = "A word processor’s document on its way through a volume"
KICKER = "Specimen in place of a paper that the agenda lists for Rebecca Calzado"
STANDING_IN = "Specimen standing in for a document that is not reproduced"

TABLE = (
    ("What is counted", "On the desk", "Converted", "In the volume"),
    ("Headings", "7", "7", "7"),
    ("Footnotes", "5", "5", "5"),
    ("References within the text", "7", "7", "7"),
    ("Addresses of web pages", "2", "2", "2"),
    ("Comments in the margin", "4", "0", "0"),
    ("Earlier versions kept in the file", "3", "0", "0"),
)

BLOCKS: tuple[tuple[str, str, str | None], ...] = (
    (
        "Quote",
        "This document is a specimen. It stands in for a paper that was named in the agenda but not published with it, "
        "and that is not reproduced here. It says nothing about the speaker or the speaker’s country. Its subject is "
        "the fate of word processors’ documents in a volume. All numbers in its table are invented.",
        None,
    ),
    ("Heading 1", "A document that is not yet a page", "desk"),
    (
        "Normal",
        "A file from a word processor has no pages. It has paragraphs, and a wish about the width of the paper. Where "
        "one page ends and the next begins is decided by the program that opens it, with the fonts that it happens to "
        "find. Two people can open the same file and see a table on different pages, and both see it correctly.",
        None,
    ),
    (
        "Normal",
        "For a volume this has to be settled once. The document is converted to fixed pages when it arrives, and from "
        "then on these pages are what is counted, linked and printed.{The original stays in its folder. If its author "
        "sends a new version, it takes the old one’s place and is converted again.} [Table 1](#counts) shows what "
        "ought to come through unharmed, and what ought not to come through at all. The sections after it look at the "
        "pieces one by one: [notes](#notes), [tables](#tables), [references](#references).",
        None,
    ),
    ("table", "Table 1. Pieces of a document on its way, in invented units", "counts"),
    (
        "Normal",
        "The last two rows are about things that a reader of the volume should never see. Comments and earlier "
        "versions were part of the conversation in which the text was written. They stay on the desk.",
        None,
    ),
    ("Heading 1", "Notes", "notes"),
    (
        "Normal",
        "A footnote has two ends. One is the small figure in the text, the other is the note itself, and they must be "
        "on the same page.{This is such a note. The figure that called it is a few lines above.} In the file they are "
        "stored far apart, and it is the conversion that brings them together.",
        None,
    ),
    (
        "Normal",
        "Some authors use footnotes for sources, some for asides.{An aside is a remark that the author could not leave "
        "out and could not fit in.} The volume treats them alike. It does not gather them at the end, because a reader "
        "who meets a figure in the text looks down, and not to another part of the book.",
        None,
    ),
    ("Heading 2", "How notes are numbered", None),
    (
        "Normal",
        "Each document begins with note 1. Numbering the notes of a whole volume in one row would look tidy and would "
        "break every citation that the authors themselves have made.{For example the citation “see note 2”, which in "
        "this paper means the note in the section on notes. Nobody could find it under number 57.} A document keeps "
        "its own numbers, as it keeps its own page numbers in the middle of the foot.",
        None,
    ),
    ("Heading 1", "Tables", "tables"),
    (
        "Normal",
        "The first row of [Table 1](#counts) is marked in the file as a heading. If the table were longer than a page, "
        "that row would be repeated at the top of the next. The mark has a second use: a screen reader announces the "
        "heading together with the number below it, so that “five” becomes “footnotes, in the volume, five”.",
        None,
    ),
    ("Normal", "A table fares best on its way through a volume when three things hold:", None),
    ("List Number", "It was made as a table, and not with tabs and spaces.", None),
    ("List Number", "Its headings are marked as headings, and not only set in bold.", None),
    ("List Number", "It is no wider than the text around it.", None),
    ("Heading 2", "What if a table is too wide", None),
    (
        "Normal",
        "A page that reaches too close to the edge of the sheet is made smaller until it fits, and so are all the "
        "other pages of the same document, for type that changes its size from page to page is hard to read. The wider "
        "the table, the smaller the whole document. It is worth an author’s while to turn a wide table on its side.",
        None,
    ),
    ("Heading 1", "References", "references"),
    (
        "Normal",
        "References are the pieces most easily lost. A sentence such as “see the section on [notes](#notes)” can be "
        "plain words, or it can be a link that knows where that section is. Both look the same on paper. In a volume "
        "the second is worth more, because a reader on a screen can follow it and come back.",
        None,
    ),
    (
        "Normal",
        "Addresses of web pages are references too. The standard for the kind of file that this paper was written in "
        "can be found at [its publisher’s site](https://www.iso.org/standard/71691.html), and advice on making "
        "documents readable for all at [another](https://www.w3.org/WAI/).{Addresses grow old. A volume prints what "
        "its authors wrote and does not look whether anybody still lives there.} Words are easier to read aloud than "
        "addresses, and so both links are made of words.",
        None,
    ),
    ("Heading 1", "What to look for", "look"),
    ("Normal", "Whoever checks a volume that holds this specimen should find that", None),
    ("List Bullet", "its headings appear as bookmarks, with two of them one level down;", None),
    ("List Bullet", "its five notes stand on the pages that call them;", None),
    ("List Bullet", "each mention of Table 1 leads to the table;", None),
    ("List Bullet", "its links to the web open the addresses that are named above;", None),
    (
        "List Bullet",
        "nothing stands within twenty-five millimetres of head and foot but what the volume adds.",
        None,
    ),
    (
        "Normal",
        "The desk on which it was written may be cleared then. The way back to where it began is "
        "[one link long](#desk).",
        None,
    ),
)
