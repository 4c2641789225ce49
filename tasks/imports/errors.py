"""Errors in a file to import."""

from primetrade.errors import InvalidInput


class ImportFileError(InvalidInput):
    """The file can't be imported. The message tells the person what is wrong, where, and what to do."""

    title = "The file can't be imported"

    def __init__(self, message: str) -> None:
        super().__init__(message, errors={"file": [message]})


class ForeignFileError(ImportFileError):
    """The file is not of the format that was tried; another format may still read it."""
