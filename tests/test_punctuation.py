import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.punctuation import WIDE, has_han, widen

STOP, DOTS, DASH = "\u3002", "\u2026\u2026", "\u2014\u2014"
COMMA, COLON, OPEN, CLOSE = WIDE[","], WIDE[":"], WIDE["("], WIDE[")"]


def test_full_width_marks_are_the_code_points_of_the_standard():
    found = " ".join(f"{ord(WIDE[mark]):04X}" for mark in ",:;!?()")
    assert found == "FF0C FF1A FF1B FF01 FF1F FF08 FF09"


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("共同体, 包括", f"共同体{COMMA}包括"),
        ("倡议:", f"倡议{COLON}"),
        ("中国(北京)国际", f"中国{OPEN}北京{CLOSE}国际"),
        ("于 2015 年", "于2015年"),
        ("《议程》,加快", f"《议程》{COMMA}加快"),
        ("GATS(1995)\u89c4\u5b9a", f"GATS{OPEN}1995{CLOSE}\u89c4\u5b9a"),
        ("\u89c4\u5b9a (a(b)c", f"\u89c4\u5b9a{OPEN}a(b)c"),
        ("((a) b)\u89c4", f"{OPEN}{OPEN}a{CLOSE}b{CLOSE}\u89c4"),
        ("(1)(2)\u89c4", f"(1){OPEN}2{CLOSE}\u89c4"),
        ("\u597d.", f"\u597d{STOP}"),
        (f"\u597d{STOP}.", f"\u597d{STOP}"),
        (f"\u597d{STOP}{STOP}", f"\u597d{STOP}"),
        ("\u597d\uff61", f"\u597d{STOP}"),
        ("\u597d\uff64\uff62\u597d\uff63", "\u597d\u3001\u300c\u597d\u300d"),
        ("\u597d...", f"\u597d{DOTS}"),
        ("...\u597d", f"{DOTS}\u597d"),
        ("\u597d \u2026 \u597d", f"\u597d{DOTS}\u597d"),
        (f"\u597d{STOP * 3}", f"\u597d{DOTS}"),
        ("\u597d--\u597d", f"\u597d{DASH}\u597d"),
        ("\u597d \u2015\u2015 \u597d", f"\u597d{DASH}\u597d"),
        ("\u597d\u2014\u2014\u2014a", f"\u597d{DASH}a"),
        ("\u5317\u4eac\u2014\u4e0a\u6d77", "\u5317\u4eac\u2014\u4e0a\u6d77"),
        ("\u56fd\u6807GB/T 15834\u20142011", "\u56fd\u6807GB/T 15834\u20142011"),
        ("\u89c1www.a.org", "\u89c1www.a.org"),
        ("\u5171.5\u4e2a", "\u5171.5\u4e2a"),
        ("\u51711,000\u4e2a", "\u51711,000\u4e2a"),
        ("\U00020000, \U00020000", f"\U00020000{COMMA}\U00020000"),
        ("One... two -- three\uff61",) * 2,
        ("One, two (three).", "One, two (three)."),
        ("3.2指第二句", "3.2指第二句"),
    ],
)
def test_marks_beside_chinese_become_full_width_and_others_stay(narrow, wide):
    assert widen(narrow) == wide
    assert widen(wide) == wide


def test_a_text_is_chinese_when_it_holds_a_chinese_character():
    assert has_han("the 京交会") and not has_han("“CIFTIS”, 2018")


@given(
    st.text(
        "\u4e2d\U00020000a1 ,()\uff08\uff09.\u3002\uff61\u2026-\u2013\u2014\u201c\u201d",
        max_size=20,
    )
)
def test_what_has_been_widened_once_is_widened_no_further(text):
    assert widen(widen(text)) == widen(text)


@given(st.text("\u4e2da()\uff08\uff09", max_size=20))
def test_a_bracket_and_its_partner_are_of_one_width(text):
    opened = []
    for mark in widen(text):
        if mark in (OPEN, "("):
            opened.append(mark)
        elif mark in (CLOSE, ")") and opened:
            assert (opened.pop() == OPEN) == (mark == CLOSE) or not has_han(text)
