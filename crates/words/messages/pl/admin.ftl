# To, co otacza każdą stronę panelu.

nav-label = Menu główne
nav-overview = Przegląd
nav-portals = Portale
nav-deletions = Usunięcia
nav-audit = Audyt
frame-skip = Przejdź do treści
frame-zone = Czas: { $zone }.
    .change = Zmień
frame-log-out = Wyloguj
live-on = Na żywo
live-paused = Wstrzymane
live-reading = Wstrzymane na czas czytania
live-lost = Brak połączenia, łączenie ponownie
live-pause = Wstrzymaj
live-resume = Wznów
copy-copy = Kopiuj
copy-copied = Skopiowano
copy-failed = Nie udało się skopiować
wrong-long = { $max ->
    [one] Użyj najwyżej { $max } znaku.
    [few] Użyj najwyżej { $max } znaków.
   *[other] Użyj najwyżej { $max } znaków.
}
wrong-invisible = Usuń niewidoczny znak.
wrong-filter = Ten filtr jest nieprawidłowy.
    .advice = Popraw zaznaczone pole, a lista się pojawi.
ignored-names = Ta strona pomija nieznane filtry: { $names }.
list-show = Zastosuj
list-pages = Strony
list-first = Pierwsza strona
list-next = Następna strona
list-end = Tu lista się kończy.
crumbs-label = Jesteś tutaj
bars-none = Brak usunięć w ostatnich { $days } dniach.
bars-each = Usunięcia w każdym z ostatnich { $days } dni; najwięcej w ciągu dnia: { $most }.
bars-last = ostatnie 24 godziny
