import dataclasses

import pytest

from text.documents import Document, blocks, is_known, order, proposal_number, read_document
from text.edition import assemble
from text.source import read_source

FACTS = {"title": "T", "short_title": "S", "event": "E", "issuers": ["I"], "place": "P", "year": 1}


def document(tmp_path, name, language="en", body=("One.",), **facts):
    return Document(
        tmp_path / language / f"{name}.md",
        language,
        facts={"title": name, "status": "original", **facts},
        body=tuple(body),
    )


def edition_of(tmp_path, *documents):
    prose = [
        document(tmp_path, name, language, **FACTS)
        for name in ("index", "about")
        for language in ("en", "zh")
    ]
    return assemble((*documents, *prose))


def pair(tmp_path, name, english, chinese, **facts):
    return (
        document(tmp_path, name, "en", english, **facts),
        document(tmp_path, name, "zh", chinese),
    )


def test_line_n_of_each_language_is_sentence_n(tmp_path):
    edition = edition_of(tmp_path, *pair(tmp_path, "proposal-3", ["A.", "B."], ["甲。", "乙。"]))
    assert [dict(s.text) for s in edition.units[0].sentences] == [
        {"en": "A.", "zh": "甲。"},
        {"en": "B.", "zh": "乙。"},
    ]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("proposal-3", ["3.1", "3.2"]),
        ("proposal-12", ["12.1", "12.2"]),
        ("preamble", ["preamble.1", "preamble.2"]),
        ("closing-call", ["closing-call.1", "closing-call.2"]),
    ],
)
def test_labels_name_the_proposal_by_number_and_other_parts_by_name(tmp_path, name, labels):
    edition = edition_of(tmp_path, *pair(tmp_path, name, ["A.", "B."], ["甲。", "乙。"]))
    assert [sentence.label for sentence in edition.units[0].sentences] == labels


def test_a_note_belongs_to_its_sentence(tmp_path):
    pages = pair(tmp_path, "preamble", ["A.", "B."], ["甲。", "乙。"], notes={2: "Sic."})
    one, two = edition_of(tmp_path, *pages).units[0].sentences
    assert not one.note and two.note == {"en": "Sic."}


def test_languages_of_different_length_are_refused(tmp_path):
    with pytest.raises(ValueError):
        edition_of(tmp_path, *pair(tmp_path, "preamble", ["A.", "B."], ["甲。"]))


def test_nothing_in_an_edition_can_be_changed(tmp_path):
    edition = edition_of(tmp_path, *pair(tmp_path, "preamble", ["A."], ["甲。"]))
    with pytest.raises(dataclasses.FrozenInstanceError):
        edition.year = 2019
    with pytest.raises(TypeError):
        edition.units[0].sentences[0].text["en"] = "B."


def test_names_sort_in_reading_order_and_proposals_by_number():
    names = ["about", "closing-call", "proposal-10", "proposal-2", "preamble"]
    assert sorted(names, key=order) == names[::-1]


def test_only_proposals_have_a_number():
    assert [
        proposal_number(n) for n in ("proposal-3", "proposal-03", "proposal-x", "preamble")
    ] == [
        3,
        None,
        None,
        None,
    ]


def test_a_name_outside_the_edition_is_not_known():
    assert is_known("proposal-7") and not is_known("proposal-0") and not is_known("draft")


def test_blocks_are_what_stands_between_blank_lines():
    assert list(blocks(("a", "b", "", "", "c"))) == [(0, "a\nb"), (4, "c")]


def test_facts_and_lines_keep_their_place_in_the_file(tmp_path):
    path = tmp_path / "proposal-1.md"
    path.write_text("---\ntitle: T\nnotes:\n  1: N\n---\nA.\nB.\n", encoding="utf-8")
    page = read_document(path, "en")
    assert page.body == ("A.", "B.") and page.first == 6
    assert page.marks == {"title": 2, "notes": 3, "notes.1": 4}


def test_the_source_pairs_a_chinese_paragraph_with_the_english_after_it(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text("Title\n\nOne.\n\n二。\n\nTwo.\n", encoding="utf-8")
    source = read_source(path)
    assert source.title == "Title"
    assert source.paragraphs == ((3, "One."), (7, "Two."))
    assert source.chinese == (None, (5, "二。"))
