# A portal's timeline.

timeline-title = Cronología de { $domain }
timeline-topics = De qué se trata
timeline-all = Todo
timeline-app = La aplicación
timeline-tokens = Tokens
timeline-events = Eventos e interrupciones
timeline-acts = Acciones
timeline-wrong-topic = No existe ese tema. Elija uno arriba.
timeline-caption = Lo que le pasó al portal, primero lo más reciente
timeline-by = por { $actor }
timeline-folded = { $count } veces desde { $since }
timeline-empty = Todavía no hay nada que mostrar
    .text = Lo que le pasa al portal y lo que alguien hace por él aparece aquí por sí solo.
timeline-purged = Los datos del portal ya no se ven. Tombstone los está borrando del disco.
