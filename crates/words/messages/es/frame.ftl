# Las páginas de la aplicación dentro de un portal, para sus administradores.

app-tabs = Páginas
app-tab-deletions = Eliminaciones
app-tab-health = Estado
app-tab-settings = Configuración
app-to-health = Más en «Estado»
app-save = Guardar
app-saved = Guardado.
app-back = Volver a las eliminaciones
app-newest = Las más recientes
app-newer = Más recientes
app-older = Más antiguas
app-export = Exportar
app-ignored = Tombstone ignora las partes desconocidas de la dirección: { $names }.
app-read-only = La aplicación ya no está pagada aquí: puede leer, pero no cambiar nada.

# Eliminaciones.

app-deletions = Eliminado en este portal
app-search = Buscar por ID o texto
    .button = Buscar
app-ranges = Período
app-range-today = Hoy
app-range-week = 7 días
app-range-month = 30 días
app-range-all = Todo
app-kinds = Tipos
    .all = Todos los tipos
app-kind-unknown = objeto desconocido ({ $event })
app-user = El usuario { $id }
app-row = { $who } eliminó: { $what } { $id }
    .unnamed = { $who } eliminó: { $what } (el portal no indicó cuál)
app-row-by-nobody = Eliminado: { $what } { $id }
    .unnamed = Eliminado: { $what } (el portal no indicó cuál)
app-also = comunicado también por { $users }
app-day-today = Hoy, { $date }
app-day-yesterday = Ayer, { $date }
app-kept = { $count ->
    [one] Tombstone conserva { $count } eliminación.
   *[other] Tombstone conserva { $count } eliminaciones.
}
app-zone = Las horas están en { $zone }.
app-nothing-fits = Sin resultados
    .all = Mostrar todas las eliminaciones
app-nothing-older = No hay eliminaciones más antiguas
app-nothing-yet = Aún no hay eliminaciones
    .soon = En cuanto se elimine algo en este portal, aparecerá aquí.
    .later = Las eliminaciones aparecerán aquí cuando el portal las comunique.

# Una eliminación.

app-number = Número { $number }
app-no-deletion = Eliminación no encontrada
    .detail = Tombstone no tiene ninguna eliminación con ese número. Puede que su plazo de conservación haya terminado.
app-fact-sent = Comunicado
app-fact-received = Recibido
app-fact-also = Comunicado también por
app-fact-source = Origen
app-fact-event = Evento
app-fact-webhook = Webhook
app-source-live = el portal lo comunicó en el momento
app-source-recovered = Tombstone lo obtuvo del portal después
app-source-spooled = el portal lo comunicó en el momento y Tombstone lo guardó más tarde
app-payload = Lo que envió el portal
    .masked = Sin los tokens que venían con ello, que Tombstone nunca conserva.

# Estado.

app-health = Estado del portal
app-health-when = { $when } ({ $ago })
app-health-never = nunca
app-health-unknown = aún no se sabe
app-health-last = Último evento
app-health-kinds = Eventos comunicados
    .count = { $found } de { $expected }, consultado el { $when }
app-health-probe = Último evento de prueba
    .arrived = llegó a los { $length }, el { $when }
    .lost = no llegó; se pidió el { $when }
    .pending = pendiente
app-health-installed = Instalado
app-health-kept = Eliminaciones conservadas
app-missing = No se comunica
app-gaps = Huecos
    .none = Ningún hueco conocido.
app-gap-time = de { $from } a { $to }
app-repair = Reparar ahora
    .detail = Tombstone vuelve a suscribirse a lo que el portal no comunica y recupera lo que se perdió.
app-repair-pending = Tombstone está preguntando al portal. Esta página mostrará el resultado sola.
app-repair-waiting = La reparación pedida el { $when } aún no tiene resultado. Vuelva a mirar en unos minutos.
app-repair-done = Reparado el { $when }: el portal comunica todos los tipos de eliminaciones que ofrece ({ $expected }).
app-repair-partly = La reparación del { $when } alcanzó { $found } de { $expected } tipos de eliminaciones. El portal rechazó los demás: puede que a la aplicación le falte aquí un permiso o que un módulo esté desactivado.
app-repair-failed = La reparación del { $when } falló. { $why } Tombstone sigue intentándolo.

# Configuración.

app-kept-kinds = Qué conserva Tombstone
    .detail = Tombstone conserva todos los tipos de eliminaciones que comunica este portal. Lo que el portal puede comunicar depende de los permisos de la aplicación aquí.
    .count = { $count ->
        [one] { $count } tipo
       *[other] { $count } tipos
    }
app-retention = Cuánto tiempo conserva Tombstone las eliminaciones
    .days = Días
    .hint = 0 las conserva para siempre. Vacío: el plazo predeterminado del servicio.
    .proof = Acortar el plazo borra para siempre las eliminaciones más antiguas. Escriba { $domain } para confirmar.
    .shorter = Conservarlas menos tiempo
app-retention-ever = Tombstone conserva las eliminaciones de este portal para siempre.
app-retention-days = { $days ->
    [one] Tombstone conserva las eliminaciones de este portal durante { $days } día.
   *[other] Tombstone conserva las eliminaciones de este portal durante { $days } días.
}
app-days-wrong = Escriba un número de días hasta { $most }, o nada.
app-days-shorter = Conservar menos tiempo borra algunas eliminaciones para siempre. Escriba también la dirección del portal; si esta página lleva abierta más de diez minutos, abra antes la aplicación de nuevo.
app-burst = Alarma por eliminación masiva
    .detail = Da la alarma cuando en pocos minutos un usuario, o un tipo de elemento, acumula muchas más eliminaciones de lo habitual.
    .on = Dar esta alarma
    .threshold = Mínimo de eliminaciones
app-burst-wrong = Escriba un número entre { $least } y { $most }.
app-titles = Nombres de prospectos, negociaciones, contactos, compañías y tareas
    .detail = Un prospecto eliminado muestra entonces el nombre que tenía. Tombstone pide el nombre al portal cuando se añade o cambia un elemento, y lo conserva cifrado. Lo que ya existía antes solo tiene nombre tras su próximo cambio.
    .on = Conservar estos nombres
    .days = Días después del último cambio
    .hint = 0 es para siempre. Si lo desactiva, Tombstone borra todos los nombres que ha conservado.
app-titles-wrong = Escriba un número de días entre 0 y { $most }.
app-keys = Claves de API
    .detail = Con una clave, un programa solo puede leer las eliminaciones de este portal.
app-key-name = Nombre de la clave
app-key-name-wrong = Dé a la clave un nombre de { $most } caracteres como máximo.
app-key-make = Crear una clave
app-key-made = Esta es la clave. Cópiela ahora: no volverá a verla.
app-key-since = desde el { $when }
app-key-revoke = Revocar
app-key-revoked = La clave está revocada. Los programas ya no pueden usarla.
app-key-unknown = Esa clave no existe o ya se revocó.
app-keys-many = Un portal tiene { $most } claves como máximo. Revoque antes una.
app-erase = Borrar todos los datos
    .detail = { $count ->
        [one] Tombstone borra para siempre la { $count } eliminación que conserva de este portal. La aplicación sigue registrando.
       *[other] Tombstone borra para siempre las { $count } eliminaciones que conserva de este portal. La aplicación sigue registrando.
    }
    .proof = Escriba { $domain } para confirmar
    .button = Borrar todos los datos
    .stale = Esta página lleva abierta más de diez minutos. Abra la aplicación de nuevo para borrar sus datos.
app-erase-refused = No se borró nada: la dirección no coincide, o esta página llevaba demasiado tiempo abierta.
app-erased = { $count ->
    [one] Tombstone borró { $count } eliminación.
   *[other] Tombstone borró las { $count } eliminaciones.
}

# Cuando una página no se puede mostrar, y cómo está el portal.

app-broken = Algo salió mal
    .detail = Algo falló por nuestra parte. No se ha perdido nada; inténtelo de nuevo en un momento.
app-page-ended = Esta página ha caducado
app-page-refused = Esta página no se puede mostrar
    .advice = Cierre esta ventana y abra la aplicación otra vez.
app-refused = Esta página no se puede mostrar
    .advice = Cierre esta ventana y abra la aplicación otra vez.
app-try-again = Inténtelo de nuevo
app-reopen = Intentar de nuevo
    .hint = Si no pasa nada, cierre esta ventana y abra la aplicación otra vez.
app-administrators = Para administradores
    .detail = Tombstone conserva lo que se elimina en este portal. Solo lo ven los administradores del portal.
    .advice = Pregunte a uno de ellos si echa algo en falta.
app-unpaid = El período pagado ha terminado
    .stranger = Tombstone conserva lo que se registró hasta entonces. Quien abrió la aplicación como administrador en los últimos 30 días puede seguir leyéndolo.
    .notice = El período pagado de la aplicación ha terminado, así que Bitrix24 ya no comunica nada. Lo registrado se puede seguir leyendo aquí.
    .renew = Renueve la aplicación en el Market de su Bitrix24. Después el registro continúa por sí mismo.
    .link = Ir al Market
app-healing = Tombstone se está reconectando a Bitrix24 con su acceso. El resultado está en «Estado».
app-healing-failed = Tombstone no pudo reconectarse a Bitrix24.
app-healed = Tombstone se ha reconectado a Bitrix24 con su acceso; no tiene que hacer nada más.
