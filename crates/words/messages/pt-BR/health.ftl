# O estado de um portal.

health-title = Estado de { $domain }
health-wrong = Problemas
health-known-since = Desde { $when }
health-not-known = ainda não se sabe
health-none = Nenhuma
health-codes = Mostrar todos ({ $count })
health-installation = Instalação
health-tokens = Tokens
health-subscriptions = Assinaturas
health-payment = Plano e pagamento
health-deliveries = Entregas
health-when = Quando
health-what = O quê
health-more = Detalhes
health-calls = Chamadas
health-calls-note = dos últimos três dias, sem tokens
health-calls-empty = O portal não foi chamado nos últimos três dias.
health-call-no-answer = sem resposta
health-call-millis = { $millis } ms
health-call-request = Requisição
health-call-answer = Resposta

health-state = Situação
health-finished = Concluída
    .yes = Sim
    .no = Não
health-installed = Instalado
health-app-version = Versão do aplicativo
health-language = Idioma
health-scopes = Permissões

health-plan = Plano do portal
    .own-server = no servidor próprio do cliente
health-app = Tipo de aplicativo
health-paid = Período pago
    .over = Terminado
    .renew = O Bitrix24 não envia eventos até a renovação.
    .free = Gratuito
    .endless = Sem fim conhecido
health-days-left = { $days ->
    [one] Resta { $days } dia
   *[other] Restam { $days } dias
}
health-asked = Verificado

health-last-refusal = Última recusa
health-why = Por quê
health-renewed = Renovados
health-access = Token de acesso
    .none = Nenhum válido
    .ended = Expirou
    .ends = Expira
    .note = O Tombstone busca um novo quando precisa
health-next-renewal = Próxima renovação
    .none = Nenhuma prevista

health-bound = Assinado
    .removed = Nenhum: o aplicativo foi removido
    .complete = Completo
    .incomplete = Incompleto
health-bound-count = { $found } de { $expected } eventos que o portal oferece
health-missing = Faltam
health-checked = Verificado
health-checks-fail = As verificações falham desde
health-next-check = Próxima verificação
    .none = Nenhuma: o portal não pode ser chamado
    .due = Agora

health-last-deletion = Última exclusão
    .none = Nenhuma ainda
health-last-day = Nas últimas 24 horas
health-usual-unknown = ainda há poucos dados para dizer o que é normal
health-usual-little = normalmente menos de uma por dia
health-usual = normalmente cerca de { $count } por dia
health-last-test = Último evento de teste
    .none = Nenhum foi pedido ainda
health-arrived = Chegou
health-arrived-after = Chegou depois de { $length }, pedido
health-lost = Perdido
    .text = Não chegou em cinco minutos, pedido
health-pending = Pendente
    .text = Ainda não chegou, pedido
health-queue = Fila offline
health-last-read = Última leitura
    .none = Nenhuma ainda
health-last-gap = Última lacuna
health-gap-time = de { $from } a { $to }
health-refused = Recusados
health-refused-count = { $count ->
    [1] Uma vez, a última
   *[other] { $count } vezes ou mais, a última
}
health-refused-forged = o portal confirmou o application_token conhecido ({ $time }), então estes são falsos
health-refused-asked = o Tombstone pergunta ao portal se ele tem outro application_token

# O que foi feito do que alguém pediu.
asked-not-called = O portal não pode mais ser chamado.
    .text = Esta página mostra o último estado conhecido.
asked-checked = Verificado.
    .plan = O portal informou o plano dele; veja abaixo.
asked-bound = { $found } de { $expected } eventos estão assinados.
asked-arrived = O evento de teste chegou.
asked-arrived-after = Chegou depois de { $length }.
asked-lost = O evento de teste não chegou.
    .text = Ele deveria chegar em cinco minutos.
asked-sent = O Tombstone pediu ao portal um evento de teste.
    .text = Ainda não chegou; esta página mostra quando chegar.
asked-check = Você pediu uma verificação.
asked-probe = Você pediu um evento de teste.
asked-recover = Você pediu o que faltou.
asked-in-flight = O Tombstone está chamando o portal; as chamadas abaixo dizem o que ele responde.
asked-nobody = Nenhum processo assumiu isso ainda. Veja se um processo com a função worker está em execução.
asked-soon = O resultado aparece aqui sozinho, normalmente em segundos.
asked-renew = Você pediu tokens novos.
asked-ended = Feito.
asked-failed = Não funcionou.

purge-title = Remover todos os dados
purge-lead = { $count ->
    [one] Isto remove para sempre todos os dados do portal: { $count } exclusão, seu diário, lacunas e chamadas.
   *[other] Isto remove para sempre todos os dados do portal: { $count } exclusões, seu diário, lacunas e chamadas.
}
purge-type = Digite { $domain } para confirmar
purge-wrong-domain = Este não é o domínio do portal. Nada foi removido.
purge-button = Remover para sempre
