"""A third language is content only: a folder, a column of words.yml, a line of mkdocs.yml."""

from projects import change, publish
from released import add_french
from text.project import check, read


def test_a_language_is_added_by_its_files_confirmed_pair_by_pair_and_released(root, capsys):
    record = root / "docs/translations.lock"
    before = record.read_text(encoding="utf-8").splitlines()
    add_french(root)
    printed = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    after = record.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("fr ")] == before
    assert [" ".join(line.split()[:2]) for line in after if line.startswith("fr ")] == printed
    (fault,) = check(root)
    assert "the language fr" in fault.message
    publish(root)
    edition = read(root).edition  # raises every fault
    assert edition.languages == ("en", "zh", "fr")
    sentences = [f"fr {each.label}" for unit in edition.units for each in unit.sentences]
    assert set(sentences) < set(printed)


def test_a_changed_original_names_each_of_its_translations_and_a_line_less_is_a_fault(root):
    add_french(root)
    publish(root)
    change(root / "docs/en/preamble.md", "We met.", "Another.")
    change(root / "docs/fr/closing-call.md", "\nCome", "\nCome.\nCome")
    found = [str(fault) for fault in check(root)]
    assert [fault for fault in found if "source.txt" not in fault] == [
        "docs/fr/closing-call.md:6: 2 sentences where en has 1; make line n render line n",
        *(
            f"docs/{each}/preamble.md:5: renders “Another.”, which has changed since; "
            f"compare them, then run sh scripts/confirm {each} preamble.1"
            for each in ("fr", "zh")
        ),
    ]
