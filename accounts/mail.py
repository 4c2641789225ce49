"""Mail, sent by the worker. The worker also makes the links, so that none is ever stored in a job."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django_tasks import task

from accounts.mail_links import confirm_key, reset_key
from accounts.models import User


def origin_of(request: HttpRequest) -> str:
    """The site's origin: PUBLIC_URL if it is set, else the scheme and host of this request."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


@task()
def send(template: str, to: str, context: dict[str, Any]) -> None:
    """Send a mail rendered from templates/account/email/<template>_{subject,message}.txt."""
    get_adapter().render_mail(f"account/email/{template}", to, {"email": to, **context}).send()


@task()
def send_reset_link(user: str, origin: str) -> None:
    """Send the link for choosing a new password; it works once, within an hour. Disabled accounts get nothing."""
    person = User.objects.filter(id=UUID(user), is_active=True).first()
    if person is None:
        return
    key = {"uidb36": user_pk_to_url_str(person), "key": reset_key(person)}
    link = origin + reverse("account_reset_password_from_key", kwargs=key)
    send.func("password_reset_key", person.email, {"password_reset_url": link})


@task()
def send_address_link(user: str, origin: str, signup: bool) -> None:
    """Send the link that confirms a person's address, unless it is confirmed already."""
    pending = EmailAddress.objects.filter(user_id=UUID(user), primary=True, verified=False, user__is_active=True)
    address = pending.select_related("user").first()
    if address is None:
        return
    link = origin + reverse("account_confirm_email", kwargs={"key": confirm_key(address)})
    send.func("email_confirmation_signup" if signup else "email_confirmation", address.email, {"activate_url": link})


def send_known_address(email: str, origin: str) -> None:
    """Tell somebody who signs up a second time that they have an account already."""
    link = origin + reverse("account_reset_password")
    send.enqueue(template="account_already_exists", to=email, context={"password_reset_url": link})
