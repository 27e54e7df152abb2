import pytest

from text.punctuation import WIDE, has_han, widen

COMMA, COLON, OPEN, CLOSE = WIDE[","], WIDE[":"], WIDE["("], WIDE[")"]


def test_full_width_marks_are_the_code_points_of_the_standard():
    assert [f"{ord(WIDE[mark]):04X}" for mark in ",:;!?()"] == [
        "FF0C",
        "FF1A",
        "FF1B",
        "FF01",
        "FF1F",
        "FF08",
        "FF09",
    ]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("共同体, 包括", f"共同体{COMMA}包括"),
        ("倡议:", f"倡议{COLON}"),
        ("中国(北京)国际", f"中国{OPEN}北京{CLOSE}国际"),
        ("于 2015 年", "于2015年"),
        ("《议程》,加快", f"《议程》{COMMA}加快"),
        ("One, two (three).", "One, two (three)."),
        ("3.2指第二句", "3.2指第二句"),
    ],
)
def test_marks_beside_chinese_become_full_width_and_others_stay(narrow, wide):
    assert widen(narrow) == wide
    assert widen(wide) == wide


def test_a_text_is_chinese_when_it_holds_a_chinese_character():
    assert has_han("the 京交会") and not has_han("“CIFTIS”, 2018")
