"""Jobs of accounts: the daily sweep of kept answers."""

from __future__ import annotations

from django_tasks import task

from accounts.commands.idempotency import forget_old_answers


@task()
def forget_kept_answers() -> None:
    """Answers to repeated requests are given again for a day; after that nobody needs them."""
    forget_old_answers()
