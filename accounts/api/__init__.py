"""The API about people: authentication, signing in and out, one's own profile, workspaces."""
