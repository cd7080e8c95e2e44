# A auditoria.

audit-install-refused = Instalação recusada
    .detail = { $reason }
audit-event-refused = Evento recusado
    .detail = { $reason }
audit-app-page-refused = Página do aplicativo negada
    .detail = { $reason }
audit-log-in-failed = Falha ao entrar
    .detail = { $reason }
audit-act-refused = Ação negada
    .detail = { $reason }
audit-removal-undone = Remoção desfeita
    .detail = { $reason }
audit-logged-in = Entrou
audit-logged-out = Saiu
audit-check-requested = Verificação solicitada
    .detail = O Tombstone verifica { $domain }.
audit-probe-requested = Evento de teste solicitado
    .detail = O Tombstone pede a { $domain } um evento de teste.
audit-recovery-requested = Recuperação solicitada
    .detail = O Tombstone lê a fila offline de { $domain }.
audit-renewal-requested = Renovação de tokens solicitada
    .detail = O Tombstone renova os tokens de { $domain }.
audit-task-ended = Solicitação concluída
    .detail = { $outcome }
audit-purge-requested = Remoção dos dados solicitada
    .detail = { $deletions ->
        [one] Um operador solicitou a remoção de { $deletions } exclusão e de todos os outros dados do portal.
       *[other] Um operador solicitou a remoção de { $deletions } exclusões e de todos os outros dados do portal.
    }
audit-api-key-created = Chave de API criada
    .detail = A chave “{ $name }” vale para { $portals ->
        [none] todos os portais.
        [one] o portal { $portal }.
       *[other] { $portals } portais.
    }
audit-api-key-revoked = Chave de API revogada
    .detail = A chave { $id } não vale mais.
audit-operator-added = Operador adicionado
    .detail = { $email } pode entrar.
audit-role-set = Função definida
    .detail = { $email } é { $role ->
        [owner] proprietário e pode fazer tudo.
        [operator] operador e pode agir nos portais.
       *[viewer] observador e só pode olhar.
    }
audit-portals-set = Portais de um operador definidos
    .detail = { $email } vê { $portals ->
        [none] todos os portais.
        [0] nenhum portal.
        [one] { $portals } portal.
       *[other] { $portals } portais.
    }
audit-password-set = Senha alterada
    .detail = { $email } tem uma senha nova.
audit-second-factor-on = Segundo fator ativado
    .detail = A partir de agora, { $email } precisa de um código para entrar.
audit-second-factor-off = Segundo fator desativado
    .detail = { $email } não precisa mais de código para entrar.
audit-recovery-codes-made = Códigos de recuperação criados
    .detail = { $email } tem códigos de recuperação novos; os antigos não valem mais.
audit-recovery-code-used = Código de recuperação usado
    .detail = { $left ->
        [0] Não resta nenhum código de recuperação.
        [one] Resta { $left } código de recuperação.
       *[other] Restam { $left } códigos de recuperação.
    }
audit-account-bound = Conta vinculada
    .detail = { $email } agora está vinculado à conta que entrou em { $provider }.
audit-account-released = Conta desvinculada
    .detail = { $email } será vinculado à próxima conta com este endereço.
audit-sessions-ended = Sessões encerradas
    .detail = { $sessions ->
        [one] O operador encerrou { $sessions } das suas sessões.
       *[other] O operador encerrou { $sessions } das suas sessões.
    }
audit-preferences-set = Preferências alteradas
audit-operator-removed = Operador removido
    .detail = { $email } não pode mais entrar.
audit-portal-purged = Dados do portal apagados
    .detail = { $deletions ->
        [one] O Tombstone apagou { $deletions } exclusão para sempre.
       *[other] O Tombstone apagou { $deletions } exclusões para sempre.
    } { $cause ->
        [removal] O portal pediu isso ao remover o aplicativo.
        [operator] Um operador pediu isso.
        [administrator] Um administrador do portal pediu isso.
       *[uninstalled] O aplicativo não estava instalado lá havia { $days } dias.
    }
audit-burst-alarm-set = Alarme de exclusão em massa alterado
    .detail = { $is_on ->
        [true] O Tombstone dispara um alarme quando { $threshold } itens ou mais são excluídos em { $domain } em cinco minutos, e mais do que o normal lá.
       *[false] O Tombstone não dispara alarme de exclusão em massa em { $domain }.
    }
audit-titles-set = Retenção de nomes alterada
    .detail = { $is_on ->
        [true] O Tombstone guarda os nomes dos leads, negócios, contatos, empresas e tarefas de { $domain } { $days ->
            [0] para sempre.
            [one] por { $days } dia.
           *[other] por { $days } dias.
        }
       *[false] O Tombstone não guarda nomes de leads, negócios, contatos, empresas e tarefas de { $domain } e apagou os que tinha.
    }
audit-retention-set = Retenção definida
    .detail = O Tombstone guarda as exclusões de { $domain } { $days ->
        [none] pelo prazo padrão.
        [0] para sempre.
        [one] por { $days } dia.
       *[other] por { $days } dias.
    }
audit-deletions-exported = Exclusões exportadas
    .detail = { $deletions ->
        [one] { $deletions } exclusão
       *[other] { $deletions } exclusões
    } { $domain ->
        [none] de todos os portais
       *[other] de { $domain }
    } como { $format }, { $filter ->
        [none] sem filtro.
       *[other] com o filtro { $filter }.
    } { $whole ->
        [false] A exportação foi interrompida antes do fim.
       *[other] { "" }
    }
audit-keys-rotated = Chaves trocadas
    .detail = { $secrets ->
        [one] O comando criptografou { $secrets } segredo com a chave atual.
       *[other] O comando criptografou { $secrets } segredos com a chave atual.
    }
audit-quarantine-retried = Quarentena tentada de novo
    .detail = O Tombstone indexou { $events ->
        [one] { $events } evento
       *[other] { $events } eventos
    }; { $deletions ->
        [one] { $deletions } exclusão é nova.
       *[other] { $deletions } exclusões são novas.
    }
audit-quarantine-retry-requested = Nova tentativa da quarentena solicitada
    .detail = O Tombstone tenta de novo { $events ->
        [one] { $events } evento que não conseguia indexar.
       *[other] { $events } eventos que não conseguia indexar.
    }
audit-webhook-created = Webhook criado
    .detail = O Tombstone envia mensagens a { $host } ({ $id }).
audit-webhook-changed = Webhook alterado
    .detail = O destino { $id } em { $host } tem configurações novas.
audit-webhook-deleted = Webhook excluído
    .detail = O Tombstone não envia mais nada a { $host } ({ $id }).
audit-webhook-secret-rotated = Segredo do webhook trocado
    .detail = O Tombstone assina o que envia a { $host } ({ $id }) com um segredo novo e, por 24 horas, também com o antigo.
audit-webhook-tested = Webhook testado
    .detail = O Tombstone envia uma mensagem de teste a { $host }.
audit-webhook-redelivered = Mensagens do webhook reenviadas
    .detail = O Tombstone envia de novo { $messages ->
        [one] { $messages } mensagem
       *[other] { $messages } mensagens
    } ao destino { $id }.
audit-webhook-disabled = Webhook desativado
    .detail = { $gone ->
        [true] O destino { $id } em { $host } respondeu que não existe mais.
       *[false] Todas as tentativas de enviar a { $host } ({ $id }) falham há tempo demais.
    }
audit-quarantine-discarded = Quarentena descartada
    .detail = O Tombstone descartou { $events ->
        [one] { $events } evento que não conseguia indexar.
       *[other] { $events } eventos que não conseguia indexar.
    }
audit-audit-exported = Auditoria exportada
    .detail = { $lines ->
        [one] A exportação tem { $lines } entrada.
       *[other] A exportação tem { $lines } entradas.
    }
