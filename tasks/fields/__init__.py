"""What the things of a workspace consist of, told once. A newcomer begins with task.py.

declaration.py says what a declaration knows; kinds.py what all texts, days or choices have in common. The declarations
are task.py (the fields and links of a task), other_columns.py (of other models) and change_kinds.py (what can happen to
what). Commands, forms, the API, history, undo, filters and imports read them; they know models, and nothing above.
"""
