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
live-reading = Czeka, aż przeczytasz
live-lost = Brak połączenia, trwa ponawianie
live-pause = Wstrzymaj
live-resume = Wznów
copy-copy = Kopiuj
copy-copied = Skopiowano
copy-failed = Nie skopiowano
wrong-long = { $max ->
    [one] To więcej niż { $max } znak.
    [few] To więcej niż { $max } znaki.
   *[other] To więcej niż { $max } znaków.
}
wrong-invisible = Jest tu niewidoczny znak.
wrong-filter = Takiego filtra nie można użyć.
    .advice = Popraw zaznaczone pole, a lista się pojawi.
list-show = Zastosuj
list-pages = Strony
list-first = Pierwsza strona
list-next = Następna strona
list-end = Tu lista się kończy.
crumbs-label = Jesteś tutaj
bars-none = W ostatnich { $days } dniach nic nie usunięto.
bars-each = Usunięcia w każdym z ostatnich { $days } dni; najwięcej w ciągu dnia: { $most }.
bars-last = ostatnie 24 godziny
