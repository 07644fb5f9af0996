"""Templates of a workspace see what they are given and the files of their layout,
and nothing else of the machine.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from proceedings.typesetting.layout import Layout, load_layout
from proceedings.typesetting.sandbox import rendered, sandbox
from proceedings.values.diagnostics import LayoutError
from small_workspaces import meeting, run

SECRET = "what nobody else may read"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "layouts/own").mkdir(parents=True)
    (tmp_path / "secret.html").write_text(SECRET)
    return load_layout(tmp_path, "own")


def filled(layout: Layout, template: str, **values: object) -> str:
    assert layout.workspace is not None
    (layout.workspace / "layouts/own/tried.html").write_text(template)
    return rendered(sandbox(layout), layout, "tried.html", values)


@pytest.mark.parametrize("name", ["../../secret.html", "{0}/secret.html", "linked.html", "linked/secret.html"])
@pytest.mark.parametrize("way", ["include", "import", "extends"])
def test_a_file_outside_the_layout_is_not_found(layout: Layout, name: str, way: str, tmp_path: Path) -> None:
    (tmp_path / "layouts/own/linked.html").symlink_to(tmp_path / "secret.html")
    (tmp_path / "layouts/own/linked").symlink_to(tmp_path)
    used = f'"{name.format(tmp_path)}"' + (" as it" if way == "import" else "")
    with pytest.raises(LayoutError) as refused:
        filled(layout, f"<p>\n{{% {way} {used} %}}")
    diagnostic = refused.value.diagnostic
    assert (diagnostic.code, str(diagnostic.place)) == ("template", "layouts/own/tried.html:2:1")
    assert "is no file of the layout" in diagnostic.message


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__",
        "title.__init__.__globals__",
        "write.__globals__",
        "path.read_text()",
        "path.parent.iterdir()",
        "people.append('one more')",
        "'{0.__class__}'.format(title)",
        "cycler.__init__",
    ],
)
def test_what_leads_out_of_a_template_is_refused(layout: Layout, expression: str, tmp_path: Path) -> None:
    values = {"title": "A title", "path": tmp_path / "secret.html", "people": ["Ada"], "write": test_values_are_printed}
    with pytest.raises(LayoutError) as refused:
        filled(layout, f"<p>\n\n{{{{ {expression} }}}}", **values)
    assert str(refused.value.diagnostic.place) == "layouts/own/tried.html:3:1"
    assert SECRET not in refused.value.diagnostic.message


def test_values_are_printed(layout: Layout) -> None:
    assert filled(
        layout, "{{ title }} {% for n in people %}{{ n.upper() }}{% endfor %}", title="A & B", people=["x"]
    ) == ("A &amp; B X")


def test_a_mistake_in_an_expression_names_file_and_line(layout: Layout) -> None:
    for mistake in ("{{ 1 // 0 }}", "{{ nothing }}", "{{ title + 1 }}", "{% if %}", '{% include "tried.html" %}'):
        with pytest.raises(LayoutError) as refused:
            filled(layout, f"<p>\n{mistake}", title="A")
        assert str(refused.value.diagnostic.place) == "layouts/own/tried.html:2:1"


def test_an_editor_sees_the_line_of_the_template(tmp_path: Path) -> None:
    folder = meeting(tmp_path)
    (folder / "layouts/default").mkdir(parents=True)
    (folder / "layouts/default/half-title.html").write_text("<p>Half</p>\n{{ volume.__class__.__init__ }}\n")
    done = run("build", "--draft", folder)
    assert done.returncode == 1
    assert "layouts/default/half-title.html:2:1: error[template]: The template asks for something" in done.stderr
    assert "2 | {{ volume.__class__.__init__ }}" in done.stderr
