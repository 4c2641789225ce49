"""The pages of tasks: read input, call one command or query, answer. They never save."""
