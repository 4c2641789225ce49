"""The read kit: the parts that statements about tasks are built from. Queries use it, never each other's private names.

sources.py      FROM of a list
conditions.py   WHERE: what holds for every list, and what a filter adds
order.py        ORDER BY, and the condition that continues after a row
keyset.py       a page of a list, and its cursors
task_rows.py    the columns of a task: one SELECT list, one reader
trash_kinds.py  what each kind of thing shows in the trash
"""
