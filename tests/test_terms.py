"""Terms: how they are found in a text. What is wrong with their file is in tests/broken."""

import pytest

from projects import change
from text.project import check
from text.terms import Term, parse_terms, split_at_terms, split_at_words, terms_in


def named(*texts):
    return [Term(1, {"en": en, "zh": zh}, {}, {}, {}, {}) for en, zh in texts]


def found(text, *english):
    """Those of some English terms that stand in a text."""
    terms = named(*((each, "x") for each in english))
    return {each.text["en"] for each in terms_in(terms, text, "en")}


def test_a_term_inside_a_longer_one_does_not_stand_by_itself():
    terms = ("growth", "the growth of trade")
    assert found("the growth of trade", *terms) == {"the growth of trade"}
    assert found("growth and the growth of trade", *terms) == {*terms}


def test_a_term_stands_as_whole_words_in_any_case():
    assert found("Trade in Services grows", "trade in services") == {"trade in services"}
    assert found("(free trade)", "free trade") == {"free trade"}
    assert not found("trade in servicesmanship, afree trade", "trade in services", "free trade")
    assert found("\u5229\u7528CIFTIS\u5e73\u53f0", "CIFTIS") == {"CIFTIS"}


@pytest.mark.parametrize(
    ("terms", "pieces"),
    [
        (("服务", "服务贸易"), ["全球", "服务贸易", "峰会"]),
        (("全球服务贸易峰会",), ["", "全球服务贸易峰会", ""]),
        (("倡议",), ["全球服务贸易峰会"]),
    ],
)
def test_a_chinese_title_comes_in_pieces_every_second_one_a_term(terms, pieces):
    known = named(*(("x", term) for term in terms))
    assert split_at_terms(known, "全球服务贸易峰会", "zh") == pieces


def test_a_chinese_heading_comes_in_terms_and_they_in_words_with_figures_beside_them():
    known = named(("x", "发展议程"))
    said = "落实\u300a2030年发展议程\u300b的作用和引擎的作用\u3002"
    assert split_at_words(known, said, "zh") == [
        ["", "落实", "\u300a", "2030年", ""],
        ["", "发展", "", "议程", ""],
        ["\u300b的", "作用", "和", "引擎的", "", "作用", "\u3002"],
    ]


def test_where_words_have_spaces_a_title_is_one_piece():
    assert split_at_terms(named(("a", "x")), "a b", "en") == ["a b"]
    assert split_at_words(named(("a", "x")), "a b", "en") == [["a b"]]


def test_a_term_that_the_translation_alone_has_is_named(root):
    page = root / "docs/zh/proposal-2.md"
    change(page, "\u8bfb\u8fc7\u7684", "\u56fe\u4e66")
    assert str(check(root)[-1]) == (
        "docs/zh/proposal-2.md:7: zh has \u201c\u56fe\u4e66\u201d, en no \u201cbooks\u201d; "
        "write it, or except 2.1 in terms.yml, line 1"
    )


def parsed(tmp_path, text):
    file = tmp_path / "terms.yml"
    file.write_text(text, encoding="utf-8")
    terms, faults = parse_terms(file, ("en", "fr", "zh"))
    return terms, [(fault.line, fault.message) for fault in faults]


def test_an_exception_keeps_the_label_as_it_is_written(tmp_path):
    terms, _ = parsed(tmp_path, "- en: a\n  zh: \u7532\n  except: {1.10: because}\n")
    assert terms[0].exceptions == {"1.10": 3}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "is not a list"),
        ("- en: a\n  zh: [\u7532\n", 3, "is not YAML"),
        ("- en: a\n  zh: &x \u7532\n- en: b\n  zh: *x\n", 4, "has a YAML alias"),
        ("- en: a\n  zh: \u7532\n---\n- en: b\n", 3, "is not YAML"),
        ("- en: a\n  zh: \u7532\n  except: 3.2\n", 3, "has no fields; write `except:"),
        ("- en: a\n  zh: \u7532\n- en: b\n  zh: \u7532\n", 4, "a term already, line 2; keep one"),
    ],
)
def test_bad_input_is_named_with_its_line(tmp_path, text, line, words):
    _, ((found, message),) = parsed(tmp_path, text)
    assert (found, words in message) == (line, True), message


def test_there_may_be_no_terms_and_a_language_may_lack_one(tmp_path):
    assert parsed(tmp_path, "[]\n") == ((), [])
    terms, faults = parsed(tmp_path, "- {en: a, zh: \u7532}\n- {en: b, fr: c}\n")
    assert faults == [] and [set(each.text) for each in terms] == [{"en", "zh"}, {"en", "fr"}]


def test_pages_that_cant_be_read_bring_no_faults_of_terms(root):
    for path in (root / "docs").glob("*/proposal-1.md"):
        change(path, "---\n", "--\n")
    assert {fault.path.name for fault in check(root)} == {"proposal-1.md"}
