"""How outputs become a site: styles inlined, the policy added, templates found, publishing.

Modules here may import `text` and `outputs`. What is Material's own is known here alone.
"""
