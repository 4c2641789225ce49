"""A person. The e-mail address is the login; the security stamp changes with the password and on deactivation."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from primetrade.folded_columns import FoldedField, FoldingModel, FoldingQuerySet
from primetrade.folding import sort_key
from primetrade.ids import uuid7
from primetrade.mailboxes import fold_email

EMAIL_LIMIT = 254


def new_stamp() -> str:
    """16 random bytes in hex. A new stamp ends every sign-in and link of the person."""
    return secrets.token_hex(16)


class UserQuerySet(FoldingQuerySet["User"]):
    def update(self, **values: Any) -> int:
        """Deactivating people in bulk changes their stamp too, so that old sign-ins stay ended after reactivation."""
        if "is_active" in values and values["is_active"] is not True:
            values.setdefault("security_stamp", new_stamp())
        return super().update(**values)


class UserManager(BaseUserManager["User"]):
    # The command `register`, set by AccountsConfig because models don't import commands.
    open_account: ClassVar[Callable[..., User]]

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=fold_email(username or ""))

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """For `manage.py createsuperuser`: a site administrator, with a personal workspace like everyone else."""
        name = fields.get("name") or email.partition("@")[0]
        user = self.open_account(name=name, email=email, password=password, verified=True)
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
        return user


class User(FoldingModel, AbstractBaseUser, PermissionsMixin):
    """`version` is part of every ETag. It rises when the profile, a membership or the name of a workspace changes."""

    class Theme(models.TextChoices):
        SYSTEM = "system", "As the system"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    class WeekStart(models.IntegerChoices):
        MONDAY = 1, "Monday"
        SATURDAY = 6, "Saturday"
        SUNDAY = 7, "Sunday"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True, max_length=EMAIL_LIMIT)
    name = models.CharField(max_length=100)
    name_sort_key = FoldedField(of="name", fold=sort_key, max_length=100)
    timezone = models.CharField(max_length=64, default="UTC")
    week_start = models.SmallIntegerField(choices=WeekStart.choices, default=WeekStart.MONDAY)
    theme = models.CharField(max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    version = models.IntegerField(default=1)
    security_stamp = models.CharField(max_length=32, default=new_stamp)
    # Not a foreign key: people exist on every shard, a workspace on one only.
    personal_workspace_id = models.UUIDField(null=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    _password: str | None  # Django's: the password given to set_password, until the row is saved

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(email=""), name="user_has_email"),
            models.CheckConstraint(condition=Q(week_start__in=(1, 6, 7)), name="user_week_start"),
            models.CheckConstraint(condition=Q(theme__in=("system", "light", "dark")), name="user_theme"),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = fold_email(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password or deactivation changes the stamp; a new hash of the same password does not."""
        fields = kwargs.get("update_fields")
        inactive = not self.is_active and (fields is None or "is_active" in fields)
        if self._password is not None or inactive:
            self.security_stamp = new_stamp()
            if fields is not None:
                kwargs["update_fields"] = {*fields, "security_stamp"}
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        return self._stamp_hash()

    def get_session_auth_fallback_hash(self) -> Any:
        from django.conf import settings

        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._stamp_hash(secret)

    def _stamp_hash(self, secret: str | None = None) -> str:
        return salted_hmac("accounts.session", self.security_stamp, secret=secret, algorithm="sha256").hexdigest()
