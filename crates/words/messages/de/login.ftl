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
first-title = Der erste Operator
first-lead = Noch kann sich hier niemand anmelden. Wer diesen Link geöffnet hat, legt den ersten Operator an: einen Eigentümer, der alles darf und die anderen hinzufügt. Der Link gilt einmal, innerhalb einer Stunde nach dem Start des Dienstes.
first-again = Passwort noch einmal
first-button = Operator anlegen
