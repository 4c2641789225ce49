"""Every write of an import: starting, choosing, writing batch by batch, ending. Nothing else of the room saves."""
