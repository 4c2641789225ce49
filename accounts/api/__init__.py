"""The API about people: who is calling, signing in, oneself, workspaces."""
