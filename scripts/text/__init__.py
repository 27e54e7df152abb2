"""The text as it is read and checked: files, documents, rules, terms, reviews, editions.

What is in docs/ and overrides/words.yml becomes plain objects here, or a list of faults.
Modules here import each other and nothing else of the project; other packages import what is
named below, and not the modules.
"""

from text.edition import Edition, Prose, Sentence, Translated, Unit
from text.faults import Fault
from text.files import SOURCE_LIMIT, Unreadable, is_side_file, read_bytes
from text.history import FOLDER as EDITIONS
from text.history import Difference, added, differences, save
from text.project import Faulty, Project, read, read_pages
from text.punctuation import HAN, has_han
from text.rules import STATUSES, all_text
from text.snapshot import FACTS, Content, Release, content
from text.strings import MissingString, Strings
from text.terms import FILE as TERMS
from text.terms import Term, split_at_terms, split_at_words, terms_in
