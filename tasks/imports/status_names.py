"""Common names of lists, by the status they mean and by language. Only data.

A name is included only if as a whole it means that status in every language that has the word. Names that could also be
a subject, a team or a person (“Feedback”, “Development”, “Pronto”) are left out: such a list keeps its name as a label.
Write names in lower case with accents, without apostrophes or punctuation; statuses.py normalises what it compares.
"""

from tasks.models import Status

NAMES = {
    Status.TODO: {
        "English": """
            todo, to do, todos, to dos, things to do, to be done, not done, not yet done, not started,
            not started yet, backlog, sprint backlog, product backlog, icebox, inbox, next, next up, up next, do next,
            coming up, upcoming, planned, ideas, queue, queued, open, new, ready, ready to start, ready for dev,
            ready for development, ready to go, later, soon, today, tomorrow, this week, next week, this month,
            next month, to do today, to do this week, to do next, to do later, todo today, todo this week
        """,
        "German": """
            offen, zu erledigen, noch zu erledigen, zu tun, geplant, ideen, nächste, nächstes, als nächstes,
            nicht begonnen, noch nicht begonnen, nicht erledigt, nicht fertig, aufgaben offen, bereit, demnächst,
            später, heute, morgen, diese woche, nächste woche, diesen monat, nächsten monat, neu, eingang,
            posteingang, rückstand
        """,
        "French": """
            à faire, a faire, à faire ensuite, idées, pas commencé, non commencé, pas fait, à venir, prévu, planifié,
            prêt, prochain, prochains, prochainement, aujourdhui, demain, cette semaine, semaine prochaine,
            la semaine prochaine, ce mois ci, plus tard, nouveau, nouveaux, ouvert, en file dattente
        """,
        "Spanish": """
            por hacer, para hacer, pendiente, pendientes, sin empezar, no iniciado, sin iniciar, no hecho, ideas,
            siguiente, próximo, próximos, próximamente, planificado, planeado, listo para empezar, hoy, mañana,
            esta semana, próxima semana, la próxima semana, este mes, más tarde, más adelante, nuevo, nuevos, abierto,
            bandeja de entrada
        """,
        "Portuguese": """
            a fazer, para fazer, por fazer, pendente, pendentes, não iniciado, não feito, ideias, próximo, próximos,
            em breve, planejado, planeado, hoje, amanhã, esta semana, próxima semana, este mês, mais tarde, depois,
            novo, novos, aberto, caixa de entrada, fila
        """,
        "Japanese": """
            未着手, 未対応, 未完了, やること, やることリスト, todoリスト, タスク, バックログ, アイデア, アイディア,
            次, 次にやる, 次にやること, 準備完了, 予定, 今日, 今日やること, 明日, 今週, 来週, 今月, 来月, あとで,
            後で, いつか, 新規
        """,
        "Chinese": """
            待办, 待办事项, 待辦, 待辦事項, 待处理, 待處理, 未开始, 未開始, 未完成, 要做, 想法, 点子, 點子, 积压,
            積壓, 需求池, 下一步, 准备就绪, 準備就緒, 就绪, 就緒, 计划中, 計劃中, 今天, 明天, 本周, 本週, 这周, 這週,
            下周, 下週, 本月, 下月, 以后, 以後, 新建
        """,
        "Russian": """
            сделать, к выполнению, надо сделать, нужно сделать, запланировано, не начато, не сделано, не готово,
            бэклог, беклог, идеи, следующее, следующие, дальше, очередь, в очереди, готово к работе, сегодня, завтра,
            на сегодня, на этой неделе, эта неделя, на следующей неделе, следующая неделя, позже, потом, новые, новое,
            открыто, входящие
        """,
        "others": """
            da fare, non iniziato, da iniziare, idee, te doen, nog te doen, niet gestart, att göra, att gora, å gjøre,
            a gjore, ikke startet, do zrobienia, do zrobienie, nie rozpoczęte, зробити, до виконання, yapılacak,
            yapılacaklar, 할일, 할 일, 해야 할 일, 예정
        """,
    },
    Status.IN_PROGRESS: {
        "English": """
            doing, doing now, doing today, doing this week, now, in progress, progress, wip, work in progress,
            working on, working on it, in the works, in work, started, ongoing, underway, active, current,
            in development, in dev, blocked, blocker, blockers, stuck, waiting, waiting on, waiting for,
            waiting for client, waiting on client, waiting for customer, waiting on customer, waiting for others,
            waiting on others, waiting for reply, waiting for response, awaiting response, awaiting reply,
            waiting for info, waiting for information
        """,
        "German": """
            in arbeit, in bearbeitung, in entwicklung, in umsetzung, laufend, läuft, aktuell, begonnen, angefangen,
            blockiert, wartet, warten, wartend, warten auf, wartet auf, warten auf kunde, warten auf kunden,
            wartet auf kunde, warten auf antwort, wartet auf antwort
        """,
        "French": """
            en cours, en cours de réalisation, en cours de développement, en développement, commencé, bloqué, bloqués,
            bloquée, en attente, en attente client, en attente du client, en attente de réponse
        """,
        "Spanish": """
            en curso, en progreso, en proceso, en desarrollo, haciendo, haciéndose, empezado, bloqueado, bloqueados,
            bloqueada, esperando, esperando respuesta, en espera, en espera de respuesta, esperando al cliente
        """,
        "Portuguese": """
            em andamento, em progresso, em curso, em execução, em desenvolvimento, fazendo, a decorrer, iniciado,
            bloqueado, bloqueados, bloqueada, aguardando, aguardando resposta, aguardando cliente, em espera,
            esperando
        """,
        "Japanese": """
            進行中, 作業中, 対応中, 着手中, 実行中, 実施中, 開発中, 仕掛中, 仕掛り中, ブロック, ブロック中,
            ブロックされている, 待ち, 待機, 待機中, 返答待ち, 返信待ち, 回答待ち, 連絡待ち
        """,
        "Chinese": """
            进行中, 進行中, 正在进行, 正在進行, 处理中, 處理中, 执行中, 執行中, 开发中, 開發中, 在做, 正在做, 阻塞,
            已阻塞, 受阻, 被阻塞, 等待, 等待中, 等待回复, 等待回覆
        """,
        "Russian": """
            в работе, в процессе, в процессе работы, в разработке, делается, делаю, делаем, выполняется, начато,
            сейчас, заблокировано, заблокированы, блокер, блокеры, ожидание, ожидает, ожидают, в ожидании, ждём, ждем,
            ждёт, ждет, ожидает ответа, ждём ответа, ждем ответа
        """,
        "others": """
            in corso, in lavorazione, bloccato, in attesa, bezig, mee bezig, in uitvoering, geblokkeerd, wachten,
            wachten op, pågående, pågår, pågaaende, i gang, igang, blockerad, blokkert, blokeret, väntar, venter,
            w trakcie, w toku, zablokowane, в роботі, в процесі, yapılıyor, devam eden, devam ediyor, beklemede,
            처리중, 진행중, 진행 중, 진행, 대기
        """,
    },
    Status.IN_REVIEW: {
        "English": """
            review, in review, reviewing, under review, code review, peer review, to review, for review,
            ready for review, needs review, waiting for review, waiting on review, awaiting review, qa, in qa,
            ready for qa, testing, in test, in testing, to test, test, ready for test, ready for testing,
            ready to test, uat, verify, verification, to verify, in verification, approval, for approval, in approval,
            waiting for approval, awaiting approval, waiting for feedback, awaiting feedback
        """,
        "German": """
            in prüfung, zu prüfen, prüfen, in review, im review, zum review, abnahme, in abnahme, zur abnahme,
            freigabe, zur freigabe, in freigabe, im test, in test, testen, zu testen, zum testen, bereit zum testen,
            wartet auf freigabe, warten auf freigabe, wartet auf rückmeldung, warten auf rückmeldung
        """,
        "French": """
            en revue, à relire, relecture, en relecture, à valider, validation, en validation, à vérifier,
            vérification, en vérification, en test, à tester, tests, en attente de validation, en révision, à réviser
        """,
        "Spanish": """
            en revisión, revisión, revisar, por revisar, para revisar, a revisar, en pruebas, pruebas, probar,
            por probar, por validar, validación, en validación, por aprobar, para aprobar, en verificación
        """,
        "Portuguese": """
            em revisão, revisão, revisar, para revisar, a revisar, em teste, em testes, testes, testar, para testar,
            validação, em validação, em aprovação, aguardando aprovação, aguardando revisão, para aprovação,
            em análise
        """,
        "Japanese": """
            レビュー, レビュー中, レビュー待ち, 確認, 確認中, 確認待ち, 要確認, テスト, テスト中, テスト待ち, 検証,
            検証中, 承認待ち, 査読中
        """,
        "Chinese": """
            审核, 審核, 审核中, 審核中, 待审核, 待審核, 审查, 審查, 审查中, 審查中, 评审, 評審, 评审中, 評審中,
            待评审, 确认, 確認, 待确认, 待確認, 测试, 測試, 测试中, 測試中, 待测试, 待測試, 验收, 驗收, 验收中,
            待验收, 待驗收
        """,
        "Russian": """
            ревью, на ревью, код ревью, проверка, на проверке, на проверку, проверить, тестирование, на тестировании,
            в тестировании, тест, тестируется, на согласовании, согласование, на утверждении, ждёт проверки,
            ждет проверки, ожидает проверки
        """,
        "others": """
            in revisione, revisione, da verificare, da revisionare, in beoordeling, beoordeling, te controleren,
            granskning, under granskning, til gjennomgang, til gennemsyn, w recenzji, do sprawdzenia, w testach,
            на перевірці, перевірка, incelemede, inceleme, 검토, 검토중, 검토 중, 테스트
        """,
    },
    Status.COMPLETED: {
        "English": """
            done, done done, all done, done today, done this week, done last week, done this month, done last month,
            completed, complete, finished, closed, resolved, fixed, shipped, released, deployed, accepted, archive,
            archived, archives
        """,
        "German": """
            erledigt, alles erledigt, fertig, abgeschlossen, beendet, gelöst, geschlossen, fertiggestellt,
            veröffentlicht, archiv, archiviert, erledigte aufgaben, diese woche erledigt, heute erledigt
        """,
        "French": """
            terminé, terminés, terminée, terminées, fini, finis, finie, finies, fait, faits, faite, faites, achevé,
            livré, livrés, clos, clôturé, fermé, résolu, archivé, archivés, archive, archives
        """,
        "Spanish": """
            hecho, hechos, hecha, hechas, terminado, terminados, terminada, terminadas, completado, completados,
            completada, completadas, finalizado, finalizados, finalizada, finalizadas, acabado, cerrado, cerrados,
            resuelto, entregado, publicado, archivo, archivado, archivados, listo
        """,
        "Portuguese": """
            feito, feitos, feita, feitas, concluído, concluídos, concluída, concluídas, finalizado, finalizados,
            terminado, completo, completado, fechado, fechados, encerrado, resolvido, entregue, publicado, arquivo,
            arquivado, arquivados
        """,
        "Japanese": """
            完了, 完了済み, 完了済, 完成, 済, 済み, 終了, 対応済み, 対応済, 解決済み, 終わった, 終わり, できた,
            クローズ, リリース済み, アーカイブ
        """,
        "Chinese": """
            完成, 已完成, 完毕, 完畢, 做完了, 已结束, 已結束, 已关闭, 已關閉, 已解决, 已解決, 已发布, 已發布, 已上线,
            归档, 歸檔, 已归档, 已歸檔, 存档, 存檔, 已存档
        """,
        "Russian": """
            готово, сделано, завершено, завершены, завершённые, завершенные, выполнено, выполненные, закончено,
            закрыто, закрытые, решено, опубликовано, архив, в архиве
        """,
        "others": """
            fatto, completato, completati, finito, archivio, klaar, gereed, afgerond, gedaan, voltooid, archief,
            klart, slutfört, arkiv, færdig, ferdig, fullført, utført, färdig, fardig, zrobione, gotowe, ukończone,
            zakończone, archiwum, виконано, зроблено, завершено, архів, bitti, tamamlandı, yapıldı, arşiv, 완료,
            완료됨, 보관
        """,
    },
    Status.CANCELLED: {
        "English": """
            cancelled, canceled, wont do, will not do, wont fix, will not fix, not doing, not going to do, rejected,
            declined, discarded, abandoned, dropped, obsolete, duplicate, duplicates, invalid
        """,
        "German": """
            abgebrochen, abgelehnt, verworfen, storniert, abgesagt, wird nicht gemacht, wird nicht umgesetzt,
            machen wir nicht, nicht umgesetzt, hinfällig, duplikat, duplikate
        """,
        "French": """
            annulé, annulés, annulée, annulées, abandonné, abandonnés, abandonnée, abandonnées, rejeté, rejetés,
            refusé, refusés, ne pas faire, ne sera pas fait, doublon, doublons
        """,
        "Spanish": """
            cancelado, cancelados, cancelada, canceladas, rechazado, rechazados, descartado, descartados, anulado,
            anulados, no se hará, no se hace, no hacer, duplicado, duplicados
        """,
        "Portuguese": """
            cancelado, cancelados, cancelada, canceladas, rejeitado, rejeitados, recusado, descartado, descartados,
            não fazer, não será feito, não vai ser feito, duplicado, duplicados
        """,
        "Japanese": """
            キャンセル, キャンセル済み, 中止, 取消, 取り消し, 却下, 破棄, やらない, やらないこと, 対応しない, 見送り,
            ボツ, 没
        """,
        "Chinese": """
            取消, 已取消, 已放弃, 已放棄, 放弃, 放棄, 已拒绝, 已拒絕, 拒绝, 拒絕, 已作废, 作废, 作廢, 不做, 不做了,
            不予处理, 中止
        """,
        "Russian": """
            отменено, отменены, отменённые, отмененные, отклонено, отклонены, не будем делать, не делаем,
            не будет сделано, не актуально, неактуально, дубликат, дубликаты
        """,
        "others": """
            annullato, scartato, rifiutato, geannuleerd, afgewezen, avbruten, avbrutt, annulleret, avvist, anulowane,
            odrzucone, скасовано, відхилено, iptal, iptal edildi, 취소, 취소됨
        """,
    },
}

# Words that mean something else when typed without accents, as people often do: “Termine” are appointments in German,
# “pagar” is to pay, “bloque” a block, “ferme” a farm, “livres” are books, and pupils do “revision”.
ONLY_WITH_ACCENTS = frozenset(
    {
        *("bloqué", "bloqués", "commencé", "fermé", "livré", "livrés", "pågår", "refusé", "rejeté"),
        *("revisión", "révision", "terminé", "terminés"),
    }
)

# Names that say more than their status: two such lists could not be told apart by the status alone.
SAYING_MORE = """
    icebox, next, next up, up next, do next, coming up, upcoming, ideas, later, soon, today, tomorrow, this week,
    next week, this month, next month, to do today, to do this week, to do next, to do later, todo today,
    todo this week, ideen, demnächst, später, heute, morgen, diese woche, nächste woche, diesen monat,
    nächsten monat, nächste, nächstes, als nächstes, à faire ensuite, idées, à venir, prochain, prochains,
    prochainement, aujourdhui, demain, cette semaine, semaine prochaine, la semaine prochaine, ce mois ci,
    plus tard, siguiente, próximo, próximos, próximamente, hoy, mañana, esta semana, próxima semana,
    la próxima semana, este mes, más tarde, más adelante, ideias, em breve, hoje, amanhã, este mês, mais tarde,
    depois, アイデア, アイディア, 次, 次にやる, 次にやること, 今日, 今日やること, 明日, 今週, 来週, 今月, 来月,
    あとで, 後で, いつか, 想法, 点子, 點子, 下一步, 今天, 明天, 本周, 本週, 这周, 這週, 下周, 下週, 本月, 下月,
    以后, 以後, идеи, следующее, следующие, дальше, сегодня, завтра, на сегодня, на этой неделе, эта неделя,
    на следующей неделе, следующая неделя, позже, потом, idee, blocked, blocker, blockers, stuck, waiting,
    waiting on, waiting for, waiting for client, waiting on client, waiting for customer, waiting on customer,
    waiting for others, waiting on others, waiting for reply, waiting for response, awaiting response,
    awaiting reply, waiting for info, waiting for information, blockiert, wartet, warten, wartend, warten auf,
    wartet auf, warten auf kunde, warten auf kunden, wartet auf kunde, warten auf antwort, wartet auf antwort,
    bloqué, bloqués, bloquée, en attente, en attente client, en attente du client, en attente de réponse, bloqueado,
    bloqueados, bloqueada, esperando, esperando respuesta, en espera, en espera de respuesta, esperando al cliente,
    aguardando, aguardando resposta, aguardando cliente, em espera, ブロック, ブロック中, ブロックされている, 待ち,
    待機, 待機中, 返答待ち, 返信待ち, 回答待ち, 連絡待ち, 阻塞, 已阻塞, 受阻, 被阻塞, 等待, 等待中, 等待回复,
    等待回覆, заблокировано, заблокированы, блокер, блокеры, ожидание, ожидает, ожидают, в ожидании, ждём, ждет,
    ожидает ответа, ждём ответа, bloccato, in attesa, geblokkeerd, wachten, wachten op, blockerad, blokkert,
    blokeret, väntar, venter, zablokowane, beklemede, 대기
"""
