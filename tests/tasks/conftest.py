"""Who most tests of the tasks are about."""

from __future__ import annotations

import pytest

from accounts.access import Access
from tests.factories import PersonFactory


@pytest.fixture
def ann() -> Access:
    """The owner of her personal workspace."""
    return PersonFactory(name="Ann")
