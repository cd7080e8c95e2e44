# A visão geral.

overview-title = Visão geral
overview-attention = Precisa de atenção
overview-well = Tudo bem. Nenhum portal tem alarmes.
overview-alarmed = { $count ->
    [one] { $count } portal
   *[other] { $count } portais
}
overview-more = e mais { $count }
overview-since = desde { $when }
overview-unknown = { $count ->
    [one] Ainda não se sabe se { $count } portal informa todas as suas exclusões; o Tombstone pergunta de novo.
   *[other] Ainda não se sabe se { $count } portais informam todas as suas exclusões; o Tombstone pergunta de novo.
}
overview-unknown-link = Mostrar portais
overview-refused = { $count ->
    [one] O Tombstone recusou { $count } instalação nas últimas 24 horas. Nada mudou com isso.
   *[other] O Tombstone recusou { $count } instalações nas últimas 24 horas. Nada mudou com isso.
}
overview-refused-many = O Tombstone recusou muitas instalações nas últimas 24 horas. Nada mudou com isso.
overview-refused-link = Veja o motivo na auditoria
overview-today = Exclusões hoje
overview-usual = o habitual em um dia: { $count }
overview-month = Últimos 30 dias
overview-deletions = Exclusões guardadas
overview-last-event = Último evento
overview-none-yet = nenhum ainda
overview-portals = Portais
overview-no-portals = À espera do primeiro portal
    .text = Quando um administrador de um portal Bitrix24 instalar o aplicativo, o portal e as exclusões dele aparecerão aqui sozinhos.
overview-newest = Exclusões mais recentes
overview-all = Todas as exclusões
overview-oldest = o mais antigo chegou { $when }
overview-last-seen = visto pela última vez { $when }
spool-gone = { $count ->
    [one] { $count } evento está parado em um processo que não está em execução
   *[other] { $count } eventos estão parados em um processo que não está em execução
}
    .advice = Já foram respondidos e só estão na pasta de dados dele. Inicie-o de novo com a mesma pasta e ele os leva ao banco de dados sozinho; guarde a pasta até lá. O arquivo `process` tem o nome abaixo.
spool-waiting = { $count ->
    [one] { $count } evento espera pelo banco de dados
   *[other] { $count } eventos esperam pelo banco de dados
}
    .advice = Já foram respondidos e só estão na pasta de dados de um processo em execução. Ele os leva ao banco de dados assim que este aceitar eventos; se demorar, `tombstone doctor` com as configurações dele diz por quê.

# How the service is.
overview-care = { $count ->
    [one] { $count } precisa de atenção
   *[other] { $count } precisam de atenção
}
overview-tokens = Tokens
    .well = Todos funcionam
overview-tokens-failing = { $count } sem renovar
overview-tokens-dead = { $count } recusados
overview-tokens-due = { $count } a renovar
overview-quarantine = Quarentena
    .none = Vazia
overview-quarantined = { $count ->
    [one] { $count } evento
   *[other] { $count } eventos
}
overview-lag = Indexação
    .none = Em dia
overview-lag-behind = { $length } de atraso
