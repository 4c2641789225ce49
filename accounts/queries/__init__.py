"""Reads of more than one row about people and workspaces."""
