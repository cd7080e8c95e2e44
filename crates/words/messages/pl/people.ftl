# Ludzie w panelu: operatorzy, własne konto, klucze, ustawienia, kwarantanna, strona audytu i drugi krok logowania.

nav-quarantine = Kwarantanna
nav-api-keys = Klucze API
nav-operators = Operatorzy
nav-settings = Ustawienia
nav-account = Konto
nav-more = Więcej

role-owner = Właściciel
role-operator = Operator
role-viewer = Obserwator

# Operatorzy

operators-title = Operatorzy
operators-lead = Kto może się tu logować, co mu wolno i które portale widzi.
operators-who = Operator
operators-role = Rola
operators-portals = Widzi
operators-since = Od kiedy
operators-acts = Działania
operators-you = Ty
operators-with-factor = Z drugim składnikiem
operators-without-factor = Tylko hasło
operators-sees-all = Wszystkie portale
operators-sees = { $count ->
    [0] Żaden portal
    [one] { $count } portal
    [few] { $count } portale
   *[other] { $count } portali
}
operators-change = Zmień
operators-save = Zapisz rolę i portale
operators-reset = Zresetuj drugi składnik
operators-reset-hint = Dla kogoś, kto stracił urządzenie pokazujące kody i nie ma już kodów odzyskiwania. Loguje się samym hasłem, dopóki nie ustawi go ponownie.
operators-remove = Usuń
operators-remove-sure = { $email } nie może się już logować
operators-add = Dodaj operatora
operators-add-button = Dodaj
operators-email = E-mail
operators-password = Pierwsze hasło, co najmniej { $count } znaków
operators-role-hint = Właściciel może wszystko. Operator wszystko oprócz zarządzania operatorami, kluczami API i ustawieniami. Obserwator może tylko patrzeć.
operators-portals-field = Portale, jeśli nie wszystkie
operators-portals-hint = Domeny lub member_id, oddzielone spacjami lub w osobnych wierszach. Puste oznacza wszystkie portale. Kto widzi tylko niektóre, nie dowie się, że są inne.
operators-done-added = Operator może się już logować.
operators-done-set = Zapisano. Operator musi zalogować się ponownie.
operators-done-reset = Operator loguje się samym hasłem. Jego sesje zostały zakończone.
operators-done-removed = Operator nie może się już logować.
operators-wrong-email = To nie jest adres e-mail.
operators-wrong-role = Wybierz rolę.
operators-wrong-taken = Operator z tym adresem już jest.
operators-wrong-last-owner = To ostatni właściciel, który widzi wszystkie portale. Ustanów najpierw innego, żeby ktoś mógł zarządzać operatorami.
operators-wrong-unsure = Zaznacz pole, aby potwierdzić.
portals-wrong-unknown = Nie ma tu portalu „{ $name }”.
portals-wrong-many = To więcej niż 500 portali.
password-wrong = Nieprawidłowe hasło.
password-wrong-again = Dwa nowe hasła nie są takie same.
password-wrong-short = Hasło jest za krótkie: potrzeba co najmniej { $count } znaków.
password-wrong-long = Hasło jest za długie.
password-wrong-often = Zbyt wiele prób. Spróbuj ponownie za { $seconds ->
    [one] { $seconds } sekundę
    [few] { $seconds } sekundy
   *[other] { $seconds } sekund
}.

# Własne konto

account-title = Konto
account-crumbs = Jesteś tutaj
account-factor = Drugi składnik
account-factor-on = Włączony
account-factor-off = Kto pozna Twoje hasło, może zalogować się jako Ty. Z drugim składnikiem logowanie wymaga też kodu, który pokazuje Twój telefon.
account-factor-turn-on = Włącz
account-factor-turn-off = Wyłącz
account-codes-left = { $count ->
    [0] Nie został żaden kod odzyskiwania: utwórz nowe.
    [one] Został { $count } kod odzyskiwania.
    [few] Zostały { $count } kody odzyskiwania.
   *[other] Zostało { $count } kodów odzyskiwania.
}
account-codes-renew = Utwórz nowe kody odzyskiwania
account-password = Hasło
account-password-now = Obecne hasło
account-password-new = Nowe hasło, co najmniej { $count } znaków
account-password-again = Powtórz nowe hasło
account-password-hint = Wszystkie inne Twoje sesje się zakończą.
account-password-set = Zmień hasło
account-preferences = Język, czas i wygląd
account-preferences-save = Zapisz
account-language = Język
account-language-browser = Jak w przeglądarce
account-zone = Strefa czasowa
account-zone-none = Jak w przeglądarce
account-theme = Wygląd
account-theme-system = Jak w systemie
account-theme-light = Jasny
account-theme-dark = Ciemny
account-sessions = Twoje sesje
account-session-this = Ta sesja
account-session-since = od
account-session-seen = ostatnio
account-session-end = Wyloguj
account-sessions-end = Wyloguj wszędzie
account-browser-unknown = Nieznana przeglądarka
account-done-password = Masz nowe hasło, a wszystkie inne Twoje sesje zostały zakończone.
account-done-preferences = Zapisano.
account-done-off = Do logowania wystarcza samo hasło. Wszystkie inne Twoje sesje zostały zakończone.
account-done-ended = Sesja została zakończona.
account-wrong-preferences = Wybierz język, strefę czasową i wygląd z list.
second-factor-lead = Zeskanuj kod aplikacją uwierzytelniającą i wpisz sześć cyfr, które pokaże.
second-factor-qr = Kod QR dla aplikacji uwierzytelniającej
second-factor-by-hand = Albo wpisz to w aplikacji:
second-factor-code = Kod z aplikacji
second-factor-cancel = Anuluj
second-factor-wrong-code = Aplikacja pokazuje teraz inny kod. Sprawdź zegar w telefonie.
codes-title = Kody odzyskiwania
codes-lead = Każdy z nich zastąpi raz kod z aplikacji, jeśli ją stracisz. Nie zostaną pokazane ponownie: trzymaj je tam, gdzie hasła.
codes-on = Drugi składnik jest włączony. Każde następne logowanie wymaga kodu.
codes-renewed = To nowe kody. Stare już nie działają.
codes-kept = Mam je zapisane

# Drugi krok logowania

login-code-title = Drugi składnik
login-code-lead = Jeszcze jeden krok: wpisz kod, który pokazuje aplikacja uwierzytelniająca.
login-code-field = Kod
login-code-button = Zaloguj
login-code-lost = Nie masz telefonu pod ręką? Wpisz jeden z kodów odzyskiwania. Jeśli żadnego nie masz, właściciel może zresetować Twój drugi składnik.
login-wrong-code = Ten kod jest nieprawidłowy albo był już użyty.

# Klucze API

api-keys-title = Klucze API
api-keys-lead = Z kluczem programy mogą czytać usunięcia i działać na portalach.
api-keys-docs = Dokumentacja API
api-keys-none = Nie ma jeszcze kluczy
    .text = Potrzebują go programy, które korzystają z API. Utwórz pierwszy poniżej.
api-keys-name = Klucz
api-keys-may = Uprawnienia
api-keys-reaches = Portale
api-keys-used = Ostatnio użyty
api-keys-unused = Nigdy
api-keys-ends = Wygasa
api-keys-never = Nigdy
api-keys-days = { $count ->
    [one] Za { $count } dzień
   *[other] Za { $count } dni
}
api-keys-number = Numer { $id }
api-keys-nameless = Bez nazwy
api-keys-usable = Aktywny
api-keys-revoked = Unieważniony
api-keys-ended = Wygasł
api-keys-revoke = Unieważnij
    .lost = Programy nie będą już mogły używać tego klucza. Tego nie da się cofnąć.
api-keys-make = Utwórz klucz
api-keys-make-button = Utwórz klucz
api-keys-name-field = Nazwa
api-keys-ends-field = Wygasa
api-keys-all-portals = Wszystkie portale, także przyszłe
api-keys-portals-field = Albo te portale
api-keys-portals-hint = Domeny lub member_id, oddzielone spacjami lub w osobnych wierszach.
api-keys-key = Klucz
api-keys-made = Klucz „{ $name }”
api-keys-once = Skopiuj go teraz tam, gdzie program trzyma swoje sekrety: nie zostanie pokazany ponownie.
api-keys-back = Wróć do kluczy
api-keys-done-revoked = Klucz już nie działa.
api-keys-wrong-name = Nadaj kluczowi nazwę nie dłuższą niż { $count } znaków, żeby było wiadomo, co go używa.
api-keys-wrong-scopes = Wybierz co najmniej jedno uprawnienie.
api-keys-wrong-reach = Wybierz wszystkie portale albo podaj niektóre, nie jedno i drugie.
scope-deletions-read = czyta usunięcia
scope-portals-read = czyta stan portali
scope-portals-manage = zleca sprawdzenia, zdarzenia testowe i odzyskiwanie
scope-webhooks-manage = zarządza webhookami

# Ustawienia

settings-title = Ustawienia
settings-lead = Ustawienia tego procesu. Pochodzą ze środowiska, wiersza poleceń lub pliku z TOMBSTONE_CONFIG; zmiany działają po ponownym uruchomieniu.
settings-retention = Jak długo Tombstone przechowuje usunięcia
settings-retention-default = Domyślnie, dla portali bez własnego okresu: { $days }.
settings-for-ever = bezterminowo
settings-days = { $count ->
    [one] { $count } dzień
   *[other] { $count } dni
}
settings-portal = Portal
settings-days-field = Dni
settings-days-hint = Domena lub member_id. 0 przechowuje usunięcia bezterminowo; puste: okres domyślny.
settings-set = Ustaw dla tego portalu
settings-own = Portale z własnymi ustawieniami
settings-portal-hint = Domena lub member_id.
settings-own-kept = usunięcia przechowywane: { $days }
settings-burst-from = alarm o masowym usuwaniu od { $count }
settings-burst-off = bez alarmu o masowym usuwaniu
settings-titles-ever = nazwy bezterminowo
settings-titles-days = { $count ->
    [one] nazwy przez { $count } dzień
    [few] nazwy przez { $count } dni
    [many] nazwy przez { $count } dni
   *[other] nazwy przez { $count } dnia
}
settings-all = Wszystkie ustawienia
settings-name = Ustawienie
settings-value = Wartość
settings-origin = Źródło
settings-hidden = Ustawione, ukryte
settings-unset = Brak
settings-is-set = Ustawione
settings-is-default = Domyślne
settings-done-retention = Zapisano. Tombstone zastosuje to w ciągu godziny.
settings-wrong-days = Wpisz liczbę całkowitą od 0 do 65535 albo nic.
settings-wrong-portal = Podaj jeden portal.

# Kwarantanna

quarantine-title = Kwarantanna
quarantine-lead = Zdarzenia, które Tombstone odebrał i na które odpowiedział, ale których nie mógł zaindeksować. Nic nie przepadło. Usuń przyczynę i spróbuj ponownie.
quarantine-reason-unreadable = Tombstone nie może odczytać zdarzenia w swoim dzienniku. Komunikat: { $detail }.
quarantine-reason-refused = Baza danych odrzuca zdarzenie. Zgłasza: { $detail }.
quarantine-reason-crowded = Podczas ponowienia to samo zdarzenie indeksował inny proces.
quarantine-reason-other = { $other }.
quarantine-none = Brak zdarzeń w kwarantannie
    .text = Tombstone zaindeksował każde odebrane zdarzenie.
quarantine-count = { $count ->
    [one] { $count } zdarzenie
    [few] { $count } zdarzenia
   *[other] { $count } zdarzeń
}
quarantine-portal-unknown = Nieznany portal
quarantine-received = odebrano
quarantine-place = dziennik { $place }
quarantine-wanted = Tombstone spróbuje ponownie
quarantine-tried = Ostatnia próba
quarantine-payload = Treść zdarzenia
quarantine-unreadable = Tombstone nie może odczytać tego zdarzenia.
quarantine-retry = Ponów
quarantine-retry-all = Ponów wszystkie
quarantine-discard = Odrzuć
quarantine-discard-sure = Zdarzenie przepadnie na zawsze
quarantine-done-wanted = Tombstone spróbuje ponownie w ciągu sekund. Co da się zaindeksować, stąd zniknie; reszta będzie miała nowy powód.
quarantine-done-discarded = Zdarzenie odrzucono.
quarantine-first = Pierwsza strona
quarantine-more = Więcej

# Strona audytu

lines-title = Audyt
lines-lead = Co zrobili operatorzy i programy oraz czego odmówiono, najpierw najnowsze.
lines-caption = Audyt, najpierw najnowsze
lines-who = Kto
lines-what = Co się stało
lines-anything = Cokolwiek
lines-portal = Portal
lines-from = Od
lines-to = Do
lines-show = Zastosuj
lines-show-all = Pokaż wszystkie wpisy
lines-export = Eksportuj
lines-by-whom = Kto
lines-portal-column = Portal
lines-more = Szczegóły
lines-when = Kiedy
lines-source = z adresu { $source }
lines-about = Wszystkie wpisy o tym portalu
lines-pages = Strony
lines-newest-link = Najnowsze
lines-newest = Wróć do najnowszych
lines-older = Starsze
lines-none = Nie ma jeszcze wpisów
    .text = Tu pojawiają się logowania, klucze, działania operatorów i odmowy.
lines-none-fits = Żaden wpis nie pasuje
    .text = Niczego takiego nie zrobiono ani nie odmówiono.
lines-none-older = Nie ma starszych
    .text = Tu lista się kończy.
lines-wrong = Ten filtr jest nieprawidłowy.
    .text = Popraw zaznaczone pole, a lista się pojawi.
lines-wrong-kind = Nieznany rodzaj; wybierz jeden z listy.
lines-wrong-time = Wpisz czas, na przykład 2026-03-17 15:00, albo jak dawno to było, na przykład -24h lub -7d.
lines-wrong-order = To nie jest po początku okresu.

# Co może pójść nie tak na tych stronach

error-not-allowed = Twoja rola na to nie pozwala
    .advice = Może to zrobić właściciel; może też dać Ci inną rolę na stronie „Operatorzy”.
error-unknown-operator = Nie znaleziono operatora
    .advice = Ktoś mógł go usunąć. Zobacz listę operatorów.
error-unknown-event = Tego zdarzenia nie ma w kwarantannie
    .advice = Ktoś mógł je ponowić lub odrzucić. Otwórz kwarantannę jeszcze raz.
error-unsure = Niczego nie zmieniono
    .advice = Wróć i zaznacz pole, aby potwierdzić.
error-has-second-factor = Twój drugi składnik jest już włączony
    .advice = Aby ustawić inne urządzenie, wyłącz go najpierw na stronie swojego konta.
