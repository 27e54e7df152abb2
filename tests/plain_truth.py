"""The plain truth about a search: what it should find, read from the edition by other means.

A place is found if the query names it (label, part), or if it holds every term of the query;
what stands in quotation marks is one term.
"""

from __future__ import annotations

import re
import unicodedata

from opencc import OpenCC

from edition import EDITION, STRINGS
from outputs.labels import names, part

SIMPLIFY = OpenCC("t2s")
HAN = "[\u3400-\u9fff]"
MARKS = '"\u201c\u201d\u201e«»「」『』\uff02'


def simple(character):
    return SIMPLIFY.convert(character) if re.match(HAN, character) else character


def letters(text):
    """Width, case, accents and script folded; apostrophes left out."""
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(simple(each) for each in text if not unicodedata.category(each).startswith("M"))
    return re.sub("['\u2018\u2019]", "", text)


def fold(text):
    """Words with single spaces between them, none beside Chinese."""
    text = " ".join(re.sub(r"[\W_]", " ", letters(text)).split())
    return re.sub(f"(?<={HAN}) | (?={HAN})", "", text)


def squeeze(text):
    return re.sub(r"[^\w.]|_", "", letters(text))


def terms(query):
    found = re.findall(f"[{MARKS}]([^{MARKS}]+)[{MARKS}]|([^\\s{MARKS}]+)", query)
    return [term for pair in found if (term := fold("".join(pair)))]


def places():
    """Every place that can be found: its address in a view, its texts, its names."""
    yield "", list(EDITION.title.values()), []
    for issuer in zip(*EDITION.issuers.values(), strict=True):
        yield "", list(issuer), []
    for unit in EDITION.units:
        called = {name for each in EDITION.languages for name in names(STRINGS, unit, each)}
        called |= {part(STRINGS, unit, each) for each in EDITION.languages}
        yield f"{unit.name}/", [*unit.title.values(), *called], called
        for sentence in unit.sentences:
            nth = [STRINGS["nth_sentence"][e].format(sentence.number) for e in EDITION.languages]
            own = {f"{name} {n}" for name in called for n in (sentence.number, *nth)}
            yield (
                f"{unit.name}/#{sentence.label}",
                list(sentence.text.values()),
                {sentence.label, *own},
            )
            if sentence.note:
                yield f"{unit.name}/#note-{sentence.label}", list(sentence.note.values()), []


PLACES = [
    (address, [fold(text) for text in texts], {squeeze(name) for name in called})
    for address, texts, called in places()
]


def truth(query):
    """The addresses that a query finds, in order: those it names first."""
    wanted, parts = squeeze(query), terms(query)
    named = [each for each in PLACES if wanted in each[2]]
    held = [
        each
        for each in PLACES
        if parts and each not in named and all(any(p in t for t in each[1]) for p in parts)
    ]
    return [address for address, _, _ in (*named, *held)]
