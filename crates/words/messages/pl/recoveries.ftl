# Jak skończył się odczyt kolejki offline.

recovery-complete = Tombstone odczytał całą kolejkę offline portalu.
    .label = Odczytana w całości
recovery-partial = Kolejka offline portalu jest długa; Tombstone czyta dalej.
    .label = Odczyt trwa
recovery-failed = Odczyt kolejki offline portalu się nie udał; Tombstone sam spróbuje ponownie.
    .label = Nie udało się, ponawianie
recovery-refused = Portal nie pozwala Tombstone czytać swojej kolejki offline.
    .label = Odmowa
recovery-unavailable = Portal nie prowadzi kolejki offline dla aplikacji.
    .label = Nie ma czego czytać
recovery-unknown = Portal jeszcze nie powiedział, czy prowadzi kolejkę offline.
    .label = Jeszcze nie wiadomo

recovery-found = { $count ->
    [0] Nie było w niej usunięć.
    [one] Było w niej { $count } usunięcie.
    [few] Były w niej { $count } usunięcia.
   *[other] Było w niej { $count } usunięć.
}
recovery-unreadable = { $count ->
    [one] Tombstone nie może odczytać { $count } wpisu i zostawił go tam.
   *[other] Tombstone nie może odczytać { $count } wpisów i zostawił je tam.
}

# Co stało się z luką.

gap-closed = { $count ->
    [0] W kolejce offline portalu nie było nic z tego czasu.
    [one] W kolejce offline portalu było { $count } usunięcie z tego czasu.
    [few] W kolejce offline portalu były { $count } usunięcia z tego czasu.
   *[other] W kolejce offline portalu było { $count } usunięć z tego czasu.
}
    .label = Zamknięta
gap-lost = Tombstone nie może odzyskać tego, co wtedy usunięto. { $reason }
    .label = Stracona
gap-open = { $count ->
    [0] { "" }
    [one] W kolejce offline portalu znaleziono dotąd { $count } usunięcie z tego czasu.
    [few] W kolejce offline portalu znaleziono dotąd { $count } usunięcia z tego czasu.
   *[other] W kolejce offline portalu znaleziono dotąd { $count } usunięć z tego czasu.
} { $reason }
    .label = Otwarta
gap-waiting = Tombstone musi jeszcze pobrać to, co wtedy usunięto.
