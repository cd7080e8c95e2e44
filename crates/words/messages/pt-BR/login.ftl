# Entrar.

login-title = Entrar
login-email = E-mail
login-password = Senha
login-button = Entrar
login-wrong = E-mail ou senha incorretos.
login-put-off = { $seconds ->
    [one] Tentativas demais. Tente de novo em { $seconds } segundo.
   *[other] Tentativas demais. Tente de novo em { $seconds } segundos.
}
login-no-access = Ainda sem acesso? Quem administra este serviço adiciona você com
