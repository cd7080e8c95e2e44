# Jak się ma portal.

condition-well = Wszystko w porządku. Nie ma powodu do alarmu, a Tombstone zapisuje usunięcia portalu.
    .label = W porządku
    .frame = Wszystko, co tu się usuwa, jest zapisywane.
condition-unknown = Nie wiadomo jeszcze, czy portal zgłasza wszystkie usunięcia: Tombstone go nie zapytał albo portal nie odpowiedział. Co przychodzi, Tombstone zapisuje.
    .label = Nieznany
    .frame = Co stąd przychodzi, jest zapisywane. Czy portal zgłasza wszystko, Tombstone w tej chwili nie wie.
condition-alarmed = Coś jest nie tak.
    .frame = Co stąd przychodzi, jest zapisywane, ale:
condition-installing = Instalacja się zaczęła; jeśli portal nie skończy jej w ciągu godziny, pojawi się alarm.
condition-gone = Portal usunął aplikację albo jest zamknięty: Tombstone niczego od niego nie oczekuje.

# Na jakim etapie jest portal.

status-installing = w trakcie instalacji
    .label = Instalacja
    .meaning = Instalacja nie jest skończona, więc Bitrix24 jeszcze niczego nie wysyła.
    .advice = Jeden z administratorów otwiera aplikację w Bitrix24 i pozwala instalacji się skończyć.
    .frame = Instalacja nie jest jeszcze skończona; to chwilę potrwa.
status-active = aktywny
    .label = Aktywny
    .meaning = Tombstone zapisuje to, co portal zgłasza.
    .frame = Co stąd przychodzi, jest zapisywane.
status-payment-required = nieopłacony
    .label = Opłata wygasła
    .meaning = Opłacony okres się skończył, więc Bitrix24 niczego nie wysyła.
    .advice = Klient przedłuża aplikację; w ciągu dnia wszystko ruszy samo.
    .frame = Opłacony okres aplikacji się skończył, więc Bitrix24 niczego nie zgłasza. Przedłuż aplikację.
status-needs-reinstall = bez ważnego dostępu, dopóki administrator nie otworzy lub nie przeinstaluje aplikacji
    .label = Wymaga ponownej instalacji
    .meaning = Jego tokeny już nie działają, więc Tombstone nie może tam o nic zapytać ani niczego naprawić.
    .advice = Jeden z administratorów ponownie otwiera aplikację w Bitrix24 albo ją przeinstalowuje.
    .frame = Bitrix24 nie przyjmuje już udzielonego dostępu, więc Tombstone nie może niczego naprawić.
status-uninstalled = bez aplikacji
    .label = Odinstalowana
    .meaning = Aplikację tam usunięto, więc nic więcej nie przychodzi.
    .advice = To, co zapisano, zostaje tu { $days ->
        [0] bezterminowo.
        [one] przez { $days } dzień.
        [few] przez { $days } dni.
        [many] przez { $days } dni.
       *[other] przez { $days } dnia.
    } Po ponownej instalacji aplikacja ruszy od miejsca, w którym skończyła.
    .frame = Aplikację tu usunięto, więc nic nie jest zgłaszane.
status-deleted = zamknięty lub usunięty
    .label = Portal usunięty
    .meaning = Samego portalu już nie ma albo jest czasowo zamknięty.
    .advice = To, co zapisano, zostaje tutaj. Jeśli portal wróci, w ciągu tygodnia wszystko ruszy samo.
    .frame = Portal był przez jakiś czas zamknięty, więc nic nie było zgłaszane.
