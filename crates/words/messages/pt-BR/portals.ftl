# A lista de portais.

portals-title = Portais
portals-lead = Todos os portais Bitrix24 que instalaram o aplicativo.
portals-find = Buscar um portal
portals-find-example = Domínio ou member_id
portals-status = Situação
portals-any = Qualquer
portals-alarm = Alarme
portals-any-or-none = Qualquer ou nenhum
portals-all = Mostrar todos os portais
portals-portal = Portal
portals-deletions = Exclusões
portals-last-event = Último evento
portals-events = Eventos vinculados
portals-troubles = O que está errado
portals-volume-words = Excluídos nos últimos { $days } dias (UTC): { $count }; o máximo em um dia: { $most }.
portals-none-yet = nenhum ainda
portals-not-yet = ainda não
portals-wrong-status = Essa situação não existe. Escolha uma da lista.
portals-wrong-alarm = Esse alarme não existe. Escolha um da lista.
portals-no-alarm = Este alarme não está em nenhum portal
    .text = Os portais em que ele tocar aparecem aqui sozinhos.
portals-none-fits = Nenhum portal corresponde
    .text = Procure uma parte mais curta do domínio ou member_id, ou em qualquer situação e com qualquer alarme.
portals-no-further = Não há mais portais
portals-none = Nenhum portal instalou o aplicativo ainda
    .text = Quando um administrador de um portal Bitrix24 o instalar, o portal aparecerá aqui sozinho, e a partir de então as exclusões dele são registradas.
