"""The workflow that tests and publishes: as GitHub and an auditor want it."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from edition import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "site.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
JOBS = yaml.safe_load(TEXT)["jobs"]
BIN = Path(sys.executable).parent


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_the_workflow_keeps_to_githubs_schema():
    schema = ("--builtin-schema", "vendor.github-workflows")
    done = run(BIN / "check-jsonschema", *schema, WORKFLOW)
    assert done.returncode == 0, done.stdout


def test_an_auditor_of_workflows_finds_nothing():
    done = run(BIN / "zizmor", "--offline", "--no-progress", "--quiet", WORKFLOW)
    assert done.returncode == 0, done.stdout


def test_every_action_is_pinned_by_commit_and_says_its_release():
    uses = re.findall(r"uses: (.*)", TEXT)
    assert len(uses) >= 4
    assert [use for use in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", use)] == []


def test_only_publishing_may_write_and_it_waits_for_the_tests_on_main():
    assert yaml.safe_load(TEXT)["permissions"] == {}
    publish = JOBS["publish"]
    others = [job["permissions"] for job in JOBS.values() if job is not publish]
    assert others == [{"contents": "read"}] * 2
    assert publish["needs"] == "test" and "refs/heads/main" in publish["if"]
    assert publish["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
