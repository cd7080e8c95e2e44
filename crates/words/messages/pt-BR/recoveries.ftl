# Como terminou a leitura da fila offline.

recovery-complete = O Tombstone leu toda a fila offline do portal.
    .label = Lida por completo
recovery-partial = A fila offline do portal é longa; o Tombstone continua lendo.
    .label = Lendo
recovery-failed = A leitura da fila offline do portal falhou; o Tombstone tenta de novo sozinho.
    .label = Falhou, tentando de novo
recovery-refused = O portal não deixa o Tombstone ler a fila offline.
    .label = Negada
recovery-unavailable = O portal não mantém fila offline para o aplicativo.
    .label = Nada a ler
recovery-unknown = O portal ainda não disse se mantém uma fila offline.
    .label = Ainda não se sabe

recovery-found = { $count ->
    [0] Não havia exclusões nela.
    [one] Havia { $count } exclusão nela.
   *[other] Havia { $count } exclusões nela.
}
recovery-unreadable = { $count ->
    [one] O Tombstone não consegue ler { $count } registro e o deixou lá.
   *[other] O Tombstone não consegue ler { $count } registros e os deixou lá.
}

# O que foi feito de uma lacuna.

gap-closed = { $count ->
    [0] Na fila offline do portal não havia nada desse período.
    [one] Na fila offline do portal havia { $count } exclusão desse período.
   *[other] Na fila offline do portal havia { $count } exclusões desse período.
}
    .label = Fechada
gap-lost = O Tombstone não consegue recuperar o que foi excluído naquele período. { $reason }
    .label = Perdida
gap-open = { $count ->
    [0] { "" }
    [one] Na fila offline do portal foi encontrada até agora { $count } exclusão desse período.
   *[other] Na fila offline do portal foram encontradas até agora { $count } exclusões desse período.
} { $reason }
    .label = Aberta
gap-waiting = O Tombstone ainda precisa buscar o que foi excluído naquele período.
