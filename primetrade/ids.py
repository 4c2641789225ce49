"""Where ids come from: version 7 UUIDs, so that rows of one time lie together in an index."""

from uuid_utils.compat import uuid7

__all__ = ["uuid7"]
