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
first-title = O primeiro operador
first-lead = Ninguém pode entrar aqui ainda. Quem abriu este link cria o primeiro operador: um proprietário que pode tudo e adiciona os outros. O link vale uma única vez, durante uma hora após o início do serviço.
first-again = Senha de novo
first-button = Criar o operador
