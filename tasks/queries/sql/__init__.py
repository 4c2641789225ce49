"""The read kit: the parts that statements about tasks are built from. Queries use it; it knows none of them.

sources.py       FROM of a list
conditions.py    WHERE: conditions with their values, and what holds for every list
narrowing.py     what each parameter of a filter adds to it
moments.py       the days and times that conditions compare with
order.py         ORDER BY, and the condition that continues after a row
keyset.py        a page of a list, and its cursors
task_rows.py     the columns of a task: one SELECT list, one reader
named_people.py  people in rows, those named by an imported file among them
trash_kinds.py   what each kind of thing shows in the trash
"""
