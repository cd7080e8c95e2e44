# Logging in.

login-title = Log in
login-email = Email
login-password = Password
login-button = Log in
# The same for an unknown e-mail and a wrong password.
login-wrong = Wrong email or password.
login-put-off = { $seconds ->
    [one] Too many attempts. Try again in { $seconds } second.
   *[other] Too many attempts. Try again in { $seconds } seconds.
}
# The button for the OpenID provider, and what to do after a sign-in there that failed.
login-provider = Sign in with { $name }
login-advice-again = Try again with the button below, or log in with your password.
login-advice-email = Have the provider verify the account’s email address, or log in with your password.
login-advice-unknown = Ask an owner to add you with that address, or choose another account at the provider.
login-advice-account = Sign in with the account that you first used. If it is gone, log in with your password and ask whoever runs this service for tombstone operator set EMAIL --reset-oidc.
login-advice-unreachable = Log in with your password, or try again in a minute.
login-advice-provider = Log in with your password, and tell whoever runs this service: its log has the details.
# A command follows on the next line.
login-no-access = No access yet? Whoever runs this service can add you with
first-title = First operator
first-lead = No one can log in here yet. Create the first operator, an owner who can do everything and add others. The link works once, within an hour of the service's start.
first-again = Repeat the password
first-button = Create operator
