from dataclasses import replace

import pytest

from conftest import EDITION, PROJECT, project
from text.faults import Fault
from text.project import check
from text.terms import parse_terms, split_at_terms, terms_in

TERMS = PROJECT.terms
SENTENCES = {sentence.label: sentence.text for unit in EDITION.units for sentence in unit.sentences}


def term(words):
    (found,) = [each for each in TERMS if words in each.text.values()]
    return found


def names(text, language="en"):
    return {each.text[language] for each in terms_in(TERMS, text, language)}


def changed(root, old, new, path="docs/terms.yml"):
    """Every fault but those of reviews in a copy of the project in which a text is another."""
    file = project(root) / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in check(root) if "scripts/confirm" not in fault.message]


def parsed(tmp_path, text):
    file = tmp_path / "terms.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    terms, faults = parse_terms(file, ("en", "zh"))
    return terms, [(fault.line, fault.message) for fault in faults]


def test_a_term_lost_in_the_chinese_is_named_at_its_line(tmp_path):
    path = "docs/zh/proposal-3.md"
    assert changed(tmp_path, "\u57fa\u672c\u670d\u52a1", "\u57fa\u7840\u670d\u52a1", path) == [
        f"{path}:6: en has \u201cbasic services\u201d, zh no \u201c\u57fa\u672c\u670d\u52a1\u201d; "
        f"write it, or except 3.2 in terms.yml, line {term('basic services').line}"
    ]


def test_a_term_that_the_chinese_alone_has_is_named_too(tmp_path):
    path = "docs/zh/proposal-3.md"
    (fault,) = changed(tmp_path, "\u670d\u52a1\u4e1a\u548c", "\u65b0\u5f15\u64ce\u548c", path)[1:]
    assert fault.startswith(
        f"{path}:6: zh has \u201c\u65b0\u5f15\u64ce\u201d, en no \u201cnew engine"
    )


def test_a_term_inside_a_longer_one_does_not_stand_by_itself():
    assert names("the 2030 Agenda for Sustainable Development") == {
        "2030 Agenda for Sustainable Development"
    }
    assert names("sustainable development and the 2030 Agenda for Sustainable Development") == {
        "sustainable development",
        "2030 Agenda for Sustainable Development",
    }


def test_a_term_stands_as_whole_words_in_any_case():
    assert names("Trade in Services grows") == {"trade in services"}
    assert names("trade in servicesmanship, overliberalization") == set()
    assert names("(liberalization)") == {"liberalization"}
    assert terms_in(TERMS, "\u5229\u7528CIFTIS\u5e73\u53f0", "en") == {term("CIFTIS")}


@pytest.mark.parametrize(
    ("terms", "pieces"),
    [
        (("服务", "服务贸易"), ["全球", "服务贸易", "峰会"]),
        (("全球服务贸易峰会",), ["", "全球服务贸易峰会", ""]),
        (("倡议",), ["全球服务贸易峰会"]),
        ((), ["全球服务贸易峰会"]),
    ],
)
def test_a_chinese_title_comes_in_pieces_every_second_one_a_term(terms, pieces):
    known = [replace(TERMS[0], text={"en": "x", "zh": term}) for term in terms]
    assert split_at_terms(known, "全球服务贸易峰会", "zh") == pieces


def test_where_words_have_spaces_a_title_is_one_piece():
    assert split_at_terms(TERMS, "trade in services", "en") == ["trade in services"]


def test_a_term_that_stands_nowhere_is_a_fault(tmp_path):
    old, new = "en: cloud computing\n  zh: \u4e91\u8ba1\u7b97", "en: zebras\n  zh: \u6591\u9a6c"
    assert changed(tmp_path, old, new) == [
        f"docs/terms.yml:{term('cloud computing').line}: "
        "\u201czebras\u201d stands in no sentence; mend its words or delete it"
    ]


def test_an_exception_is_for_a_sentence_that_is_there(tmp_path):
    line, _ = term("including prosperity for all").exceptions["1.1"]
    assert changed(tmp_path, "except: {1.1:", "except: {1.10: so, 1.1:") == [
        f"docs/terms.yml:{line}: `1.10` is no sentence's label; write one as the pages show it"
    ]


def test_an_exception_where_the_languages_agree_is_a_fault(tmp_path):
    (fault,) = changed(tmp_path, "except: {1.1: the", "except: {1.2: no need, 1.1: the")
    agreed = "the languages agree on \u201cincluding prosperity for all\u201d at 1.2"
    assert fault.endswith(f"{agreed}; delete the exception")


def test_an_exception_keeps_the_label_as_it_is_written(tmp_path):
    terms, faults = parsed(tmp_path, "- en: a\n  zh: \u7532\n  except: {1.10: because}\n")
    assert not faults and terms[0].exceptions == {"1.10": (3, "because")}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "holds no list"),
        ("en: a\n", 1, "holds no list"),
        ("- en: a\n  zh: [\u7532\n", 3, "is not YAML"),
        ("- en: a\n  zh: &x \u7532\n- en: b\n  zh: *x\n", 4, "holds a YAML alias"),
        (b"- en: a\n  zh: \xff\n", 2, "is not UTF-8"),
        ("- en: a\n  zh: \x07\n", 1, "is not YAML"),
        ("[" * 1200, 1, "is not YAML"),
        ("- en: a\n  zh: \u7532\n---\n- en: b\n", 3, "is not YAML"),
        ("- en: a\n  zh: ~\n", 2, "`zh` is empty"),
        ("- en: a\n  zh: \u7532\n  ? [x]\n  : y\n", 3, "`?` is not known"),
        ("- en: a\n  zh: \u7532\n  note: {en: x}\n", 3, "`note` has no zh"),
        ("- en: a\n  zh: \u7532\n  except: 3.2\n", 3, "`except` holds no fields"),
        ("- en: a-b\n  zh: \u7532\n- en: A b\n  zh: \u4e59\n", 3, "a term already, line 1"),
        ("- en: a\n  zh: \u7532\n  except: {3.2: }\n", 3, "`3.2` is empty"),
        (
            "- en: a\n  zh: \u7532\n- en: b\n  zh: \u7532\n",
            4,
            "is a term already, line 2; keep one",
        ),
    ],
)
def test_bad_input_is_named_with_its_line(tmp_path, text, line, words):
    _, ((found, message),) = parsed(tmp_path, text)
    assert (found, words in message) == (line, True), message


def test_a_missing_file_is_a_fault(tmp_path):
    root = project(tmp_path)
    (root / "docs" / "terms.yml").unlink()
    assert [str(fault) for fault in check(root)] == [
        "docs/terms.yml:1: can't be read (No such file or directory); put a file here"
    ]


def test_no_terms_are_no_fault(tmp_path):
    assert parsed(tmp_path, "[]\n") == ((), [])


def test_pages_that_cant_be_read_bring_no_faults_of_terms(tmp_path):
    root = project(tmp_path)
    for path in (root / "docs").glob("*/proposal-2.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("---\n", "--\n"), encoding="utf-8")
    assert {fault.path.name for fault in check(root)} == {"proposal-2.md"}


def test_a_language_may_lack_a_term(tmp_path):
    file = tmp_path / "terms.yml"
    file.write_text("- {en: a, zh: \u7532}\n- {en: b, fr: c}\n", encoding="utf-8")
    terms, faults = parse_terms(file, ("en", "fr", "zh"))
    assert faults == [] and [set(each.text) for each in terms] == [{"en", "zh"}, {"en", "fr"}]
    takes = "a term takes en, zh, note, source, reading, except"
    assert Fault(file, 2, f"`fr` is not known; {takes}") in parse_terms(file, ("en", "zh"))[1]
