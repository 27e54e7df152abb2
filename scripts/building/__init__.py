"""How outputs become a site: styles inlined, the policy added, templates found, publishing.

Modules here may import `text` and `outputs`. They alone know what is Material's own.
"""
