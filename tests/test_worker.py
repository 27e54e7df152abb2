"""A worker: a process that sets files, and what becomes of it when something goes wrong."""

import json
import subprocess
import sys
from collections import Counter
from io import BytesIO
from queue import SimpleQueue

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDFText_GetFontSize

from conftest import address
from edition import EDITION, ROOT, SITE, STRINGS
from outputs import typesetting, worker, workers
from outputs.labels import edition_name
from outputs.paper import facts
from outputs.site import Unmade
from readers import OWNERS, bare
from test_serve import children, eventually, running

TEMPLATES = ROOT / "overrides" / "typeset"
PACKAGES = tuple(filter(None, STRINGS["fonts"].values()))
FONTS = [str(folder) for folder in typesetting.font_folders(PACKAGES)]


def facts_of(page):
    """The facts of a page's files, as the worker gets them."""
    form = "unit" if page.unit else "sheet"
    return json.dumps(facts(SITE, page, form), ensure_ascii=False)


each_owner = pytest.mark.parametrize("page", OWNERS, ids=address)
UNIT = next(page for page in OWNERS if page.unit)


@each_owner
def test_few_colours_change_no_picture_for_the_eye_and_halve_it(monkeypatch, page):
    monkeypatch.setattr(worker, "lighten", lambda image: image)
    (picture,) = worker.compose("card", str(TEMPLATES), FONTS, [facts_of(page)])
    monkeypatch.undo()
    picture.save(packed := BytesIO(), "PNG")
    light = worker.lighten(picture)
    assert len(light) < len(packed.getvalue()) / 2
    difference = ImageChops.difference(picture, Image.open(BytesIO(light)).convert("RGB"))
    assert max(ImageStat.Stat(difference).rms) < 4  # of 255


@each_owner
def test_a_card_says_what_it_is_of_and_marks_a_translation_in_letters_large_enough(
    monkeypatch, page
):
    """As a print file the same card can be read."""
    monkeypatch.setitem(worker.TEMPLATES, "print", worker.TEMPLATES["card"])
    (file,) = worker.compose("print", str(TEMPLATES), FONTS, [facts_of(page)])
    (card,) = PdfDocument(file)
    text = card.get_textpage()
    shown = bare(text.get_text_range())
    assert bare(edition_name(STRINGS, SITE.project.release)[page.view.language]) in shown
    for language in page.view.languages:
        of = EDITION.short_title if page.unit else EDITION.event
        title = (page.unit.title if page.unit else EDITION.short_title)[language]
        if page.unit and page.unit.status[language] == "translation":
            title += STRINGS["translation_mark"][language]
        # A foot has room for two languages, else for the first.
        has_foot = len(page.view.languages) < 3 or language == page.view.language
        for each in (of.get(language, "") if has_foot else "", title):
            if STRINGS["direction"][language] == "ltr":
                assert bare(each) in shown, each
            else:  # its letters come back in another order
                assert not Counter(bare(each)) - Counter(shown), each
    sizes = [FPDFText_GetFontSize(text, n) for n in range(text.count_chars())]
    assert min(size for size in sizes if size > 1) >= 22  # of 1200; a mark, 5.5 px of 300


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("A #pagebreak() B", "makes 2 sheets for 1 pictures"),
        ('#set text(font: "Noto Nothing")\nA', "noto nothing"),
    ],
)
def test_a_picture_of_two_sheets_or_of_a_font_that_is_not_there_is_refused(
    tmp_path, template, fault
):
    (tmp_path / "card.typ").write_text(template)
    with pytest.raises(worker.Fault, match=fault):
        worker.compose("card", str(tmp_path), FONTS, ["{}"])


@pytest.fixture
def idle(monkeypatch):
    """No worker is there yet; those that the test has started end with it."""
    mine = SimpleQueue()
    monkeypatch.setattr(workers, "idle", mine)
    yield mine
    workers._stop()


def job(**other):
    data = [facts_of(UNIT)]
    return dict(kind="card", templates=str(TEMPLATES), fonts=FONTS, data=data) | other


def test_a_worker_goes_on_after_a_fault_and_keeps_to_its_words(idle, tmp_path):
    (tmp_path / "card.typ").write_text("#none.x")
    with pytest.raises(Unmade, match=r"^\S+/card\.typ:1: .*none.*a\.png"):
        workers._set(job(templates=str(tmp_path)), "a.png")
    before = idle.get()
    idle.put(before)
    (picture,) = workers._set(job(), "b.png")
    assert picture.startswith(b"\x89PNG")
    assert idle.get() is before
    idle.put(before)


def other(code):
    """A process that runs some Python in a worker's place."""
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    return subprocess.Popen([sys.executable, "-c", code], **pipes)


@pytest.mark.parametrize(
    "code",
    ["input()", "input(); print('{\"bytes\": [9]}', 'half', sep='\\n', end='')"],
    ids=["nothing", "half a file"],
)
def test_a_worker_that_breaks_off_is_told_and_not_used_again(idle, code):
    idle.put(other(code))
    with pytest.raises(Unmade, match=r"^a\.png: the worker broke off; see why above"):
        workers._set(job(), "a.png")
    assert idle.empty()


def test_a_worker_that_hangs_is_stopped_and_told(idle, monkeypatch):
    monkeypatch.setattr(workers, "LIMIT", 0.5)
    hung = other("import time; time.sleep(60)")
    idle.put(hung)
    with pytest.raises(Unmade, match=r"^a\.png: the worker took more than 0\.5 s; see why above"):
        workers._set(job(), "a.png")
    assert idle.empty() and hung.returncode < 0  # killed


@pytest.mark.parametrize(("processors", "wanted"), [(1, 1), (3, 3), (64, 4)])
def test_there_is_a_worker_for_each_processor_that_may_be_used_up_to_four(processors, wanted):
    code = f"import os; os.sched_getaffinity = lambda _: range({processors})\n"
    code += "from outputs import workers; print(workers.WORKERS)"
    command = [sys.executable, "-c", code]
    assert int(subprocess.check_output(command, cwd=ROOT / "scripts")) == wanted


def test_no_worker_outlives_a_build_that_is_killed():
    code = "from outputs import workers; workers.start(); print(flush=True); input()"
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT / "scripts", **pipes) as build:
        build.stdout.readline()
        begun = children(build.pid)
        assert begun
        build.kill()
    eventually(lambda: not begun & running().keys(), 10)
