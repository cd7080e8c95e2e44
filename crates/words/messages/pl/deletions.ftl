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
deletions-field-entity = Co
deletions-field-event = Kod zdarzenia
deletions-field-id = ID
deletions-field-user = Kto usunął
deletions-field-source = Źródło
deletions-field-portal = Portal
deletions-field-from = Odebrano od
deletions-field-to = Odebrano przed
deletions-field-q = Tekst zaczyna się od
deletions-names-sealed = Nazwy są przechowywane w postaci zaszyfrowanej i nie są przeszukiwane: szukaj identyfikatora, atrybutu lub wartości.
deletions-unknown = „{ $name }” to nie filtr
    .text = Lista jest pokazana bez niego.
deletions-unusable = Takiego filtra nie można użyć.
    .text = Popraw zaznaczone pole, a lista się pojawi.
deletions-wrong-long = To za dużo znaków: najwyżej { $count }.
deletions-wrong-invisible = Jest tu niewidoczny znak.
deletions-wrong-text = To nie jest UTF-8.
deletions-wrong-twice = Tu może być tylko jedna wartość.
deletions-wrong-many = To za dużo wartości: najwyżej { $count }.
deletions-wrong-time = To nie jest data. Napisz na przykład 2026-03-17 lub 2026-03-17T15:16 albo jak dawno to było: -24h, -7d.
deletions-wrong-range = To wcześniej niż czas w poprzednim polu.
deletions-wrong-source = Może to być live, recovered lub spooled.
deletions-wrong-kind = Nieznany rodzaj „{ $kind }”.
    .like = Nieznany rodzaj „{ $kind }”. Czy chodziło o { $like }?
deletions-wrong-order = Może to być newest lub oldest.
deletions-wrong-place = Nie ma takiego miejsca na liście: adres zmieniono lub ucięto.
deletions-wrong-portal = Nie ma portalu „{ $portal }”.
deletions-wrong-portals = Bardzo wiele portali ma „{ $portal }” w nazwie. Napisz więcej.
deletions-wrong-word = „{ $word }” to nie filtr. Są kind, event, id, user, source, portal, from i to; tekst z dwukropkiem bierze się w cudzysłów.
deletions-wrong-value = Po „{ $word }:” brakuje wartości; bez spacji między nimi.
deletions-wrong-quote = Cudzysłów nie jest zamknięty.

# Widoki
deletions-views = Zapisane widoki
deletions-view-all = Wszystkie
deletions-view-shared = wspólny
deletions-view-save = Zapisz ten widok
deletions-view-name = Jego nazwa
deletions-view-share = Pokaż wszystkim operatorom
deletions-view-keep = Zapisz
deletions-view-remove = Usuń „{ $name }”

# Histogram
deletions-histogram = { $count ->
        [0] W tym czasie nic
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
deletions-id-not-named = (id niepodany)
deletions-fold = { $kind } × { $count }, usunięto w ciągu { $seconds } s
deletions-fold-more = { $kind } × { $count } i więcej, usunięto w ciągu { $seconds } s
deletions-fold-opens = pokaż każde
deletions-gap = Nikt nie słuchał: { $length }.
    .closed = Nikt nie słuchał: { $length }; to, co pominięto, odzyskano.
deletions-gap-time = od { $from } do { $to }
deletions-columns = Kolumny
deletions-columns-keep = Pokaż te
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
deletions-new-far = Nowych jest bardzo dużo: wczytaj listę
deletions-farther = Na razie nic nie pasuje
    .text = Przejrzano wiele usunięć i żadne nie pasuje. Następna strona szuka dalej.
deletions-end = Dalej nic nie ma
    .text = Tu lista się kończy.
deletions-to-start = Na początek
deletions-none-fits = Żadne usunięcie nie pasuje do tych filtrów
    .text = Usuń jeden z nich albo obejrzyj wszystkie usunięcia. Nowe, które pasują, pojawią się tu same.
deletions-none = Nic jeszcze nie usunięto
    .text = Gdy tylko w portalu z aplikacją coś zostanie usunięte, Bitrix24 to zgłosi i usunięcie pojawi się tu samo, zwykle w ciągu kilku sekund.
deletions-none-recorded = Usunięcia w tym portalu będą zapisywane, gdy jego stan znów będzie „Aktywny”.
    .installing = Usunięcia są zapisywane po zakończeniu instalacji.

# Nad listą portalu
deletions-more-alarms = To nie wszystko, co jest nie tak.
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
deletions-keys = Klawisze
deletions-keys-close = Zamknij
deletions-key-find = do paska zapytania
deletions-key-move = następny i poprzedni wiersz
deletions-key-open = otwórz wiersz
deletions-key-close = zamknij to, co otwarte
deletions-key-export = eksportuj
deletions-key-time = przejdź do czasu
deletions-key-help = ta lista

# Jedno usunięcie
deletions-pane = Jedno usunięcie
deletions-whole-page = Otwórz stronę
deletions-close = Zamknij
deletions-number = Usunięcie { $number }
deletions-user = użytkownik { $user }
deletions-sentence = { $kind } { $id }: usunięcie w portalu { $domain }, usuwający: { $who }. Bitrix24 zgłosił je { $sent }, Tombstone odebrał po { $delay }.
deletions-sentence-nobody = { $kind } { $id }: usunięcie w portalu { $domain }. Bitrix24 zgłosił je { $sent }, Tombstone odebrał po { $delay }.
deletions-titled = { $id } „{ $title }”
deletions-called = Nazwa
    .text = (jak podał ją portal przy ostatniej zmianie)
deletions-incomplete = Zdarzenie nie mówi, co dokładnie usunięto.
    .text = Jest autentyczne i przechowywane tak, jak przyszło; co zawierało, widać niżej w odebranych danych.
deletions-known = Szczegóły
deletions-what = Co
deletions-not-named = zdarzenie go nie podaje
deletions-also = Zgłoszono też jako
    .text = (to samo usunięcie, wysłane ponownie w imieniu innego użytkownika)
deletions-later = po { $delay }
deletions-handler = Procedura obsługi zdarzenia
deletions-permalink = Stały adres
deletions-chain = Łańcuch
deletions-chain-fits = Zweryfikowano
    .text = Niezmienione od chwili zapisania: skrót zgadza się z łańcuchem.
deletions-chain-changed = Nie pasuje
    .text = To usunięcie lub poprzednie zmieniono po zapisaniu. „tombstone portal verify” znajdzie miejsce, w którym łańcuch się rwie.
deletions-chain-missing = Przerwany
    .text = Brakuje poprzedniego usunięcia. „tombstone portal verify” znajdzie miejsce, w którym łańcuch się rwie.
deletions-chain-older = Poza łańcuchem
    .text = Przyszło, zanim usunięcia zaczęto łączyć w łańcuch, więc nic nie da się stwierdzić.
deletions-sent-to = Webhooki, które je dostały
    .none = Żaden. Istniejące adresy docelowe dodano później, są wyłączone albo je odfiltrowują; albo minęło ponad 30 dni.
deletions-same-thing = Co jeszcze działo się z tym obiektem
deletions-same-user = Co ten użytkownik usunął w ciągu pięciu minut
deletions-same-user-all = Wszystkie usunięcia tego użytkownika
deletions-payload = Odebrane dane
    .text = tak jak przyszły, bez tokenów
deletions-path = Kopiuj ścieżkę
deletions-copy-path = Kopiuj ścieżkę { $path }
deletions-neighbours = Sąsiednie
