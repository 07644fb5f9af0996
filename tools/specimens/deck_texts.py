"""What the four specimen decks say.
All of it is about documents in a volume, and all numbers are invented.
"""

from __future__ import annotations

from decks import Look, Slide

WIDE = (254.0, 142.875)
NARROW = (254.0, 190.5)

TEAL = Look(*WIDE, ink="16343A", accent="1F6F78", paper="FAFAF7")
RUST = Look(*NARROW, ink="33241D", accent="A4502C", paper="FBF8F3")
BLUE = Look(*WIDE, ink="1B2A41", accent="2F5D8A", paper="F9FAFB")
PLUM = Look(*NARROW, ink="2C1F33", accent="6D4278", paper="FAF8FA")

FROM_SUBMISSION_TO_SHEET = (
    "From Submission to Sheet",
    "How a presentation becomes part of a volume",
    (
        Slide(
            "What this deck is",
            (
                "A specimen, in place of a presentation named in the agenda.",
                "It says nothing about the speaker or the speaker’s country.",
                "It has a chart, a table, three links and a hidden slide.",
            ),
        ),
        Slide(
            "Four steps",
            ("Each step leaves the slide’s words searchable and its links alive.",),
            steps=("Take in", "Convert", "Place", "Bind"),
            notes="Notes of the speaker. They are not printed unless the editor asks for them.",
        ),
        Slide(
            "What a slide may hold",
            table=(
                ("On the slide", "In the file", "In the volume"),
                ("Words", "text", "text"),
                ("A chart", "numbers", "a drawing"),
                ("A link", "an address", "a link"),
                ("A film", "a film", "a picture"),
                ("A hidden slide", "a slide", "left out"),
            ),
        ),
        Slide(
            "Size of a deck on its way, in invented units",
            chart=(
                "columns",
                ("Taken in", "Converted", "Placed", "Bound"),
                (("With photographs", (90, 72, 70, 41)), ("Words only", (22, 12, 12, 7))),
            ),
        ),
        Slide(
            "This slide is hidden",
            ("If it can be read in the volume, hidden slides were not left out.",),
            hidden=True,
        ),
        Slide(
            "Three links to try",
            (
                ("The standard for this kind of file", "https://www.iso.org/standard/71691.html"),
                ("The standard for the volume’s", "https://www.iso.org/standard/75839.html"),
                ("How to write links that everyone can use", "https://www.w3.org/TR/WCAG22/#link-purpose-in-context"),
                "In the volume each of them still opens the same address.",
            ),
        ),
    ),
)

TWO_TO_A_PAGE = (
    "Two Slides to a Page",
    "Why decks are printed small, and how small is too small",
    (
        Slide(
            "What this deck is",
            (
                "A specimen, in place of a presentation named in the agenda.",
                "It says nothing about the speaker or the speaker’s country.",
                "Its slides are of the older, squarer shape.",
            ),
        ),
        Slide(
            "Slides and paper differ",
            (
                "A slide is wider than it is high. A page is higher than it is wide.",
                "One slide alone leaves half of the page empty.",
                "Two, one above the other, fill it.",
            ),
        ),
        Slide(
            "How many fit",
            ("Sizes are in invented units.",),
            table=(
                ("Slides to a page", "Size of type", "Can be read"),
                ("1", "100", "easily"),
                ("2", "80", "well"),
                ("4", "45", "with effort"),
                ("6", "30", "hardly"),
            ),
        ),
        Slide(
            "Ease of reading, in invented units",
            chart=("line", ("1", "2", "3", "4", "6"), (("Ease of reading", (100, 92, 66, 48, 21)),)),
        ),
        Slide(
            "What stays the same",
            (
                "The shape of the slide: nothing is stretched.",
                "Its frame, so that white slides have an edge.",
                "Its number, so that one can speak of slide 4.",
                ("Its links, this one included", "https://www.w3.org/TR/WCAG22/"),
            ),
        ),
    ),
)

COUNTING_PAGES = (
    "Counting Pages",
    "How a volume numbers what it did not write",
    (
        Slide(
            "What this deck is",
            (
                "A specimen, in place of a presentation named in the agenda.",
                "It says nothing about the speaker or the speaker’s country.",
                "It came to the volume as a PDF, with its pages already made.",
            ),
        ),
        Slide(
            "Two ways of counting",
            table=(
                ("Where", "What is counted", "Written"),
                ("Front matter", "every page", "i, ii, iii"),
                ("From the first session on", "every page", "1, 2, 3"),
                ("Blank pages", "counted", "not printed"),
                ("Slides", "within the deck", "beside each"),
            ),
        ),
        Slide(
            "Why the first part counts by itself",
            (
                "The table of contents is written last and stands first.",
                "If it grew by a page, every number after it would change.",
                "With a count of its own it may grow as it likes.",
            ),
        ),
        Slide(
            "Pages of an invented volume, in units",
            chart=(
                "bars",
                ("Front matter", "Dividers", "Papers", "Slides", "Back matter"),
                (("Units", (12, 8, 64, 30, 14)),),
            ),
        ),
        Slide(
            "One number for everyone",
            (
                "The number printed on the page, the number in the table of contents and the number that the "
                "reader’s program shows are the same.",
                ("How a file says what its pages are called", "https://www.iso.org/standard/75839.html"),
            ),
        ),
    ),
)

FINDING_ONES_WAY = (
    "Finding One’s Way",
    "Bookmarks, links and lists in a long document",
    (
        Slide(
            "What this deck is",
            (
                "A specimen, in place of a presentation named in the agenda.",
                "It says nothing about the speaker or the speaker’s country.",
                "A paper on the same subject stands beside it.",
            ),
        ),
        Slide(
            "Four ways to the same page",
            table=(
                ("Who looks", "Where"),
                ("Someone who knows the session", "the table of contents"),
                ("Someone who knows the hour", "the agenda"),
                ("Someone who knows the speaker", "the list of participants"),
                ("Someone who knows a word", "the search of the reader’s program"),
            ),
        ),
        Slide(
            "A link goes both ways",
            (
                "From the contents to the session, and on to each document.",
                "From the session back to the contents.",
                ("An address outside the volume opens in a browser", "https://www.w3.org/"),
            ),
            steps=("Contents", "Session", "Document"),
        ),
        Slide(
            "Steps to a page, in invented units",
            chart=(
                "bars",
                ("By turning pages", "By search", "By bookmark", "By link"),
                (("Steps", (48, 9, 3, 1)),),
            ),
        ),
    ),
)
