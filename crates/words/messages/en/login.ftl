# Logging in.

login-title = Log in
login-email = E-mail
login-password = Password
login-button = Log in
# The same for an unknown e-mail and a wrong password.
login-wrong = E-mail or password is wrong.
login-put-off = { $seconds ->
    [one] Too many attempts. Try again in { $seconds } second.
   *[other] Too many attempts. Try again in { $seconds } seconds.
}
# A command follows on the next line.
login-no-access = No access yet? Whoever runs this service adds you with
first-title = The first operator
first-lead = Nobody can log in here yet. Whoever opened this link makes the first operator, an owner who may do everything and adds the others. The link works once, within an hour of the service's start.
first-again = Password again
first-button = Make the operator
