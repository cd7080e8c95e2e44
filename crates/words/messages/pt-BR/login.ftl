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
login-provider = Entrar com { $name }
login-advice-again = Tente de novo com o botão abaixo ou entre com sua senha.
login-advice-email = Peça ao provedor que verifique o endereço da conta ou entre com sua senha.
login-advice-unknown = Peça a um proprietário que adicione você com esse endereço ou escolha outra conta no provedor.
login-advice-account = Entre com a conta que você usou na primeira vez. Se ela não existe mais, entre com sua senha e peça a quem administra este serviço que execute tombstone operator set EMAIL --reset-oidc.
login-advice-unreachable = Entre com sua senha ou tente de novo em um minuto.
login-advice-provider = Entre com sua senha e avise quem administra este serviço: os detalhes estão no log.
login-no-access = Ainda sem acesso? Quem administra este serviço adiciona você com
first-title = Primeiro operador
first-lead = Ninguém pode entrar aqui ainda. Crie o primeiro operador: um proprietário que pode tudo e adiciona os outros. O link vale uma única vez, durante uma hora após o início do serviço.
first-again = Repita a senha
first-button = Criar operador
