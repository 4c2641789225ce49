"""What people do in no workspace: what let them in counts when it is done, too, for all that accounts/commands has."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client, RequestFactory

import accounts.commands
import tasks.commands
import tasks.imports.commands
from accounts import mail_links
from accounts.access import Access
from accounts.adapter import AWAITS
from accounts.commands import email_addresses, passwords, sign_in
from accounts.commands.account_lock import locked_person
from accounts.commands.email_addresses import choose_password_by_mail, confirm_address
from accounts.commands.passwords import change_password
from accounts.commands.profile import change_profile
from accounts.commands.workspaces import create_workspace
from accounts.models import SignIn, User, Workspace
from primetrade.commands import registry
from primetrade.errors import SignedOut
from primetrade.models import Change
from tests.factories import PASSWORD, PersonFactory
from tests.security.test_ended_access import deactivated, expired, password_turned, signed_out

pytestmark = pytest.mark.django_db

NEW = "another phrase"
# What a person who came by a sign-in does in no workspace.
PERSONAL: dict[str, Callable[[Access], Any]] = {
    "change_password": lambda eve: change_password(eve.user, NEW, keep=eve.sign_in_id),
    "change_profile": lambda eve: change_profile(eve, name="Evelyn"),
    "create_workspace": lambda eve: create_workspace(eve, name="Harbour"),
}
# What one does who opened a link in a mail: it stands on the account as it is, and on no sign-in.
BY_LINK: dict[str, Callable[[User], Any]] = {
    "change_password": lambda user: change_password(user, NEW, keep=None),
    "choose_password_by_mail": lambda user: choose_password_by_mail(user, NEW),
    "confirm_address": confirm_address,
}
# Everything else that is public there: who asks for it has no sign-in, or nothing can be done to others by it.
NOBODYS = {
    "is_verified": "reads",
    "person_with": "reads: the door itself",
    "clean_email_address": "reads nothing",
    "known_zone": "reads nothing",
    "address_of": "reads nothing",
    "forget_ended": "a job",
    "open_workspace": "within a command's transaction",
    "replace_password": "within a command's transaction",
    "locked_person": "the question itself",
    "register": "nobody is signed in",
    "imitate_registration": "nobody is signed in",
    "sign_up": "nobody is signed in",
    "begin": "the door: bears the stamp of whoever was let in, so it is dead when that has turned",
    "log_failure": "writes nothing",
    "record_use": "moves what is alive, and no further than it lives",
    "end": "only ever ends",
}


def _beside_commands(package: Any) -> dict[str, Any]:
    """The public functions of a package of commands that are no `@command` nor work within one's transaction."""
    found = {}
    for place in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for name, function in vars(importlib.import_module(place.name)).items():
            is_ours = inspect.isfunction(function) and function.__module__ == place.name and name[0] != "_"
            if is_ours and function not in registry and "write" not in inspect.signature(function).parameters:
                found[name] = function
    return found


def test_whatever_a_person_may_do_in_no_workspace_has_its_row_here() -> None:
    assert _beside_commands(accounts.commands).keys() == PERSONAL.keys() | BY_LINK.keys() | NOBODYS.keys()


@pytest.mark.parametrize("package", [tasks.commands, tasks.imports.commands], ids=lambda package: package.__name__)
def test_beside_commands_tasks_knows_nothing_that_takes_a_person(package: Any) -> None:
    for name, function in _beside_commands(package).items():
        taken = inspect.signature(function).parameters.values()
        assert not any(word in str(value.annotation) for value in taken for word in ("User", "Access", "Caller")), name


@pytest.fixture
def eve() -> Access:
    """Eve, as the one question found her by her sign-in."""
    eve = PersonFactory(name="Eve", email="eve@example.org")
    begun = sign_in.begin(eve.user, RequestFactory().post("/login"))
    return Access(eve.user, eve.workspace, "owner", begun.id)


def _everything(user: User) -> Any:
    return (
        User.objects.filter(id=user.id).values().get(),
        list(SignIn.objects.filter(user=user).values()),
        list(EmailAddress.objects.filter(user=user).values()),
        list(Workspace.objects.order_by("id").values()),
        Change.everywhere.count(),
    )


@pytest.mark.parametrize("end", [signed_out, expired, password_turned, deactivated], ids=lambda end: end.__name__)
@pytest.mark.parametrize("name", PERSONAL)
def test_who_was_signed_out_before_it_is_refused_and_nothing_is_written(
    eve: Access, name: str, end: Callable[[Access], None]
) -> None:
    end(eve)
    before = _everything(eve.user)

    with pytest.raises(SignedOut):
        PERSONAL[name](eve)

    assert _everything(eve.user) == before


@pytest.mark.parametrize("end", [password_turned, deactivated], ids=lambda end: end.__name__)
@pytest.mark.parametrize("name", BY_LINK)
def test_what_a_link_allows_is_over_with_what_it_stands_on(
    eve: Access, name: str, end: Callable[[Access], None]
) -> None:
    end(eve)
    before = _everything(eve.user)

    with pytest.raises(SignedOut):
        BY_LINK[name](eve.user)

    assert _everything(eve.user) == before


@pytest.mark.parametrize("name", PERSONAL)
def test_who_is_still_signed_in_does_it(eve: Access, name: str) -> None:
    before = _everything(eve.user)
    PERSONAL[name](eve)
    assert _everything(eve.user) != before


def test_the_device_that_changed_the_password_goes_on_with_what_it_had_read(eve: Access) -> None:
    stale = User.objects.get(id=eve.user.id)
    change_password(User.objects.get(id=eve.user.id), NEW, keep=eve.sign_in_id)

    assert change_profile(Access(stale, eve.workspace, "owner", eve.sign_in_id), name="Evelyn").name == "Evelyn"


def test_a_link_that_died_meanwhile_says_so(eve: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client()
    form = browser.get(f"/accounts/password/reset/key/{eve.user.id.hex}-{mail_links.reset_key(eve.user)}")["Location"]
    _meanwhile(monkeypatch, lambda: User.objects.filter(id=eve.user.id).update(is_active=False))

    answer = browser.post(form, {"password1": NEW})

    assert "no longer works" in answer.content.decode()
    assert not User.objects.get(id=eve.user.id).check_password(NEW)


@pytest.mark.parametrize("knows", [True, False])
def test_a_link_to_confirm_an_address_that_died_meanwhile_says_so(
    eve: Access, knows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from accounts import mail_links

    address = EmailAddress.objects.get(user=eve.user)
    browser = Client()
    if knows:
        session = browser.session
        session[AWAITS] = str(eve.user.id)
        session.save()
    path = f"/accounts/confirm-email/{mail_links.confirm_key(address)}"
    _meanwhile(monkeypatch, lambda: User.objects.filter(id=eve.user.id).update(is_active=False))

    answer = browser.post(path, {"password": PASSWORD, "password1": NEW})

    assert "no longer works" in answer.content.decode()
    assert not EmailAddress.objects.get(user=eve.user).verified


def _meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Let it happen after the link was judged, before what it allows is done."""

    def ask(*args: Any) -> Any:
        happens()
        return locked_person(*args)

    for module in (email_addresses, passwords):
        monkeypatch.setattr(module, "locked_person", ask)
