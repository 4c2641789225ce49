"""The status a list's name proposes, in the languages people commonly name their lists in.

Only a proposal: the person sees it in the preview and changes it.
"""

import re
import unicodedata

from tasks.models import Status

# Tried in this order, so that "ready for review" is a review, "won't do" not a to-do and "not started" not a start.
_NAMES = (
    (
        Status.CANCELLED,
        """
        cancelled, canceled, wont do, wont fix, will not do, rejected, declined, discarded, abandoned,
        dropped, obsolete, duplicate, abgebrochen, abgelehnt, verworfen, storniert, annule, abandonne,
        rejete, cancelado, cancelada, rechazado, descartado, annullato, scartato, geannuleerd, afgewezen,
        avbruten, avbrutt, annulleret, anulowane, odrzucone, отменено, отклонено, скасовано, iptal,
        キャンセル, 中止, 已取消, 취소
    """,
    ),
    (
        Status.TODO,
        """
        not started, not done, to be done, ready to start, ready for dev, ready for development, sprint
        backlog, product backlog, nicht begonnen, pas commence, sin empezar, non iniziato, не начато
    """,
    ),
    (
        Status.IN_REVIEW,
        """
        review, in review, reviewing, code review, to review, for review, qa, testing, test, in testing,
        verify, verification, waiting for review, awaiting review, approval, for approval, feedback, in
        pruefung, pruefung, zu pruefen, pruefen, abnahme, freigabe, im test, rueckmeldung, en revue,
        revue, relecture, a relire, a valider, validation, en revision, revision, por revisar, em
        revisao, revisao, em teste, in revisione, revisione, da verificare, in beoordeling, beoordeling,
        te controleren, granskning, under granskning, til gjennomgang, til gennemsyn, w recenzji, do
        sprawdzenia, на проверке, проверка, ревью, тестирование, на перевірці, incelemede, inceleme,
        レビュー, レビュー中, 确认, 審查, 审核, 审查, 评审, 测试, 검토, 검토중
    """,
    ),
    (
        Status.IN_PROGRESS,
        """
        doing, in progress, progress, wip, work in progress, working on, working, started, ongoing,
        active, current, in development, development, in arbeit, in bearbeitung, laufend, laeuft,
        aktuell, begonnen, en cours, en curso, en progreso, en proceso, haciendo, em andamento, em
        progresso, fazendo, in corso, in lavorazione, bezig, mee bezig, in uitvoering, pagaende, pagar,
        pagaaende, i gang, igang, w trakcie, w toku, в работе, в процессе, делается, в роботі, в процесі,
        yapiliyor, devam eden, devam ediyor, 進行中, 作業中, 进行中, 正在进行, 처리중, 진행중, 진행
    """,
    ),
    (
        Status.COMPLETED,
        """
        done, completed, complete, finished, closed, resolved, shipped, released, deployed, accepted,
        archive, archived, archiv, archives, archivo, archivado, arquivo, arquivado, архив, アーカイブ, 归档,
        已归档, erledigt, fertig, abgeschlossen, beendet, termine, terminee, fini, fait, faite, hecho,
        hecha, terminado, completado, finalizado, feito, concluido, concluida, pronto, fatto, completato,
        finito, klaar, gereed, afgerond, gedaan, klart, klar, faerdig, ferdig, utfoert, fardig, zrobione,
        gotowe, ukonczone, готово, сделано, завершено, выполнено, виконано, зроблено, bitti, tamamlandi,
        yapildi, 完了, 完成, 已完成, 完毕, 완료
    """,
    ),
    (
        Status.TODO,
        """
        todo, to do, todos, backlog, inbox, next, next up, up next, planned, plan, ideas, queue, open,
        new, ready, later, soon, today, this week, next week, icebox, offen, zu erledigen, zu tun,
        geplant, ideen, naechste, als naechstes, a faire, idees, por hacer, pendiente, pendientes, a
        fazer, pendente, pendentes, da fare, te doen, att goera, att gora, aa gjoere, a gjore, do
        zrobienia, сделать, к выполнению, надо сделать, запланировано, зробити, yapilacak, yapilacaklar,
        未着手, やること, 待办, 待辦, 待处理, 할일, 할 일, 해야 할 일, 예정
    """,
    ),
)


def proposed_status(name: str) -> tuple[str, bool]:
    """The status for a list of this name, and whether the name said so. Unknown names are `todo`."""
    words = _folded(name)
    if words in _EXACT:
        return _EXACT[words], True
    spaced = f" {words} "
    for phrase, status in _PHRASES:
        if phrase in spaced:
            return status, True
    return Status.TODO.value, False


def _folded(name: str) -> str:
    """Lower case, without accents, apostrophes, punctuation and pictures."""
    folded = name.casefold().replace("ß", "ss")
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("æ", "ae"), ("ø", "oe"), ("ł", "l"), ("ı", "i")):
        folded = folded.replace(letter, letters)
    decomposed = unicodedata.normalize("NFD", folded)
    plain = "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
    plain = unicodedata.normalize("NFC", re.sub(r"['’`]", "", plain))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


_LISTED = [(_folded(name), status.value) for status, names in _NAMES for name in names.split(",")]
_EXACT = dict(reversed(_LISTED))
_PHRASES = [(f" {name} ", status) for name, status in _LISTED]
