# Cómo terminó la lectura de la cola sin conexión.

recovery-complete = Tombstone leyó toda la cola sin conexión del portal.
    .label = Leída por completo
recovery-partial = La cola sin conexión del portal es larga; Tombstone sigue leyendo.
    .label = Leyendo
recovery-failed = Falló la lectura de la cola sin conexión del portal; Tombstone lo reintenta por sí mismo.
    .label = Falló, reintentando
recovery-refused = El portal no deja que Tombstone lea su cola sin conexión.
    .label = Denegada
recovery-unavailable = El portal no tiene cola sin conexión para la aplicación.
    .label = Nada que leer
recovery-unknown = El portal todavía no ha dicho si tiene una cola sin conexión.
    .label = Aún no se sabe

recovery-found = { $count ->
    [0] No había eliminaciones en ella.
    [one] Había { $count } eliminación en ella.
   *[other] Había { $count } eliminaciones en ella.
}
recovery-unreadable = { $count ->
    [one] Tombstone no puede leer { $count } registro y lo dejó allí.
   *[other] Tombstone no puede leer { $count } registros y los dejó allí.
}

# Qué fue de un hueco.

gap-closed = { $count ->
    [0] En la cola sin conexión del portal no había nada de ese período.
    [one] En la cola sin conexión del portal había { $count } eliminación de ese período.
   *[other] En la cola sin conexión del portal había { $count } eliminaciones de ese período.
}
    .label = Cerrado
gap-lost = Tombstone no puede recuperar lo que se eliminó entonces. { $reason }
    .label = Perdido
gap-open = { $count ->
    [0] { "" }
    [one] En la cola sin conexión del portal se encontró hasta ahora { $count } eliminación de ese período.
   *[other] En la cola sin conexión del portal se encontraron hasta ahora { $count } eliminaciones de ese período.
} { $reason }
    .label = Abierto
gap-waiting = Tombstone todavía tiene que obtener lo que se eliminó entonces.
