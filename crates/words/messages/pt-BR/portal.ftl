# Um portal.

portal-tabs = Este portal
portal-deletions = Exclusões
portal-health = Estado
portal-not-all = Isso não é tudo o que está errado.
portal-what-to-do = O que fazer
portal-state = Situação
portal-kept = Exclusões guardadas
portal-last-event = Último evento
portal-installed = Instalado
portal-tokens = Tokens
portal-renewed = renovados { $when }
portal-bound = Eventos assinados
portal-events-bound = { $found } de { $expected }
portal-missing = faltam: { $events }
portal-missing-more = { $first } e mais { $count }
portal-not-checked = ainda não verificado
portal-not-recorded = O que for excluído neste portal será registrado quando a situação dele voltar a ser “Ativo”.
