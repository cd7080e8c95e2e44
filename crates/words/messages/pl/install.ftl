# Instalacja, w portalu lub w przeglądarce.

install-running = Trwa instalacja Tombstone
install-done = Tombstone jest zainstalowany
    .all = Od teraz Tombstone przechowuje każde usunięcie w tym portalu.
    .some = Od teraz Tombstone przechowuje usunięcia tych rodzajów.
install-not-done = Nie udało się zainstalować Tombstone
    .begun = Wykonane kroki zostają; możesz bezpiecznie spróbować ponownie.
    .unchanged = Niczego nie zmieniono.
install-step-verified = Bitrix24 potwierdza ten portal
install-step-kept = Tombstone przechowuje dostęp w postaci zaszyfrowanej
install-step-bound = Portal zgłasza usunięcia do Tombstone
install-step-checked = Portal to potwierdza
install-outcome-done = gotowe
install-outcome-failed = nie udało się
install-outcome-open = nie zaczęto
install-missing = Brakuje
install-back = Wróć do { $domain }
install-again = Zacznij od nowa w { $domain }
install-retry = Spróbuj ponownie
    .hint = Jeśli nic się nie dzieje, zamknij to okno i otwórz aplikację jeszcze raz.
install-address = Adres Twojego Bitrix24
install-continue = Dalej

# Co się stało i co z tym zrobić.
install-refused = Tombstone odrzucił instalację. { $reason }
install-unverified = Tombstone nie może teraz zweryfikować instalacji. { $reason } Spróbuj ponownie za chwilę.
install-all-bound = { $expected ->
    [one] Tombstone subskrybuje { $expected } rodzaj zdarzeń, który oferuje ten portal.
    [few] Tombstone subskrybuje wszystkie { $expected } rodzaje zdarzeń, które oferuje ten portal.
   *[other] Tombstone subskrybuje wszystkie { $expected } rodzajów zdarzeń, które oferuje ten portal.
}
install-some-bound = Tombstone subskrybuje { $found } z { $expected } rodzajów zdarzeń. Do pozostałych aplikacji może tu brakować uprawnienia; Tombstone próbuje codziennie.
install-listed = { $found ->
    [one] Portal wymienia { $found } subskrypcję, a instalacja jest skończona.
    [few] Portal wymienia { $found } subskrypcje, a instalacja jest skończona.
   *[other] Portal wymienia { $found } subskrypcji, a instalacja jest skończona.
}
    .unfinished = { $found ->
        [one] Portal wymienia { $found } subskrypcję, a instalacja zaraz się skończy.
        [few] Portal wymienia { $found } subskrypcje, a instalacja zaraz się skończy.
       *[other] Portal wymienia { $found } subskrypcji, a instalacja zaraz się skończy.
    }
install-proof-known = Tombstone potrafi odróżnić jego zdarzenia od fałszywych.
install-proof-awaited = Tombstone poprosił o zdarzenie testowe, aby odróżniać jego zdarzenia od fałszywych.
install-proof-later = Tombstone będzie mógł odróżniać jego zdarzenia od fałszywych, gdy instalacja się skończy.
install-not-proven = Tombstone nie mógł poprosić o zdarzenie testowe, którego potrzebuje, aby odróżniać zdarzenia portalu od fałszywych. { $reason }
install-kept-as-it-was = Nic się nie zmieniło: dostęp może odnowić tylko administrator portalu.
install-our-side = Coś zawiodło po naszej stronie. Nic nie przepadło; spróbuj ponownie za chwilę.
install-too-slow = Portal bardzo długo odpowiada. Tombstone próbuje dalej; zajrzyj tu za minutę.
install-payment-ended = Opłacony okres aplikacji w tym portalu się skończył, więc Bitrix24 niczego nie wysyła. Przedłuż aplikację i spróbuj ponownie.
install-licence-expired = Licencja tego Bitrix24 wygasła, więc nie odpowiada. Przedłuż licencję i spróbuj ponownie.
install-nothing-bound = Portal nie przyjął żadnej subskrypcji. Spróbuj ponownie; jeśli to nie pomoże, aplikacji brakuje tam uprawnień.
install-portal-away = Tombstone nie może teraz zapytać portalu. { $reason } Spróbuj ponownie za chwilę.
install-limited = Portal nie przyjmuje teraz więcej wywołań. Tombstone próbuje dalej albo spróbuj ponownie za minutę.
install-no-access = Tombstone nie ma dostępu do portalu. Otwórz aplikację jeszcze raz.
install-not-renewed = Serwer autoryzacji Bitrix24 nie odnawia teraz dostępu. Spróbuj ponownie za chwilę.
install-not-installed = Portal mówi, że aplikacja nie jest tam zainstalowana. Zainstaluj ją jeszcze raz.
install-closed = Portal jest zamknięty albo już nie istnieje. Spróbuj ponownie, gdy będzie otwarty.
install-access-refused = Bitrix24 nie przyjmuje już dostępu Tombstone. Zamknij to okno i otwórz aplikację jeszcze raz.
install-denied-rest = Portal nie dopuszcza aplikacji do swojego API REST: nie ma go w planie albo brakuje Ci uprawnień.
install-denied-scope = Aplikacji brakuje potrzebnego uprawnienia; dostawca musi dodać je do karty aplikacji.
install-denied-user = Nie możesz używać tej aplikacji; zmienić to może administrator portalu.
install-denied-rights = Twoje uprawnienia w portalu nie wystarczają; poproś jednego z jego administratorów.
install-denied-address = Portal nie przyjmuje adresu tej usługi; musi to sprawdzić osoba, która ją prowadzi.
install-denied = Portal odmawia ({ $code }). Spróbuj ponownie za chwilę.

# Strony, które mówią jedno.
install-failed = Coś poszło nie tak
install-please-retry = Spróbuj ponownie
install-opened-by-bitrix24 = Tę stronę otwiera Bitrix24
    .text = W żądaniu brakuje adresu portalu, member_id lub tokenu dostępu.
    .advice = Otwórz aplikację z menu swojego Bitrix24; ono przekaże to wszystko.
install-too-many = Z Twojej sieci przychodzi teraz zbyt wiele instalacji.
    .advice = Spróbuj ponownie za kilka minut.
install-which = Jaki jest Twój Bitrix24?
    .text = Wpisz adres swojego Bitrix24 tak, jak widnieje w pasku adresu przeglądarki.
install-no-address = Tego adresu nie można użyć
    .other = To nie jest adres portalu.
    .private = Prowadzi do sieci prywatnej, której ta usługa nie wywołuje.
    .advice = Skopiuj go z paska adresu przeglądarki albo wpisz sam host, na przykład example.bitrix24.pl lub bitrix.example.com:8443. Nazwę zapisaną innym alfabetem wpisz w postaci ASCII, która zaczyna się od xn.
install-no-app = Ta usługa nie jest jeszcze skonfigurowana
    .text = Nie zna aplikacji, do której należy, więc niczego nie można zainstalować.
    .advice = Osoba, która ją prowadzi, musi ustawić TOMBSTONE_CLIENT_ID i TOMBSTONE_CLIENT_SECRET z karty aplikacji i uruchomić ją ponownie.
install-not-begun = Instalacji nie zaczęto tutaj
    .advice = Niczego nie zmieniono. Zacznij od nowa pod adresem swojego portalu.
