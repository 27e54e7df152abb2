"""The text as it is read and checked: files, documents, rules, terms, reviewed translations.

What is in docs/ and overrides/words.yml becomes plain objects here, or a list of faults.
Modules here import each other and nothing else of the project.
"""
