# Listy usunięć, jedno usunięcie i to, co stoi nad listami.

deletions-title = Usunięcia
deletions-here = Jesteś tutaj

# Pasek zapytania, jego formularz i użyte filtry
deletions-find = Znajdź usunięcia
deletions-form = Wszystkie filtry jako formularz
deletions-show = Zastosuj
deletions-filters = Użyte filtry
deletions-remove = usuń ten filtr
deletions-remove-all = Usuń wszystkie filtry
deletions-field-entity = Rodzaj
deletions-field-event = Kod zdarzenia
deletions-field-id = ID
deletions-field-user = Kto usunął
deletions-field-source = Źródło
deletions-field-portal = Portal
deletions-field-from = Odebrano od
deletions-field-to = Odebrano przed
deletions-field-q = Tekst zaczyna się od
deletions-names-sealed = Nazwy są zaszyfrowane i nie można ich wyszukiwać: szukaj identyfikatora, atrybutu lub wartości.
deletions-unusable = Ten filtr jest nieprawidłowy.
    .text = Popraw zaznaczone pole, a lista się pojawi.
deletions-wrong-long = Za dużo znaków: najwyżej { $count }.
deletions-wrong-invisible = Usuń niewidoczny znak.
deletions-wrong-text = To nie jest UTF-8.
deletions-wrong-twice = Wpisz tylko jedną wartość.
deletions-wrong-many = Za dużo wartości: najwyżej { $count }.
deletions-wrong-time = Wpisz datę, na przykład 2026-03-17 lub 2026-03-17T15:16, albo jak dawno to było: -24h, -7d.
deletions-wrong-range = To wcześniej niż początek okresu.
deletions-wrong-source = Może to być live, recovered lub spooled.
deletions-wrong-kind = Nieznany rodzaj „{ $kind }”.
    .like = Nieznany rodzaj „{ $kind }”. Czy chodziło o { $like }?
deletions-wrong-order = Może to być newest lub oldest.
deletions-wrong-place = Nie ma takiego miejsca na liście: adres zmieniono lub ucięto.
deletions-wrong-portal = Nie ma portalu „{ $portal }”.
deletions-wrong-portals = Zbyt wiele portali ma „{ $portal }” w nazwie. Wpisz więcej.
deletions-wrong-word = „{ $word }” to nie filtr. Są kind, event, id, user, source, portal, from i to; tekst z dwukropkiem bierze się w cudzysłów.
deletions-wrong-value = Wpisz wartość zaraz po „{ $word }:”, bez spacji.
deletions-wrong-quote = Zamknij cudzysłów.

# Widoki
deletions-views = Zapisane widoki
deletions-view-all = Wszystkie
deletions-view-shared = wspólny
deletions-view-save = Zapisz ten widok
deletions-view-name = Nazwa widoku
deletions-view-share = Udostępnij wszystkim operatorom
deletions-view-keep = Zapisz
deletions-view-remove = Usuń „{ $name }”

# Histogram
deletions-histogram = { $count ->
        [0] Brak usunięć w tym czasie
        [one] { $count } usunięcie
        [few] { $count } usunięcia
       *[other] { $count } usunięć
    }
deletions-histogram-since = { $count ->
        [one] { $count } usunięcie od { $since }; starszych nie policzono
        [few] { $count } usunięcia od { $since }; starszych nie policzono
       *[other] { $count } usunięć od { $since }; starszych nie policzono
    }
deletions-histogram-hours = Liczby są prowadzone według pełnych godzin UTC, dlatego dni zaczynają się tu o { $time }.
deletions-bar = { $when }: { $count }
deletions-others = Inne

# Lista
deletions-caption = Usunięcia, najpierw najnowsze
deletions-caption-oldest = Usunięcia, najpierw najstarsze
deletions-column-thing = Usunięto
deletions-column-portal = Portal
deletions-column-belongs = Do czego należy
deletions-column-user = Kto usunął
deletions-column-source = Źródło
deletions-column-event = Zdarzenie
deletions-column-sent = Wysłano z Bitrix24
deletions-column-received = Odebrano
deletions-id-not-named = (ID niepodane)
deletions-fold = { $kind } × { $count }, usunięto w ciągu { $seconds } s
deletions-fold-more = { $kind } × { $count } i więcej, usunięto w ciągu { $seconds } s
deletions-fold-opens = pokaż każde
deletions-gap = Nie odbierano zdarzeń: { $length }.
    .closed = Nie odbierano zdarzeń: { $length }; luka jest zamknięta.
deletions-gap-time = od { $from } do { $to }
deletions-columns = Kolumny
deletions-columns-keep = Pokaż wybrane
deletions-export = Eksportuj
    .text = Wszystko z tej listy, jako plik:
deletions-export-call = To samo przez API
deletions-turn-oldest = Najpierw najstarsze
deletions-turn-newest = Najpierw najnowsze
deletions-jump = Przejdź do
deletions-jump-go = Przejdź
deletions-pages = Strony
deletions-newest = Najnowsze
deletions-oldest = Najstarsze
deletions-newer = Nowsze
deletions-older = Starsze
deletions-new = Nowe: { $count }
deletions-new-many = Nowe: { "{count}" }
deletions-new-far = Nowych jest zbyt dużo: odśwież listę
deletions-farther = Na razie nic nie pasuje
    .text = Tombstone przejrzał wiele usunięć i żadne nie pasuje. Następna strona szuka dalej.
deletions-end = Nie ma więcej usunięć
    .text = Tu lista się kończy.
deletions-to-start = Na początek
deletions-none-fits = Żadne usunięcie nie pasuje do tych filtrów
    .text = Usuń jeden z nich albo obejrzyj wszystkie usunięcia. Nowe, które pasują, pojawią się tu same.
deletions-none = Nie ma jeszcze usunięć
    .text = Gdy tylko w portalu z aplikacją coś zostanie usunięte, Bitrix24 to zgłosi i usunięcie pojawi się tu samo, zwykle w ciągu kilku sekund.
deletions-none-recorded = Tombstone będzie zapisywać usunięcia tego portalu, gdy jego status znów będzie „Aktywny”.
    .installing = Tombstone zapisuje usunięcia po zakończeniu instalacji.

# Nad listą portalu
deletions-more-alarms = Jest więcej alarmów.
deletions-alarm-advice = Co z tym zrobić
deletions-plan = Plan
deletions-kept = Przechowywane usunięcia
deletions-last-event = Ostatnie zdarzenie
deletions-none-yet = jeszcze nie było
deletions-installed = Zainstalowano
deletions-not-yet = jeszcze nie
deletions-tokens = Tokeny
deletions-bound = Subskrypcje zdarzeń
deletions-renewed = odnowiono { $when }
deletions-missing = brakuje: { $events }
deletions-not-checked = jeszcze nie sprawdzono

# Klawisze
deletions-keys = Skróty
deletions-keys-close = Zamknij
deletions-key-find = do paska wyszukiwania
deletions-key-move = następny i poprzedni wiersz
deletions-key-open = otwórz wiersz
deletions-key-close = zamknij panel
deletions-key-export = eksportuj
deletions-key-time = przejdź do czasu
deletions-key-help = pokaż skróty

# Jedno usunięcie
deletions-pane = Szczegóły usunięcia
deletions-whole-page = Otwórz stronę
deletions-close = Zamknij
deletions-number = Usunięcie { $number }
deletions-user = użytkownik { $user }
deletions-sentence = { $kind } { $id }: usunięcie w portalu { $domain }, usuwający: { $who }. Bitrix24 zgłosił je { $sent }, Tombstone odebrał po { $delay }.
deletions-sentence-nobody = { $kind } { $id }: usunięcie w portalu { $domain }. Bitrix24 zgłosił je { $sent }, Tombstone odebrał po { $delay }.
deletions-titled = { $id } „{ $title }”
deletions-called = Nazwa
    .text = (z ostatniej zmiany)
deletions-incomplete = Zdarzenie nie mówi, co dokładnie usunięto.
    .text = Jest autentyczne i przechowywane tak, jak przyszło; zobacz odebrane dane poniżej.
deletions-known = Szczegóły
deletions-what = Rodzaj
deletions-not-named = niepodany w zdarzeniu
deletions-also = Zgłoszono też jako
    .text = (to samo usunięcie, wysłane ponownie w imieniu innego użytkownika)
deletions-later = po { $delay }
deletions-handler = Program obsługi zdarzenia
deletions-permalink = Stały link
deletions-chain = Łańcuch
deletions-chain-fits = Zweryfikowano
    .text = Niezmienione od chwili zapisania: skrót zgadza się z łańcuchem.
deletions-chain-changed = Niezgodność
    .text = To usunięcie lub poprzednie zmieniono po zapisaniu. „tombstone portal verify” znajdzie miejsce, w którym łańcuch się rwie.
deletions-chain-missing = Przerwany
    .text = Brakuje poprzedniego usunięcia. „tombstone portal verify” znajdzie miejsce, w którym łańcuch się rwie.
deletions-chain-older = Poza łańcuchem
    .text = Tombstone zapisał je, zanim zaczął łączyć usunięcia w łańcuch, więc nie da się go zweryfikować.
deletions-sent-to = Wysłano do webhooków
    .none = Do żadnego. Adresy docelowe dodano później, są wyłączone albo je odfiltrowują, albo minęło ponad 30 dni.
deletions-same-thing = Więcej o tym obiekcie
deletions-same-user = Usunięte przez tego samego użytkownika w ciągu pięciu minut
deletions-same-user-all = Wszystkie usunięcia tego użytkownika
deletions-payload = Odebrane dane
    .text = tak jak przyszły, bez tokenów
deletions-path = Kopiuj ścieżkę
deletions-copy-path = Kopiuj ścieżkę { $path }
deletions-neighbours = Poprzednie i następne
