"""The API about tasks: one file a resource. An endpoint reads, calls one command or query, and answers."""
