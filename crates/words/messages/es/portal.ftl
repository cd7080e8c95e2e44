# Un portal.

portal-tabs = Este portal
portal-deletions = Eliminaciones
portal-health = Estado
portal-not-all = Eso no es todo lo que va mal.
portal-what-to-do = Qué hacer
portal-state = Situación
portal-kept = Eliminaciones conservadas
portal-last-event = Último evento
portal-installed = Instalada
portal-tokens = Tokens
portal-renewed = renovados { $when }
portal-bound = Eventos suscritos
portal-events-bound = { $found } de { $expected }
portal-missing = faltan: { $events }
portal-missing-more = { $first } y { $count } más
portal-not-checked = sin comprobar todavía
portal-not-recorded = Lo que se elimine en este portal se registrará cuando su situación vuelva a ser «Activo».
