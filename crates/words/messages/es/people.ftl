# Las personas de la consola: operadores, la cuenta propia, claves, configuración, cuarentena, la página de la auditoría y
# el segundo paso del inicio de sesión.

nav-quarantine = Cuarentena
nav-api-keys = Claves de API
nav-operators = Operadores
nav-settings = Configuración
nav-account = Cuenta
nav-more = Más

role-owner = Propietario
role-operator = Operador
role-viewer = Observador

# Operadores

operators-title = Operadores
operators-lead = Quién puede iniciar sesión aquí, qué puede hacer y qué portales ve.
operators-who = Operador
operators-role = Rol
operators-portals = Ve
operators-since = Desde
operators-acts = Acciones
operators-you = Usted
operators-with-factor = Con segundo factor
operators-without-factor = Solo contraseña
operators-sees-all = Todos los portales
operators-sees = { $count ->
    [0] Ningún portal
    [one] { $count } portal
   *[other] { $count } portales
}
operators-change = Cambiar
operators-save = Guardar rol y portales
operators-reset = Restablecer el segundo factor
operators-reset-hint = Para quien perdió el dispositivo que muestra los códigos y ya no tiene códigos de recuperación. Inicia sesión solo con la contraseña hasta que lo configure otra vez.
operators-remove = Eliminar
operators-remove-sure = { $email } ya no puede iniciar sesión
operators-add = Añadir operador
operators-add-button = Añadir
operators-email = Correo electrónico
operators-password = Primera contraseña, de { $count } caracteres como mínimo
operators-role-hint = Un propietario puede hacer todo. Un operador, todo menos gestionar operadores, claves de API y configuración. Un observador solo puede mirar.
operators-portals-field = Portales, si no son todos
operators-portals-hint = Dominios o member_id, separados por espacios o líneas. Vacío significa todos los portales. Quien solo ve algunos no sabe que hay otros.
operators-done-added = El operador ya puede iniciar sesión.
operators-done-set = Guardado. El operador tiene que iniciar sesión de nuevo.
operators-done-reset = El operador inicia sesión solo con la contraseña. Sus sesiones han terminado.
operators-done-removed = El operador ya no puede iniciar sesión.
operators-wrong-email = Esto no es una dirección de correo.
operators-wrong-role = Elija un rol.
operators-wrong-taken = Ya hay un operador con esta dirección.
operators-wrong-last-owner = Es el último propietario que ve todos los portales. Nombre antes a otro, para que alguien pueda gestionar operadores.
operators-wrong-unsure = Marque la casilla para confirmar.
portals-wrong-unknown = Aquí ningún portal se llama «{ $name }».
portals-wrong-many = Son más de 500 portales.
password-wrong = Contraseña incorrecta.
password-wrong-again = Las dos contraseñas nuevas no coinciden.
password-wrong-short = Use al menos { $count } caracteres para la contraseña.
password-wrong-long = La contraseña es demasiado larga.
password-wrong-often = Demasiados intentos. Inténtelo de nuevo en { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
}.

# La cuenta propia

account-title = Cuenta
account-crumbs = Usted está aquí
account-factor = Segundo factor
account-factor-on = Activado
account-factor-off = Quien conozca su contraseña puede iniciar sesión como usted. Con un segundo factor hace falta además un código que muestra su teléfono.
account-factor-turn-on = Activar
account-factor-turn-off = Desactivar
account-codes-left = { $count ->
    [0] No queda ningún código de recuperación: cree otros.
    [one] Queda { $count } código de recuperación.
   *[other] Quedan { $count } códigos de recuperación.
}
account-codes-renew = Crear códigos de recuperación nuevos
account-password = Contraseña
account-password-now = Contraseña actual
account-password-new = Contraseña nueva, de { $count } caracteres como mínimo
account-password-again = Contraseña nueva otra vez
account-password-hint = Todas sus demás sesiones terminan.
account-password-set = Cambiar la contraseña
account-preferences = Idioma, hora y aspecto
account-preferences-save = Guardar
account-language = Idioma
account-language-browser = El del navegador
account-zone = Zona horaria
account-zone-none = La del navegador
account-theme = Aspecto
account-theme-system = Según el sistema
account-theme-light = Claro
account-theme-dark = Oscuro
account-sessions = Dónde tiene la sesión abierta
account-session-this = Esta sesión
account-session-since = desde
account-session-seen = último uso
account-session-end = Cerrar sesión
account-sessions-end = Cerrar sesión en todas partes
account-browser-unknown = Navegador desconocido
account-done-password = Tiene una contraseña nueva y todas sus demás sesiones han terminado.
account-done-preferences = Guardado.
account-done-off = Para iniciar sesión basta la contraseña. Todas sus demás sesiones han terminado.
account-done-ended = La sesión ha terminado.
account-wrong-preferences = Elija un idioma, una zona horaria y un aspecto de las listas.
second-factor-lead = Escanee el código con una aplicación de autenticación y escriba los seis dígitos que muestra.
second-factor-qr = Código QR para una aplicación de autenticación
second-factor-by-hand = O escriba esto en la aplicación:
second-factor-code = Código de la aplicación
second-factor-cancel = Cancelar
second-factor-wrong-code = La aplicación muestra ahora otro código. Compruebe el reloj de su teléfono.
codes-title = Códigos de recuperación
codes-lead = Cada uno sustituye una vez a un código de la aplicación, si la pierde. No se vuelven a mostrar: guárdelos donde guarda las contraseñas.
codes-on = El segundo factor está activado. Los próximos inicios de sesión piden un código.
codes-renewed = Estos son nuevos. Los antiguos ya no valen.
codes-kept = Los he guardado

# El segundo paso del inicio de sesión

login-code-title = Segundo factor
login-code-lead = Un paso más: escriba el código que muestra su aplicación de autenticación.
login-code-field = Código
login-code-button = Iniciar sesión
login-code-lost = ¿No tiene el teléfono a mano? Escriba uno de sus códigos de recuperación. Si no le queda ninguno, un propietario puede restablecer su segundo factor.
login-wrong-code = Este código es incorrecto o ya se usó.

# Claves de la API

api-keys-title = Claves de API
api-keys-lead = Con una clave, los programas pueden leer eliminaciones y actuar sobre los portales.
api-keys-docs = Documentación de la API
api-keys-none = Aún no hay claves
    .text = Los programas que usan la API necesitan una. Cree abajo la primera.
api-keys-name = Clave
api-keys-may = Permisos
api-keys-reaches = Portales
api-keys-used = Último uso
api-keys-unused = Nunca
api-keys-ends = Caduca
api-keys-never = Nunca
api-keys-days = { $count ->
    [one] Después de { $count } día
   *[other] Después de { $count } días
}
api-keys-number = Número { $id }
api-keys-nameless = Sin nombre
api-keys-usable = Activa
api-keys-revoked = Revocada
api-keys-ended = Caducada
api-keys-revoke = Revocar
    .lost = Los programas ya no podrán usar esta clave. No se puede deshacer.
api-keys-make = Crear una clave
api-keys-make-button = Crear clave
api-keys-name-field = Nombre
api-keys-ends-field = Caduca
api-keys-all-portals = Todos los portales, también los futuros
api-keys-portals-field = O estos portales
api-keys-portals-hint = Dominios o member_id, separados por espacios o líneas.
api-keys-key = Clave
api-keys-made = Clave «{ $name }»
api-keys-once = Cópiela ahora adonde el programa guarda sus secretos: no volverá a verla.
api-keys-back = Volver a las claves
api-keys-done-revoked = La clave ya no vale.
api-keys-wrong-name = Dé a la clave un nombre de { $count } caracteres como máximo, para saber qué la usa.
api-keys-wrong-scopes = Elija al menos un permiso.
api-keys-wrong-reach = Elija todos los portales o indique algunos, no ambas cosas.
scope-deletions-read = lee eliminaciones
scope-portals-read = lee el estado de los portales
scope-portals-manage = pide comprobaciones, eventos de prueba y recuperaciones
scope-webhooks-manage = gestiona webhooks

# Configuración

settings-title = Configuración
settings-lead = La configuración de este proceso. Procede del entorno, la línea de comandos o el archivo de TOMBSTONE_CONFIG; los cambios se aplican al reiniciar.
settings-retention = Cuánto tiempo conserva Tombstone las eliminaciones
settings-retention-default = Predeterminado, para los portales sin plazo propio: { $days }.
settings-for-ever = para siempre
settings-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
settings-portal = Portal
settings-days-field = Días
settings-days-hint = Un dominio o member_id. 0 conserva sus eliminaciones para siempre; vacío, el plazo predeterminado.
settings-set = Fijar para este portal
settings-own = Portales con ajustes propios
settings-portal-hint = Un dominio o member_id.
settings-own-kept = eliminaciones conservadas: { $days }
settings-burst-from = alarma por eliminación masiva a partir de { $count }
settings-burst-off = sin alarma por eliminación masiva
settings-titles-ever = nombres para siempre
settings-titles-days = { $count ->
    [one] nombres durante { $count } día
   *[other] nombres durante { $count } días
}
settings-all = Toda la configuración
settings-name = Ajuste
settings-value = Valor
settings-origin = Origen
settings-hidden = Fijado, oculto
settings-unset = Ninguno
settings-is-set = Fijado
settings-is-default = Predeterminado
settings-done-retention = Guardado. Tombstone lo aplica en una hora como máximo.
settings-wrong-days = Escriba un número entero de 0 a 65535, o nada.
settings-wrong-portal = Indique un portal.

# Cuarentena

quarantine-title = Cuarentena
quarantine-lead = Eventos que Tombstone recibió y respondió, pero no pudo indexar. No se ha perdido nada. Corrija la causa y vuelva a intentarlo.
quarantine-reason-unreadable = Tombstone no puede leer el evento en su registro. El lector dice: { $detail }.
quarantine-reason-refused = La base de datos rechaza el evento. Dice: { $detail }.
quarantine-reason-crowded = Durante el reintento, otro proceso estaba indexando el mismo evento.
quarantine-reason-other = { $other }.
quarantine-none = No hay eventos en cuarentena
    .text = Tombstone ha indexado todos los eventos que recibió.
quarantine-count = { $count ->
    [one] { $count } evento
   *[other] { $count } eventos
}
quarantine-portal-unknown = Portal desconocido
quarantine-received = recibido
quarantine-place = registro { $place }
quarantine-wanted = Tombstone lo intenta de nuevo
quarantine-tried = Último intento
quarantine-payload = Contenido del evento
quarantine-unreadable = Tombstone no puede leer este evento.
quarantine-retry = Reintentar
quarantine-retry-all = Reintentar todos
quarantine-discard = Descartar
quarantine-discard-sure = Se pierde para siempre
quarantine-done-wanted = Tombstone lo intenta de nuevo en segundos. Lo que pueda indexar desaparece de aquí; lo demás tendrá un motivo nuevo.
quarantine-done-discarded = El evento se ha descartado.
quarantine-first = Primera página
quarantine-more = Más

# La página de la auditoría

lines-title = Auditoría
lines-lead = Lo que hicieron los operadores y los programas y lo que se rechazó, primero lo más reciente.
lines-caption = Auditoría, primero lo más reciente
lines-who = Quién
lines-what = Qué pasó
lines-anything = Cualquier cosa
lines-portal = Portal
lines-from = Desde
lines-to = Hasta
lines-show = Aplicar
lines-show-all = Mostrar todas las entradas
lines-export = Exportar
lines-by-whom = Quién
lines-portal-column = Portal
lines-more = Detalles
lines-when = Cuándo
lines-source = desde { $source }
lines-about = Todas las entradas sobre este portal
lines-pages = Páginas
lines-newest-link = Las más recientes
lines-newest = Volver a las más recientes
lines-older = Más antiguas
lines-none = Aún no hay entradas
    .text = Aquí se anotan los inicios de sesión, las claves, lo que hacen los operadores y lo que se rechaza.
lines-none-fits = Ninguna entrada coincide
    .text = No se hizo ni se rechazó nada parecido.
lines-none-older = No hay entradas más antiguas
    .text = La lista termina aquí.
lines-wrong = Este filtro no es válido.
    .text = Corrija el campo marcado y aparecerá la lista.
lines-wrong-kind = Tipo desconocido; elija uno de la lista.
lines-wrong-time = Escriba una hora como 2026-03-17 15:00, o cuánto hace, como -24h o -7d.
lines-wrong-order = Esto no es posterior al comienzo.

# Lo que falla en estas páginas

error-not-allowed = Su rol no permite esto
    .advice = Un propietario puede hacerlo, o darle otro rol en la página «Operadores».
error-unknown-operator = Operador no encontrado
    .advice = Puede que alguien lo haya eliminado. Vea la lista de operadores.
error-unknown-event = Este evento no está en cuarentena
    .advice = Puede que alguien lo haya reintentado o descartado. Abra la cuarentena de nuevo.
error-unsure = No se cambió nada
    .advice = Vuelva atrás y marque la casilla para confirmar.
error-has-second-factor = Su segundo factor ya está activado
    .advice = Para configurar otro dispositivo, desactívelo antes en la página de su cuenta.
