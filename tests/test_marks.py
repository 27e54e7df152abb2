"""The marks of a change: what of two texts is marked as taken out and as put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.marks import marked


def shown(pieces):
    return "".join(f"[{text}]" if is_change else text for is_change, text in pieces)


MARKED = {
    ("We may become an engine.", "We become the engine."): (
        "We [may] become [an] engine.",
        "We become [the] engine.",
    ),
    ("of the source, where", "of the source spells it, where"): (
        "of the source, where",
        "of the source [spells it], where",
    ),
    ("必由之路。", "必经之路。"): ("必[由]之路。", "必[经]之路。"),
    ("a well-kept text", "a well-read text"): ("a [well-kept] text", "a [well-read] text"),
    ("may soon end", "is done now"): ("[may soon end]", "[is done now]"),
    ("", "A note."): ("", "[A note.]"),
    ("a  b", "a b"): ("a  [b]", "a [b]"),
    ("到2030年", "到2035年"): ("到[2030]年", "到[2035]年"),
    ("在共同蓝图下研究", "为构建命运共同体研究"): ("[在共同蓝图下]研究", "[为构建命运共同体]研究"),
    ("Let us trade in more services.", "We sell in most countries."): (
        "[Let us trade in more services].",
        "[We sell in most countries].",
    ),
    ("要制定和实施政策", "要制订和实行政策"): ("要制[定]和实[施]政策", "要制[订]和实[行]政策"),
    ("合作平台\u3001在各国政府之间", "合作平台\u3001欢迎利用这一平台\u3001在各国政府之间"): (
        "合作平台\u3001在各国政府之间",
        "合作平台\u3001[欢迎利用这一平台\u3001]在各国政府之间",
    ),
    ("贸易发展。", "贸易便利、贸易发展。"): (
        "贸易发展。",
        "[贸易便利、]贸易发展。",
    ),
    ("实施《甲》《乙》", "实施《甲》《丙》《乙》"): (
        "实施《甲》《乙》",
        "实施《甲》[《丙》]《乙》",
    ),
}


@pytest.mark.parametrize("texts", MARKED, ids=str)
def test_english_is_marked_by_words_and_chinese_by_characters_and_no_stray_one_is_kept(texts):
    pieces = marked(*texts)
    assert tuple(shown(each) for each in pieces) == MARKED[texts]
    assert tuple("".join(text for _, text in each) for each in pieces) == texts


@given(*[st.text("甲乙丙、。《》 ab,.\n-", max_size=30)] * 2)
def test_marked_texts_are_whole_and_alike_where_nothing_is_marked(before, after):
    pieces = marked(before, after)
    assert tuple("".join(text for _, text in each) for each in pieces) == (before, after)
    old, new = ("".join(text for is_change, text in each if not is_change) for each in pieces)
    assert "".join(old.split()) == "".join(new.split())  # spaces before what is marked are not
