"""allauth's sign-up, sign-in and password forms with our fields and commands; the profile and workspace forms."""

from __future__ import annotations

from typing import Any

from allauth.account import fields as allauth_fields
from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse

from accounts.commands.email_addresses import choose_password_by_mail
from accounts.commands.passwords import change_password
from accounts.commands.register import NO_ADDRESS, imitate_registration, known_zones, register
from accounts.models import User
from accounts.models.user import EMAIL_LIMIT
from accounts.sessions import sign_in_of
from primetrade.errors import InvalidInput
from primetrade.forms import BoundedText, at_most
from primetrade.mailboxes import fold_email, has_domain
from primetrade.text import NAME_LIMIT, clean_line


class EmailField(BoundedText, allauth_fields.EmailField):
    """An address, normalized before validation. autocomplete=username makes browsers offer it for signing in."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"type": "email", "autocomplete": "username", "placeholder": "", "inputmode": "email"}
        widget = forms.TextInput(attrs=attributes | {"autocapitalize": "none", "spellcheck": "false"})
        super().__init__(**{"label": "E-mail", "max_length": EMAIL_LIMIT, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        at_most(EMAIL_LIMIT)(text)  # before folding, which is slow for a long text
        return fold_email(text)

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if not has_domain(value):
            raise forms.ValidationError(NO_ADDRESS)


class NameField(BoundedText):
    """A one-line name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Your name", "max_length": NAME_LIMIT, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return clean_line(text, field="name", limit=NAME_LIMIT)
        except InvalidInput as error:
            raise forms.ValidationError(error.detail) from error


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField()
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["password"].validators.append(at_most(settings.PASSWORD_MAX_LENGTH))


class SignUpForm(allauth_forms.SignupForm):
    """static/js/behaviours/timezone.js fills in the browser's time zone."""

    name = NameField()
    timezone = BoundedText(required=False, max_length=64, widget=forms.HiddenInput)
    field_order = ("name", "email", "password1", "timezone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField()
        self.fields["password1"].help_text = ""
        self.order_fields(self.field_order)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """If mail goes out, a known address takes as long as a new one and gets the same answer."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
            imitate_registration()
        result: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return result

    def save(self, request: HttpRequest) -> User:
        """Raises Conflict when somebody else has taken the address since the check."""
        return register(
            name=self.cleaned_data["name"],
            email=self.cleaned_data["email"],
            password=self.cleaned_data["password1"],
            timezone=self.cleaned_data["timezone"],
        )


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    email = EmailField()


class _KeepsThisSignIn:
    """Keeps the device that changes the password signed in; all others are signed out."""

    user: User
    cleaned_data: dict[str, Any]

    def save(self) -> None:
        request = allauth_forms.context.request
        change_password(self.user, self.cleaned_data["password1"], keep=sign_in_of(request.session))


class ChangePasswordForm(_KeepsThisSignIn, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].validators.append(at_most(settings.PASSWORD_MAX_LENGTH))
        _remove_repetition(self)


class SetPasswordForm(_KeepsThisSignIn, allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _remove_repetition(self)


class ResetPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """Opened by the link in a mail. Saving it ends all the person's sign-ins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _remove_repetition(self)

    def save(self) -> None:
        choose_password_by_mail(self.user, self.cleaned_data["password1"])


class OwnPasswordForm(forms.Form):
    """The current password of the account."""

    password = BoundedText(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "placeholder": ""}),
        strip=False,
        max_length=settings.PASSWORD_MAX_LENGTH,
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if authenticate(self.request, email=self.user.email, password=password) != self.user:
            raise forms.ValidationError("That is not the password of this account.")
        return password


def _remove_repetition(form: forms.Form) -> None:
    """Remove the second password field (people can show what they type instead) and help texts."""
    for name in ("oldpassword", "password1"):
        if name in form.fields:
            form.fields[name].help_text = ""
    del form.fields["password2"]


class NewWorkspaceForm(forms.Form):
    """The name of a new workspace."""

    name = NameField(label="Name")


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # ModelForm isn't subscriptable at run time
    """A person's profile. A command saves it, not the form."""

    name = NameField()
    timezone = forms.ChoiceField(label="Time zone", choices=[(zone, zone.replace("_", " ")) for zone in known_zones()])

    class Meta:
        model = User
        fields = ("name", "timezone", "week_start", "theme")
        labels = {"week_start": "Weeks begin on", "theme": "Theme"}
        widgets = {"theme": forms.RadioSelect}

    def _post_clean(self) -> None:
        """Does nothing: Django's version sets the values on the instance, which is `request.user`."""
