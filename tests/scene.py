"""A workspace with real content: what the pages are looked at with. Everything is made by commands.

scene = ferry_company()     # people, projects, tasks, comments, trash, an import
scene.owner, scene.member   # Access
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from accounts.access import Access
from tasks.commands import (
    create_comment,
    create_label,
    create_project,
    create_task,
    delete_task,
    edit_project,
    edit_task,
)
from tasks.models import Project, Task
from tests.factories import MemberFactory, PersonFactory

LONG_TITLE = (
    "The under-sevens fare is charged when a child turns seven between booking and sailing, and the confirmation that goes "
    "to the person who booked names the wrong price in all three languages that we print"
)

DESCRIPTION = """The bank answers *after* the network is back, and then the payment is taken **twice**.

## What was seen
1. Card payments on the evening boats fail while the harbour network is down.
2. The till tries again when it is back.
3. The bank books both.

| Boat | Payments | Doubled |
|---|---|---|
| 17:40 | 212 | 9 |
| 19:10 | 147 | 4 |

```
retry after 30 s: POST /payments {"booking": "T-20419", "amount": "38.50"}
```

> Refund first, explain afterwards.

- [x] Refund the nine payments
- [ ] Write to the *nine* passengers

See [the log of that evening](https://example.org/log) and `payments/retry.py`.
"""

# title, status, priority, labels, days until due, time, assigned (owner, member)
TASKS = (
    ("Refunds for cancelled crossings arrive twice when the bank retries the request", "in_review", 4, "Bug Payments", 0, None, "om"),
    ("Show the last boat of the day before people pay for the way back", "in_review", 3, "Booking", 1, None, "m"),
    ("Tickets for bicycles and cargo bikes", "in_review", 2, "Booking Harbour", 3, None, ""),
    ("Card payments fail on the evening boats while the harbour network is down", "in_progress", 4, "Bug Payments Harbour", -2, None, "om"),
    ("Winter timetable: sell crossings from 5 January to 28 March", "in_progress", 3, "Timetable", 0, time(17, 30), "o"),
    ("Season ticket holders can move a crossing without calling the office", "in_progress", 3, "Booking Season", 2, None, "m"),
    ("Translate the receipt into Swedish and Finnish", "in_progress", 1, "Copy", 7, None, "o"),
    ("Tell the 214 people booked on the morning crossing of 6 December that it leaves at 7:40", "todo", 4, "Harbour Copy", -1, None, "o"),
    (LONG_TITLE, "todo", 3, "Bug Booking Payments Copy Timetable", 1, None, "m"),
    ("Let the ticket office sell the last eight seats by hand", "todo", 3, "Booking Harbour", 8, None, ""),
    ("Send the boarding pass to the watch as well as the phone", "todo", 2, "", None, None, "m"),
    ("Keep the seat for ten minutes while somebody looks for their card", "todo", 2, "Booking Payments", 10, None, "o"),
    ("Check the seat map with a screen reader", "todo", 2, "", 14, None, "om"),
    ("Say “gangway” instead of “boarding point” on every printed ticket", "todo", 1, "Copy", 200, None, ""),
    ("Tidy the names of the fare classes", "todo", 0, "", None, None, ""),
    ("Offline tickets open without the network", "completed", 3, "Booking", None, None, "o"),
    ("A queue number for people without a booking", "completed", 2, "Harbour", None, None, "m"),
    ("Print tickets on the old printers", "cancelled", 1, "", None, None, ""),
)  # fmt: skip

LABELS = {
    "Bug": "red",
    "Payments": "green",
    "Booking": "blue",
    "Harbour": "teal",
    "Copy": "pink",
    "Season": "violet",
    "Timetable": "orange",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What was made: two people, the main project, and its task with everything on it."""

    owner: Access
    member: Access
    project: Project
    task: Task
    trashed: Task
    empty: Project


def ferry_company(today: date) -> Scene:
    """A ferry company's ticket project as of `today`."""
    owner = PersonFactory(name="Mara Lindqvist", email="mara@example.org")
    member = MemberFactory(of=owner, name="Jonas Weber", email="jonas@example.org")
    project = create_project(owner, name="Passenger tickets", key="PT", colour="indigo").value
    for name, colour in (("Winter timetable", "orange"), ("Harbour office", "teal"), ("Crew rota", "green")):
        create_project(owner, name=name, colour=colour)
    empty = create_project(owner, name="Website", key="WEB", colour="pink").value
    old = create_project(owner, name="Summer festival", key="SUM", colour="yellow").value
    edit_project(owner, project=old.id, archived=True)
    labels = {name: create_label(owner, name=name, colour=colour).value.id for name, colour in LABELS.items()}
    people = {"o": owner.user.id, "m": member.user.id}
    made = []
    for title, status, priority, names, days, at, who in TASKS:
        made.append(
            create_task(
                owner,
                title=title,
                project=project.id,
                status=status,
                priority=priority,
                labels=[labels[name] for name in names.split()],
                due_on=None if days is None else today + timedelta(days=days),
                due_time=at,
                assignees=[people[letter] for letter in who],
            ).value
        )
    task = made[3]
    _fill(owner, member, task)
    for title in (
        "Ask the printer about thicker paper",
        "Order life jackets in children's sizes",
        "Return the borrowed scanner",
    ):
        create_task(owner, title=title)
    trashed = create_task(owner, title="Buy a fax machine", project=project.id, labels=[labels["Harbour"]]).value
    create_comment(member, task=trashed.id, body="Who still has one?")
    delete_task(owner, task=trashed.id)
    return Scene(owner, member, project, Task.objects.of(owner).get(id=task.id), trashed, empty)


def _fill(owner: Access, member: Access, task: Task) -> None:
    edit_task(owner, task=task.id, description=DESCRIPTION, estimate_minutes=240, start_on=task.due_on)
    for title, status in (
        ("Find every doubled payment of November", "completed"),
        ("Send each payment with a key of its own", "in_progress"),
        ("Ask the bank how long it remembers a key", "todo"),
        ("Write to the thirteen people", "todo"),
    ):
        create_task(member, title=title, parent=task.id, status=status)
    create_comment(
        member, task=task.id, body="Happened again on the 19:10. The till says **declined**, the bank says *taken*."
    )
    edit_task(member, task=task.id, priority=3)
    edit_task(owner, task=task.id, priority=4)
    create_comment(owner, task=task.id, body="Nine on Friday evening:\n\n- five refunded\n- four waiting for the bank")
    edit_task(owner, task=task.id, title=f"{task.title} again")
    edit_task(owner, task=task.id, title=task.title)
    create_comment(
        member, task=task.id, body="The key goes into `payments/retry.py`, and the till keeps it over a restart."
    )
