# Audyt.

audit-install-refused = Instalacja odrzucona
    .detail = { $reason }
audit-event-refused = Zdarzenie odrzucone
    .detail = { $reason }
audit-app-page-refused = Odmowa strony aplikacji
    .detail = { $reason }
audit-log-in-failed = Nieudane logowanie
    .detail = { $reason }
audit-act-refused = Odmowa działania
    .detail = { $reason }
audit-removal-undone = Cofnięto usunięcie
    .detail = { $reason }
audit-logged-in = Zalogowanie
audit-logged-out = Wylogowanie
audit-check-requested = Zlecono sprawdzenie
    .detail = Tombstone sprawdza { $domain }.
audit-probe-requested = Zlecono zdarzenie testowe
    .detail = Tombstone prosi { $domain } o zdarzenie testowe.
audit-recovery-requested = Zlecono odzyskiwanie
    .detail = Tombstone czyta kolejkę offline portalu { $domain }.
audit-renewal-requested = Zlecono odnowienie tokenów
    .detail = Tombstone odnawia tokeny { $domain }.
audit-task-ended = Zlecenie wykonane
    .detail = { $outcome }
audit-purge-requested = Zlecono usunięcie danych portalu
    .detail = { $deletions ->
        [one] Operator zlecił usunięcie { $deletions } wpisu i wszystkich innych danych portalu.
        [few] Operator zlecił usunięcie { $deletions } wpisów i wszystkich innych danych portalu.
       *[other] Operator zlecił usunięcie { $deletions } wpisów i wszystkich innych danych portalu.
    }
audit-api-key-created = Utworzono klucz API
    .detail = Klucz „{ $name }” daje dostęp { $portals ->
        [none] do wszystkich portali.
        [one] do portalu { $portal }.
       *[other] do portali w liczbie { $portals }.
    }
audit-api-key-revoked = Unieważniono klucz API
    .detail = Klucz { $id } już nie działa.
audit-operator-added = Dodano operatora
    .detail = { $email } może się logować.
audit-role-set = Nadano rolę
    .detail = { $email } to { $role ->
        [owner] właściciel i może wszystko.
        [operator] operator i może działać na portalach.
       *[viewer] obserwator i może tylko patrzeć.
    }
audit-portals-set = Ustawiono portale operatora
    .detail = { $email } widzi { $portals ->
        [none] wszystkie portale.
        [0] żaden portal.
        [one] { $portals } portal.
        [few] { $portals } portale.
       *[other] { $portals } portali.
    }
audit-password-set = Zmieniono hasło
    .detail = { $email } ma nowe hasło.
audit-second-factor-on = Włączono drugi składnik
    .detail = Logowanie { $email } wymaga odtąd kodu.
audit-second-factor-off = Wyłączono drugi składnik
    .detail = Logowanie { $email } nie wymaga już kodu.
audit-recovery-codes-made = Utworzono kody odzyskiwania
    .detail = { $email } ma nowe kody odzyskiwania; stare już nie działają.
audit-recovery-code-used = Użyto kodu odzyskiwania
    .detail = { $left ->
        [0] Nie został żaden kod odzyskiwania.
        [one] Został { $left } kod odzyskiwania.
        [few] Zostały { $left } kody odzyskiwania.
       *[other] Zostało { $left } kodów odzyskiwania.
    }
audit-account-bound = Powiązano konto
    .detail = { $email } ma teraz powiązane konto, którym zalogowano się w { $provider }.
audit-account-released = Usunięto powiązanie konta
    .detail = Następne konto z adresem { $email } zostanie powiązane z tym operatorem.
audit-sessions-ended = Zakończono sesje
    .detail = { $sessions ->
        [one] Operator zakończył { $sessions } ze swoich sesji.
        [few] Operator zakończył { $sessions } ze swoich sesji.
       *[other] Operator zakończył { $sessions } ze swoich sesji.
    }
audit-preferences-set = Zmieniono ustawienia
audit-operator-removed = Usunięto operatora
    .detail = { $email } nie może się już logować.
audit-portal-purged = Usunięto dane portalu
    .detail = { $deletions ->
        [one] Tombstone na zawsze usunął { $deletions } wpis.
        [few] Tombstone na zawsze usunął { $deletions } wpisy.
       *[other] Tombstone na zawsze usunął { $deletions } wpisów.
    } { $cause ->
        [removal] Portal poprosił o to, usuwając aplikację.
        [operator] Poprosił o to operator.
        [administrator] Poprosił o to administrator portalu.
       *[uninstalled] Aplikacja nie była tam zainstalowana (dni: { $days }).
    }
audit-burst-alarm-set = Zmieniono alarm o masowym usuwaniu
    .detail = { $is_on ->
        [true] Tombstone włącza alarm, gdy w portalu { $domain } w ciągu pięciu minut usuwa się dużo (próg: { $threshold }) i więcej niż tam zwykle.
       *[false] Tombstone nie włącza alarmu o masowym usuwaniu w portalu { $domain }.
    }
audit-titles-set = Zmieniono przechowywanie nazw
    .detail = { $is_on ->
        [true] Tombstone przechowuje nazwy leadów, deali, kontaktów, firm i zadań portalu { $domain } { $days ->
            [0] bezterminowo.
            [one] przez { $days } dzień.
            [few] przez { $days } dni.
            [many] przez { $days } dni.
           *[other] przez { $days } dnia.
        }
       *[false] Tombstone nie przechowuje nazw leadów, deali, kontaktów, firm i zadań portalu { $domain } i usunął te, które miał.
    }
audit-retention-set = Ustawiono okres przechowywania
    .detail = Tombstone przechowuje usunięcia portalu { $domain } { $days ->
        [none] przez okres domyślny.
        [0] bezterminowo.
        [one] przez { $days } dzień.
       *[other] przez { $days } dni.
    }
audit-deletions-exported = Wyeksportowano usunięcia
    .detail = { $deletions ->
        [one] { $deletions } usunięcie
        [few] { $deletions } usunięcia
       *[other] { $deletions } usunięć
    } { $domain ->
        [none] ze wszystkich portali
       *[other] z portalu { $domain }
    } jako { $format }, { $filter ->
        [none] bez filtra.
       *[other] z filtrem { $filter }.
    } { $whole ->
        [false] Eksport urwał się przed końcem.
       *[other] { "" }
    }
audit-keys-rotated = Zmieniono klucze
    .detail = { $secrets ->
        [one] Polecenie zaszyfrowało { $secrets } sekret bieżącym kluczem.
        [few] Polecenie zaszyfrowało { $secrets } sekrety bieżącym kluczem.
       *[other] Polecenie zaszyfrowało { $secrets } sekretów bieżącym kluczem.
    }
audit-quarantine-retried = Ponowiono kwarantannę
    .detail = Tombstone zaindeksował { $events ->
        [one] { $events } zdarzenie
        [few] { $events } zdarzenia
       *[other] { $events } zdarzeń
    }; { $deletions ->
        [one] w tym { $deletions } nowe usunięcie.
        [few] w tym { $deletions } nowe usunięcia.
       *[other] w tym { $deletions } nowych usunięć.
    }
audit-quarantine-retry-requested = Zlecono ponowienie kwarantanny
    .detail = Tombstone ponownie próbuje zaindeksować { $events ->
        [one] { $events } zdarzenie.
        [few] { $events } zdarzenia.
       *[other] { $events } zdarzeń.
    }
audit-webhook-created = Utworzono webhook
    .detail = Tombstone wysyła komunikaty do { $host } ({ $id }).
audit-webhook-changed = Zmieniono webhook
    .detail = Adres docelowy { $id } na { $host } ma nowe ustawienia.
audit-webhook-deleted = Usunięto webhook
    .detail = Tombstone nic już nie wysyła do { $host } ({ $id }).
audit-webhook-secret-rotated = Zmieniono sekret webhooka
    .detail = Tombstone podpisuje to, co wysyła do { $host } ({ $id }), nowym sekretem, a przez 24 godziny także starym.
audit-webhook-tested = Przetestowano webhook
    .detail = Tombstone wysyła komunikat testowy do { $host }.
audit-webhook-redelivered = Ponownie wysłano komunikaty webhooka
    .detail = Tombstone ponownie wysyła { $messages ->
        [one] { $messages } komunikat
        [few] { $messages } komunikaty
       *[other] { $messages } komunikatów
    } na adres docelowy { $id }.
audit-webhook-disabled = Wyłączono webhook
    .detail = { $gone ->
        [true] Adres docelowy { $id } na { $host } odpowiedział, że już go nie ma.
       *[false] Wszystkie próby wysłania do { $host } ({ $id }) zbyt długo się nie udają.
    }
audit-quarantine-discarded = Odrzucono kwarantannę
    .detail = Tombstone odrzucił { $events ->
        [one] { $events } zdarzenie, którego nie mógł zaindeksować.
        [few] { $events } zdarzenia, których nie mógł zaindeksować.
       *[other] { $events } zdarzeń, których nie mógł zaindeksować.
    }
audit-audit-exported = Wyeksportowano audyt
    .detail = { $lines ->
        [one] W eksporcie jest { $lines } wpis.
        [few] W eksporcie są { $lines } wpisy.
       *[other] W eksporcie jest { $lines } wpisów.
    }
