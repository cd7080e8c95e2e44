# Przegląd.

overview-title = Przegląd
overview-attention = Wymaga uwagi
overview-well = Wszystko w porządku. Żaden portal nie ma alarmu.
overview-alarmed = { $count ->
    [one] { $count } portal
    [few] { $count } portale
   *[other] { $count } portali
}
overview-more = i jeszcze { $count }
overview-since = od { $when }
overview-unknown = { $count ->
    [one] O { $count } portalu nie wiadomo jeszcze, czy zgłasza wszystkie usunięcia; Tombstone zapyta ponownie.
   *[other] O { $count } portalach nie wiadomo jeszcze, czy zgłaszają wszystkie usunięcia; Tombstone zapyta ponownie.
}
overview-unknown-link = Pokaż portale
overview-refused = { $count ->
    [one] W ostatnich 24 godzinach odrzucono { $count } instalację. Niczego to nie zmieniło.
    [few] W ostatnich 24 godzinach odrzucono { $count } instalacje. Niczego to nie zmieniło.
   *[other] W ostatnich 24 godzinach odrzucono { $count } instalacji. Niczego to nie zmieniło.
}
overview-refused-many = W ostatnich 24 godzinach odrzucono bardzo wiele instalacji. Niczego to nie zmieniło.
overview-refused-link = Powód jest w audycie
overview-today = Usunięcia dzisiaj
overview-usual = zwykle w ciągu dnia: { $count }
overview-month = Ostatnie 30 dni
overview-deletions = Przechowywane usunięcia
overview-last-event = Ostatnie zdarzenie
overview-none-yet = jeszcze nie było
overview-portals = Portale
overview-no-portals = Czekamy na pierwszy portal
    .text = Gdy administrator portalu Bitrix24 zainstaluje aplikację, portal i jego usunięcia pojawią się tu same.
overview-newest = Najnowsze usunięcia
overview-all = Wszystkie usunięcia
overview-oldest = najstarsze przyszło { $when }
overview-last-seen = ostatni znak życia { $when }
spool-gone = { $count ->
    [one] { $count } zdarzenie utknęło w procesie, który nie działa
    [few] { $count } zdarzenia utknęły w procesie, który nie działa
   *[other] { $count } zdarzeń utknęło w procesie, który nie działa
}
    .advice = Odpowiedziano już na nie, a są tylko w jego folderze danych. Uruchom go ponownie z tym samym folderem, a sam przeniesie je do bazy; do tego czasu zachowaj folder. Jego plik `process` zawiera nazwę poniżej.
spool-waiting = { $count ->
    [one] { $count } zdarzenie czeka na bazę danych
    [few] { $count } zdarzenia czekają na bazę danych
   *[other] { $count } zdarzeń czeka na bazę danych
}
    .advice = Odpowiedziano już na nie, a są tylko w folderze danych działającego procesu. Przeniesie je, gdy tylko baza zacznie przyjmować zdarzenia; jeśli to potrwa, `tombstone doctor` z jego ustawieniami powie dlaczego.

# How the service is.
overview-care = { $count ->
    [one] { $count } wymaga uwagi
    [few] { $count } wymagają uwagi
   *[other] { $count } wymaga uwagi
}
overview-tokens = Tokeny
    .well = Wszystkie działają
overview-tokens-failing = nieodnawiane: { $count }
overview-tokens-dead = odrzucone: { $count }
overview-tokens-due = do odnowienia: { $count }
overview-quarantine = Kwarantanna
    .none = Pusta
overview-quarantined = { $count ->
    [one] { $count } zdarzenie
    [few] { $count } zdarzenia
   *[other] { $count } zdarzeń
}
overview-lag = Indeksowanie
    .none = Na bieżąco
overview-lag-behind = opóźnienie: { $length }
