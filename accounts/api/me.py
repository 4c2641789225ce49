"""The caller: GET and PATCH /api/users/me."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.member_rows import THEMES, WEEK_START_WORDS, WEEK_STARTS, MeRow, me_row
from accounts.api.signed_in_endpoint import SignedInEndpoint
from accounts.commands.profile import change_profile
from primetrade.api.endpoint import operation
from primetrade.api.serializers import Body, Choice, Text
from primetrade.text import NAME_LIMIT

_WEEK_STARTS = {word: value for value, word in WEEK_STARTS.items()}


class PersonChange(Body):
    example = {"timezone": "Europe/Lisbon", "week_start": "monday", "theme": "dark"}
    name = Text(required=False, min_length=1, max_length=NAME_LIMIT)
    timezone = Text(required=False, max_length=64, help_text="Of the IANA database: Europe/Lisbon.")
    week_start = Choice(choices=WEEK_START_WORDS, required=False)
    theme = Choice(choices=THEMES, required=False)


class Me(SignedInEndpoint):
    @operation("Read who you are", answers=MeRow, of_workspace=False)
    def get(self, request: Request) -> HttpResponse:
        return self.answer(me_row(self.access.user))

    @operation("Change your name, zone, week start or theme", body=PersonChange, answers=MeRow, of_workspace=False)
    def patch(self, request: Request) -> HttpResponse:
        values = dict(self.values)
        if "week_start" in values:
            values["week_start"] = _WEEK_STARTS[values["week_start"]]
        return self.answer(me_row(change_profile(self.access, **values)))
