"""What the name of a list says about the status of its cards: all of it, or nothing."""

from __future__ import annotations

import pytest

from tasks.imports.status_names import NAMES
from tasks.imports.statuses import status_said
from tasks.models import Status

SAYING = {
    Status.TODO: (
        "Backlog, Ideas, Next, This week, Today, Ready, Zu erledigen, À faire, A fazer, Por hacer, 未着手, "
        "待办, К выполнению"
    ),
    Status.IN_PROGRESS: (
        "Doing, In progress, Blocked, Waiting, In Arbeit, En cours, En curso, Em andamento, 進行中, 进行中, В работе"
    ),
    Status.IN_REVIEW: (
        "Review, Testing, QA, Ready for review, In Prüfung, À valider, En revisión, Em revisão, レビュー中, "
        "审核中, На проверке"
    ),
    Status.COMPLETED: (
        "Done, Finished, Closed, Archive, Archiv, Archives, Archivado, Arquivo, Архив, アーカイブ, 归档, "
        "Erledigt, Terminé, Hecho, Concluído, 完了, 已完成, Готово"
    ),
    Status.CANCELLED: (
        "Cancelled, Won’t do, Won't do, Abgebrochen, Annulé, Cancelado, Não fazer, 中止, 已取消, Отменено"
    ),
}


@pytest.mark.parametrize(
    ("status", "name"), [(status, name) for status, names in SAYING.items() for name in names.split(", ")]
)
def test_a_usual_name_says_its_status(status: Status, name: str) -> None:
    assert status_said(name) == status


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("DONE", "completed"),
        ("✅ Done!", "completed"),
        ("1. To do", "todo"),
        ("1️⃣ To-do", "todo"),
        ("II. Doing", "in_progress"),
        ("b) Doing", "in_progress"),
        ("[3] Doing", "in_progress"),
        ("Doing (at most 3)", "in_progress"),
        ("(Done)", "completed"),
        ("Done 2023", "completed"),
        ("ＴＯＤＯ", "todo"),
        ("ﾚﾋﾞｭｰ", "in_review"),
        ("TERMINÉES", "completed"),
        ("Pruefen", "in_review"),
        ("A FAZER", "todo"),
        ("Em revisao", "in_review"),
        ("Review / QA", "in_review"),
        ("Waiting for client", "in_progress"),
        ("Ideas 💡", "todo"),
        ("Done & archived", "completed"),
        ("Done - released", "completed"),
    ],
)
def test_what_stands_around_a_name_does_not_matter(name: str, status: str) -> None:
    assert status_said(name) == status


@pytest.mark.parametrize(
    "name",
    [
        *("Donegal", "Doing well", "Done deals", "Test drive", "Review committee", "Open source", "Ready meals"),
        *("Ideas for Ann", "New York", "Closed beta", "Waiting room", "Next.js", "Today in history", "Blocked drains"),
        *(
            "To do with the harbour",
            "Nothing done",
            "Undone",
            "Not in progress",
            "Archive of the museum",
            "Backlog Brewery",
        ),
        *("Termine", "Pagar", "Ferme", "Livres", "Bloque", "Pronto", "Revision", "Development", "Feedback", "Prüfung"),
        *(
            "Customer A",
            "Monday",
            "Team North",
            "March",
            "2024",
            "💡",
            "",
            "—",
            "To do / Done",
            "Not a / b",
            "完成度",
            "готовка",
        ),
    ],
)
def test_a_subject_is_no_status_however_much_it_looks_like_one(name: str) -> None:
    assert status_said(name) == ""


def test_no_name_stands_for_two_statuses() -> None:
    said = {
        (name.strip(), status)
        for status, languages in NAMES.items()
        for names in languages.values()
        for name in names.split(",")
    }

    assert [(name, status) for name, status in said if status_said(name) != status] == []


def test_every_status_has_names_in_every_language() -> None:
    assert set(NAMES) == set(Status)
    assert {frozenset(languages) for languages in NAMES.values()} == {
        frozenset({"English", "German", "French", "Spanish", "Portuguese", "Japanese", "Chinese", "Russian", "others"})
    }
