# La lista de portales.

portals-title = Portales
portals-lead = Todos los portales de Bitrix24 que instalaron la aplicación.
portals-find = Buscar un portal
portals-find-example = Dominio o member_id
portals-status = Situación
portals-any = Cualquiera
portals-alarm = Alarma
portals-any-or-none = Cualquiera o ninguna
portals-all = Mostrar todos los portales
portals-portal = Portal
portals-deletions = Eliminaciones
portals-last-event = Último evento
portals-events = Eventos vinculados
portals-troubles = Qué falla
portals-volume-words = Eliminados en los últimos { $days } días (UTC): { $count }; el máximo en un día: { $most }.
portals-none-yet = ninguno todavía
portals-not-yet = todavía no
portals-wrong-status = No existe esa situación. Elija una de la lista.
portals-wrong-alarm = No existe esa alarma. Elija una de la lista.
portals-no-alarm = Esta alarma no está en ningún portal
    .text = Los portales en los que suene aparecerán aquí por sí mismos.
portals-none-fits = Ningún portal coincide
    .text = Busque una parte más corta de su dominio o member_id, o en cualquier situación y con cualquier alarma.
portals-no-further = No hay más portales
portals-none = Ningún portal ha instalado la aplicación todavía
    .text = Cuando un administrador de un portal de Bitrix24 la instale, el portal aparecerá aquí por sí mismo, y desde entonces se registran sus eliminaciones.
