"""A room of tasks/: imports from other applications.

A file is read into neutral items (formats/, items.py); plan.py previews the import, choices.py validates the person's
choices, and a job writes it through commands/. A new format is one module in formats/: preview, choices, re-import,
undo and the page work from its items.
"""
