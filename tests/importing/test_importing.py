"""`proceedings import` through the front door, on small sources made here."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from proceedings.cli import app
from proceedings.importing.gathering import Gathering
from proceedings.importing.merging import merged
from proceedings.importing.moments import Moment, length, moment, span
from proceedings.importing.names import orcid, several, turned
from proceedings.importing.programme import Human, Meeting
from proceedings.importing.prose import markdown, mended, one_line
from proceedings.importing.yaml_writing import written


def run(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def event(title: str, date: str, **more: Any) -> dict[str, Any]:
    persons = [{"code": name, "public_name": name, "email": f"{name[0]}@secret.example"} for name in more.pop("by", ())]
    return {"title": title, "date": date, "start": date[11:16], "duration": "00:30", "persons": persons, **more}


def schedule(*days: tuple[str, dict[str, list[dict[str, Any]]]], zone: str = "Europe/Berlin") -> str:
    listed = [{"index": n, "date": date, "rooms": rooms} for n, (date, rooms) in enumerate(days, 1)]
    conference = {
        "title": "Testing Days",
        "start": days[0][0],
        "end": days[-1][0],
        "time_zone_name": zone,
        "days": listed,
    }
    return json.dumps({"schedule": {"version": "1", "conference": conference}})


def read(workspace: Path, name: str) -> Any:
    return yaml.load((workspace / "proceedings" / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)


def items(workspace: Path) -> list[dict[str, Any]]:
    return [item for day in read(workspace, "agenda")["days"] for item in day["items"]]


def test_a_workspace_is_made_that_builds_without_errors(tmp_path: Path) -> None:
    talks = [event("On Time", "2026-05-01T09:00:00+02:00", by=["Ada Example"], abstract="A *short* text.")]
    (tmp_path / "anything.txt").write_text(schedule(("2026-05-01", {"Hall: A": talks})), "utf-8")
    run("import", tmp_path / "anything.txt", tmp_path / "ws")
    assert read(tmp_path / "ws", "volume")["event"]["timezone"] == "Europe/Berlin"
    run("check", tmp_path / "ws", "--draft", "--jobs", "1")
    first = (tmp_path / "ws/proceedings/agenda.yaml").read_text("utf-8").splitlines()[0]
    assert (tmp_path / "ws/proceedings" / first.partition("$schema=")[2]).is_file()


def test_a_talk_after_midnight_stays_with_its_evening(tmp_path: Path) -> None:
    hall = {"Hall": [event("Late", "2026-05-02T00:30:00+02:00"), event("Over", "2026-05-01T23:45:00+02:00")]}
    (tmp_path / "s.json").write_text(schedule(("2026-05-01", hall)), "utf-8")
    run("import", tmp_path / "s.json", tmp_path / "ws")
    assert [(i["title"], i["time"], i["next_day"]) for i in items(tmp_path / "ws")] == [
        ("Over", "23:45–00:15", "yes"),
        ("Late", "00:30–01:00", "yes"),
    ]


def test_a_zone_that_the_offsets_contradict_is_said_and_not_taken(tmp_path: Path) -> None:
    hall = {"Hall": [event("Talk", "2026-05-01T09:00:00+02:00")]}
    (tmp_path / "s.json").write_text(schedule(("2026-05-01", hall), zone="UTC"), "utf-8")
    assert "UTC+2" in run("import", tmp_path / "s.json", tmp_path / "ws")
    assert "timezone" not in read(tmp_path / "ws", "volume")["event"]
    assert items(tmp_path / "ws")[0]["time"] == "09:00–09:30"


def test_xml_and_json_of_one_schedule_make_one_agenda(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(
        schedule(("2026-05-01", {"Hall": [event("A & B", "2026-05-01T09:00:00+02:00", by=["Ada Example"])]})), "utf-8"
    )
    (tmp_path / "s.xml").write_text(
        '<?xml version="1.0"?><schedule><conference><title>Testing Days</title><start>2026-05-01</start>'
        "<end>2026-05-01</end><time_zone_name>Europe/Berlin</time_zone_name></conference>"
        '<day index="1" date="2026-05-01"><room name="Hall"><event id="1"><date>2026-05-01T09:00:00+02:00</date>'
        "<start>09:00</start><duration>00:30</duration><title>A &amp; B</title>"
        '<persons><person id="7">Ada Example</person></persons></event></room></day></schedule>',
        "utf-8",
    )
    for name in ("s.json", "s.xml"):
        run("import", tmp_path / name, tmp_path / f"ws-{name}")
    for file in ("agenda", "people", "volume"):
        assert read(tmp_path / "ws-s.json", file) == read(tmp_path / "ws-s.xml", file)


def test_schedule2_is_read(tmp_path: Path) -> None:
    data = {
        "conference": {"title": {"en": "New"}, "time_zone_name": "Europe/Berlin"},
        "rooms": [{"guid": "r1", "name": "Big"}],
        "events": [
            {"title": {"de": "Titel"}, "start": "2026-05-01T10:00:00+02:00", "duration": "PT1H30M", "room": "r1",
             "participants": [{"name": "Ada Example", "role": "speaker", "guid": "a"}]},
        ],
    }  # fmt: skip
    (tmp_path / "s.json").write_text(json.dumps(data), "utf-8")
    run("import", tmp_path / "s.json", tmp_path / "ws")
    (item,) = items(tmp_path / "ws")
    assert (item["title"], item["time"], item["room"], item["speaker"]) == (
        "Titel",
        "10:00–11:30",
        "Big",
        "ada-example",
    )


def test_addresses_reach_one_ignored_file_alone(tmp_path: Path) -> None:
    session = {"title": "T", "starts-at": "2026-05-01T09:00:00+00:00", "ends-at": "2026-05-01T10:00:00+00:00",
               "state": "confirmed", "speakers": [{"id": 1, "name": "Ada Example", "email": "ada@secret.example",
               "mobile": "+49 30 secret"}], "comments": "a secret of the reviewer"}  # fmt: skip
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sessions").write_text(json.dumps([session]), "utf-8")
    run("import", tmp_path / "in", tmp_path / "ws")
    holding = [
        p.relative_to(tmp_path / "ws").as_posix()
        for p in (tmp_path / "ws").rglob("*")
        if p.is_file() and "secret" in p.read_text("utf-8")
    ]
    assert holding == ["proceedings/addresses.yaml"]
    assert "addresses.yaml" in (tmp_path / "ws/proceedings/.gitignore").read_text("utf-8").split()


def test_what_the_editor_wrote_stays_and_what_the_source_changed_is_applied(tmp_path: Path) -> None:
    def source(first: str, second: str) -> None:
        talks = [event(first, "2026-05-01T09:00:00+02:00"), event(second, "2026-05-01T10:00:00+02:00")]
        (tmp_path / "s.json").write_text(schedule(("2026-05-01", {"Hall": talks})), "utf-8")

    agenda = tmp_path / "ws/proceedings/agenda.yaml"
    source("One", "Two")
    run("import", tmp_path / "s.json", tmp_path / "ws")
    untouched = agenda.read_text("utf-8")
    agenda.write_text(untouched.replace("title: One", "title: 'One, mended'  # by hand"), "utf-8")
    by_hand = agenda.read_text("utf-8")
    source("One", "Two, new")
    assert "+        title: Two, new" in run("import", tmp_path / "s.json", tmp_path / "ws", "--dry-run")
    assert agenda.read_text("utf-8") == by_hand
    run("import", tmp_path / "s.json", tmp_path / "ws")
    assert agenda.read_text("utf-8") == by_hand.replace("title: Two", "title: Two, new")
    source("Uno", "Two, new")
    told = run("import", tmp_path / "s.json", tmp_path / "ws")
    assert "proceedings/agenda.yaml:6" in told and "title: Uno" in told
    assert "One, mended'  # by hand" in agenda.read_text("utf-8")


def test_undo_brings_back_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "ws/proceedings").mkdir(parents=True)
    (tmp_path / "ws/proceedings/volume.yaml").write_text("title: Mine\n", "utf-8")
    (tmp_path / "s.json").write_text(
        schedule(("2026-05-01", {"H": [event("T", "2026-05-01T09:00:00+02:00")]})), "utf-8"
    )
    told = run("import", tmp_path / "s.json", tmp_path / "ws")
    assert "written by hand" in told
    assert (tmp_path / "ws/proceedings/volume.yaml").read_text("utf-8") == "title: Mine\n"
    assert (tmp_path / "ws/proceedings/agenda.yaml").exists()
    (tmp_path / "ws/proceedings/volume.yaml").write_text("title: Later\n", "utf-8")
    run("import", "--undo", "x", tmp_path / "ws")
    assert not (tmp_path / "ws/proceedings/agenda.yaml").exists()


def test_what_is_no_source_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": 1}', "utf-8")
    result = CliRunner().invoke(app, ["import", str(tmp_path / "x.json"), str(tmp_path / "ws")])
    assert result.exit_code != 0 and not (tmp_path / "ws").exists()


def test_letters_are_mended_and_marks_undone() -> None:
    assert mended("GenÃ¨ve") == "Genève"
    assert mended("Ãlta naïve Âme") == "Ãlta naïve Âme"
    assert one_line(r"Gr\"obner \& {\'E}tude: 3.6\% of $x_1$") == "Gröbner & Étude: 3.6% of $x_1$"
    assert one_line("&lt;b&gt; &amp;amp; <b>c</b>") in ("& c", "<b> & c")
    assert markdown("<p>One <b>two</b></p><p>three<br>four</p><script>no()</script>") == "One **two**\n\nthree\\\nfour"
    assert markdown("* item<br />next\n* other") == "* item  \nnext\n* other"


def test_addresses_in_texts_are_left_out_and_told() -> None:
    found = Gathering("")
    key = found.human(
        "Ada Example <ada@secret.example>",
        affiliation="Uni A, ada@secret.example",
        biography="Write to [her](mailto:ada@secret.example) or ada@secret.example. Clone git@code.example:a/b.",
        email="ada@secret.example",
    )
    assert found.people[key] == Human(
        "Ada Example",
        affiliation="Uni A",
        biography="Write to her or […]. Clone git@code.example:a/b.",
        email="ada@secret.example",
    )
    assert found.human("", email="x@secret.example") == ""
    told = [remark.sentence for remark in found.programme(Meeting()).remarks]
    assert sum("e-mail address" in one for one in told) == 3 and any("no name" in one for one in told)
    assert not any("secret.example" in one for one in told)


def test_a_talk_of_which_no_speaker_has_a_name_says_that_it_is_one() -> None:
    found = Gathering("")
    when = span(Moment(dt.datetime(2026, 5, 1, 9, 0), None, True), None)
    for speakers, abstract in (([""], "Told."), ([], "Told."), ([found.human("Ada Example")], "Told."), ([], "")):
        found.talk(when, title="Opening", speakers=speakers, abstract=abstract, origin="x")
    assert [entry.kind for entry in found.entries] == ["talk", "talk", "", ""]


def test_names_are_turned_and_told_apart() -> None:
    assert turned("Lovelace, Ada") == ("Ada Lovelace", "Lovelace")
    assert turned("Martin King, Jr.") == ("Martin King, Jr.", "")
    assert turned("ADA VAN LOVELACE")[0] == "Ada van Lovelace"
    assert turned("Ada LOVELACE")[0] == "Ada Lovelace"
    for loud, wanted in (
        ("JOHN E SMITH", "John E Smith"),
        ("JP EXAMPLE III", "JP Example III"),
        ("MARY MCEXAMPLE", "Mary McExample"),
        ("ANA DA SILVA", "Ana da Silva"),
        ("WEI LI", "Wei Li"),
        ("MIN NG", "Min Ng"),
        ("İLKER ÖRNEK", "İlker Örnek"),
    ):
        assert turned(loud)[0] == wanted
    assert several("A. One, B. Two and C. Three") == ["A. One", "B. Two", "C. Three"]
    assert several("One, A.; Two, B.") == ["One, A.", "Two, B."]
    assert several("A. &quot;Al&quot; One, B. Two") == ['A. "Al" One', "B. Two"]
    assert orcid("https://orcid.org/0000-0002-1825-0097") == "0000-0002-1825-0097"
    assert orcid("0000-0002-1825-0098") == ""


def test_times_are_the_clock_on_the_wall() -> None:
    found = moment("2026-05-01T24:00:00+02:00")
    assert found is not None and found.local == dt.datetime(2026, 5, 2) and found.offset == 120
    assert moment("2026-02-30T10:00") is None
    assert length("1:02:30") == dt.timedelta(days=1, hours=2, minutes=30)
    assert length("PT90M") == dt.timedelta(minutes=90)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=15)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, min_size=1),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["title", "abstract", "x"]), TREES, min_size=1))
def test_what_is_written_is_read_back_by_another_library(value: Any) -> None:
    assert yaml.load(written(value), yaml.BaseLoader) == value


@given(st.lists(st.sampled_from("abcde"), max_size=12), st.data())
def test_changes_of_one_side_alone_are_taken_whole(base: list[str], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.sampled_from("abcdef"), max_size=12))
    one, two = "".join(f"{x}\n" for x in base), "".join(f"{x}\n" for x in other)
    assert merged(one, one, two) == (two, ())
    assert merged(one, two, one) == (two, ())
