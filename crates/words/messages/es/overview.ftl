# El resumen.

overview-title = Resumen
overview-attention = Requiere atención
overview-well = Todo está bien. Ningún portal tiene alarmas.
overview-alarmed = { $count ->
    [one] { $count } portal
   *[other] { $count } portales
}
overview-more = y { $count } más
overview-since = desde { $when }
overview-unknown = { $count ->
    [one] Todavía no se sabe si { $count } portal informa de todas sus eliminaciones; Tombstone pregunta de nuevo.
   *[other] Todavía no se sabe si { $count } portales informan de todas sus eliminaciones; Tombstone pregunta de nuevo.
}
overview-unknown-link = Mostrar portales
overview-refused = { $count ->
    [one] En las últimas 24 horas se rechazó { $count } instalación. No cambió nada.
   *[other] En las últimas 24 horas se rechazaron { $count } instalaciones. No cambiaron nada.
}
overview-refused-many = En las últimas 24 horas se rechazaron muchísimas instalaciones. No cambiaron nada.
overview-refused-link = El porqué está en la auditoría
overview-today = Eliminaciones hoy
overview-usual = lo habitual en un día: { $count }
overview-month = Últimos 30 días
overview-deletions = Eliminaciones conservadas
overview-last-event = Último evento
overview-none-yet = ninguno todavía
overview-portals = Portales
overview-no-portals = A la espera del primer portal
    .text = Cuando un administrador de un portal de Bitrix24 instale la aplicación, el portal y sus eliminaciones aparecerán aquí por sí mismos.
overview-newest = Eliminaciones más recientes
overview-all = Todas las eliminaciones
overview-oldest = el más antiguo llegó { $when }
overview-last-seen = visto por última vez { $when }
spool-gone = { $count ->
    [one] { $count } evento está retenido en un proceso que no está en marcha
   *[other] { $count } eventos están retenidos en un proceso que no está en marcha
}
    .advice = Ya se respondieron y solo están en su carpeta de datos. Inícielo de nuevo con la misma carpeta y los llevará a la base de datos por sí mismo; conserve la carpeta hasta entonces. Su archivo `process` tiene el nombre de abajo.
spool-waiting = { $count ->
    [one] { $count } evento espera a la base de datos
   *[other] { $count } eventos esperan a la base de datos
}
    .advice = Ya se respondieron y solo están en la carpeta de datos de un proceso en marcha. Los llevará a la base de datos en cuanto esta acepte eventos; si la espera se alarga, `tombstone doctor` con su configuración dice por qué.

# How the service is.
overview-care = { $count ->
    [one] { $count } necesita atención
   *[other] { $count } necesitan atención
}
overview-tokens = Tokens
    .well = Todos funcionan
overview-tokens-failing = { $count } sin renovar
overview-tokens-dead = { $count } rechazados
overview-tokens-due = { $count } por renovar
overview-quarantine = Cuarentena
    .none = Vacía
overview-quarantined = { $count ->
    [one] { $count } evento
   *[other] { $count } eventos
}
overview-lag = Indexación
    .none = Al día
overview-lag-behind = { $length } de retraso
