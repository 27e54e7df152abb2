"""Whatever the checks let into the Markdown comes out of every format."""

import json
import tempfile
from pathlib import Path

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import DOCUMENTS
from readers import made, replanned
from test_exports import TAGS, VALIDATOR, from_json, from_text, from_tmx
from text.documents import order, read_document
from text.edition import assemble
from text.punctuation import widen
from text.rules import PAGE_RULES, STATUSES, characters

UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
LETTERS = st.characters(exclude_categories=UNSEEN, exclude_characters="<>*_`#[]{}\\|~^$\"'&")
RARE = st.sampled_from("\U0001f600\U00020bb7\u0301\u0e33\u05d0\u0635\ufdfa\u1100\u00df\u0130\ufe0f")
WIDE = st.sampled_from("\u4e2d\u6587\uff0c\u3002\u201c\u201d\u2026;:,!?() ")
TEXT = st.text(st.one_of(LETTERS, RARE, WIDE, st.just(" ")), min_size=1, max_size=40)
LINE = TEXT.map(str.rstrip).filter(lambda text: text.strip())
NAMES = ["preamble", "proposal-1", "proposal-2", "proposal-11", "closing-call"]


@st.composite
def markdown(draw):
    """A made-up text: each of its pages as (name, language, Markdown)."""
    names = draw(st.sets(st.sampled_from(NAMES), min_size=1))
    pages = []
    for name in sorted(names, key=order):
        count = draw(st.integers(1, 3))
        noted = sorted(draw(st.sets(st.integers(1, count))))
        for language in ("en", "zh"):
            mend = widen if language == "zh" else str
            lines = [mend(draw(LINE)).strip() for _ in range(count)]
            facts = {
                "title": mend(draw(LINE)).strip(),
                "status": draw(st.sampled_from(STATUSES)) if language == "zh" else "original",
                "notes": {number: mend(draw(LINE)).strip() for number in noted},
            }
            front = yaml.safe_dump(facts, allow_unicode=True, width=10_000)
            pages.append((name, language, f"---\n{front}---\n" + "\n".join(lines) + "\n", lines))
    return pages


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(markdown())
def test_what_goes_in_through_markdown_comes_out_of_every_format(pages):
    prose = [page for page in DOCUMENTS if not page.is_unit]
    with tempfile.TemporaryDirectory() as folder:
        documents = []
        for name, language, text, _ in pages:
            path = Path(folder) / language / f"{name}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            documents.append(read_document(path, language))
    lines = {(name, language): body for name, language, _, body in pages}
    for page in documents:
        assume(not [fault for rule in (characters, *PAGE_RULES) for fault in rule(page)])
    edition = assemble([*documents, *prose])
    files = made(replanned(edition))
    wanted = {
        f"{unit.number or unit.name}.{n}": {"en": english, "zh": chinese}
        for unit in edition.units
        for n, (english, chinese) in enumerate(
            zip(lines[unit.name, "en"], lines[unit.name, "zh"], strict=True), 1
        )
    }
    for read in (from_json, from_tmx, from_text):
        assert read(files, edition.languages) == wanted, read.__name__
    assert files == made(replanned(edition))
    data = json.loads(files["initiative.json"])
    assert VALIDATOR.is_valid(data)
    for unit, found in zip(edition.units, data["units"], strict=True):
        assert found["title"] == {TAGS[each]: unit.title[each] for each in TAGS}
