"""The press: a process that sets files, and what becomes of it when something goes wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue

import pytest
from PIL import Image, ImageChops, ImageStat

from conftest import EDITION, ROOT, VIEWS, WORDS
from outputs import typesetting, worker
from outputs.paper import Unset, edition_moment, facts
from test_paper import HOST, plain, sheets

TEMPLATES = ROOT / "overrides" / "typeset"
FONTS = [str(folder) for folder in typesetting._folders()]


def told(view, units):
    data = facts(EDITION, WORDS, view, units, HOST, edition_moment(ROOT))
    return json.dumps(data, ensure_ascii=False)


PICTURES = [
    (view, units) for view in VIEWS for units in (EDITION.units, *((u,) for u in EDITION.units))
]

each_picture = pytest.mark.parametrize(
    ("view", "units"),
    PICTURES,
    ids=[f"/{view.folder}{units[0].name if len(units) == 1 else ''}" for view, units in PICTURES],
)


@each_picture
def test_few_colours_change_no_picture_for_the_eye_and_halve_it(monkeypatch, view, units):
    monkeypatch.setattr(worker, "lighten", lambda image: image)
    whole = worker.compose("png", str(TEMPLATES), FONTS, told(view, units))
    monkeypatch.undo()
    whole.save(packed := BytesIO(), "PNG")
    light = worker.lighten(whole)
    assert len(light) < len(packed.getvalue()) / 2
    difference = ImageChops.difference(whole, Image.open(BytesIO(light)).convert("RGB"))
    assert max(ImageStat.Stat(difference).rms) < 4  # of 255


@each_picture
def test_a_picture_says_what_it_is_with_a_dot_between_languages(monkeypatch, tmp_path, view, units):
    """As a print file the same sheet can be read."""
    monkeypatch.setitem(worker.TEMPLATES, "pdf", worker.TEMPLATES["png"])
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(worker.compose("pdf", str(TEMPLATES), FONTS, told(view, units)))
    (shown,) = sheets(sheet)
    for said in (EDITION.short_title, WORDS["view"]):
        assert plain("\u00b7".join(said[each] for each in view.languages), "zh") in plain(
            shown, "zh"
        )


@pytest.mark.parametrize("ending", worker.TEMPLATES)
def test_a_character_in_no_font_stops_every_kind_of_file(tmp_path, ending):
    data = json.loads(told(VIEWS[0], EDITION.units[:1]))
    language = data["languages"][0]["key"]
    data["units"][0]["sentences"][0]["text"][language] = "A \U00012000."
    with pytest.raises(worker.Fault, match="could not be displayed"):
        worker.compose(ending, str(TEMPLATES), FONTS, json.dumps(data))


def test_a_picture_of_two_sheets_is_refused(tmp_path):
    (tmp_path / "card.typ").write_text("A #pagebreak() B")
    with pytest.raises(worker.Fault, match="a picture of 2 sheets"):
        worker.compose("png", str(tmp_path), FONTS, "{}")


@pytest.fixture
def idle(monkeypatch):
    """No press is there yet; those that the test has started end with it."""
    mine = SimpleQueue()
    monkeypatch.setattr(typesetting, "idle", mine)
    yield mine
    typesetting._stop()


def job(**other):
    data = told(VIEWS[0], EDITION.units[:1])
    return dict(ending="png", templates=str(TEMPLATES), fonts=FONTS, data=data) | other


def test_a_press_goes_on_after_a_fault_and_keeps_to_its_words(idle, tmp_path):
    (tmp_path / "card.typ").write_text("#none.x")
    with pytest.raises(Unset, match=r"^a\.png: .*none(.|\n)*card\.typ"):
        typesetting._set(job(templates=str(tmp_path)), "a.png")
    before = idle.get()
    idle.put(before)
    assert typesetting._set(job(), "b.png").startswith(b"\x89PNG")
    assert idle.get() is before
    idle.put(before)


def test_a_press_that_broke_off_is_told_and_another_takes_its_place(idle):
    broken = typesetting._press()
    broken.kill()
    broken.wait()
    idle.put(broken)
    with pytest.raises(Unset, match=r"^a\.png: the press broke off; build again"):
        typesetting._set(job(), "a.png")
    assert idle.empty()
    assert typesetting._set(job(), "a.png").startswith(b"\x89PNG")


def test_half_a_file_is_no_file(idle):
    lines = "print('{\"bytes\": 9}', 'half', sep='\\n', end='')"
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    idle.put(subprocess.Popen([sys.executable, "-c", lines], **pipes))
    with pytest.raises(Unset, match=r"^a\.png: the press broke off"):
        typesetting._set(job(), "a.png")
    assert idle.empty()


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=str)
def test_no_press_outlives_whoever_started_it(how):
    lines = """if True:
        import time
        from outputs import typesetting
        typesetting.start()
        presses = [typesetting.idle.get() for _ in range(typesetting.CORES)]
        print(*(press.pid for press in presses), flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", lines],
        cwd=ROOT / "scripts",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as starter:
        presses = starter.stdout.readline().split()
        assert presses and all(map(running, presses))
        os.kill(starter.pid, how)
    limit = time.monotonic() + 10
    while any(map(running, presses)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not any(map(running, presses))
