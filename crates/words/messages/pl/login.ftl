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
login-no-access = Nie masz jeszcze dostępu? Prowadzący ten serwis doda Cię poleceniem
first-title = Pierwszy operator
first-lead = Nikt nie może się tu jeszcze zalogować. Kto otworzył ten link, tworzy pierwszego operatora: właściciela, który może wszystko i dodaje pozostałych. Link działa raz, w ciągu godziny od uruchomienia serwisu.
first-again = Hasło jeszcze raz
first-button = Utwórz operatora
