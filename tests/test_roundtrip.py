"""Whatever the checks let into the Markdown comes out of every format."""

import json
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from projects import small
from readers import HOME, made, replanned
from test_exports import VALIDATOR, from_json, from_text, from_tmx, is_data
from text.documents import read_document
from text.edition import assemble
from text.project import read, read_pages
from text.punctuation import widen
from text.rules import PAGE_RULES, STATUSES, characters

UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
LETTERS = st.characters(exclude_categories=UNSEEN, exclude_characters="<>*_`#[]{}\\|~^$\"'&")
RARE = st.sampled_from("\U0001f600\U00020bb7\u0301\u0e33\u05d0\u0635\ufdfa\u1100\u00df\u0130\ufe0f")
WIDE = st.sampled_from("\u4e2d\u6587\uff0c\u3002\u201c\u201d\u2026;:,!?() ")
TEXT = st.text(st.one_of(LETTERS, RARE, WIDE, st.just(" ")), min_size=1, max_size=40)
LINE = TEXT.map(str.rstrip).filter(lambda text: text.strip())
NAMES = ["preamble", "proposal-1", "proposal-2", "proposal-11", "closing-call"]
TAGS = {"en": "en", "zh": "zh-Hans"}


@st.composite
def markdown(draw):
    """A made-up text: each of its pages as (name, language, Markdown, lines, notes by number)."""
    pages = []
    for name in sorted(draw(st.sets(st.sampled_from(NAMES), min_size=1)), key=NAMES.index):
        count = draw(st.integers(1, 3))
        noted = sorted(draw(st.sets(st.integers(1, count))))
        for language in TAGS:
            mend = widen if language == "zh" else str
            lines = [mend(draw(LINE)).strip() for _ in range(count)]
            facts = {
                "title": mend(draw(LINE)).strip(),
                "status": draw(st.sampled_from(STATUSES)) if language == "zh" else "original",
                "notes": {number: mend(draw(LINE)).strip() for number in noted},
            }
            front = yaml.safe_dump(facts, allow_unicode=True, width=10_000)
            text = f"---\n{front}---\n" + "\n".join(lines) + "\n"
            pages.append((name, language, text, lines, facts["notes"]))
    return pages


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The small text, and its pages of prose."""
    root = small(tmp_path_factory.mktemp("small") / "project")
    return read(root), [page for page in read_pages(root)[1] if not page.is_unit]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(pages=markdown())
def test_what_goes_in_through_markdown_comes_out_of_every_format(own, pages):
    project, prose = own
    with tempfile.TemporaryDirectory() as folder:
        documents = []
        for name, language, text, *_ in pages:
            path = Path(folder) / language / f"{name}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            documents.append(read_document(path, language))
    for page in documents:
        assume(not [fault for rule in (characters, *PAGE_RULES) for fault in rule(page)])
    edition = assemble([*documents, *prose], project.strings)
    files = made(replanned(edition, HOME, project))
    wanted, noted = {}, {}
    for name, language, _, lines, notes in pages:
        for n, line in enumerate(lines, 1):
            label = f"{name.removeprefix('proposal-')}.{n}"
            wanted.setdefault(label, {})[language] = line
            noted.setdefault(label, {}).update({TAGS[language]: notes[n]} if n in notes else {})
    for read_back in (from_json, from_tmx, from_text):
        assert read_back(files, edition.languages, TAGS) == wanted, read_back.__name__
    assert files == made(replanned(edition, HOME, project))
    (data,) = (json.loads(files[each]) for each in files if is_data(each))
    assert VALIDATOR.is_valid(data)
    sentences = [each for unit in data["units"] for each in unit["sentences"]]
    assert {each["label"]: each.get("note", {}) for each in sentences} == noted
    for unit, found in zip(edition.units, data["units"], strict=True):
        assert found["title"] == {TAGS[each]: unit.title[each] for each in TAGS}
