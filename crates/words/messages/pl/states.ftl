# Stany w kilku słowach.

token-ok = Działają
    .meaning = Tombstone odnawia je na długo przed końcem ich 180 dni.
token-failing = Nie odnawiają się, trwa ponawianie
    .meaning = Zdarzenia portalu w tym czasie nadal przychodzą.
token-dead = Odrzucone
    .meaning = Nowe może przynieść tylko administrator portalu, otwierając aplikację.
token-none = Brak
    .meaning = Nie ma ich, dopóki aplikacja nie jest zainstalowana.

queue-confirmed = Dostępna
    .meaning = Czego portal nie mógł dostarczyć, Tombstone pobierze później, bez strat.
queue-unconfirmed = Dostępna, z ryzykiem
    .meaning = Czego portal nie mógł dostarczyć, Tombstone pobierze później. Plan portalu nie ma do tego dwóch kroków, więc Tombstone czyta i zapisuje kolejkę, zanim ją opróżni; przepaść mogłaby tylko zmiana, która trafi między te kroki.
queue-unavailable = Brak
    .meaning = Czego portal nie może dostarczyć, przepada: jego plan niczego dla aplikacji nie zachowuje.
queue-unknown = Jeszcze nie wiadomo

source-live = Na żywo
    .meaning = Na żywo: zdarzenie portalu dotarło.
source-recovered = Odzyskane
    .meaning = Odzyskane: pobrane z kolejki offline portalu po luce.
source-spooled = Z bufora
    .meaning = Z bufora: zdarzenie przyszło, gdy baza danych była niedostępna, i leżało na dysku.

app-status-f = Darmowa aplikacja
app-status-l = Aplikacja lokalna
app-status-d = Demo
app-status-t = Okres próbny
app-status-p = Płatna aplikacja
app-status-s = Subskrypcja

task-check = Sprawdź subskrypcje
task-probe = Wyślij zdarzenie testowe
task-recover = Pobierz pominięte
task-renew = Odnów tokeny
task-refused-removed = Portal usunął aplikację: nie można go wywołać.
task-refused-tokens-dead = Jego tokeny już nie działają: portalu nie można wywołać.
task-refused-no-token = Tombstone nie ma tokenu portalu: portalu nie można wywołać.
task-refused-probe-unfinished = Instalacja nie jest skończona: Bitrix24 nie wysłałby zdarzenia testowego.
task-refused-probe-unpaid = Opłacony okres się skończył: Bitrix24 nie wysłałby zdarzenia testowego.
task-refused-probe-gone = Portalu już nie ma: nie wysłałby zdarzenia testowego.
task-refused-recover-unfinished = Instalacja nie jest skończona: portal jeszcze niczego nie zachowuje dla aplikacji.
task-refused-recover-unpaid = Opłacony okres się skończył: portal nie pozwala niczego odczytać.
task-refused-recover-gone = Portalu już nie ma: nie ma czego odczytać.

purge-removal = portal usunął aplikację razem z danymi
purge-operator = poprosił o to operator
purge-administrator = poprosił o to administrator portalu
purge-uninstalled = { $days ->
    [one] aplikacja nie była tam zainstalowana { $days } dzień
   *[other] aplikacja nie była tam zainstalowana { $days } dni
}

# How a requested task ended.
outcome-checked = Subskrypcje: { $found } z { $expected }.
outcome-probe-sent = Poproszono portal o zdarzenie testowe.
outcome-queue-read = { $found ->
    [0] W kolejce offline nic nie było.
    [one] W kolejce offline było { $found } usunięcie.
    [few] W kolejce offline były { $found } usunięcia.
   *[other] W kolejce offline było { $found } usunięć.
}
outcome-tokens-renewed = Portal ma nowe tokeny.
outcome-not-called = W obecnym stanie portalu nie można wywołać.
outcome-failed = { $task ->
    [check] Sprawdzenie nie powiodło się.
    [probe] Nie udało się poprosić portalu o zdarzenie testowe.
    [recover] Nie udało się odczytać kolejki offline.
   *[renew] Nie udało się odnowić tokenów.
} { $reason }
