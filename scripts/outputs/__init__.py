"""What is made of the text: pages, citations, data, shared quotations, print files, pictures.

Modules here import `text` and each other. They know neither MkDocs nor HTML.
"""
