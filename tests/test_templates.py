import pytest
from jinja2 import DictLoader, Environment

from templates import Compiled


@pytest.fixture
def environments(monkeypatch):
    """Two environments that share what they compile, and the names compiled, in order."""
    compiled, names = Compiled(), []
    compile = Environment.compile
    monkeypatch.setattr(
        Environment, "compile", lambda *given: names.append(given[2]) or compile(*given)
    )
    return [
        Environment(loader=DictLoader({"page": "{{ word }}"}), bytecode_cache=compiled)
        for _ in range(2)
    ], names


def test_what_one_view_has_compiled_the_next_fills_with_its_own_words(environments):
    (one, other), names = environments
    assert one.get_template("page").render(word="one") == "one"
    assert other.get_template("page").render(word="other") == "other"
    assert names == ["page"]


def test_a_template_that_has_changed_is_compiled_again(environments):
    (one, other), names = environments
    one.get_template("page")
    other.loader.mapping["page"] = "new {{ word }}"
    assert other.get_template("page").render(word="words") == "new words"
    assert names == ["page", "page"]
