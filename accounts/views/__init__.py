"""Pages about people: signing up and in, passwords, one's own profile, new workspaces."""
