"""Tasks of every project by a filter in the address. The dashboard's figures link here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PageRequest
from primetrade.pages import page
from tasks.queries import lists, offers
from tasks.queries.filters import Filter
from tasks.views.flat_list import flat_page


@page
def all_tasks(request: PageRequest) -> HttpResponse:
    access = request.access
    wanted = Filter.from_query(request.GET)
    listing = flat_page(request, wanted, show_project=True, query=wanted.to_query())
    if listing.fragment:
        return listing.fragment
    count, exact = lists.count(access, wanted)
    names = offers.names_of(access, wanted)
    context = {
        "parts": wanted.parts(names),
        "sentence": wanted.sentence(names),
        "count": count,
        "exact": exact,
        **listing.context,
    }
    return render(request, "tasks/all_tasks.html", context)
