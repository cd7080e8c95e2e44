# Estados em poucas palavras.

token-ok = Válidos
    .meaning = O Tombstone os renova bem antes do fim dos 180 dias.
token-failing = Com falha, tentando de novo
    .meaning = Enquanto isso, os eventos do portal continuam chegando.
token-dead = Recusados
    .meaning = Só um administrador do portal pode trazer novos, ao abrir o aplicativo.
token-none = Nenhum
    .meaning = Não há nenhum enquanto o aplicativo não está instalado.

queue-confirmed = Disponível
    .meaning = O que o portal não conseguiu entregar, o Tombstone busca depois, sem perdas.
queue-unconfirmed = Disponível, com um risco
    .meaning = O que o portal não conseguiu entregar, o Tombstone busca depois. O plano não tem dois passos para isso, então o Tombstone lê e guarda a fila antes de esvaziá-la; só uma alteração que chegue exatamente entre os dois poderia se perder.
queue-unavailable = Nenhuma
    .meaning = O que o portal não consegue entregar se perde: o plano não guarda nada para o aplicativo.
queue-unknown = Ainda não se sabe

source-live = Ao vivo
    .meaning = Ao vivo: o evento do portal chegou.
source-recovered = Recuperada
    .meaning = Recuperada: buscada na fila offline do portal depois de uma lacuna.
source-spooled = Em espera
    .meaning = Em espera: o evento chegou enquanto o banco de dados estava fora do ar e ficou guardado no disco.

app-status-f = Aplicativo gratuito
app-status-l = Aplicativo local
app-status-d = Demo
app-status-t = Período de teste
app-status-p = Aplicativo pago
app-status-s = Assinatura

task-check = Verificar assinaturas
task-probe = Enviar evento de teste
task-recover = Buscar o que faltou
task-renew = Renovar tokens
task-refused-removed = O aplicativo foi removido lá: o portal não pode ser chamado.
task-refused-tokens-dead = Os tokens não valem mais: o portal não pode ser chamado.
task-refused-no-token = O Tombstone não tem token do portal: o portal não pode ser chamado.
task-refused-probe-unfinished = A instalação não terminou: o Bitrix24 não enviaria nenhum evento de teste.
task-refused-probe-unpaid = O período pago terminou: o Bitrix24 não enviaria nenhum evento de teste.
task-refused-probe-gone = O portal não existe mais: não enviaria nenhum evento de teste.
task-refused-recover-unfinished = A instalação não terminou: o portal ainda não guarda nada para o aplicativo.
task-refused-recover-unpaid = O período pago terminou: o portal não deixa ler nada.
task-refused-recover-gone = O portal não existe mais: não há nada a ler.

purge-removal = o portal removeu o aplicativo com os dados
purge-operator = um operador pediu isso
purge-administrator = um administrador do portal pediu isso
purge-uninstalled = { $days ->
    [one] o aplicativo não estava instalado lá havia { $days } dia
   *[other] o aplicativo não estava instalado lá havia { $days } dias
}

# How a requested task ended.
outcome-checked = { $found } de { $expected } eventos estão assinados.
outcome-probe-sent = Foi pedido ao portal um evento de teste.
outcome-queue-read = { $found ->
    [0] Não havia nada na fila offline.
    [one] Havia { $found } exclusão na fila offline.
   *[other] Havia { $found } exclusões na fila offline.
}
outcome-tokens-renewed = O portal tem tokens novos.
outcome-not-called = O portal não pode ser chamado no estado em que está.
outcome-failed = { $task ->
    [check] A verificação falhou.
    [probe] Não foi possível pedir ao portal um evento de teste.
    [recover] Não foi possível ler a fila offline.
   *[renew] Não foi possível renovar os tokens.
} { $reason }
