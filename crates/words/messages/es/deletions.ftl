# Las listas de eliminaciones, una eliminación y lo que está encima de las listas.

deletions-title = Eliminaciones
deletions-here = Usted está aquí

# La barra de consulta, su formulario y los filtros en uso
deletions-find = Buscar eliminaciones
deletions-form = Todos los filtros en un formulario
deletions-show = Aplicar
deletions-filters = Filtros en uso
deletions-remove = quitar este filtro
deletions-remove-all = Quitar todos los filtros
deletions-field-entity = Tipo
deletions-field-event = Código del evento
deletions-field-id = ID
deletions-field-user = Por el usuario
deletions-field-source = Origen
deletions-field-portal = Portal
deletions-field-from = Recibido desde
deletions-field-to = Recibido antes de
deletions-field-q = El texto empieza por
deletions-names-sealed = Los nombres están cifrados y no se pueden buscar: busque un ID, un atributo o un valor.
deletions-unusable = Este filtro no es válido.
    .text = Corrija el campo marcado y aparecerá la lista.
deletions-wrong-long = Use { $count } caracteres como máximo.
deletions-wrong-invisible = Quite el carácter invisible.
deletions-wrong-text = Esto no es UTF-8.
deletions-wrong-twice = Escriba un solo valor.
deletions-wrong-many = Escriba { $count } valores como máximo.
deletions-wrong-time = Escriba una fecha como 2026-03-17 o 2026-03-17T15:16, o cuánto hace: -24h, -7d.
deletions-wrong-range = Es anterior al comienzo del período.
deletions-wrong-source = Puede ser live, recovered o spooled.
deletions-wrong-kind = Tipo desconocido «{ $kind }».
    .like = Tipo desconocido «{ $kind }». ¿Quiso decir { $like }?
deletions-wrong-order = Puede ser newest u oldest.
deletions-wrong-place = Ese lugar de la lista no existe: la dirección se cambió o se cortó.
deletions-wrong-portal = Ningún portal se llama «{ $portal }».
deletions-wrong-portals = Demasiados portales tienen «{ $portal }» en su nombre. Escriba algo más.
deletions-wrong-word = «{ $word }» no es un filtro. Existen kind, event, id, user, source, portal, from y to; un texto con dos puntos va entre comillas.
deletions-wrong-value = Escriba un valor justo después de «{ $word }:», sin espacio.
deletions-wrong-quote = Cierre las comillas.

# Vistas
deletions-views = Vistas guardadas
deletions-view-all = Todas
deletions-view-shared = compartida
deletions-view-save = Guardar esta vista
deletions-view-name = Nombre de la vista
deletions-view-share = Compartir con todos los operadores
deletions-view-keep = Guardar
deletions-view-remove = Quitar «{ $name }»

# El histograma
deletions-histogram = { $count ->
        [0] Sin eliminaciones en este período
        [one] { $count } eliminación
       *[other] { $count } eliminaciones
    }
deletions-histogram-since = { $count ->
        [one] { $count } eliminación desde { $since }; lo anterior no se contó
       *[other] { $count } eliminaciones desde { $since }; lo anterior no se contó
    }
deletions-histogram-hours = Los recuentos se guardan por horas completas de UTC, por eso aquí los días empiezan a las { $time }.
deletions-bar = { $when }: { $count }
deletions-others = Otras

# La lista
deletions-caption = Eliminaciones, primero las más recientes
deletions-caption-oldest = Eliminaciones, primero las más antiguas
deletions-column-thing = Eliminado
deletions-column-portal = Portal
deletions-column-belongs = Pertenece a
deletions-column-user = Por el usuario
deletions-column-source = Origen
deletions-column-event = Evento
deletions-column-sent = Enviado por Bitrix24
deletions-column-received = Recibido
deletions-id-not-named = (ID no indicado)
deletions-fold = { $kind } × { $count }, en { $seconds } s
deletions-fold-more = { $kind } × { $count } y más, en { $seconds } s
deletions-fold-opens = muestra cada una
deletions-gap = Tombstone no recibió eventos durante { $length }.
    .closed = Tombstone no recibió eventos durante { $length }, y el hueco está cerrado.
deletions-gap-time = de { $from } a { $to }
deletions-columns = Columnas
deletions-columns-keep = Mostrar las elegidas
deletions-export = Exportar
    .text = Todo lo que tiene esta lista, en un archivo:
deletions-export-call = Obtener lo mismo con la API
deletions-turn-oldest = Primero las más antiguas
deletions-turn-newest = Primero las más recientes
deletions-jump = Ir a
deletions-jump-go = Ir
deletions-pages = Páginas
deletions-newest = Las más recientes
deletions-oldest = Las más antiguas
deletions-newer = Más recientes
deletions-older = Más antiguas
deletions-new = { $count } nueva
deletions-new-many = { "{count}" } nuevas
deletions-new-far = Hay demasiadas nuevas: vuelva a cargar la lista
deletions-farther = Por ahora nada coincide
    .text = Tombstone revisó muchas eliminaciones y ninguna coincide. La página siguiente sigue buscando.
deletions-end = No hay más eliminaciones
    .text = La lista termina aquí.
deletions-to-start = Volver al principio
deletions-none-fits = Ninguna eliminación coincide con estos filtros
    .text = Quite uno de ellos o mire todas las eliminaciones. Las nuevas que coincidan aparecerán aquí solas.
deletions-none = Aún no hay eliminaciones
    .text = En cuanto se elimine algo en un portal que tenga la aplicación, Bitrix24 lo comunica y aparece aquí solo, normalmente en segundos.
deletions-none-recorded = Tombstone registra las eliminaciones de este portal cuando su situación vuelva a ser «Activo».
    .installing = Tombstone registra las eliminaciones cuando termina la instalación.

# Encima de la lista de un portal
deletions-more-alarms = Hay más alarmas.
deletions-alarm-advice = Qué hacer
deletions-plan = Plan
deletions-kept = Eliminaciones conservadas
deletions-last-event = Último evento
deletions-none-yet = aún ninguno
deletions-installed = Instalado
deletions-not-yet = aún no
deletions-tokens = Tokens
deletions-bound = Eventos suscritos
deletions-renewed = renovados { $when }
deletions-missing = faltan: { $events }
deletions-not-checked = aún sin comprobar

# Teclas
deletions-keys = Atajos
deletions-keys-close = Cerrar
deletions-key-find = ir a la barra de búsqueda
deletions-key-move = fila siguiente y anterior
deletions-key-open = abrir la fila
deletions-key-close = cerrar el panel
deletions-key-export = exportar
deletions-key-time = ir a una hora
deletions-key-help = mostrar los atajos

# Una eliminación
deletions-pane = Detalles de la eliminación
deletions-whole-page = Abrir la página
deletions-close = Cerrar
deletions-number = Eliminación { $number }
deletions-user = el usuario { $user }
deletions-sentence = { $kind } { $id }: eliminación en { $domain } por { $who }, comunicada { $sent } y recibida { $delay } después.
deletions-sentence-nobody = { $kind } { $id }: eliminación en { $domain }, comunicada { $sent } y recibida { $delay } después.
deletions-titled = { $id } «{ $title }»
deletions-called = Nombre
    .text = (el del último cambio)
deletions-incomplete = El evento no dice qué se eliminó exactamente.
    .text = Es auténtico y se conserva tal como llegó; vea los datos recibidos abajo.
deletions-known = Detalles
deletions-what = Tipo
deletions-not-named = el evento no lo nombra
deletions-also = Comunicado también por
    .text = (la misma eliminación, enviada otra vez en nombre de otro usuario)
deletions-later = { $delay } después
deletions-handler = Manejador del evento
deletions-permalink = Enlace permanente
deletions-chain = Cadena
deletions-chain-fits = Verificada
    .text = Sin cambios desde que se registró: su resumen encaja con la cadena.
deletions-chain-changed = Discrepancia
    .text = Esta eliminación, o la anterior, se cambió después de registrarla. «tombstone portal verify» encuentra dónde se rompe la cadena.
deletions-chain-missing = Rota
    .text = Falta la eliminación anterior. «tombstone portal verify» encuentra dónde se rompe la cadena.
deletions-chain-older = Fuera de la cadena
    .text = Tombstone la registró antes de encadenar las eliminaciones, así que no se puede verificar.
deletions-sent-to = Enviada a webhooks
    .none = A ninguno. Los destinos se añadieron después, están desactivados o la filtran, o tiene más de 30 días.
deletions-same-thing = Más sobre este elemento
deletions-same-user = Eliminado por el mismo usuario en cinco minutos
deletions-same-user-all = Todas las eliminaciones de este usuario
deletions-payload = Datos recibidos
    .text = tal como llegaron, sin sus tokens
deletions-path = Copiar la ruta
deletions-copy-path = Copiar la ruta { $path }
deletions-neighbours = Anterior y siguiente
