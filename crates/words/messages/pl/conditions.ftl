# Jak się ma portal.

condition-well = Wszystko w porządku. Portal nie ma alarmów, a Tombstone zapisuje jego usunięcia.
    .label = W porządku
    .frame = Tombstone zapisuje wszystko, co się tu usuwa.
condition-unknown = Nie wiadomo jeszcze, czy portal zgłasza wszystkie usunięcia: Tombstone go nie zapytał albo portal nie odpowiedział. Co przychodzi, Tombstone zapisuje.
    .label = Nieznany
    .frame = Tombstone zapisuje to, co zgłasza ten portal, ale nie wie teraz, czy zgłasza on wszystko.
condition-alarmed = Coś jest nie tak.
    .frame = Tombstone zapisuje to, co zgłasza ten portal, ale:
condition-installing = Portal instaluje aplikację; jeśli potrwa to ponad godzinę, Tombstone włączy alarm.
condition-gone = Portal usunął aplikację albo jest zamknięty: Tombstone niczego od niego nie oczekuje.

# Na jakim etapie jest portal.

status-installing = w trakcie instalacji
    .label = Instalacja
    .meaning = Instalacja nie jest skończona, więc Bitrix24 jeszcze niczego nie wysyła.
    .advice = Administrator portalu musi otworzyć aplikację w Bitrix24 i pozwolić instalacji się skończyć.
    .frame = Instalacja nie jest jeszcze skończona; to chwilę potrwa.
status-active = aktywny
    .label = Aktywny
    .frame = Tombstone zapisuje to, co zgłasza ten portal.
status-payment-required = nieopłacony
    .label = Opłata wygasła
    .frame = Opłacony okres aplikacji się skończył, więc Bitrix24 niczego nie zgłasza. Przedłuż aplikację.
status-needs-reinstall = bez ważnego dostępu, dopóki administrator nie otworzy lub nie przeinstaluje aplikacji
    .label = Wymaga ponownej instalacji
    .frame = Bitrix24 nie przyjmuje już dostępu Tombstone, więc Tombstone nie może niczego naprawić.
status-uninstalled = bez aplikacji
    .label = Odinstalowana
    .meaning = Portal usunął aplikację, więc nic więcej nie przychodzi.
    .advice = Tombstone przechowuje to, co zapisał, { $days ->
        [0] bezterminowo.
        [one] przez { $days } dzień.
        [few] przez { $days } dni.
        [many] przez { $days } dni.
       *[other] przez { $days } dnia.
    } Po ponownej instalacji aplikacji zapis ruszy dalej.
    .frame = Portal usunął aplikację, więc niczego nie zgłasza.
status-deleted = zamknięty lub usunięty
    .label = Portal usunięty
    .meaning = Samego portalu już nie ma albo jest czasowo zamknięty.
    .advice = Tombstone przechowuje to, co zapisał. Jeśli portal wróci, w ciągu tygodnia zapis ruszy sam.
    .frame = Portal był przez jakiś czas zamknięty, więc niczego nie zgłaszał.
