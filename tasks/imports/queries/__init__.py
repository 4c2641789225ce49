"""Queries about imports: the runs of a workspace, and what became of the tasks they imported."""
