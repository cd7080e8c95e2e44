# Powody alarmu.

alarm-needs-reinstall = Bitrix24 nie przyjmuje już tokenów portalu, więc Tombstone nie może tam o nic zapytać ani niczego naprawić.
    .label = Wymaga ponownej instalacji
    .advice = Poproś administratora portalu o jednorazowe otwarcie aplikacji; jego świeże tokeny zakończą alarm. Jeśli aplikacji nie ma już w menu, trzeba ją zainstalować ponownie.
    .frame = Bitrix24 nie przyjmuje już dostępu Tombstone. Otwórz aplikację jeszcze raz.
alarm-payment-ended = Opłacony okres aplikacji się skończył i Bitrix24 bez uprzedzenia przestał wysyłać zdarzenia.
    .label = Opłata wygasła
    .advice = Poproś klienta o przedłużenie aplikacji. Tombstone zauważy to w ciągu dnia.
    .act = `Sprawdź subskrypcje` sprawdza od razu.
    .frame = Opłacony okres aplikacji się skończył, więc Bitrix24 niczego nie zgłasza. Przedłuż aplikację.
alarm-licence-expired = Licencja portalu na własnym serwerze wygasła: nie odpowiada on na wywołania i może nie wysyłać zdarzeń.
    .label = Licencja wygasła
    .advice = Poproś klienta o przedłużenie licencji Bitrix24. Tombstone zauważy to sam.
    .act = `Sprawdź subskrypcje` sprawdza od razu.
    .frame = Licencja tego Bitrix24 wygasła, więc nie odpowiada. Przedłuż licencję.
alarm-unreachable = Tombstone nie może wywołać portalu, więc nie wiadomo, czy nadal zgłasza usunięcia.
    .label = Nieosiągalny
    .advice = „Wywołania” na karcie „Stan” pokazują, co portal odpowiada. Zapytaj jego administratora, czy wywołań nie blokuje proxy lub zapora i czy plan obejmuje REST. Tombstone próbuje dalej i sam zakończy alarm.
    .act = `Sprawdź subskrypcje` próbuje od razu.
    .frame = Tombstone nie może wywołać tego Bitrix24, więc nie wiadomo, czy zgłasza wszystkie usunięcia. Wywołania może blokować proxy lub zapora.
alarm-token-failing = Serwer autoryzacji nie odnawia teraz tokenów portalu; Tombstone ponawia próby.
    .label = Tokeny się nie odnawiają
    .advice = Jeśli serwer autoryzacji nie działa, poczekaj. Jeśli alarm trwa, uruchom `tombstone doctor` i porównaj TOMBSTONE_CLIENT_ID oraz TOMBSTONE_CLIENT_SECRET z kartą aplikacji.
    .frame = Bitrix24 nie odnawia teraz dostępu. Tombstone sam spróbuje ponownie.
alarm-events-refused = W imieniu portalu przychodzą zdarzenia z innym application_token niż znany, a Tombstone je odrzuca.
    .label = Zdarzenia odrzucone
    .advice = Tombstone prosi portal o zdarzenie testowe i zachowuje token, który z nim przyjdzie. Jeśli pole „Odrzucono” na karcie „Stan” mówi, że portal potwierdził znany token, ktoś fałszuje zdarzenia: audyt pokazuje kiedy. Jeśli portalu nie da się zapytać, poproś jednego z jego administratorów o jednorazowe otwarcie aplikacji, co przyniesie nowy token.
    .act = Potem `Pobierz pominięte` pobiera to, co odrzucono.
    .frame = Część zgłoszeń przyszła z tokenem, który nie należy do tego portalu, i Tombstone je odrzucił. Otwórz aplikację jeszcze raz.
alarm-subscriptions-missing = Portal nie zasubskrybował niektórych zdarzeń: takie usunięcia nie przychodzą.
    .label = Brak subskrypcji
    .advice = Tombstone codziennie próbuje je ponownie zasubskrybować. Jeśli się nie udaje, portalowi brakuje uprawnienia lub modułu: poproś jego administratora o aktualizację aplikacji.
    .act = `Sprawdź subskrypcje` próbuje od razu.
    .frame = Bitrix24 nie zgłasza niektórych rodzajów usunięć; aplikacji może brakować uprawnienia.
alarm-probe-lost = Ostatnie zdarzenie testowe nie dotarło: usunięcia też mogą ginąć po drodze.
    .label = Test nie dotarł
    .advice = Sprawdź, czy portale mogą dotrzeć do TOMBSTONE_PUBLIC_URL z internetu, z ważnym certyfikatem, i czy portal na własnym serwerze opróżnia kolejkę zdarzeń.
    .act = `Wyślij zdarzenie testowe` próbuje ponownie.
    .frame = Ostatnie zdarzenie testowe nie dotarło, więc usunięcia też mogą ginąć po drodze.
alarm-gap-open = Tombstone nie pobrał jeszcze usunięć z luki albo portal ich nie zachował.
    .label = Otwarta luka
    .advice = „Dostawy” na karcie „Stan” mówią dlaczego. Kolejkę offline można czytać tylko z tokenami administratora: poproś administratora portalu o otwarcie aplikacji. Czego portal nie zachował, przepadło; alarm kończy się po tygodniu.
    .act = Potem naciśnij `Pobierz pominięte`.
    .frame = Tombstone nie zapisał części usunięć z czasu, gdy był niedostępny.
alarm-webhook-disabled = Tombstone wyłączył adres docelowy webhooków portalu i nic więcej tam nie wysyła.
    .label = Webhook wyłączony
    .advice = Strona „Webhooki” mówi, który i dlaczego: odpowiedział, że już go nie ma, albo wszystkie próby zbyt długo się nie udawały. Alarm kończy się, gdy ktoś włączy lub usunie ten adres.
    .act = Gdy znów będzie dostępny, naciśnij `Włącz`; `Wyślij ponownie` dostarczy to, co go ominęło.
    .frame = Program, który dostaje usunięcia stąd, jest nieosiągalny i Tombstone nic więcej mu nie wysyła.
alarm-burst = Ktoś usunął w ciągu kilku minut więcej, niż zwykle usuwa się w portalu.
    .label = Masowe usuwanie
    .detail = { $event ->
        [none] Użytkownik { $user_id } usunął elementy różnych rodzajów (liczba: { $deletions }) między { $from } a { $to }, czyli więcej niż zwykle.
       *[other] { $user_id ->
            [none] Kilku użytkowników lub tacy, których Bitrix24 nie nazywa, usunęło elementy rodzaju { $what } (liczba: { $deletions }) między { $from } a { $to }, czyli więcej niż zwykle.
           *[other] Użytkownik { $user_id } usunął elementy rodzaju { $what } (liczba: { $deletions }) między { $from } a { $to }, czyli więcej niż zwykle.
        }
    }
    .advice = Zapytaj administratora portalu, czy tak miało być: kosz Bitrix24 przez pewien czas przechowuje usunięte elementy. Alarm skończy się dzień po ostatnim z tych usunięć. Jeśli zdarza się to regularnie, właściciel może podnieść próg albo wyłączyć alarm w „Ustawieniach”.
    .frame = Ktoś usunął w ciągu kilku minut więcej, niż się tu zwykle usuwa. Jeśli tak nie miało być, zajrzyj wkrótce do kosza Bitrix24.
alarm-silent = Portal milczy dłużej niż kiedykolwiek w ostatnich czterech tygodniach.
    .label = Cisza
    .advice = Być może nikt tam niczego nie usunął.
    .act = `Wyślij zdarzenie testowe` pokazuje, czy zdarzenia nadal przychodzą.
    .frame = W tym portalu jest ciszej niż zwykle.
alarm-not-finished = Portal zaczął instalację, ale jej nie skończył: zdarzenia nie przychodzą.
    .label = Niedokończona
    .advice = Poproś administratora portalu o ponowne otwarcie aplikacji; instalator ruszy od miejsca, w którym się zatrzymał.
    .frame = Instalacja nie jest skończona, więc Bitrix24 jeszcze niczego nie zgłasza.
