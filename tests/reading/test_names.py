"""Names of many languages:
taken apart once, indexed and led by the right word, and doubts told at their place.
"""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proceedings.reading.workspace import read_workspace
from proceedings.values.name_reading import read_name
from proceedings.words.collation import collation
from small_workspaces import AGENDA, PEOPLE, run, workspace

NAMES = """
Ibrahim Awad                        | Awad, Ibrahim
Hyo-jung Hwang                      | Hwang, Hyo-jung
Richard S. Newfarmer                | Newfarmer, Richard S.
J. K. Fictional                     | Fictional, J. K.
K. R. Narayanan                     | Narayanan, K. R.
J.-P. O'Malley III                  | O'Malley, J.-P., III
Mary Smith-Jones                    | Smith-Jones, Mary
Van Morrison                        | Morrison, Van
Sir Winston Example                 | Example, Sir Winston
U Thant                             | Thant, U
AJ Example                          | Example, AJ
JRR Example                         | Example, JRR
Vincent van Gogh                    | van Gogh, Vincent
Ludwig van den Berg                 | van den Berg, Ludwig
Karel van der Meer                  | van der Meer, Karel
Jan op den Akker                    | op den Akker, Jan
Pieter op 't Land                   | op 't Land, Pieter
Sophie in ’t Veld                   | in ’t Veld, Sophie
Anna in der Maur                    | in der Maur, Anna
Willem 's Gravesande                | 's Gravesande, Willem
Piet ter Horst                      | ter Horst, Piet
Kees uit den Bogaard                | uit den Bogaard, Kees
Jan aan de Stegge                   | aan de Stegge, Jan
Eva van het Veer                    | van het Veer, Eva
Joris van de Ven                    | van de Ven, Joris
Lies Van den Bossche                | Van den Bossche, Lies
Tom Vander Elst                     | Vander Elst, Tom
Ursula von der Leyen                | von der Leyen, Ursula
Philipp von und zu Stein            | von und zu Stein, Philipp
Karl Freiherr von und zu Guttenberg | von und zu Guttenberg, Karl Freiherr
Georg zu Hohenlohe                  | zu Hohenlohe, Georg
Maria vom Stein                     | vom Stein, Maria
Hans auf der Heide                  | auf der Heide, Hans
Peter aus dem Moore                 | aus dem Moore, Peter
Annette zur Mühlen                  | zur Mühlen, Annette
Jean d’Alembert                     | d’Alembert, Jean
Jeanne d'Arc                        | d'Arc, Jeanne
Guy de l’Isle                       | de l’Isle, Guy
Charles de la Fosse                 | de la Fosse, Charles
Jean de La Fontaine                 | de La Fontaine, Jean
Marie du Plessis                    | du Plessis, Marie
Anne des Essarts                    | des Essarts, Anne
Yves Saint Laurent                  | Saint Laurent, Yves
Jill St. John                       | St. John, Jill
Robert De Niro                      | De Niro, Robert
Cristina de Luca                    | de Luca, Cristina
Carlo dalla Chiesa                  | dalla Chiesa, Carlo
Lorenzo dell’Acqua                  | dell’Acqua, Lorenzo
Andrea della Robbia                 | della Robbia, Andrea
Gina dal Lago                       | dal Lago, Gina
Ugo degli Uberti                    | degli Uberti, Ugo
Paolo Lo Giudice                    | Lo Giudice, Paolo
José Ortega y Gasset                | Ortega y Gasset, José
Santiago Ramón y Cajal              | Ramón y Cajal, Santiago
María Fernández de Córdoba          | de Córdoba, María Fernández
María Rodríguez y Fernández de Córdoba | Rodríguez y Fernández de Córdoba, María
Juan de los Ríos                    | de los Ríos, Juan
Ana de las Casas                    | de las Casas, Ana
José de San Martín                  | de San Martín, José
Pedro del Valle                     | del Valle, Pedro
Juan de la Cruz                     | de la Cruz, Juan
Antoni Gaudí i Cornet               | Gaudí i Cornet, Antoni
Juan Dela Cruz                      | Dela Cruz, Juan
Jose De Los Santos                  | De Los Santos, Jose
João da Silva                       | da Silva, João
Artur da Costa e Silva              | da Costa e Silva, Artur
Maria dos Santos                    | dos Santos, Maria
João Costa Filho                    | Costa Filho, João
Paulo Lima Júnior                   | Lima Júnior, Paulo
Carlos de Melo Neto                 | de Melo Neto, Carlos
Ahmad al-Masri                      | al-Masri, Ahmad
Anwar el-Sadat                      | el-Sadat, Anwar
Nadia Al-Hassan                     | Al-Hassan, Nadia
Mohamed El Baradei                  | El Baradei, Mohamed
Ḥasan ʿAbd al-Raḥmān                | ʿAbd al-Raḥmān, Ḥasan
Omar Abd el-Rahman                  | Abd el-Rahman, Omar
Samir Abdel Nour                    | Abdel Nour, Samir
Tunku Abdul Rahman                  | Abdul Rahman, Tunku
Mahmoud Abu Zayd                    | Abu Zayd, Mahmoud
Khalid bin Salman                   | bin Salman, Khalid
Hind bint Rashid                    | bint Rashid, Hind
Ahmad ibn Hanbal                    | ibn Hanbal, Ahmad
Zine El Abidine Ben Omar            | Ben Omar, Zine El Abidine
David Ben Example                   | Ben Example, David
Dafydd ap Iwan                      | ap Iwan, Dafydd
Seán Ó Riada                        | Ó Riada, Seán
Nuala Ní Dhomhnaill                 | Ní Dhomhnaill, Nuala
Seán Mac Stíofáin                   | Mac Stíofáin, Seán
Carl af Ugglas                      | af Ugglas, Carl
Søren Kierkegaard                   | Kierkegaard, Søren
Þóra Þórsdóttir                     | Þórsdóttir, Þóra
Đorđe Đorđević                      | Đorđević, Đorđe
Łukasz Żółć                         | Żółć, Łukasz
Иван Петров                         | Петров, Иван
Иванов Иван Иванович                | Иванов, Иван Иванович
Анна Сергеевна Петрова              | Петрова, Анна Сергеевна
Петрова Анна Сергеевна              | Петрова, Анна Сергеевна
Ivanova Anna Sergeevna              | Ivanova, Anna Sergeevna
Aliyev Ilham Heydar oglu            | Aliyev, Ilham Heydar oglu
Γιώργος Παπαδόπουλος                | Παπαδόπουλος, Γιώργος
王小明                              | 王小明
山田 太郎                           | 山田 太郎
정 민오                             | 정 민오
Mino JUNG                           | JUNG, Mino
JUNG Mino                           | JUNG, Mino
LI Wei                              | LI, Wei
GARCÍA LÓPEZ María                  | GARCÍA LÓPEZ, María
Pieter VAN DEN BERG                 | VAN DEN BERG, Pieter
Cristina de LUCA                    | de LUCA, Cristina
ИВАНОВ Пётр                         | ИВАНОВ, Пётр
Martin Luther King Jr.              | King, Martin Luther, Jr.
Martin Luther King, Jr.             | King, Martin Luther, Jr.
Robert Example Sr                   | Example, Robert, Sr
John Example III                    | Example, John, III
Jan Novák ml.                       | Novák, Jan, ml.
Lucas Cranach, d. Ä.                | Cranach, Lucas, d. Ä.
Müller-Lüdenscheidt, Jr.            | Müller-Lüdenscheidt, Jr.
Juan Carlos I                       | Juan Carlos I
Albert II                           | Albert II
Henry VIII                          | Henry VIII
John Paul II                        | John Paul II
King Charles III                    | Charles III
Malcolm X                           | X, Malcolm
Plato                               | Plato
Plato of Athens                     | Plato of Athens
Alexander the Great                 | Alexander the Great
Kumar S.                            | Kumar, S.
Smith, John                         | Smith, John
Smith, J.                           | Smith, J.
García Márquez, Gabriel             | García Márquez, Gabriel
Gogh, Vincent van                   | van Gogh, Vincent
van den Berg, Pieter                | van den Berg, Pieter
King, Martin Luther, Jr.            | King, Martin Luther, Jr.
King, Jr., Martin Luther            | King, Martin Luther, Jr.
Smith, John, PhD                    | Smith, John
Smith, Dr. John                     | Smith, John
山田, 太郎                          | 山田 太郎
Pieter van den Berg, PhD            | van den Berg, Pieter
Jane Miller, M.D., Ph.D.            | Miller, Jane
Jane Miller PhD                     | Miller, Jane
Jane Miller Ph. D.                  | Miller, Jane
Jun MA                              | MA, Jun
Jane Miller, University of Nowhere  | Miller, Jane
Dr. Jane Miller                     | Miller, Jane
Prof. Dr. med. Anna Schmidt         | Schmidt, Anna
Jane Smith (chair)                  | Smith, Jane
Robert (Bob) Smith                  | Smith, Robert (Bob)
Anna Schmidt née Miller             | Schmidt, Anna
Smith J                             | Smith, J
H.E. Mr. Kofi Example               | Example, Kofi
Dr. Suharto                         | Suharto
"""
TABLE = [tuple(part.strip() for part in line.split("|")) for line in NAMES.strip().splitlines()]


@pytest.mark.parametrize(("name", "heading"), TABLE, ids=[name for name, _ in TABLE])
def test_the_index_has_the_name_in_its_right_form(name: str, heading: str) -> None:
    assert read_name(name).parts.index_form().heading == heading


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 120


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Jan op den Akker", "Akker, Jan op den"),
        ("Sophie in ’t Veld", "Veld, Sophie in ’t"),
        ("Philipp von und zu Stein", "Stein, Philipp von und zu"),
        ("Guy de l’Isle", "Isle, Guy de l’"),
        ("Ahmad al-Masri", "Masri, Ahmad al-"),
        ("Robert De Niro", "De Niro, Robert"),
        ("Jean de La Fontaine", "La Fontaine, Jean de"),
        ("Gogh, Vincent van", "Gogh, Vincent van"),
    ],
)
def test_particles_in_small_letters_go_behind_where_the_editor_wants_it(name: str, heading: str) -> None:
    assert read_name(name).parts.index_form(move_particles=True).heading == heading


@pytest.mark.parametrize(
    ("name", "family", "heading", "head"),
    [
        ("Jung Mino", "Jung", "Jung Mino", "Jung"),
        ("山田太郎", "山田", "山田太郎", "山田"),
        ("Carmen Perez Gonzalez", "Perez Gonzalez", "Perez Gonzalez, Carmen", "Perez Gonzalez"),
        ("Maria Lopez Diaz", "Lopez", "Lopez Diaz, Maria", "Lopez Diaz"),
        ("Cristina de Luca", "de Luca", "de Luca, Cristina", "de Luca"),
        ("Cristina de Luca", "Luca", "Luca, Cristina de", "Luca"),
        ("Pieter van den Berg, PhD", "van den Berg", "van den Berg, Pieter", "van den Berg"),
        ("Suharto", "Suharto", "Suharto", "Suharto"),
        ("Juan Carlos I", "Juan Carlos", "Juan Carlos I", "Juan Carlos"),
        ("Mary Ann Smith Jr.", "Ann Smith", "Ann Smith, Mary, Jr.", "Ann Smith"),
    ],
)
def test_the_editor_says_which_is_the_family_name(name: str, family: str, heading: str, head: str) -> None:
    parts = read_name(name, family).parts
    assert (parts.index_form().heading, parts.full_family) == (heading, head)


@pytest.mark.parametrize("name", ["Smith, John", "Juan Carlos I", "Plato", "Pieter van den Berg, PhD"])
def test_a_sort_name_wins(name: str) -> None:
    assert read_name(name, sort_name="Zed, Alpha").parts.index_form().heading == "Zed, Alpha"
    assert read_name(name, "John", "Zed, Alpha").parts.index_form().heading == "Zed, Alpha"


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Smith, John", "John Smith"),
        ("Smith, John, PhD", "John Smith, PhD"),
        ("Smith, Dr. John", "Dr. John Smith"),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
        ("Gogh, Vincent van", "Vincent van Gogh"),
        ("山田, 太郎", "山田 太郎"),
        ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
        ("Pieter van den Berg, PhD", "Pieter van den Berg, PhD"),
        ("Jane Miller, University of Nowhere", "Jane Miller, University of Nowhere"),
        ("World Bank, Washington DC Office", "World Bank, Washington DC Office"),
    ],
)
def test_a_name_is_printed_as_written_but_never_family_first_with_a_comma(name: str, printed: str) -> None:
    assert read_name(name).printed == printed


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ibrahim Awad", "IA"),
        ("Richard S. Newfarmer", "RN"),
        ("Plato", "P"),
        ("Zoë Čapek", "ZČ"),
        ("Juan Carlos I", "JC"),
        ("Vincent van Gogh", "VG"),
        ("Smith, John", "JS"),
        ("Pieter van den Berg, PhD", "PB"),
        ("Dr. Jane Miller", "JM"),
        ("Nur ʿAbd al-Raḥmān", "NA"),
        ("X", "X"),
        ("…", ""),
    ],
)
def test_initials_are_of_the_given_and_the_family_name(name: str, letters: str) -> None:
    assert read_name(name).parts.initials == letters


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40)


@given(WORDS)
@example(" ")
@example("\u3000")
def test_any_text_is_read_and_no_letter_of_it_is_lost(text: str) -> None:
    read = read_name(text)
    form = read.parts.index_form(move_particles=True)
    assert form.heading == " ".join(form.heading.split()) or not text.split()
    assert sorted(filter(str.isalpha, read.printed)) == sorted(filter(str.isalpha, text))


def told(root: Path, person: str) -> list[tuple[str, str, int | None, int | None]]:
    people = f"{PEOPLE}x:\n{person}"
    agenda = AGENDA.replace("moderator: lovelace", "moderators: [lovelace, x]")
    workspace(root, agenda=agenda, people=people, files={"papers/hopper.pdf": b"%PDF"})
    wanted = ("name-inverted", "name-with-title", "one-name", "unclear-family")
    found = [d for d in read_workspace(root).diagnostics if d.code in wanted]
    return [(d.severity.value, d.code, d.place.line, d.place.column) for d in found]


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        ('  name: "Smith, John"\n', ["name-inverted"]),
        ("  name: Pieter van den Berg, PhD\n", ["name-with-title"]),
        ("  name: Dr. Jane Miller\n", ["name-with-title"]),
        ("  name: Jane Miller, University of Nowhere\n", ["name-with-title"]),
        ("  name: Juan Carlos I\n", ["unclear-family"]),
        ("  name: JOHN SMITH\n", ["unclear-family"]),
        ("  name: Kumar S.\n", ["unclear-family"]),
        ("  name: Ann Smith and Bob Jones\n", ["unclear-family"]),
        ("  name: Müller-Lüdenscheidt, Jr.\n", ["one-name"]),
        ("  name: Suharto\n", ["one-name"]),
        ("  name: Suharto\n  family: Suharto\n", []),
        ("  name: Suharto\n  sort_name: Suharto\n", []),
        ("  name: Juan Carlos I\n  sort_name: Juan Carlos I\n", []),
        ("  name: JOHN SMITH\n  family: SMITH\n", []),
        ("  name: Martin Luther King, Jr.\n", []),
        ("  name: 王小明\n", []),
        ("  name: Mino JUNG\n", []),
        ("  name: John Smith III\n", []),
        ("  name: María Rodríguez y Fernández de Córdoba\n", []),
    ],
)
def test_a_doubt_is_told_at_the_line_and_column_of_the_name(tmp_path: Path, person: str, codes: list[str]) -> None:
    line = len(PEOPLE.splitlines()) + 2
    assert told(tmp_path, person) == [("warning", code, line, 9) for code in codes]


def test_ids_are_made_of_the_family_name(tmp_path: Path) -> None:
    for name, wanted in (
        ("Grace Hopper", "hopper"),
        ('"Hopper, Grace"', "hopper"),
        ("Grace van den Hopper, PhD", "hopper"),
        ("Grace Hopper Jr.", "hopper"),
        ("Grace Hopper y Murray", "murray"),
        ("Juan Carlos I", "juan-carlos"),
        ("Jean d’Alembert", "dalembert"),
        ("王小明", "hopper"),
    ):
        workspace(tmp_path, people=f"lovelace:\n  name: Ada Lovelace\nhopper:\n  name: {name}\n")
        volume = read_workspace(tmp_path).volume
        assert volume is not None
        assert next(volume.documents).id == f"session-1-{wanted}-paper"


@pytest.mark.parametrize(
    ("language", "word", "letter"),
    [
        ("en", "ʿAbd", "A"),
        ("en", "ʾIlyas", "I"),
        ("en", "ʻIolani", "I"),
        ("en", "Þórsson", "T"),
        ("de", "Þórsson", "T"),
        ("is", "Þórsson", "Þ"),
        ("en", "Đorđević", "D"),
        ("hr", "Đorđević", "Đ"),
        ("vi", "Đặng", "Đ"),
        ("is", "ʿAbd", "A"),
    ],
)
def test_a_name_stands_under_its_letter(language: str, word: str, letter: str) -> None:
    assert collation(language).letter(word) == letter


def test_signs_for_hamza_and_ayn_do_not_count_within_a_name_either() -> None:
    order = collation("en")
    assert sorted(["Saʿid", "Said Z", "Sahl", "Saʾib", "Salim"], key=order.key) == [
        "Sahl",
        "Saʾib",
        "Saʿid",
        "Said Z",
        "Salim",
    ]
    assert sorted(["Tom", "Þór", "Theo", "Tibor"], key=order.key) == ["Theo", "Þór", "Tibor", "Tom"]


def test_the_printed_index_has_no_given_name_or_degree_first(tmp_path: Path) -> None:
    people = 'lovelace:\n  name: "Lovelace, Ada"\nhopper:\n  name: Grace van den Hopper, PhD\n'
    volume = "title: Names\nparts: [title, contents, sessions, index]\n"
    agenda = AGENDA.replace("              - paper: papers/hopper.pdf\n", "")
    root = workspace(tmp_path, volume=volume, agenda=agenda, people=people)
    assert run("build", "--draft", root).returncode == 0
    pages = pypdf.PdfReader(root / "build/proceedings.pdf").pages
    index = pages[-1].extract_text()
    assert "Lovelace, Ada, 1" in index
    assert "van den Hopper, Grace, 1" in index
    assert "PhD" not in index
    divider = "".join(page.extract_text() for page in pages[:-1]).replace("\u00a0", " ")
    assert "Ada Lovelace" in divider
    assert "Grace van den Hopper, PhD" in divider
