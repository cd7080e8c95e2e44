# What is to be done before the first portal can install the app. The states of credentials and address are said by
# `tombstone doctor` too.

setup-title = Przed pierwszym portalem
setup-lead = Te kroki są dla osoby, która konfiguruje usługę. Znikną, gdy pierwszy portal zainstaluje aplikację.
setup-done = Gotowe
setup-todo = Do zrobienia
setup-open = Sprawdź samodzielnie
setup-credentials = Dane dostępowe aplikacji
setup-credentials-set = TOMBSTONE_CLIENT_ID i TOMBSTONE_CLIENT_SECRET są ustawione; pierwsza instalacja pokaże, czy są prawidłowe.
setup-credentials-missing = Ustaw TOMBSTONE_CLIENT_ID i TOMBSTONE_CLIENT_SECRET z karty aplikacji; bez nich żaden portal jej nie zainstaluje.
setup-address = Adres publiczny
setup-address-reachable = Portale łączą się z usługą pod adresem { $url }; `tombstone doctor` sprawdza, czy odpowiada.
setup-address-missing = Ustaw w TOMBSTONE_PUBLIC_URL adres https, pod którym portale łączą się z usługą.
setup-address-not-https = { $url } to nie https; Bitrix24 wysyła zdarzenia tylko na adresy https.
setup-address-dotless = Portale nie wysyłają zdarzeń pod { $url }: nazwa serwera musi mieć kropkę, jak w tombstone.localhost. Ustaw inny adres w TOMBSTONE_PUBLIC_URL.
setup-address-private = { $url } leży w sieci prywatnej; portale z internetu do niego nie dotrą. Ustaw w TOMBSTONE_PUBLIC_URL adres, do którego dotrą.
setup-operator = Operator
    .text = { $count ->
        [one] Zalogować się może { $count } osoba.
        [few] Zalogować się mogą { $count } osoby.
       *[other] Zalogować się może { $count } osób.
    }
setup-card = Karta aplikacji w Bitrix24
    .text = Skopiuj te adresy i uprawnienia do karty i zainstaluj aplikację w portalu.
    .installer = Instalator
    .app = Aplikacja
    .redirect = Przekierowanie OAuth
    .scopes = Uprawnienia (scopes)
