# Anmelden.

login-title = Anmelden
login-email = E-Mail
login-password = Passwort
login-button = Anmelden
login-wrong = E-Mail oder Passwort falsch.
login-put-off = { $seconds ->
    [one] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunde noch einmal.
   *[other] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden noch einmal.
}
login-provider = Mit { $name } anmelden
login-advice-again = Beginnen Sie mit der Schaltfläche unten noch einmal, oder melden Sie sich mit Ihrem Passwort an.
login-advice-email = Lassen Sie den Anbieter die Adresse des Kontos bestätigen, oder melden Sie sich mit Ihrem Passwort an.
login-advice-unknown = Bitten Sie einen Inhaber, Sie mit dieser Adresse hinzuzufügen, oder wählen Sie beim Anbieter ein anderes Konto.
login-advice-account = Melden Sie sich mit dem Konto an, das Sie zuerst benutzt haben. Gibt es das nicht mehr, melden Sie sich mit Ihrem Passwort an und bitten Sie den Betreiber dieses Dienstes um tombstone operator set EMAIL --reset-oidc.
login-advice-unreachable = Melden Sie sich mit Ihrem Passwort an, oder versuchen Sie es in einer Minute noch einmal.
login-advice-provider = Melden Sie sich mit Ihrem Passwort an, und sagen Sie dem Betreiber dieses Dienstes Bescheid: Die Einzelheiten stehen in seinem Protokoll.
login-no-access = Noch kein Zugang? Wer diesen Dienst betreibt, fügt Sie hinzu mit
first-title = Erster Operator
first-lead = Noch kann sich hier niemand anmelden. Legen Sie den ersten Operator an: einen Inhaber, der alles darf und die anderen hinzufügt. Der Link gilt einmal, innerhalb einer Stunde nach dem Start des Dienstes.
first-again = Passwort noch einmal
first-button = Operator anlegen
