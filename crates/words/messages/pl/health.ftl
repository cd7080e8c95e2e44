# Stan jednego portalu.

health-title = Stan { $domain }
health-wrong = Problemy
health-known-since = Od { $when }
health-not-known = jeszcze nie wiadomo
health-none = Brak
health-codes = Pokaż wszystkie ({ $count })
health-installation = Instalacja
health-tokens = Tokeny
health-subscriptions = Subskrypcje
health-payment = Plan i opłaty
health-deliveries = Dostawy
health-when = Kiedy
health-what = Co
health-more = Szczegóły
health-calls = Wywołania
health-calls-note = z ostatnich trzech dni, bez tokenów
health-calls-empty = W ostatnich trzech dniach portalu nie wywoływano.
health-call-no-answer = brak odpowiedzi
health-call-millis = { $millis } ms
health-call-request = Żądanie
health-call-answer = Odpowiedź

health-state = Status
health-finished = Skończona
    .yes = Tak
    .no = Nie
health-installed = Zainstalowano
health-app-version = Wersja aplikacji
health-language = Język
health-scopes = Uprawnienia

health-plan = Plan portalu
    .own-server = na własnym serwerze klienta
health-app = Typ aplikacji
health-paid = Opłacony okres
    .over = Skończył się
    .renew = Bitrix24 nie wysyła zdarzeń do czasu przedłużenia.
    .free = Bezpłatnie
    .endless = Koniec nieznany
health-days-left = { $days ->
    [one] Został { $days } dzień
    [few] Zostały { $days } dni
   *[other] Zostało { $days } dni
}
health-asked = Sprawdzono

health-last-refusal = Ostatnia odmowa
health-why = Dlaczego
health-renewed = Odnowiono
health-access = Token dostępu
    .none = Nie ma ważnego
    .ended = Wygasł
    .ends = Wygaśnie
    .note = Tombstone pobierze nowy, gdy będzie potrzebny
health-next-renewal = Następne odnowienie
    .none = Niezaplanowane

health-bound = Subskrypcje
    .removed = Brak: aplikację usunięto
    .complete = Komplet
    .incomplete = Niekompletne
health-bound-count = { $found } z { $expected } zdarzeń, które oferuje portal
health-missing = Brakuje
health-checked = Sprawdzono
health-checks-fail = Sprawdzenia nie udają się od
health-next-check = Następne sprawdzenie
    .none = Brak: portalu nie można wywołać
    .due = Teraz

health-last-deletion = Ostatnie usunięcie
    .none = Jeszcze nie było
health-last-day = W ostatnich 24 godzinach
health-usual-unknown = za mało danych, by powiedzieć, ile zwykle
health-usual-little = zwykle mniej niż jedno dziennie
health-usual = zwykle około { $count } dziennie
health-last-test = Ostatnie zdarzenie testowe
    .none = Jeszcze żadnego nie zlecono
health-arrived = Dotarło
health-arrived-after = Dotarło po { $length }; zlecono
health-lost = Przepadło
    .text = Nie dotarło w ciągu pięciu minut; zlecono
health-pending = Oczekiwane
    .text = Jeszcze nie dotarło; zlecono
health-queue = Kolejka offline
health-last-read = Ostatni odczyt
    .none = Jeszcze nie było
health-last-gap = Ostatnia luka
health-gap-time = od { $from } do { $to }
health-refused = Odrzucono
health-refused-count = { $count ->
    [1] Raz, ostatnio
   *[other] { $count } razy lub więcej, ostatnio
}
health-refused-forged = portal potwierdził znany application_token { $time }, więc te są fałszywe
health-refused-asked = Tombstone pyta portal, czy ma inny application_token

# Co wyszło z tego, o co ktoś poprosił.
asked-not-called = Portalu nie można już wywołać.
    .text = Ta strona pokazuje ostatni znany stan.
asked-checked = Sprawdzono.
    .plan = Portal podał swój plan; zobacz poniżej.
asked-bound = Subskrypcje: { $found } z { $expected }.
asked-arrived = Zdarzenie testowe dotarło.
asked-arrived-after = Dotarło po { $length }.
asked-lost = Zdarzenie testowe nie dotarło.
    .text = Miało przyjść w ciągu pięciu minut.
asked-sent = Tombstone poprosił portal o zdarzenie testowe.
    .text = Jeszcze nie dotarło; gdy dotrze, ta strona to pokaże.
asked-check = Zlecono sprawdzenie.
asked-probe = Zlecono zdarzenie testowe.
asked-recover = Zlecono pobranie pominiętych.
asked-in-flight = Tombstone wywołuje portal; wywołania poniżej mówią, co odpowiada.
asked-nobody = Żaden proces jeszcze się tym nie zajął. Upewnij się, że działa proces z rolą worker.
asked-soon = Wynik pojawi się tu sam, zwykle w ciągu sekund.
asked-renew = Zlecono nowe tokeny.
asked-ended = Gotowe.
asked-failed = Nie udało się.

purge-title = Usuń wszystkie dane
purge-lead = { $count ->
    [one] Wszystkie dane portalu zostaną usunięte na zawsze: { $count } wpis o usunięciu, dziennik, luki i wywołania.
    [few] Wszystkie dane portalu zostaną usunięte na zawsze: { $count } wpisy o usunięciu, dziennik, luki i wywołania.
   *[other] Wszystkie dane portalu zostaną usunięte na zawsze: { $count } wpisów o usunięciu, dziennik, luki i wywołania.
}
purge-type = Aby potwierdzić, wpisz { $domain }
purge-wrong-domain = To nie jest domena portalu. Niczego nie usunięto.
purge-button = Usuń na zawsze
