# Anmelden.

login-title = Anmelden
login-email = E-Mail
login-password = Passwort
login-button = Anmelden
login-wrong = E-Mail oder Passwort ist falsch.
login-put-off = { $seconds ->
    [one] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunde noch einmal.
   *[other] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden noch einmal.
}
login-no-access = Noch kein Zugang? Wer diesen Dienst betreibt, fügt Sie hinzu mit
