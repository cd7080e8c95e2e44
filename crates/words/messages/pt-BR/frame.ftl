# As páginas do aplicativo dentro de um portal, para os administradores dele.

app-tabs = Páginas
app-tab-deletions = Exclusões
app-tab-health = Estado
app-tab-settings = Configurações
app-to-health = Mais em “Estado”
app-save = Salvar
app-saved = Salvo.
app-back = Voltar às exclusões
app-newest = As mais recentes
app-newer = Mais recentes
app-older = Mais antigas
app-export = Exportar
app-ignored = O Tombstone ignora partes desconhecidas do endereço: { $names }.
app-read-only = O aplicativo não está mais pago aqui: você pode ler, mas não mudar nada.

# Exclusões.

app-deletions = Excluído neste portal
app-search = Buscar por ID ou texto
    .button = Buscar
app-ranges = Período
app-range-today = Hoje
app-range-week = 7 dias
app-range-month = 30 dias
app-range-all = Tudo
app-kinds = Tipos
    .all = Todos os tipos
app-kind-unknown = objeto desconhecido ({ $event })
app-user = Usuário { $id }
app-row = { $who } excluiu: { $what } { $id }
    .unnamed = { $who } excluiu: { $what } (o portal não disse qual)
app-row-by-nobody = Excluído: { $what } { $id }
    .unnamed = Excluído: { $what } (o portal não disse qual)
app-also = informado também por { $users }
app-day-today = Hoje, { $date }
app-day-yesterday = Ontem, { $date }
app-kept = { $count ->
    [one] O Tombstone guarda { $count } exclusão.
   *[other] O Tombstone guarda { $count } exclusões.
}
app-zone = Horários em { $zone }.
app-nothing-fits = Nenhum resultado
    .all = Mostrar todas as exclusões
app-nothing-older = Nenhuma exclusão mais antiga
app-nothing-yet = Ainda não há exclusões
    .soon = Assim que algo for excluído neste portal, aparecerá aqui.
    .later = As exclusões aparecerão aqui quando o portal as informar.

# Uma exclusão.

app-number = Número { $number }
app-no-deletion = Exclusão não encontrada
    .detail = O Tombstone não tem uma exclusão com esse número. O prazo de retenção dela pode ter terminado.
app-fact-sent = Informado
app-fact-received = Recebido
app-fact-also = Informado também por
app-fact-source = Origem
app-fact-event = Evento
app-fact-webhook = Webhook
app-source-live = o portal informou na hora
app-source-recovered = o Tombstone buscou no portal depois
app-source-spooled = o portal informou na hora, e o Tombstone gravou mais tarde
app-payload = O que o portal enviou
    .masked = Sem os tokens que vieram junto, que o Tombstone nunca guarda.

# Estado.

app-health = Estado do portal
app-health-when = { $when } ({ $ago })
app-health-never = nunca
app-health-unknown = ainda não se sabe
app-health-last = Último evento
app-health-kinds = Eventos informados
    .count = { $found } de { $expected }, consultado em { $when }
app-health-probe = Último evento de teste
    .arrived = chegou depois de { $length }, em { $when }
    .lost = não chegou; foi solicitado em { $when }
    .pending = pendente
app-health-installed = Instalado
app-health-kept = Exclusões guardadas
app-missing = Não informado
app-gaps = Lacunas
    .none = Nenhuma lacuna conhecida.
app-gap-time = de { $from } a { $to }
app-repair = Reparar agora
    .detail = O Tombstone assina de novo o que o portal não informa e busca o que foi perdido.
app-repair-pending = O Tombstone está consultando o portal. Esta página mostra o resultado sozinha.
app-repair-waiting = O reparo solicitado em { $when } ainda não tem resultado. Volte em alguns minutos.
app-repair-done = Reparado em { $when }: o portal informa todos os tipos de exclusões que oferece ({ $expected }).
app-repair-partly = O reparo de { $when } alcançou { $found } de { $expected } tipos de exclusões. O portal recusou os outros: pode faltar uma permissão ao aplicativo aqui, ou um módulo está desativado.
app-repair-failed = O reparo de { $when } falhou. { $why } O Tombstone continua tentando.

# Configurações.

app-kept-kinds = O que o Tombstone guarda
    .detail = O Tombstone guarda todos os tipos de exclusões que este portal informa. O que o portal pode informar depende das permissões do aplicativo aqui.
    .count = { $count ->
        [one] { $count } tipo
       *[other] { $count } tipos
    }
app-retention = Por quanto tempo o Tombstone guarda exclusões
    .days = Dias
    .hint = 0 guarda para sempre. Vazio: o padrão deste serviço.
    .proof = Encurtar o prazo remove para sempre as exclusões mais antigas. Digite { $domain } para confirmar.
    .shorter = Guardar por menos tempo
app-retention-ever = O Tombstone guarda as exclusões deste portal para sempre.
app-retention-days = { $days ->
    [one] O Tombstone guarda as exclusões deste portal por { $days } dia.
   *[other] O Tombstone guarda as exclusões deste portal por { $days } dias.
}
app-days-wrong = Digite um número de dias até { $most }, ou nada.
app-days-shorter = Guardar por menos tempo apaga algumas exclusões para sempre. Digite também o endereço do portal; se esta página está aberta há mais de dez minutos, abra antes o aplicativo de novo.
app-burst = Alarme de exclusão em massa
    .detail = Dispara um alarme quando, em poucos minutos, um usuário ou um tipo de item acumula muito mais exclusões do que o normal.
    .on = Disparar este alarme
    .threshold = Mínimo de exclusões
app-burst-wrong = Digite um número de { $least } a { $most }.
app-titles = Nomes de leads, negócios, contatos, empresas e tarefas
    .detail = Um lead excluído mostra então o nome que tinha. O Tombstone pede o nome ao portal quando um item é adicionado ou alterado, e o guarda criptografado. O que já existia antes só tem nome depois da próxima alteração.
    .on = Guardar estes nomes
    .days = Dias depois da última alteração
    .hint = 0 é para sempre. Se você desativar isto, o Tombstone apaga todos os nomes que guardou.
app-titles-wrong = Digite um número de dias de 0 a { $most }.
app-keys = Chaves de API
    .detail = Com uma chave, um programa só pode ler as exclusões deste portal.
app-key-name = Nome da chave
app-key-name-wrong = Dê à chave um nome de no máximo { $most } caracteres.
app-key-make = Criar uma chave
app-key-made = Esta é a chave. Copie-a agora: ela não será mostrada de novo.
app-key-since = desde { $when }
app-key-revoke = Revogar
app-key-revoked = A chave foi revogada. Os programas não podem mais usá-la.
app-key-unknown = Essa chave não existe, ou já foi revogada.
app-keys-many = Um portal tem no máximo { $most } chaves. Revogue uma antes.
app-erase = Apagar todos os dados
    .detail = { $count ->
        [one] O Tombstone apaga para sempre a { $count } exclusão que guarda deste portal. O aplicativo continua registrando.
       *[other] O Tombstone apaga para sempre todas as { $count } exclusões que guarda deste portal. O aplicativo continua registrando.
    }
    .proof = Digite { $domain } para confirmar
    .button = Apagar todos os dados
    .stale = Esta página está aberta há mais de dez minutos. Abra o aplicativo de novo para apagar os dados.
app-erase-refused = Nada foi apagado: o endereço não confere, ou esta página ficou aberta tempo demais.
app-erased = { $count ->
    [one] O Tombstone apagou { $count } exclusão.
   *[other] O Tombstone apagou todas as { $count } exclusões.
}

# Quando uma página não pode ser mostrada, e como está o portal.

app-broken = Algo deu errado
    .detail = Algo falhou do nosso lado. Nada foi perdido; tente de novo em instantes.
app-page-ended = Esta página expirou
app-page-refused = Esta página não pode ser mostrada
    .advice = Feche esta janela e abra o aplicativo mais uma vez.
app-refused = Esta página não pode ser mostrada
    .advice = Feche esta janela e abra o aplicativo mais uma vez.
app-try-again = Tente de novo
app-reopen = Tentar de novo
    .hint = Se nada acontecer, feche esta janela e abra o aplicativo mais uma vez.
app-administrators = Para administradores
    .detail = O Tombstone guarda o que é excluído neste portal. Só os administradores do portal veem isso.
    .advice = Fale com um deles se sentir falta de algo.
app-unpaid = O período pago terminou
    .stranger = O Tombstone guarda o que foi registrado até então. Quem abriu o aplicativo como administrador nos últimos 30 dias pode continuar lendo.
    .notice = O período pago do aplicativo terminou, então o Bitrix24 não informa mais nada. O que foi registrado continua legível aqui.
    .renew = Renove o aplicativo no Market do seu Bitrix24. Depois disso, o registro continua sozinho.
    .link = Ir ao Market
app-healing = O Tombstone está se reconectando ao Bitrix24 com o seu acesso. Em “Estado” você vê o resultado.
app-healing-failed = O Tombstone não conseguiu se reconectar ao Bitrix24.
app-healed = O Tombstone se reconectou ao Bitrix24 com o seu acesso; você não precisa fazer mais nada.
