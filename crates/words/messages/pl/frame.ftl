# Strony aplikacji wewnątrz portalu, dla jego administratorów.

app-tabs = Strony
app-tab-deletions = Usunięcia
app-tab-health = Stan
app-tab-settings = Ustawienia
app-to-health = Więcej na stronie „Stan”
app-save = Zapisz
app-saved = Zapisano.
app-back = Wróć do usunięć
app-newest = Najnowsze
app-newer = Nowsze
app-older = Starsze
app-export = Eksportuj
app-ignored = Tombstone pomija nieznane części adresu: { $names }.
app-read-only = Aplikacja nie jest tu już opłacona: można czytać, ale niczego nie zmienisz.

# Usunięcia.

app-deletions = Usunięte w tym portalu
app-search = Szukaj po ID lub tekście
    .button = Szukaj
app-ranges = Okres
app-range-today = Dziś
app-range-week = 7 dni
app-range-month = 30 dni
app-range-all = Wszystko
app-kinds = Rodzaje
    .all = Wszystkie rodzaje
app-kind-unknown = nieznany obiekt ({ $event })
app-user = Użytkownik { $id }
app-row = { $who } usunął/usunęła: { $what } { $id }
    .unnamed = { $who } usunął/usunęła: { $what } (portal nie podał, co dokładnie)
app-row-by-nobody = Usunięto: { $what } { $id }
    .unnamed = Usunięto: { $what } (portal nie podał, co dokładnie)
app-also = zgłoszono też jako { $users }
app-day-today = Dziś, { $date }
app-day-yesterday = Wczoraj, { $date }
app-kept = { $count ->
    [one] Przechowywane jest { $count } usunięcie.
    [few] Przechowywane są { $count } usunięcia.
   *[other] Przechowywanych jest { $count } usunięć.
}
app-zone = Czas podano według strefy { $zone }.
app-nothing-fits = Brak wyników
    .all = Pokaż wszystkie usunięcia
app-nothing-older = Nie ma starszych
app-nothing-yet = Nie ma jeszcze usunięć
    .soon = Gdy tylko w tym portalu coś zostanie usunięte, pojawi się tutaj.
    .later = Usunięcia pojawią się tutaj, gdy portal zacznie je zgłaszać.

# Jedno usunięcie.

app-number = Numer { $number }
app-no-deletion = Nie znaleziono usunięcia
    .detail = Tombstone nie ma usunięcia o tym numerze. Mógł minąć jego okres przechowywania.
app-fact-sent = Zgłoszono
app-fact-received = Odebrano
app-fact-also = Zgłoszono też jako
app-fact-source = Źródło
app-fact-event = Zdarzenie
app-fact-webhook = Webhook
app-source-live = portal zgłosił je od razu
app-source-recovered = Tombstone pobrał je z portalu później
app-source-spooled = portal zgłosił je od razu, a Tombstone zapisał później
app-payload = Co wysłał portal
    .masked = Bez tokenów, które z tym przyszły: Tombstone nigdy ich nie przechowuje.

# Stan.

app-health = Stan portalu
app-health-when = { $when } ({ $ago })
app-health-never = nigdy
app-health-unknown = jeszcze nie wiadomo
app-health-last = Ostatnie zdarzenie
app-health-kinds = Zgłaszane zdarzenia
    .count = { $found } z { $expected }, sprawdzono { $when }
app-health-probe = Ostatnie zdarzenie testowe
    .arrived = dotarło po { $length }, { $when }
    .lost = nie dotarło; zlecono je { $when }
    .pending = oczekiwane
app-health-installed = Zainstalowano
app-health-kept = Przechowywane usunięcia
app-missing = Niezgłaszane
app-gaps = Luki
    .none = Brak znanych luk.
app-gap-time = od { $from } do { $to }
app-repair = Napraw teraz
    .detail = Tombstone ponownie zasubskrybuje to, czego portal nie zgłasza, i pobierze to, co pominięto.
app-repair-pending = Tombstone pyta portal. Wynik pojawi się na tej stronie sam.
app-repair-waiting = Naprawa zlecona { $when } nie ma jeszcze wyniku. Zajrzyj tu ponownie za kilka minut.
app-repair-done = Naprawiono { $when }: portal zgłasza wszystkie rodzaje usunięć, które oferuje ({ $expected }).
app-repair-partly = Naprawa z { $when } objęła { $found } z { $expected } rodzajów usunięć. Pozostałych portal odmówił: aplikacji może tu brakować uprawnienia albo moduł jest wyłączony.
app-repair-failed = Naprawa z { $when } się nie powiodła. { $why } Tombstone próbuje dalej.

# Ustawienia.

app-kept-kinds = Co przechowuje Tombstone
    .detail = Tombstone przechowuje wszystkie rodzaje usunięć, które zgłasza ten portal. To, co portal może zgłaszać, zależy od uprawnień aplikacji.
    .count = { $count ->
        [one] { $count } rodzaj
        [few] { $count } rodzaje
        [many] { $count } rodzajów
       *[other] { $count } rodzaju
    }
app-retention = Jak długo Tombstone przechowuje usunięcia
    .days = Dni
    .hint = 0 oznacza bezterminowo. Puste: domyślny okres tej usługi.
    .proof = Skrócenie okresu trwale usuwa starsze wpisy. Aby potwierdzić, wpisz { $domain }.
    .shorter = Przechowuj krócej niż teraz
app-retention-ever = Tombstone przechowuje usunięcia tego portalu bezterminowo.
app-retention-days = { $days ->
    [one] Tombstone przechowuje usunięcia tego portalu przez { $days } dzień.
   *[other] Tombstone przechowuje usunięcia tego portalu przez { $days } dni.
}
app-days-wrong = Wpisz liczbę dni nie większą niż { $most } albo zostaw pole puste.
app-days-shorter = Krótsze przechowywanie usuwa część wpisów na zawsze. Wpisz też adres portalu; jeśli strona jest otwarta dłużej niż dziesięć minut, otwórz najpierw aplikację od nowa.
app-burst = Alarm o masowym usuwaniu
    .detail = Włącza alarm, gdy w ciągu kilku minut na jednego użytkownika lub jeden rodzaj elementów przypada niezwykle dużo usunięć.
    .on = Włączaj ten alarm
    .threshold = Minimalna liczba usunięć
app-burst-wrong = Wpisz liczbę od { $least } do { $most }.
app-titles = Nazwy leadów, deali, kontaktów, firm i zadań
    .detail = Usunięty lead pokazuje wtedy nazwę, którą miał. Tombstone pyta portal o nazwę, gdy taki element jest dodawany lub zmieniany, i przechowuje ją zaszyfrowaną. To, co było wcześniej, ma nazwę dopiero po następnej zmianie.
    .on = Przechowuj te nazwy
    .days = Ile dni po ostatniej zmianie
    .hint = 0 znaczy bezterminowo. Po wyłączeniu Tombstone usuwa wszystkie przechowywane nazwy.
app-titles-wrong = Wpisz liczbę dni od 0 do { $most }.
app-keys = Klucze API
    .detail = Z kluczem program może czytać tylko usunięcia tego portalu.
app-key-name = Nazwa klucza
app-key-name-wrong = Nadaj kluczowi nazwę nie dłuższą niż { $most } znaków.
app-key-make = Utwórz klucz
app-key-made = To jest klucz. Skopiuj go teraz: nie zostanie pokazany ponownie.
app-key-since = od { $when }
app-key-revoke = Unieważnij
app-key-revoked = Klucz jest unieważniony. Programy nie mogą go już używać.
app-key-unknown = Nie ma takiego klucza albo już go unieważniono.
app-keys-many = Portal ma najwyżej { $most } kluczy. Unieważnij najpierw jeden z nich.
app-erase = Usuń wszystkie dane
    .detail = { $count ->
        [one] Tombstone na zawsze usunie { $count } usunięcie, które przechowuje z tego portalu. Aplikacja zapisuje dalej.
        [few] Tombstone na zawsze usunie wszystkie { $count } usunięcia, które przechowuje z tego portalu. Aplikacja zapisuje dalej.
       *[other] Tombstone na zawsze usunie wszystkie { $count } usunięć, które przechowuje z tego portalu. Aplikacja zapisuje dalej.
    }
    .proof = Wpisz { $domain }, aby potwierdzić
    .button = Usuń wszystkie dane
    .stale = Ta strona jest otwarta dłużej niż dziesięć minut. Otwórz aplikację od nowa, aby usunąć jej dane.
app-erase-refused = Niczego nie usunięto: adres się nie zgadza albo strona była otwarta zbyt długo.
app-erased = { $count ->
    [one] Tombstone usunął { $count } wpis.
    [few] Tombstone usunął wszystkie { $count } wpisy.
   *[other] Tombstone usunął wszystkie { $count } wpisów.
}

# Gdy strony nie można pokazać, oraz stan portalu.

app-broken = Coś poszło nie tak
    .detail = Coś zawiodło po naszej stronie. Nic nie przepadło; spróbuj ponownie za chwilę.
app-page-ended = Ta strona wygasła
app-page-refused = Tej strony nie można pokazać
    .advice = Zamknij to okno i otwórz aplikację jeszcze raz.
app-refused = Tej strony nie można pokazać
    .advice = Zamknij to okno i otwórz aplikację jeszcze raz.
app-try-again = Spróbuj ponownie
app-reopen = Spróbuj ponownie
    .hint = Jeśli nic się nie dzieje, zamknij to okno i otwórz aplikację jeszcze raz.
app-administrators = Dla administratorów
    .detail = Tombstone przechowuje to, co usuwa się w tym portalu. Widzą to tylko administratorzy portalu.
    .advice = Jeśli czegoś Ci brakuje, zapytaj jednego z nich.
app-unpaid = Opłacony okres się skończył
    .stranger = Tombstone przechowuje to, co zapisano do tej pory. Kto w ostatnich 30 dniach otwierał aplikację jako administrator, może czytać dalej.
    .notice = Opłacony okres aplikacji się skończył, więc Bitrix24 niczego już nie zgłasza. To, co zapisano, nadal można tu czytać.
    .renew = Przedłuż aplikację w Markecie swojego Bitrix24. Potem zapis ruszy sam.
    .link = Do Marketu
app-healing = Tombstone łączy się ponownie z Bitrix24 z Twoim dostępem. Wynik pokazuje strona „Stan”.
app-healing-failed = Tombstone nie mógł ponownie połączyć się z Bitrix24.
app-healed = Tombstone ponownie połączył się z Bitrix24 z Twoim dostępem; nic więcej nie trzeba robić.
