"""Every write of an import: starting, choosing, writing batch by batch, ending. No other code of the room writes."""
