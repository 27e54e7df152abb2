"""Whoever publishes another text runs the same tests, and changes none of them."""

import os
import shutil
import subprocess
import sys

from edition import ROOT
from projects import costly, publish, replace_text

LEFT_OUT = (".git", ".venv*", "site", "__pycache__", "test_this_text.py", "permalinks.txt")
"""What a clone doesn't have, and what README says to delete."""


def test_in_a_copy_with_another_text_no_quick_test_fails(tmp_path):
    costly()
    root = shutil.copytree(ROOT, tmp_path / "copy", ignore=shutil.ignore_patterns(*LEFT_OUT))
    replace_text(root)
    publish(root)
    env = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "TEST"))
    }
    command = [sys.executable, "-m", "pytest", "--quick", "-n", "0", "--tb=short"]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr
