"""Every write to people, workspaces, members and sign-ins."""
