"""The read kit: what statements about tasks are made of. Queries take from it, and nothing from each other's inside.

sources.py      where the statement of a list begins
conditions.py   WHERE: what every list keeps to, and what a filter asks
order.py        ORDER BY, and the condition that goes on behind a row
keyset.py       Page, and the cursors of a list in an order
rows.py         what a row of a task is: one SELECT list, one reader
trash.py        what is in the trash, for its list and its page
"""
