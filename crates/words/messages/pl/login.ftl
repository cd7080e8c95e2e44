# Logowanie.

login-title = Logowanie
login-email = E-mail
login-password = Hasło
login-button = Zaloguj
login-wrong = Nieprawidłowy e-mail lub hasło.
login-put-off = { $seconds ->
    [one] Zbyt wiele prób. Spróbuj ponownie za { $seconds } sekundę.
    [few] Zbyt wiele prób. Spróbuj ponownie za { $seconds } sekundy.
   *[other] Zbyt wiele prób. Spróbuj ponownie za { $seconds } sekund.
}
login-provider = Zaloguj się przez { $name }
login-advice-again = Spróbuj ponownie przyciskiem poniżej albo zaloguj się hasłem.
login-advice-email = Potwierdź adres konta u dostawcy albo zaloguj się hasłem.
login-advice-unknown = Poproś właściciela, by dodał Cię z tym adresem, albo wybierz u dostawcy inne konto.
login-advice-account = Zaloguj się kontem użytym za pierwszym razem. Jeśli już go nie ma, zaloguj się hasłem i poproś osobę prowadzącą tę usługę o tombstone operator set EMAIL --reset-oidc.
login-advice-unreachable = Zaloguj się hasłem albo spróbuj ponownie za minutę.
login-advice-provider = Zaloguj się hasłem i powiadom osobę prowadzącą tę usługę: szczegóły są w jej dzienniku.
login-no-access = Nie masz jeszcze dostępu? Osoba prowadząca tę usługę doda Cię poleceniem
first-title = Pierwszy operator
first-lead = Nikt nie może się tu jeszcze zalogować. Utwórz pierwszego operatora: właściciela, który może wszystko i dodaje pozostałych. Link działa raz, w ciągu godziny od uruchomienia usługi.
first-again = Powtórz hasło
first-button = Utwórz operatora
