# O diário de um portal.

journal-installed = Instalado
    .detail = O portal instalou o aplicativo em { $domain }.
journal-install-confirmed = Instalação confirmada
    .detail = O portal confirmou a instalação em { $domain }.
journal-installation-finished = Instalação concluída
    .detail = O portal concluiu a instalação.
journal-install-reported = Instalação informada
    .detail = O portal enviou { $event } sem tokens; o Tombstone o verifica com os guardados.
journal-system-user-ready = Usuário do sistema pronto
    .detail = O Bitrix24 criou o usuário do sistema do aplicativo.
journal-method-answered = Método permitido ou recusado
    .detail = Um administrador respondeu ao pedido do aplicativo por { $method }.
journal-deletions-erased = Dados apagados
    .detail = Um administrador do portal apagou { $deletions ->
        [one] { $deletions } exclusão que o portal tinha informado.
       *[other] todas as { $deletions } exclusões que o portal tinha informado.
    }
journal-events-bound = Eventos assinados
    .detail = O Tombstone assinou { $bound } de { $expected } eventos.
journal-subscriptions-repaired = Eventos assinados de novo
    .detail = O Tombstone assinou { $events }{ $more ->
        [0] {"."}
       *[other] {" "}e mais { $more }.
    }
journal-subscriptions-missing = Faltam assinaturas
    .detail = O portal não aceitou a assinatura de { $events }{ $more ->
        [0] {"."}
       *[other] {" "}e mais { $more }.
    }
journal-test-event-arrived = Evento de teste chegou
    .detail = O evento de teste levou { $length }.
journal-test-event-unexpected = Evento de teste recebido
    .detail = O Tombstone não o pediu.
journal-alarm-raised = Alarme: { $label }
    .detail = { $meaning }
journal-alarm-ended = Alarme encerrado: { $label }
    .detail = Isto não vale mais: { $meaning }
journal-burst-noticed = Exclusão em massa
    .detail = { $event ->
        [none] O usuário { $user_id } excluiu { $deletions } itens de vários tipos entre { $from } e { $to }.
       *[other] { $user_id ->
            [none] Vários usuários, ou alguns que o Bitrix24 não nomeia, excluíram { $deletions } itens entre { $from } e { $to }; o evento é { $event }.
           *[other] O usuário { $user_id } excluiu { $deletions } itens entre { $from } e { $to }; o evento é { $event }.
        }
    }
journal-application-token-learned = application_token recebido
    .detail = Um evento de teste o trouxe.
journal-application-token-changed = application_token alterado
    .detail = Um evento de teste trouxe o novo.
journal-application-token-confirmed = application_token confirmado
    .detail = Um evento de teste trouxe o conhecido.
journal-tokens-renewed = Tokens renovados
    .detail = O servidor de autorização renovou os tokens do portal.
journal-tokens-not-renewed = Tokens não renovados
    .detail = { $reason }
journal-spare-tokens-kept = Tokens do usuário do sistema guardados
    .detail = Eles assumem quando o servidor de autorização recusa os outros.
journal-spare-tokens-used = Tokens do usuário do sistema assumiram
    .detail = { $reason }
journal-spare-tokens-refused = Tokens do usuário do sistema recusados
    .detail = { $reason }
journal-address-changed = Endereço alterado
    .detail = O portal mudou para { $domain }.
journal-status-changed = { $status ->
    [installing] Agora em instalação
    [active] Agora ativo
    [payment_required] Pagamento vencido
    [needs_reinstall] Reinstalação necessária
    [uninstalled] Agora desinstalado
   *[deleted] Portal fechado ou excluído
}
    .detail = { $reason }
journal-calls-blocked = Chamadas bloqueadas
    .detail = O Bitrix24 bloqueou manualmente as chamadas do aplicativo a este portal (OVERLOAD_LIMIT); fale com o suporte dele.
journal-removal-reported = Remoção informada
    .detail = { $clean ->
        [true] O Bitrix24 informou a remoção do aplicativo. O Tombstone oculta os dados do portal até que o servidor de autorização a confirme.
       *[false] O Bitrix24 informou a remoção do aplicativo. O Tombstone guarda os dados do portal.
    }
journal-removal-ignored = Remoção ignorada
    .detail = O Bitrix24 enviou o aviso antes que o portal instalasse o aplicativo de novo.
journal-removal-undone = Remoção desfeita
    .detail = O servidor de autorização diz que o aplicativo continua instalado.
journal-uninstalled = Desinstalado
    .detail = O portal removeu o aplicativo. O Tombstone guarda os dados do portal.
journal-recovered = Recuperado
    .detail = O Tombstone não recebeu eventos { $gaps ->
        [one] de { $from } a { $to }.
       *[other] { $gaps } vezes entre { $from } e { $to }.
    } { $found ->
        [0] Na fila offline do portal não havia nada desse período.
        [one] Na fila offline do portal havia { $found } exclusão desse período.
       *[other] Na fila offline do portal havia { $found } exclusões desse período.
    }
journal-not-recovered = Não recuperado
    .detail = O Tombstone não recebeu eventos { $gaps ->
        [one] de { $from } a { $to }.
       *[other] { $gaps } vezes entre { $from } e { $to }.
    } { $reason }
journal-queue-not-read = Fila offline não lida
    .detail = { $reason }
journal-records-unreadable = Registros ilegíveis
    .detail = { $count ->
        [one] O Tombstone não consegue ler { $count } registro da fila offline do portal e o deixou lá.
       *[other] O Tombstone não consegue ler { $count } registros da fila offline do portal e os deixou lá.
    }
journal-webhook-disabled = Webhook desativado
    .detail = { $gone ->
        [true] O destino { $id } em { $host } respondeu que não existe mais. Nada é enviado a ele até ser ativado de novo.
       *[false] Todas as tentativas de enviar a { $host } ({ $id }) falham há tempo demais. Nada é enviado a ele até ser ativado de novo.
    }
