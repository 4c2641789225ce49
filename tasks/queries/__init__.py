"""Every read of more than one row. A query returns rows of one workspace; lists of tasks are hand-written SQL."""
