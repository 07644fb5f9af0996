"""Papers of reviewing systems through `proceedings import`: what was accepted, no more of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from exports import SECRET, imported, read, rows, run
from proceedings.cli import app


def write(path: Path, data: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def table(*records: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for one in records for key in one)))
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def titles(workspace: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(row[3], row[4]) for row in rows(workspace)]


def contributions(workspace: Path) -> list[dict[str, Any]]:
    return [one for item in read(workspace, "agenda")["days"][0]["items"] for one in item["contributions"]]


def hotcrp(number: int, decision: str, **more: Any) -> dict[str, Any]:
    author = {"first": "Ada", "last": "Example", "email": f"ada@{SECRET}", "affiliation": "Uni A", "contact": True}
    return {"object": "paper", "pid": number, "status": "submitted", "decision": decision, "title": f"Paper {number}",
            "authors": [author], "abstract": "Of $x$.", "reviews": [{"text": f"bad, {SECRET}"}],
            "pc_conflicts": {f"pc@{SECRET}": True}, **more}  # fmt: skip


def test_hotcrp_takes_what_is_accepted_and_its_files(tmp_path: Path) -> None:
    final = {"mimetype": "application/pdf", "content_file": "conf-paper2-final.pdf"}
    papers = [hotcrp(10, "Accepted"), hotcrp(2, "Accept (poster)", final=final), hotcrp(3, "Rejected"),
              hotcrp(4, "", status="withdrawn"), hotcrp(5, "Undecided")]  # fmt: skip
    write(tmp_path / "conf 2026" / "conf-data.json", papers)
    (tmp_path / "conf 2026" / "conf-paper2-final.pdf").write_bytes(b"%PDF-1.4\n")
    told = imported(tmp_path / "conf 2026", tmp_path / "ws", "--as", "hotcrp")
    assert titles(tmp_path / "ws") == [("Paper 2", ("Ada Example",)), ("Paper 10", ("Ada Example",))]
    two, ten = contributions(tmp_path / "ws")
    assert two["id"] == "paper-2" and (tmp_path / "ws" / two["documents"][0]["paper"]).is_file()
    assert ten["documents"] == [{"paper": ""}]
    for sentence in ("1 submission is rejected", "1 submission is withdrawn", "1 submission is undecided"):
        assert sentence in told
    assert "Paper 3" not in told and read(tmp_path / "ws", "addresses") == {"ada-example": f"ada@{SECRET}"}
    run("check", tmp_path / "ws", "--draft", "--jobs", "1")


def test_hotcrp_one_object_and_the_table_of_authors(tmp_path: Path) -> None:
    imported(write(tmp_path / "one.json", hotcrp(7, "Accepted")), tmp_path / "one")
    assert titles(tmp_path / "one") == [("Paper 7", ("Ada Example",))]
    row = {"paper": 7, "title": "Paper 7", "given_name": "Ada", "family_name": "de Example", "email": f"a@{SECRET}"}
    extra = {**row, "given_name": "Cy", "iscontact": "nonauthor"}
    both = table({**row, "iscontact": "yes"}, {**row, "given_name": "Bo", "iscontact": "no"}, extra)
    imported(write(tmp_path / "authors.csv", both), tmp_path / "table")
    assert titles(tmp_path / "table") == [("Paper 7", ("Ada de Example", "Bo de Example"))]
    assert read(tmp_path / "table", "people")["ada-de-example"]["family"] == "de Example"


def openreview(number: int, venue: str, version: int, **more: Any) -> dict[str, Any]:
    content: dict[str, Any] = {"title": f"On {{GPU}}s {number}", "abstract": r"3.6\% of it",
        "authors": ["Ada Example", "Bo Other"], "authorids": ["~Ada_Example1", f"bo@{SECRET}"],
        "venueid": f"Test.org/2026/Workshop/{venue}".rstrip("/"), "pdf": "/pdf/abc.pdf", **more}  # fmt: skip
    if version == 2:
        content = {name: {"value": value} for name, value in content.items()}
    return {"id": f"id{number}", "forum": f"id{number}", "number": number, "content": content, "replyto": None}


@pytest.mark.parametrize("version", [1, 2])
def test_openreview_in_both_shapes(version: int, tmp_path: Path) -> None:
    review = {"id": "r1", "forum": "id2", "replyto": "id2", "invitation": "X/-/Official_Review",
              "content": {"title": "A review", "review": f"weak, {SECRET}", "rating": "1"}}  # fmt: skip
    notes = [openreview(2, "", version), openreview(1, "", version), openreview(3, "Rejected_Submission", version),
             openreview(4, "Submission", version), review]  # fmt: skip
    profile = {"id": "~Ada_Example1", "content": {"names": [{"fullname": "Ada Example", "username": "~Ada_Example1"}],
               "orcid": "https://orcid.org/my-orcid?orcid=0000-0002-1825-0097", "preferredEmail": "****@x.example",
               "history": [{"end": 2019, "institution": {"name": "Old"}},
                           {"end": None, "institution": {"name": "Uni A"}}]}}  # fmt: skip
    write(tmp_path / "in" / "notes.json", {"notes": notes, "count": len(notes)})
    write(tmp_path / "in" / "profiles.json", {"profiles": [profile]})
    told = imported(tmp_path / "in", tmp_path / "ws")
    assert titles(tmp_path / "ws") == [
        ("On GPUs 1", ("Ada Example", "Bo Other")),
        ("On GPUs 2", ("Ada Example", "Bo Other")),
    ]
    ada = read(tmp_path / "ws", "people")["ada-example"]
    assert ada == {"name": "Ada Example", "affiliation": "Uni A", "orcid": "0000-0002-1825-0097"}
    assert contributions(tmp_path / "ws")[0]["abstract"] == "3.6% of it"
    assert "1 submission is rejected" in told and "1 submission is undecided" in told and "2026-01-01" in told


def test_openreview_lines_with_unified_authors_and_decisions_among_replies(tmp_path: Path) -> None:
    def note(number: int, decision: str) -> str:
        reply = {"id": "d", "forum": f"id{number}", "replyto": f"id{number}", "invitations": ["X/-/Decision"],
                 "content": {"decision": {"value": decision}, "comment": {"value": f"no, {SECRET}"}}}  # fmt: skip
        authors = [{"fullname": "Ada Example", "username": "~Ada_Example1"}]
        one = openreview(number, "Submission", 2, authors=authors)
        return json.dumps({**one, "details": {"replies": [reply]}})

    text = "\n".join([note(1, "Accept (Oral)"), note(2, "Reject")])
    imported(write(tmp_path / "notes.jsonl", text), tmp_path / "ws")
    assert titles(tmp_path / "ws") == [("On GPUs 1", ("Ada Example",))]


def test_easychair_tables(tmp_path: Path) -> None:
    def submission(number: int, decision: str, deleted: str = "no") -> dict[str, Any]:
        return {"#": number, "title": f"Paper {number}", "authors": "Ada Example, Bo Other and Cy Third",
                "submitted": "2026-01-01 10:00", "form fields": f"(private) {SECRET}", "keywords": "a\nb",
                "decision": decision, "reviews sent": "yes", "abstract": "Text.", "deleted?": deleted}  # fmt: skip

    def author(number: int, first: str, last: str, person: int) -> dict[str, Any]:
        return {"submission #": number, "first name": first, "last name": last, "email": f"{first}@{SECRET}",
                "country": "Norway", "affiliation": "Uni A", "Web page": "https://a.example", "person #": person,
                "corresponding?": "no"}  # fmt: skip

    papers = table(
        *(submission(*one) for one in ((1, "ACCEPT"), (2, "reject"), (3, "accept", "yes"), (4, "probably accept")))
    )
    write(tmp_path / "in" / "submission.csv", papers)
    write(tmp_path / "in" / "author.csv", table(author(1, "Bo", "Other", 2), author(1, "Ada", "Example", 1)))
    told = imported(tmp_path / "in", tmp_path / "ws")
    assert titles(tmp_path / "ws") == [
        ("Paper 1", ("Bo Other", "Ada Example")),
        ("Paper 4", ("Ada Example", "Bo Other", "Cy Third")),
    ]
    assert read(tmp_path / "ws", "people")["bo-other"]["country"] == "Norway"
    assert "only “probably accept”" in told and "1 submission is withdrawn" in told


def test_softconf_numbered_authors(tmp_path: Path) -> None:
    row = {"Submission ID": 12, "Title": "Paper 12", "Authors": "x", "Acceptance Status": "Accept-Poster",
           "Abstract": "Text.", "1: Username": "ada", "1: First Name": "Ada", "1: Middle Name": "B.",
           "1: Last Name": "Example", "1: Email": f"ada@{SECRET}", "1: Affiliation": "Uni A", "1: Presenter": "yes",
           "2: First Name": "", "2: Last Name": "", "3: First Name": "Bo", "3: Last Name": "Other"}  # fmt: skip
    no = {**row, "Submission ID": 13, "Title": "Paper 13", "Acceptance Status": "Reject"}
    imported(write(tmp_path / "meta.csv", table(row, no)), tmp_path / "ws")
    assert titles(tmp_path / "ws") == [("Paper 12", ("Ada B. Example", "Bo Other"))]


CONFTOOL = {
    "session_ID": "5", "session_short": "S1", "session_title": "First", "session_start": "2026-05-01 10:00",
    "session_end": "2026-05-01 11:00", "session_room": "Hall", "chair1": "Cy Chair", "presentations": "2",
    "p1_title": "Paper 1", "p1_authors": "Example, Ada* (1,2); Other, Bo (2)", "p1_organisations": "1: Uni A; 2: Uni B",
    "p1_abstract": "<p>A <i>b</i></p>", "p1_paperID": "101",
    "p1_start": "2026-05-01 10:00", "p1_end": "2026-05-01 10:30",
    "p2_title": "Paper 2", "p2_authors": "Ada Example", "p2_organisations": "Uni A", "p2_paperID": "102",
    "p2_start": "2026-05-01 10:30", "p2_end": "2026-05-01 11:00", "p3_title": "",
}  # fmt: skip
SCHEDULED = [
    ("2026-05-01", "10:00–10:30", "Hall", "Paper 1", ("Ada Example", "Bo Other")),
    ("2026-05-01", "10:30–11:00", "Hall", "Paper 2", ("Ada Example",)),
]


def test_conftool_sessions_as_a_table_and_as_xml(tmp_path: Path) -> None:
    imported(write(tmp_path / "s.csv", table(CONFTOOL).replace(",", ",")), tmp_path / "table")
    fields = "".join(f"<{key}>{value.replace('<', '&lt;')}</{key}>" for key, value in CONFTOOL.items())
    imported(write(tmp_path / "s.xml", f"<sessions><session>{fields}</session></sessions>"), tmp_path / "xml")
    for name in ("table", "xml"):
        assert rows(tmp_path / name) == SCHEDULED
        assert read(tmp_path / name, "people")["ada-example"]["affiliation"] == "Uni A; Uni B"
        (item,) = read(tmp_path / name, "agenda")["days"][0]["items"]
        assert (item["session"], item["chair"]) == ("S1", "cy-chair")
        assert item["contributions"][0]["abstract"] == "A *b*"


def test_conftool_papers_alone_and_beside_the_sessions(tmp_path: Path) -> None:
    def paper(number: int, acceptance: str) -> dict[str, Any]:
        return {"paperID": number, "title": f"Paper {number - 100}", "acceptance": acceptance, "topics": "Numbers",
                "authors_formatted_1_name": "Example, Ada*", "authors_formatted_1_organisation": "Uni A",
                "authors_formatted_1_email": f"ada@{SECRET}", "abstract_plain": "Text."}  # fmt: skip

    papers = table(
        *(paper(*one) for one in ((101, "Accepted"), (102, "Accepted"), (103, "Rejected"), (104, "Accepted")))
    )
    write(tmp_path / "in" / "papers.csv", papers)
    imported(tmp_path / "in" / "papers.csv", tmp_path / "alone")
    assert titles(tmp_path / "alone") == [(f"Paper {n}", ("Ada Example",)) for n in (1, 2, 4)]
    write(tmp_path / "in" / "sessions.csv", table(CONFTOOL))
    told = imported(tmp_path / "in", tmp_path / "both")
    assert [row[:4] for row in rows(tmp_path / "both")] == [row[:4] for row in SCHEDULED]
    assert "“Paper 4” has no day" in told and "1 submission is rejected" in told


PAPER = """<conference_paper><contributors><person_name sequence="first" {role}><given_name>Ada</given_name>
<surname>van Example</surname>{more}<ORCID>https://orcid.org/0000-0002-1825-0097</ORCID></person_name></contributors>
<titles><title>On H<sub>2</sub>O &amp; {n}</title></titles>
<jats:abstract xmlns:jats="http://www.ncbi.nlm.nih.gov/JATS1"><jats:p>One.</jats:p><jats:p>Two.</jats:p></jats:abstract>
<pages><first_page>{page}</first_page></pages><doi_data><doi>10.5555/test.{n}</doi></doi_data></conference_paper>"""
CONFERENCE = """<conference><event_metadata><conference_name>Testing Days</conference_name>
<conference_location>Bern</conference_location><conference_date start_day="1" start_month="5" start_year="2026"
end_day="2" end_month="5" end_year="2026"/></event_metadata><proceedings_metadata>
<proceedings_title>Proceedings of the Testing Days</proceedings_title><publisher><publisher_name>Press</publisher_name>
</publisher></proceedings_metadata>{papers}</conference>"""


def test_crossref_as_deposited_and_as_its_interface_gives_it(tmp_path: Path) -> None:
    old = {"role": 'contributor_role="author"', "more": "<affiliation>Uni A</affiliation>"}
    house = "<institution><institution_name>Uni A</institution_name></institution>"
    new = {"role": "", "more": f'<role vocab="crossref" type="author"/><affiliations>{house}</affiliations>'}
    for name, head, foot, said in (
        ("deposit.xml", '<doi_batch xmlns="http://www.crossref.org/schema/5.5.0" version="5.5.0"><head><depositor>'
         f"<email_address>d@{SECRET}</email_address></depositor></head><body>", "</body></doi_batch>", new),
        ("unixref.xml", '<doi_records><doi_record><crossref xmlns="http://www.crossref.org/xschema/1.1">',
         "</crossref></doi_record></doi_records>", old),
    ):  # fmt: skip
        papers = "".join(PAPER.format(n=n, page=page, **said) for n, page in ((1, 20), (2, 9)))
        body = f'<?xml version="1.0"?>{head}{CONFERENCE.format(papers=papers)}{foot}'
        imported(write(tmp_path / name, body), tmp_path / f"ws-{name}")
        workspace = tmp_path / f"ws-{name}"
        assert titles(workspace) == [(f"On H2O & {n}", ("Ada van Example",)) for n in (2, 1)]
        assert {row[0] for row in rows(workspace)} == {"2026-05-01"}
        one = contributions(workspace)[0]
        assert (one["doi"], one["abstract"]) == ("10.5555/test.2", "One.\n\nTwo.")
        ada = read(workspace, "people")["ada-van-example"]
        assert (ada["affiliation"], ada["orcid"], ada["family"]) == ("Uni A", "0000-0002-1825-0097", "van Example")
        assert read(workspace, "volume")["title"] == "Proceedings of the Testing Days"


def test_papers_get_the_days_of_the_workspace_they_are_imported_into(tmp_path: Path) -> None:
    run("new", tmp_path / "ws", "--title", "T", "--dates", "2026-05-06..2026-05-07")
    told = run("import", write(tmp_path / "p.json", [hotcrp(1, "Accepted")]), tmp_path / "ws")
    assert "2026-05-06" in told and "volume.yaml" in told
    assert titles(tmp_path / "ws") == [("Paper 1", ("Ada Example",))]


def test_where_nothing_is_left_nothing_is_written(tmp_path: Path) -> None:
    source = write(tmp_path / "p.json", [hotcrp(1, "Rejected"), hotcrp(2, "", status="withdrawn")])
    result = CliRunner().invoke(app, ["import", str(source), str(tmp_path / "ws")])
    assert result.exit_code != 0 and not (tmp_path / "ws").exists()
    assert "1 submission is rejected" in str(getattr(result.exception, "hint", ""))


def test_a_table_of_papers_and_a_table_of_people(tmp_path: Path) -> None:
    papers = table(
        {"Paper ID": 7, "Title": "Paper 7", "Authors": "Ada Example; Bo Other", "Track": "Numbers"},
        {"Paper ID": 9, "Title": "Paper 9", "Authors": "Cy Third", "Track": "Letters"},
    )
    imported(write(tmp_path / "icx-2026.csv", papers), tmp_path / "ws")
    assert titles(tmp_path / "ws") == [("Paper 7", ("Ada Example", "Bo Other")), ("Paper 9", ("Cy Third",))]
    assert [one["title"] for one in read(tmp_path / "ws", "agenda")["days"][0]["items"]] == ["Numbers", "Letters"]
    people = table({"Name": "Ada Example", "Title": "Professor", "Affiliation": "Uni A"})
    result = CliRunner().invoke(app, ["import", str(write(tmp_path / "p.csv", people)), str(tmp_path / "no")])
    assert result.exit_code != 0 and not (tmp_path / "no").exists()


def test_aclpub2_without_a_programme(tmp_path: Path) -> None:
    paper = "- {id: 3, title: Paper 3, authors: [{first_name: Ada, last_name: Example}], file: 3.pdf}\n"
    write(tmp_path / "in" / "papers.yml", paper)
    write(tmp_path / "in" / "conference_details.yml", "book_title: Tests\nstart_date: 2026-05-01\n")
    told = imported(tmp_path / "in", tmp_path / "ws")
    assert titles(tmp_path / "ws") == [("Paper 3", ("Ada Example",))] and "the first day of the meeting" in told
    assert rows(tmp_path / "ws")[0][0] == "2026-05-01"


def test_markdown_files_of_talks_that_have_no_start_yet(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / "2026" / f"{name}.md", f"---\ntitle: {name}\nspeakers: [Ada Example]\n---\nTold.\n")
    imported(tmp_path / "2026", tmp_path / "ws")
    assert titles(tmp_path / "ws") == [("one", ("Ada Example",)), ("two", ("Ada Example",))]
    assert rows(tmp_path / "ws")[0][0] == "2026-01-01"
