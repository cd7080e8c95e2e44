# La página de la auditoría.

audit-page-title = Auditoría
audit-page-lead = Lo que hicieron los operadores y los programas y lo que se rechazó, primero lo más reciente.
audit-page-portal = Sobre un portal
audit-page-portal-example = Su member_id completo
audit-page-kind = Qué pasó
audit-page-any = Cualquier cosa
audit-page-all = Mostrar todas las líneas
audit-page-caption = Auditoría, primero lo más reciente
audit-page-what = Qué
audit-page-who = Quién
audit-page-of = Portal
audit-page-more = Detalles
audit-page-when = Cuándo
audit-page-from = desde { $source }
audit-page-of-portal = Todas las líneas sobre este portal
audit-page-none-fits = Ninguna línea coincide
    .text = No se hizo ni se rechazó nada de ese tipo.
audit-page-empty = Nada todavía
    .text = Tombstone anota aquí los inicios de sesión, las claves, lo que hacen los operadores y lo que rechaza.
audit-page-wrong-kind = No existe ese tipo; elija uno de estos.
