"""The settings of a workspace: what it is called, who belongs to it, its labels.

One page with three parts. Each part's form has its own URL; when something is wrong, the page comes back with what was
typed and the reason beside the field. Opened again, that URL leads to the part.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.commands.members import add_member, change_role, remove_member
from accounts.commands.workspaces import rename_workspace
from accounts.models import Membership, Role
from accounts.queries.workspaces import members_of
from accounts.requests import PageRequest
from primetrade.errors import Conflict, InvalidInput
from primetrade.forms import carry_out, refused, status_of
from primetrade.made_once import lead_to_earlier, made_once
from primetrade.pages import page
from primetrade.responses import of_part
from primetrade.toasts import say
from tasks.commands import create_label, delete_label, edit_label
from tasks.forms import LabelForm, MemberForm, WorkspaceForm
from tasks.models.hues import Hue
from tasks.queries import catalogue
from tasks.views import page_wording as wording
from tasks.views.answers import tell

LABELS_SHOWN = 200


@page(form=True)
def workspace_settings(request: PageRequest) -> HttpResponse:
    """The page, or with `cursor` more of the labels alone; a POST renames the workspace."""
    if request.method != "POST":
        if of_part(request, "cursor"):
            return render(request, "tasks/partials/label_lines.html", _labels(request))
        return _page(request)
    form = WorkspaceForm(request.POST)
    outcome = carry_out(form, rename_workspace, request.access)
    if outcome is None:
        return _page(request, workspace_form=form)
    tell(request, wording.RENAMED.format(name=outcome.value.name), outcome)
    return redirect("workspace_settings", outcome.value.slug)


@page(form=True)
def members(request: PageRequest) -> HttpResponse:
    """Add somebody by their address, give a member another role, or remove one (`act`)."""
    if request.method != "POST":
        return _back(request, "members")
    act = request.POST.get("act", "add")
    if act == "add":
        return _add_member(request)
    member = _id(request, "member")
    if act == "remove":
        outcome = remove_member(request.access, member=member)
        if member == request.access.user.id:
            say(
                request, wording.LEFT.format(name=request.access.workspace.name)
            )  # no undo: they are no longer a member
            return redirect("dashboard")
        tell(request, wording.REMOVED_MEMBER.format(name=outcome.value.user.name), outcome)
    else:
        changed = change_role(request.access, member=member, role=request.POST.get("role", ""))
        message = wording.NEW_ROLE[Role(changed.value.role)]
        tell(request, message.format(name=changed.value.user.name), changed)
    return _back(request, "members")


@page(form=True)
def labels(request: PageRequest) -> HttpResponse:
    """Create a label, rename and colour one, or delete one (`act`)."""
    if request.method != "POST":
        return _back(request, "labels")
    act = request.POST.get("act", "add")
    if act == "delete":
        deleted = delete_label(request.access, label=_id(request, "label"))
        tell(request, wording.DELETED_LABEL.format(name=deleted.value.name), deleted)
        return _back(request, "labels")
    label = _id(request, "label") if act == "edit" else None
    form = LabelForm(request.POST, auto_id=f"{label or 'new'}_%s")
    if label is None:
        return _create_label(request, form)
    outcome = carry_out(form, edit_label, request.access, label=label)
    if outcome is None:
        return _page(request, label_form=form, label_at=str(label))
    tell(request, wording.SAVED_LABEL.format(name=outcome.value.name), outcome)
    return _back(request, "labels")


def _create_label(request: PageRequest, form: LabelForm) -> HttpResponse:
    made = carry_out(form, lambda **values: made_once(request, lambda: create_label(request.access, **values)))
    if made is None:
        return _page(request, label_form=form)
    if made.row is None:
        return lead_to_earlier(request, _address(request, "labels"))
    tell(request, wording.MADE_LABEL.format(name=made.row.name), made)
    return _back(request, "labels")


# -- the page ---------------------------------------------------------------------------------------------------------


def _page(request: PageRequest, **at_fault: Any) -> HttpResponse:
    """The whole page, with the invalid form in place of its empty one."""
    access, label_at = request.access, at_fault.get("label_at", "")
    context = {
        "workspace_form": at_fault.get("workspace_form") or WorkspaceForm(initial={"name": access.workspace.name}),
        "member_form": at_fault.get("member_form") or MemberForm(roles=_roles(request)),
        "label_form": (not label_at and at_fault.get("label_form")) or LabelForm(auto_id="new_%s"),
        **_labels(request, label_at, at_fault.get("label_form")),
        "members": [_member(request, member) for member in members_of(access.workspace)],
        "hues": Hue.choices,
        "may_manage": access.may("manage_workspace"),
        "may_manage_members": access.may("manage_members"),
    }
    status = max((status_of(form) for form in at_fault.values() if isinstance(form, forms.Form)), default=200)
    return render(request, "tasks/workspace_settings.html", context, status=status)


def _labels(request: PageRequest, label_at: str = "", at_fault: LabelForm | None = None) -> dict[str, Any]:
    """The labels after the cursor of the URL, each with its form. The one whose form is at fault is always there."""
    access, cursor = request.access, request.GET.get("cursor", "")
    listed = catalogue.labels(access, limit=LABELS_SHOWN, cursor=cursor)
    rows = listed.rows
    if label_at and label_at not in {label["id"] for label in rows}:
        rows = [catalogue.label(access, label_at), *rows]
    here = reverse("workspace_settings", args=[access.workspace.slug])
    return {
        "labels": [(label, at_fault if at_fault and label["id"] == label_at else _form_of(label)) for label in rows],
        "label_at": label_at,
        "labels_query": f"?cursor={cursor}" if cursor else "",
        "more_labels_url": f"{here}?cursor={listed.next}" if listed.next else "",
    }


def _form_of(label: catalogue.ListedLabel) -> LabelForm:
    return LabelForm(initial={"name": label["name"], "colour": label["colour"]}, auto_id=f"{label['id']}_%s")


def _member(request: PageRequest, member: Membership) -> dict[str, Any]:
    """A line of the list. `roles` are those the caller may give the member: none without the permission."""
    access = request.access
    mine = member.user_id == access.user.id
    below = access.may("own") or (access.may("manage_members") and member.role == Role.MEMBER)
    home = member.user.personal_workspace_id == access.workspace_id
    return {
        "id": member.user_id,
        "name": member.user.name,
        "email": member.user.email,
        "role": member.role,
        "role_name": Role(member.role).label,
        "is_me": mine,
        "roles": _roles(request) if below and not mine else [],
        "may_remove": (below and not home) if not mine else member.role != Role.OWNER,
    }


def _roles(request: PageRequest) -> list[tuple[str, str]]:
    """The roles the caller may give."""
    given = Role.choices if request.access.may("own") else [(Role.MEMBER.value, Role.MEMBER.label)]
    return [(value, label) for value, label in reversed(given)]


def _add_member(request: PageRequest) -> HttpResponse:
    request.access.require("manage_members")
    form = MemberForm(request.POST, roles=_roles(request))
    if form.is_valid():
        try:
            outcome = add_member(request.access, **form.cleaned_data)
        except (InvalidInput, Conflict) as error:
            refused(form, error if error.errors else InvalidInput.of("email", error.detail))
        else:
            tell(request, wording.ADDED_MEMBER.format(name=outcome.value.user.name), outcome)
            return _back(request, "members")
    return _page(request, member_form=form)


# -- small things -----------------------------------------------------------------------------------------------------


def _id(request: PageRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error


def _back(request: PageRequest, part: str) -> HttpResponse:
    return redirect(_address(request, part))


def _address(request: PageRequest, part: str) -> str:
    """The address of a part of the page. That of the labels keeps its cursor."""
    cursor = request.GET.get("cursor", "") if part == "labels" else ""
    after = f"?cursor={cursor}" if cursor else ""
    return f"{reverse('workspace_settings', args=[request.access.workspace.slug])}{after}#{part}"
