# A portal's timeline.

timeline-title = Cronología de { $domain }
timeline-topics = Tema
timeline-all = Todo
timeline-app = La aplicación
timeline-tokens = Tokens
timeline-events = Eventos y huecos
timeline-acts = Acciones
timeline-wrong-topic = Tema desconocido. Elija uno arriba.
timeline-caption = Lo que le pasó al portal, primero lo más reciente
timeline-by = por { $actor }
timeline-folded = { $count } veces desde { $since }
timeline-empty = Todavía no hay nada que mostrar
    .text = Todo lo que le pasa al portal y cada acción sobre él aparecen aquí por sí mismos.
timeline-purged = Los datos del portal están ocultos. Tombstone los está borrando del disco.
