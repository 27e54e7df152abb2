import tempfile

import pytest
from jinja2 import Environment, FileSystemLoader

from building.templates import environment


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A theme's folder, and a folder of the test's own for what is compiled."""
    (tmp_path / "kept").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "kept"))
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "page").write_text("{{ word }}")
    return theme


@pytest.fixture
def compiled(monkeypatch):
    """The names of the templates compiled, in order."""
    names = []
    compile = Environment.compile
    monkeypatch.setattr(
        Environment, "compile", lambda *given: names.append(given[2]) or compile(*given)
    )
    return names


def made(folder):
    return environment(lambda: Environment(loader=FileSystemLoader([folder])))


def test_what_one_view_has_compiled_the_next_fills_with_its_own_words(folder, compiled):
    assert made(folder).get_template("page").render(word="one") == "one"
    assert made(folder).get_template("page").render(word="other") == "other"
    assert compiled == ["page"]


def test_a_template_that_has_changed_is_compiled_again(folder, compiled):
    made(folder).get_template("page")
    (folder / "page").write_text("new {{ word }}")
    assert made(folder).get_template("page").render(word="words") == "new words"
    assert compiled == ["page", "page"]
