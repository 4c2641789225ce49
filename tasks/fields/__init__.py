"""The fields of everything in a workspace, each declared once. Start with task.py.

declaration.py defines what a declaration contains; value_types.py what all texts, days or choices share. The
declarations are in task.py (fields and links of a task), others.py (fields of all else) and change_kinds.py
(what can happen to each object). Commands, forms, the API, history, undo, filters and imports use them; they depend
only on models.
"""
