# Dziennik portalu.

journal-installed = Zainstalowano
    .detail = Portal zainstalował aplikację pod adresem { $domain }.
journal-install-confirmed = Instalacja potwierdzona
    .detail = Portal potwierdził instalację pod adresem { $domain }.
journal-installation-finished = Instalacja skończona
    .detail = Portal skończył instalację.
journal-install-reported = Zgłoszono instalację
    .detail = Portal wysłał { $event } bez tokenów; Tombstone sprawdza to z zapisanymi.
journal-system-user-ready = Użytkownik systemowy gotowy
    .detail = Bitrix24 utworzył użytkownika systemowego aplikacji.
journal-method-answered = Metoda dozwolona lub odrzucona
    .detail = Administrator odpowiedział na prośbę aplikacji o { $method }.
journal-deletions-erased = Usunięto dane
    .detail = Administrator portalu na zawsze usunął { $deletions ->
        [one] { $deletions } wpis o usunięciu.
        [few] { $deletions } wpisy o usunięciu.
       *[other] { $deletions } wpisów o usunięciu.
    }
journal-events-bound = Subskrypcja zdarzeń
    .detail = Tombstone zasubskrybował { $bound } z { $expected } zdarzeń.
journal-subscriptions-repaired = Ponowna subskrypcja
    .detail = Tombstone ponownie zasubskrybował { $events }{ $more ->
        [0] {"."}
       *[other] {" "}i jeszcze { $more }.
    }
journal-subscriptions-missing = Brak subskrypcji
    .detail = Portal nie zasubskrybował { $events }{ $more ->
        [0] {"."}
       *[other] {" "}i jeszcze { $more }.
    }
journal-test-event-arrived = Zdarzenie testowe dotarło
    .detail = Zdarzenie testowe szło { $length }.
journal-test-event-unexpected = Odebrano zdarzenie testowe
    .detail = Tombstone o nie nie prosił.
journal-alarm-raised = Alarm: { $label }
    .detail = { $meaning }
journal-alarm-ended = Koniec alarmu: { $label }
    .detail = To już nieaktualne: { $meaning }
journal-burst-noticed = Masowe usuwanie
    .detail = { $event ->
        [none] Użytkownik { $user_id } usunął elementy różnych rodzajów (liczba: { $deletions }) między { $from } a { $to }.
       *[other] { $user_id ->
            [none] Kilku użytkowników lub tacy, których Bitrix24 nie nazywa, usunęło elementy (liczba: { $deletions }) między { $from } a { $to }; zdarzenie: { $event }.
           *[other] Użytkownik { $user_id } usunął elementy (liczba: { $deletions }) między { $from } a { $to }; zdarzenie: { $event }.
        }
    }
journal-application-token-learned = Odebrano application_token
    .detail = Przyniosło go zdarzenie testowe.
journal-application-token-changed = application_token zmieniony
    .detail = Nowy przyniosło zdarzenie testowe.
journal-application-token-confirmed = application_token potwierdzony
    .detail = Zdarzenie testowe przyniosło znany.
journal-tokens-renewed = Odnowiono tokeny
    .detail = Serwer autoryzacji odnowił tokeny portalu.
journal-tokens-not-renewed = Nie odnowiono tokenów
    .detail = { $reason }
journal-spare-tokens-kept = Zachowano tokeny użytkownika systemowego
    .detail = Zastąpią pozostałe, gdy serwer autoryzacji je odrzuci.
journal-spare-tokens-used = Użyto tokenów użytkownika systemowego
    .detail = { $reason }
journal-spare-tokens-refused = Odrzucono tokeny użytkownika systemowego
    .detail = { $reason }
journal-address-changed = Zmiana adresu
    .detail = Portal przeniósł się do { $domain }.
journal-status-changed = { $status ->
    [installing] Teraz w trakcie instalacji
    [active] Teraz aktywny
    [payment_required] Opłata wygasła
    [needs_reinstall] Wymaga ponownej instalacji
    [uninstalled] Aplikacja odinstalowana
   *[deleted] Portal zamknięty lub usunięty
}
    .detail = { $reason }
journal-calls-blocked = Wywołania zablokowane
    .detail = Bitrix24 ręcznie zablokował wywołania aplikacji do tego portalu (OVERLOAD_LIMIT); skontaktuj się z jego pomocą techniczną.
journal-removal-reported = Zgłoszono usunięcie aplikacji
    .detail = { $clean ->
        [true] Bitrix24 zgłosił usunięcie aplikacji. Tombstone ukrywa dane portalu, dopóki serwer autoryzacji tego nie potwierdzi.
       *[false] Bitrix24 zgłosił usunięcie aplikacji. Tombstone przechowuje dane portalu.
    }
journal-removal-ignored = Pominięto zgłoszenie usunięcia
    .detail = Bitrix24 wysłał zgłoszenie, zanim portal ponownie zainstalował aplikację.
journal-removal-undone = Cofnięto usunięcie
    .detail = Serwer autoryzacji mówi, że aplikacja jest nadal zainstalowana.
journal-uninstalled = Odinstalowano
    .detail = Portal usunął aplikację. Tombstone przechowuje dane portalu.
journal-recovered = Odzyskano
    .detail = Nie odbierano zdarzeń { $gaps ->
        [one] od { $from } do { $to }.
       *[other] { $gaps } razy między { $from } a { $to }.
    } { $found ->
        [0] W kolejce offline portalu nie było nic z tego czasu.
        [one] W kolejce offline portalu było { $found } usunięcie z tego czasu.
        [few] W kolejce offline portalu były { $found } usunięcia z tego czasu.
       *[other] W kolejce offline portalu było { $found } usunięć z tego czasu.
    }
journal-not-recovered = Nie odzyskano
    .detail = Nie odbierano zdarzeń { $gaps ->
        [one] od { $from } do { $to }.
       *[other] { $gaps } razy między { $from } a { $to }.
    } { $reason }
journal-queue-not-read = Nie odczytano kolejki offline
    .detail = { $reason }
journal-records-unreadable = Nieczytelne wpisy
    .detail = { $count ->
        [one] Tombstone nie może odczytać { $count } wpisu kolejki offline portalu i zostawił go tam.
       *[other] Tombstone nie może odczytać { $count } wpisów kolejki offline portalu i zostawił je tam.
    }
journal-webhook-disabled = Wyłączono webhook
    .detail = { $gone ->
        [true] Adres docelowy { $id } na { $host } odpowiedział, że już go nie ma. Dopóki nie zostanie znów włączony, nic nie jest tam wysyłane.
       *[false] Wszystkie próby wysłania do { $host } ({ $id }) zbyt długo się nie udają. Dopóki adres nie zostanie znów włączony, nic nie jest tam wysyłane.
    }
