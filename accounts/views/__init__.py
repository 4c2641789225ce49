"""Pages about people: before signing in, and about oneself."""
