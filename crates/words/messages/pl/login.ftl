# Logowanie.

login-title = Logowanie
login-email = E-mail
login-password = Hasło
login-button = Zaloguj
login-wrong = E-mail lub hasło jest nieprawidłowe.
login-put-off = { $seconds ->
    [one] Zbyt wiele prób. Spróbuj ponownie za { $seconds } sekundę.
    [few] Zbyt wiele prób. Spróbuj ponownie za { $seconds } sekundy.
   *[other] Zbyt wiele prób. Spróbuj ponownie za { $seconds } sekund.
}
login-provider = Zaloguj się przez { $name }
login-advice-again = Zacznij od nowa przyciskiem poniżej albo zaloguj się hasłem.
login-advice-email = Potwierdź adres konta u dostawcy albo zaloguj się hasłem.
login-advice-unknown = Poproś właściciela, by dodał cię z tym adresem, albo wybierz u dostawcy inne konto.
login-advice-account = Zaloguj się kontem, którego użyto po raz pierwszy. Jeśli już go nie ma, zaloguj się hasłem i poproś osobę prowadzącą tę usługę o `tombstone operator set EMAIL --reset-oidc`.
login-advice-unreachable = Zaloguj się hasłem albo spróbuj ponownie za minutę.
login-advice-provider = Zaloguj się hasłem i powiadom osobę prowadzącą tę usługę: szczegóły są w jej dzienniku.
login-no-access = Nie masz jeszcze dostępu? Prowadzący ten serwis doda Cię poleceniem
first-title = Pierwszy operator
first-lead = Nikt nie może się tu jeszcze zalogować. Kto otworzył ten link, tworzy pierwszego operatora: właściciela, który może wszystko i dodaje pozostałych. Link działa raz, w ciągu godziny od uruchomienia serwisu.
first-again = Hasło jeszcze raz
first-button = Utwórz operatora
