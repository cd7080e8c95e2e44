# A instalação, no portal ou em um navegador.

install-running = O Tombstone está sendo instalado
install-done = O Tombstone está instalado
    .all = A partir de agora o Tombstone guarda cada exclusão deste portal.
    .some = A partir de agora o Tombstone guarda exclusões destes tipos.
install-not-done = Não foi possível instalar o Tombstone
    .begun = As etapas concluídas continuam valendo; você pode tentar de novo sem risco.
    .unchanged = Nada foi alterado.
install-step-verified = O Bitrix24 confirma este portal
install-step-kept = O Tombstone guarda o acesso, criptografado
install-step-bound = O portal informa as exclusões ao Tombstone
install-step-checked = O portal confirma isso
install-outcome-done = feito
install-outcome-failed = falhou
install-outcome-open = pendente
install-missing = O que falta
install-back = Voltar a { $domain }
install-again = Começar de novo em { $domain }
install-retry = Tentar de novo
    .hint = Se nada acontecer, feche esta janela e abra o aplicativo mais uma vez.
install-address = Endereço do seu Bitrix24
install-continue = Continuar

# O que aconteceu e o que fazer.
install-refused = O Tombstone recusou a instalação. { $reason }
install-unverified = O Tombstone não consegue verificar a instalação agora. { $reason } Tente de novo em instantes.
install-all-bound = { $expected ->
    [one] O Tombstone assina o { $expected } tipo de evento que este portal oferece.
   *[other] O Tombstone assina todos os { $expected } tipos de eventos que este portal oferece.
}
install-some-bound = O Tombstone assina { $found } de { $expected } tipos de eventos. Para os outros talvez falte uma permissão ao aplicativo; o Tombstone tenta de novo todos os dias.
install-listed = { $found ->
    [one] Ele lista { $found } assinatura, e a instalação está concluída.
   *[other] Ele lista { $found } assinaturas, e a instalação está concluída.
}
    .unfinished = { $found ->
        [one] Ele lista { $found } assinatura, e a instalação está quase concluída.
       *[other] Ele lista { $found } assinaturas, e a instalação está quase concluída.
    }
install-proof-known = O Tombstone consegue distinguir os eventos dele dos falsos.
install-proof-awaited = O Tombstone pediu a ele um evento de teste para distinguir os eventos dele dos falsos.
install-proof-later = O Tombstone poderá distinguir os eventos dele dos falsos quando a instalação for concluída.
install-not-proven = O Tombstone não conseguiu pedir um evento de teste, com o qual distingue os eventos do portal dos falsos. { $reason }
install-kept-as-it-was = Nada mudou: só um administrador do portal pode renovar a instalação.
install-our-side = Algo falhou do nosso lado. Nada se perdeu; tente de novo em instantes.
install-too-slow = O portal demora muito para responder. O Tombstone continua tentando; volte em um minuto.
install-payment-ended = O período pago do aplicativo terminou neste portal, então o Bitrix24 não envia nada. Renove o aplicativo e tente de novo.
install-licence-expired = A licença deste Bitrix24 expirou, então ele não responde. Renove a licença e tente de novo.
install-nothing-bound = O portal não aceitou nenhuma das assinaturas. Tente de novo; se continuar assim, faltam permissões ao aplicativo lá.
install-portal-away = O Tombstone não consegue perguntar ao portal agora. { $reason } Tente de novo em instantes.
install-limited = O portal não aceita mais chamadas no momento. O Tombstone tenta de novo sozinho, ou tente você em um minuto.
install-no-access = O Tombstone não tem acesso ao portal. Abra o aplicativo mais uma vez.
install-not-renewed = O servidor de autorização do Bitrix24 não renova o acesso no momento. Tente de novo em instantes.
install-not-installed = O portal diz que o aplicativo não está instalado lá. Instale-o mais uma vez.
install-closed = O portal está fechado ou não existe mais. Tente de novo quando estiver aberto.
install-access-refused = O Bitrix24 não aceita mais o acesso do Tombstone. Feche esta janela e abra o aplicativo mais uma vez.
install-denied-rest = O portal não deixa aplicativos usarem a API REST dele: o plano não a inclui, ou faltam permissões a você.
install-denied-scope = Falta ao aplicativo uma permissão de que ele precisa; o fornecedor precisa adicioná-la à ficha do aplicativo.
install-denied-user = Você não pode usar este aplicativo; um administrador do portal pode mudar isso.
install-denied-rights = Suas permissões no portal não bastam; peça a um dos administradores que faça isso.
install-denied-address = O portal não aceita o endereço deste serviço; quem o administra precisa verificar.
install-denied = O portal recusa ({ $code }). Tente de novo em instantes.

# Páginas que dizem uma só coisa.
install-failed = Algo deu errado
install-please-retry = Tente de novo
install-opened-by-bitrix24 = O Bitrix24 abre esta página
    .text = Falta à requisição o endereço de um portal, o member_id ou um token de acesso.
    .advice = Abra o aplicativo pelo menu do seu Bitrix24; ele traz tudo isso.
install-too-many = Instalações demais estão vindo da sua rede neste momento.
    .advice = Tente de novo em alguns minutos.
install-which = Qual é o seu Bitrix24?
    .text = Digite o endereço do seu Bitrix24 como aparece na barra do navegador.
install-no-address = Esse endereço não serve
    .other = Não é o endereço de um portal.
    .private = Ele leva a uma rede privada, que este serviço não chama.
    .advice = Copie-o da barra de endereços do navegador ou digite só o host, como example.bitrix24.com.br ou bitrix.example.com:8443. Um nome em outro alfabeto é digitado na forma ASCII, que começa com xn.
install-no-app = Este serviço ainda não está configurado
    .text = Ele não conhece o aplicativo a que pertence, então nada pode ser instalado.
    .advice = Quem o administra precisa definir TOMBSTONE_CLIENT_ID e TOMBSTONE_CLIENT_SECRET, da ficha do aplicativo, e reiniciá-lo.
install-not-begun = A instalação não começou aqui
    .advice = Nada foi alterado. Comece de novo no endereço do seu portal.
