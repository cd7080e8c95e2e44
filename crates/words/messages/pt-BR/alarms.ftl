# Motivos de alarme.

alarm-needs-reinstall = O Bitrix24 não aceita mais os tokens do portal, então o Tombstone não consegue consultar nem reparar nada lá.
    .label = Reinstalação necessária
    .advice = Peça a um administrador do portal que abra o aplicativo uma vez; os tokens novos encerram o alarme. Se o aplicativo não está mais no menu, é preciso instalá-lo de novo.
    .frame = O Bitrix24 não aceita mais o acesso do Tombstone. Abra o aplicativo mais uma vez.
alarm-payment-ended = O período pago do aplicativo terminou, e o Bitrix24 parou de enviar eventos sem avisar.
    .label = Pagamento vencido
    .advice = Peça ao cliente que renove o aplicativo. O Tombstone percebe em até um dia.
    .act = `Verificar assinaturas` verifica na hora.
    .frame = O período pago do aplicativo terminou, então o Bitrix24 não informa nada. Renove o aplicativo.
alarm-licence-expired = A licença do portal em servidor próprio expirou: ele não responde a chamadas e talvez não envie eventos.
    .label = Licença expirada
    .advice = Peça ao cliente que renove a licença do Bitrix24. O Tombstone percebe sozinho.
    .act = `Verificar assinaturas` verifica na hora.
    .frame = A licença deste Bitrix24 expirou, então ele não responde. Renove a licença.
alarm-unreachable = O Tombstone não consegue chamar o portal, então não se sabe se ele ainda informa as exclusões.
    .label = Inacessível
    .advice = “Chamadas”, em “Estado”, mostra o que o portal responde. Pergunte ao administrador se um proxy ou firewall bloqueia as chamadas e se o plano inclui REST. O Tombstone continua tentando e encerra o alarme sozinho.
    .act = `Verificar assinaturas` tenta na hora.
    .frame = O Tombstone não consegue chamar este Bitrix24, então não se sabe se ele informa todas as exclusões. Talvez um proxy ou firewall bloqueie as chamadas.
alarm-token-failing = O servidor de autorização não renova os tokens do portal no momento; o Tombstone tenta de novo.
    .label = Tokens com falha
    .advice = Espere se o servidor de autorização estiver fora do ar. Se o alarme continuar, execute `tombstone doctor` e compare TOMBSTONE_CLIENT_ID e TOMBSTONE_CLIENT_SECRET com a ficha do aplicativo.
    .frame = O Bitrix24 não renova o acesso no momento. O Tombstone tenta de novo sozinho.
alarm-events-refused = Chegam eventos em nome do portal com um application_token diferente do conhecido, e o Tombstone os recusa.
    .label = Eventos recusados
    .advice = O Tombstone pede ao portal um evento de teste e guarda o token que ele traz. Se “Recusados”, em “Estado”, diz que o portal confirmou o token conhecido, alguém está falsificando eventos: a auditoria mostra quando. Se não dá para perguntar ao portal, peça a um dos administradores que abra o aplicativo uma vez, o que traz o token novo.
    .act = Depois, `Buscar o que faltou` busca o que foi recusado.
    .frame = Alguns avisos chegaram com um token que não é deste portal, e o Tombstone os recusou. Abra o aplicativo mais uma vez.
alarm-subscriptions-missing = O portal não assinou alguns eventos: essas exclusões não chegam.
    .label = Faltam assinaturas
    .advice = O Tombstone tenta assiná-los de novo todos os dias. Se falhar, falta ao portal uma permissão ou um módulo: peça ao administrador que atualize o aplicativo.
    .act = `Verificar assinaturas` tenta na hora.
    .frame = O Bitrix24 não informa alguns tipos de exclusões; talvez falte uma permissão ao aplicativo.
alarm-probe-lost = O último evento de teste não chegou: exclusões também podem se perder no caminho.
    .label = Teste perdido
    .advice = Confira se os portais acessam TOMBSTONE_PUBLIC_URL pela internet, com um certificado válido, e se um portal em servidor próprio processa a fila de eventos.
    .act = `Enviar evento de teste` tenta de novo.
    .frame = O último evento de teste não chegou, então exclusões também podem se perder no caminho.
alarm-gap-open = O Tombstone não buscou as exclusões de uma lacuna, ou o portal não as guardou.
    .label = Lacuna aberta
    .advice = “Entregas”, em “Estado”, diz por quê. Só os tokens de um administrador podem ler a fila offline: peça a um administrador do portal que abra o aplicativo. O que o portal não guardou está perdido; o alarme termina em uma semana.
    .act = Depois clique em `Buscar o que faltou`.
    .frame = O Tombstone não registrou algumas exclusões de um período em que esteve fora do ar.
alarm-webhook-disabled = O Tombstone desativou um destino dos webhooks do portal e não envia mais nada a ele.
    .label = Webhook desativado
    .advice = A página “Webhooks” diz qual e por quê: ele respondeu que não existe mais, ou todas as tentativas falharam por tempo demais. O alarme termina quando alguém ativa ou exclui o destino.
    .act = Quando ele estiver acessível de novo, clique em `Ativar`; `Enviar de novo` entrega o que ele perdeu.
    .frame = O Tombstone não consegue acessar um programa que recebe as exclusões daqui e não envia mais nada a ele.
alarm-burst = Alguém excluiu em poucos minutos mais do que é normal no portal.
    .label = Exclusão em massa
    .detail = { $event ->
        [none] O usuário { $user_id } excluiu { $deletions } itens de vários tipos entre { $from } e { $to }, mais do que o normal.
       *[other] { $user_id ->
            [none] Vários usuários, ou alguns que o Bitrix24 não nomeia, excluíram { $deletions } itens do tipo { $what } entre { $from } e { $to }, mais do que o normal.
           *[other] O usuário { $user_id } excluiu { $deletions } itens do tipo { $what } entre { $from } e { $to }, mais do que o normal.
        }
    }
    .advice = Pergunte a um administrador do portal se isso foi intencional: a lixeira do Bitrix24 guarda por algum tempo o que foi excluído. O alarme termina um dia depois da última dessas exclusões. Se isso acontece com frequência, um proprietário pode aumentar o limite ou desativar o alarme em “Configurações”.
    .frame = Alguém excluiu em poucos minutos mais do que é normal aqui. Se não foi intencional, confira logo a lixeira do Bitrix24.
alarm-silent = O portal está em silêncio há mais tempo do que em qualquer momento das últimas quatro semanas.
    .label = Em silêncio
    .advice = Talvez ninguém tenha excluído nada lá.
    .act = `Enviar evento de teste` mostra se os eventos ainda chegam.
    .frame = Este portal está mais quieto do que o normal.
alarm-not-finished = O portal começou a instalação, mas não a concluiu: nenhum evento chega.
    .label = Não concluída
    .advice = Peça a um administrador do portal que abra o aplicativo de novo; a instalação continua de onde parou.
    .frame = A instalação não foi concluída, então o Bitrix24 ainda não informa nada.
