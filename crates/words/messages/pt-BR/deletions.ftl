# As listas de exclusões, uma exclusão e o que fica acima das listas.

deletions-title = Exclusões
deletions-here = Você está aqui

# A barra de consulta, o formulário dela e os filtros em uso
deletions-find = Buscar exclusões
deletions-form = Todos os filtros em um formulário
deletions-show = Aplicar
deletions-filters = Filtros em uso
deletions-remove = remover este filtro
deletions-remove-all = Remover todos os filtros
deletions-field-entity = Tipo
deletions-field-event = Código do evento
deletions-field-id = ID
deletions-field-user = Pelo usuário
deletions-field-source = Origem
deletions-field-portal = Portal
deletions-field-from = Recebido a partir de
deletions-field-to = Recebido antes de
deletions-field-q = O texto começa com
deletions-names-sealed = Os nomes são criptografados e não podem ser pesquisados: procure um ID, um atributo ou um valor.
deletions-unusable = Este filtro não é válido.
    .text = Corrija o campo marcado e a lista aparecerá.
deletions-wrong-long = Use no máximo { $count } caracteres.
deletions-wrong-invisible = Remova o caractere invisível.
deletions-wrong-text = Isto não é UTF-8.
deletions-wrong-twice = Digite só um valor.
deletions-wrong-many = Digite no máximo { $count } valores.
deletions-wrong-time = Digite uma data como 2026-03-17 ou 2026-03-17T15:16, ou há quanto tempo foi: -24h, -7d.
deletions-wrong-range = Isto é anterior ao início do período.
deletions-wrong-source = Pode ser live, recovered ou spooled.
deletions-wrong-kind = Tipo desconhecido “{ $kind }”.
    .like = Tipo desconhecido “{ $kind }”. Você quis dizer { $like }?
deletions-wrong-order = Pode ser newest ou oldest.
deletions-wrong-place = Este ponto da lista não existe: o endereço foi alterado ou cortado.
deletions-wrong-portal = Nenhum portal se chama “{ $portal }”.
deletions-wrong-portals = Portais demais têm “{ $portal }” no nome. Digite mais.
deletions-wrong-word = “{ $word }” não é um filtro. Existem kind, event, id, user, source, portal, from e to; um texto com dois-pontos fica entre aspas.
deletions-wrong-value = Digite um valor logo depois de “{ $word }:”, sem espaço.
deletions-wrong-quote = Feche as aspas.

# Visualizações
deletions-views = Visualizações salvas
deletions-view-all = Todas
deletions-view-shared = compartilhada
deletions-view-save = Salvar esta visualização
deletions-view-name = Nome da visualização
deletions-view-share = Compartilhar com todos os operadores
deletions-view-keep = Salvar
deletions-view-remove = Remover “{ $name }”

# O histograma
deletions-histogram = { $count ->
        [0] Nenhuma exclusão neste período
        [one] { $count } exclusão
       *[other] { $count } exclusões
    }
deletions-histogram-since = { $count ->
        [one] { $count } exclusão desde { $since }; o que é mais antigo não foi contado
       *[other] { $count } exclusões desde { $since }; o que é mais antigo não foi contado
    }
deletions-histogram-hours = As contagens são mantidas por horas cheias de UTC; por isso aqui os dias começam às { $time }.
deletions-bar = { $when }: { $count }
deletions-others = Outras

# A lista
deletions-caption = Exclusões, mais recentes primeiro
deletions-caption-oldest = Exclusões, mais antigas primeiro
deletions-column-thing = Excluído
deletions-column-portal = Portal
deletions-column-belongs = Pertence a
deletions-column-user = Pelo usuário
deletions-column-source = Origem
deletions-column-event = Evento
deletions-column-sent = Enviado pelo Bitrix24
deletions-column-received = Recebido
deletions-id-not-named = (ID não informado)
deletions-fold = { $kind } × { $count }, em { $seconds } s
deletions-fold-more = { $kind } × { $count } e mais, em { $seconds } s
deletions-fold-opens = mostra cada uma
deletions-gap = O Tombstone não recebeu eventos por { $length }.
    .closed = O Tombstone não recebeu eventos por { $length }, e a lacuna está fechada.
deletions-gap-time = de { $from } a { $to }
deletions-columns = Colunas
deletions-columns-keep = Mostrar as escolhidas
deletions-export = Exportar
    .text = Tudo o que esta lista tem, em um arquivo:
deletions-export-call = Obter o mesmo pela API
deletions-turn-oldest = Mais antigas primeiro
deletions-turn-newest = Mais recentes primeiro
deletions-jump = Ir para
deletions-jump-go = Ir
deletions-pages = Páginas
deletions-newest = As mais recentes
deletions-oldest = As mais antigas
deletions-newer = Mais recentes
deletions-older = Mais antigas
deletions-new = { $count } nova
deletions-new-many = { "{count}" } novas
deletions-new-far = Novas demais: recarregue a lista
deletions-farther = Nenhum resultado até aqui
    .text = O Tombstone examinou muitas exclusões, e nenhuma corresponde. A próxima página continua a busca.
deletions-end = Não há mais exclusões
    .text = A lista termina aqui.
deletions-to-start = Voltar ao início
deletions-none-fits = Nenhuma exclusão corresponde a estes filtros
    .text = Remova um deles ou veja todas as exclusões. As novas que corresponderem aparecem aqui sozinhas.
deletions-none = Ainda não há exclusões
    .text = Assim que algo for excluído em um portal que tem o aplicativo, o Bitrix24 informa e aparece aqui sozinho, em geral em segundos.
deletions-none-recorded = O Tombstone registra as exclusões deste portal quando a situação dele voltar a ser “Ativo”.
    .installing = O Tombstone registra as exclusões quando a instalação termina.

# Acima da lista de um portal
deletions-more-alarms = Há mais alarmes.
deletions-alarm-advice = O que fazer
deletions-plan = Plano
deletions-kept = Exclusões guardadas
deletions-last-event = Último evento
deletions-none-yet = nenhum ainda
deletions-installed = Instalado
deletions-not-yet = ainda não
deletions-tokens = Tokens
deletions-bound = Eventos assinados
deletions-renewed = renovados { $when }
deletions-missing = faltam: { $events }
deletions-not-checked = ainda não verificado

# Teclas
deletions-keys = Atalhos
deletions-keys-close = Fechar
deletions-key-find = ir para a barra de busca
deletions-key-move = próxima linha e linha anterior
deletions-key-open = abrir a linha
deletions-key-close = fechar o painel
deletions-key-export = exportar
deletions-key-time = ir para um horário
deletions-key-help = mostrar os atalhos

# Uma exclusão
deletions-pane = Detalhes da exclusão
deletions-whole-page = Abrir a página
deletions-close = Fechar
deletions-number = Exclusão { $number }
deletions-user = usuário { $user }
deletions-sentence = { $kind } { $id }: exclusão em { $domain } por { $who }, informada { $sent } e recebida { $delay } depois.
deletions-sentence-nobody = { $kind } { $id }: exclusão em { $domain }, informada { $sent } e recebida { $delay } depois.
deletions-titled = { $id } “{ $title }”
deletions-called = Nome
    .text = (da última alteração)
deletions-incomplete = O evento não diz o que exatamente foi excluído.
    .text = Ele é autêntico e fica guardado como chegou; veja os dados recebidos abaixo.
deletions-known = Detalhes
deletions-what = Tipo
deletions-not-named = o evento não informa
deletions-also = Informado também por
    .text = (a mesma exclusão, enviada de novo em nome de outro usuário)
deletions-later = { $delay } depois
deletions-handler = Manipulador do evento
deletions-permalink = Link permanente
deletions-chain = Cadeia
deletions-chain-fits = Verificada
    .text = Sem alterações desde o registro: o resumo confere com a cadeia.
deletions-chain-changed = Divergência
    .text = Esta exclusão ou a anterior foi alterada depois de registrada. “tombstone portal verify” encontra onde a cadeia se rompe.
deletions-chain-missing = Rompida
    .text = Falta a exclusão anterior. “tombstone portal verify” encontra onde a cadeia se rompe.
deletions-chain-older = Fora da cadeia
    .text = O Tombstone a registrou antes de encadear as exclusões, então ela não pode ser verificada.
deletions-sent-to = Enviada a webhooks
    .none = A nenhum. Os destinos foram adicionados depois, estão desativados ou a filtram, ou ela tem mais de 30 dias.
deletions-same-thing = Mais sobre este item
deletions-same-user = Excluído pelo mesmo usuário em cinco minutos
deletions-same-user-all = Todas as exclusões deste usuário
deletions-payload = Dados recebidos
    .text = como chegaram, sem os tokens
deletions-path = Copiar o caminho
deletions-copy-path = Copiar o caminho { $path }
deletions-neighbours = Anterior e próxima
