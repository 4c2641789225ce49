"""The change log and the outbox, which every command writes, and the answers stored for repeated requests."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from primetrade.ids import uuid7
from primetrade.tenancy import TenantModel

# The verbs that `Write.add` and `Write.edit` log. Apps add their own.
CREATED, EDITED = "created", "edited"


class Change(TenantModel):
    """One thing that happened to one object: the fields that changed, before and after.

    `seq` is the workspace's version after the transaction; `n` numbers the changes within it. `kind` names the model
    (`LOG_KIND`), `object_id` the row, `root_id` the object whose history shows the change (for a comment, its task).
    A whole `batch` is undone at once; `undoes` is the batch that this one undid.
    """

    seq = models.BigIntegerField()
    n = models.IntegerField()
    batch = models.UUIDField()
    undoes = models.UUIDField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    root_id = models.UUIDField()
    verb = models.CharField(max_length=30)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("workspace", "seq", "n"), name="change_order"),)
        indexes = (
            models.Index(fields=("workspace", "object_id", "seq"), name="change_object"),
            models.Index(fields=("workspace", "root_id", "seq", "n"), name="change_root"),
            models.Index(fields=("workspace", "batch", "seq"), name="change_batch"),
            models.Index(
                fields=("workspace", "undoes", "seq", "batch"), name="change_undoes", condition=Q(undoes__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.verb} at {self.seq}.{self.n}"

    @property
    def has_values(self) -> bool:
        """Whether it says which values changed: the purge of an object blanks those of all its changes."""
        return bool(self.before or self.after)


class Outbox(models.Model):
    """A job, to be run at least once after the commit. Dead after `leases.MAX_ATTEMPTS` attempts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 (unique needs null for "none")
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("run_at",), name="outbox_waiting", condition=Q(done_at=None, dead_at=None)),
            models.Index(fields=("done_at",), name="outbox_done"),
        )

    def __str__(self) -> str:
        return f"{self.kind} due {self.run_at:%Y-%m-%d %H:%M:%S}"


class IdempotencyKey(TenantModel):
    """The answer to the first request with an Idempotency-Key, stored for a day: primetrade/api/idempotency.py.

    Unique per key, person, route and workspace; `body_hash` is the hash of the request's body.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    content_type = models.CharField(max_length=60)
    answer = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "accounts_idempotencykey"
        constraints = (
            models.UniqueConstraint(fields=("workspace", "user", "route", "key"), name="idempotency_key_once"),
        )
        indexes = (models.Index(fields=("created_at",), name="idempotency_key_age"),)

    def __str__(self) -> str:
        return f"{self.route} answered {self.status}"
