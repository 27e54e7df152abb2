"""A built site that has editions: its pages, its print files, what a build refuses, its growth."""

import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from time import process_time
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import sync_playwright

from benchmark.visit import chromium
from released import HOST, build, copy, correct, noted, publish, rewrite, site_of
from text.confirm import confirm
from text.edition import read_edition
from text.history import parse, read_history
from text.snapshot import content, serialise

VIEWS = ("en/", "zh/", "")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project whose last editions changed a Chinese sentence, and a title and a note."""
    root = copy(tmp_path_factory.mktemp("root"))
    correct(root)
    publish(root)
    unit, _ = noted(root)
    rewrite(root, f"en/{unit}.md", "title: ", "title: How to ")
    rewrite(root, f"en/{unit}.md", "\u201d is meant", "\u201d was meant")
    publish(root)
    return root


@pytest.fixture(scope="module")
def site(root):
    done = build(root, root.parent / "site")
    assert done.returncode == 0, done.stderr
    return root.parent / "site"


@pytest.fixture(scope="module")
def plan(root):
    return site_of(root)


def page(site, address):
    return html.fromstring((site / address / "index.html").read_bytes())


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_shows_each_change_before_and_after_with_what_was_taken_out_and_put_in(
    site, plan, view
):
    shown = page(site, f"{view}changes/")
    for entry in plan.changes.entries:
        for changed in entry.changed:
            (section,) = shown.xpath("//*[@id=$id]", id=changed.id)
            texts = [each.text_content().strip() for each in section.iter("dd")]
            pieces = [side for each in changed.changes for side in (each.before, each.after)]
            assert texts == ["".join(text for _, text in side) for side in pieces]
            for tag, at in (("del", 0), ("ins", 1)):
                marked = [text for side in pieces[at::2] for is_change, text in side if is_change]
                assert [each.text_content() for each in section.iter(tag)] == marked
    assert [each.get("id") for each in shown.xpath("//section[@class='e-edition']")] == [
        entry.id for entry in plan.changes.entries
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_a_changed_sentence_says_so_on_its_page_and_leads_to_the_change_and_back(site, plan, view):
    languages = next(each.languages for each in plan.views if each.folder == view)
    for unit in plan.project.edition.units:
        address = f"{view}{unit.name}/"
        links = page(site, address).xpath("//a[@data-changed]")
        newest = plan.changes.newest(unit, languages)
        wanted = [changed for group in newest.values() for changed in group]
        assert [each.get("data-changed") for each in links] == [each.label for each in wanted]
        for link, changed in zip(links, wanted, strict=True):
            assert link.get("href").endswith(f"changes/#{changed.id}")
            (back,) = page(site, f"{view}changes/").xpath("//*[@id=$id]//h3/a", id=changed.id)
            anchor = f"#{changed.label}" if changed.label else ""
            assert back.get("href").endswith(f"{unit.name}/{anchor}")


@pytest.mark.parametrize("address", ["en/", "zh/preamble/", "", "en/changes/"])
def test_a_page_names_the_feeds_of_its_languages(site, address):
    links = page(site, address).xpath("//link[@type='application/atom+xml']")
    languages = [address[:2]] if address else ["en", "zh"]
    found = [urljoin(f"{HOST}{address}", each.get("href")) for each in links]
    assert found == [f"{HOST}{language}/changes.xml" for language in languages]
    assert all((site / each.removeprefix(HOST)).is_file() for each in found)


def test_colophon_and_reference_name_the_edition(site, plan):
    name = plan.dated["en"]
    assert name in page(site, "en/about/").xpath("string(//dl)")
    reference = page(site, "en/").xpath("string(//details[contains(@class,'e-cite')]//p)")
    assert f"({name})" in reference
    chinese = page(site, "zh/").xpath("string(//details[contains(@class,'e-cite')]//p)")
    release = plan.project.release
    assert f"[EB/OL]. {release.number}版. " in chinese and f"({release.date})[" in chinese


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_bars_no_reader_and_is_not_wider_than_a_phone(site, view):
    with sync_playwright() as playwright, chromium(playwright) as browser:
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": 390, "height": 844}, color_scheme=scheme, bypass_csp=True
            )
            shown = context.new_page()
            text = (site / view / "changes" / "index.html").read_text(encoding="utf-8")
            shown.set_content(text)
            found = Axe().run(shown)
            assert found.violations_count == 0, found.generate_report()
            assert shown.evaluate("document.documentElement.scrollWidth") <= 390
            said = shown.evaluate("""getComputedStyle(document.querySelector(
                "ins:lang(zh)"), "::before").content""")
            assert said == '"\u3014增补\uff1a"'
            lines = shown.evaluate("""["del", "ins"].map((name) =>
                getComputedStyle(document.querySelector(name)).textDecorationLine)""")
            assert lines == ["line-through", "underline"]
            context.close()


def test_a_build_refuses_text_that_is_not_released_and_leaves_the_last_site(root, tmp_path):
    copied = shutil.copytree(root, tmp_path / "root", symlinks=True)
    label = correct(copied, "曾")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "last.html").write_text("the last site")
    done = build(copied, tmp_path / "site")
    assert done.returncode and f"{label} (zh)" in done.stderr
    assert "sh scripts/release --why-en" in done.stderr and "Traceback" not in done.stderr
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["last.html"]


def test_serving_goes_on_with_text_that_is_not_released_and_says_so_once(root, tmp_path):
    copied = shutil.copytree(root, tmp_path / "root", symlinks=True)
    correct(copied, "曾")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"http://127.0.0.1:{port}"
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=copied,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"{place}/"},
            stdout=log,
            stderr=log,
        )

    def shows(words):
        until = time.monotonic() + 120
        while time.monotonic() < until and server.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{place}/zh/full-text/") as answer:
                if words in answer.read().decode():
                    return True
            time.sleep(0.3)
        return False

    try:
        assert shows("曾\u3002")
        correct(copied, "又")
        assert shows("曾又\u3002")
    finally:
        server.terminate()
        server.wait()
    said = (tmp_path / "log").read_text()
    assert said.count("is not the text any more") == 1 and "sh scripts/release" in said


def test_print_files_are_the_same_bytes_until_text_or_templates_change(root, tmp_path):
    copied = shutil.copytree(root, tmp_path / "root", symlinks=True)

    def commit():
        name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        for command in (["init", "-q"], ["add", "-A"], [*name, "commit", "-qm", "Change"]):
            subprocess.run(["git", "-C", str(copied), *command], check=True)

    def made(name):
        commit()
        assert build(copied, tmp_path / name).returncode == 0
        paths = (tmp_path / name).rglob("*.p[dn][fg]")
        return {path.relative_to(tmp_path / name): path.read_bytes() for path in paths}

    before = made("before")
    with (copied / "overrides" / "assets" / "css" / "frame.css").open("a") as sheet:
        sheet.write("/* another commit */\n")
    after = made("after")
    assert before and before == after
    commits = [
        re.findall(r"\b[0-9a-f]{40}\b", (tmp_path / each / "en/about/index.html").read_text())
        for each in ("before", "after")
    ]
    assert commits[0] and commits[1] and commits[0] != commits[1]


def test_fifty_editions_add_little_to_a_build_and_nothing_to_a_unit_s_page(root, site, tmp_path):
    many = shutil.copytree(root, tmp_path / "many", symlinks=True)
    folder = many / "docs" / "editions"
    last = read_history(root / "docs")[0][-1]
    units = read_edition(many / "docs").units
    unit, label = units[-1].name, units[-1].sentences[-1].label
    for number in range(last.number + 1, last.number + 51):
        previous = parse((folder / f"{number - 1}.json").read_text(encoding="utf-8"))
        reason = previous.reason
        mark = "又" if number % 2 else "曾"
        path = many / "docs" / "zh" / f"{unit}.md"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[-1] = re.sub("[又曾]?\u3002$", f"{mark}\u3002", lines[-1])
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        text = serialise(
            number, last.date, reason, previous.digest, content(read_edition(many / "docs"))
        )
        (folder / f"{number}.json").write_text(text, encoding="utf-8")
    assert confirm(many / "docs", "zh", [label]) == []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert build(many, tmp_path / "site").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime - before.ru_utime
    plan = site_of(many)
    start = process_time()
    read_history(many / "docs")
    read_history(many / "docs")
    assert len(plan.changes.entries) == last.number + 50
    for address, make in plan.files.items():
        if address.startswith("editions/") or address.endswith("changes.xml"):
            make()
    assert process_time() - start < whole / 10
    for view in VIEWS:
        for each in units[:-1]:
            old, new = (
                (place / view / each.name / "index.html").stat().st_size
                for place in (site, tmp_path / "site")
            )
            assert abs(new - old) < 50  # the edition's number stands in a few places
