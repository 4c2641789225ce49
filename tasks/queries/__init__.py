"""Every read of more than one row. A query returns plain rows of one workspace, never a half-built queryset."""
