"""A room of tasks/: bringing in what people have elsewhere.

A file is read into neutral items (formats/, items.py); plan.py says what would come, choices.py what the person may
choose, commands/ write it in a job. A new format is one file in formats/: preview, choices, running again, undo and the
page follow from its items.
"""
