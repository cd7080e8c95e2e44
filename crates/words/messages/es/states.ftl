# Estados en pocas palabras.

token-ok = Válidos
    .meaning = Tombstone los renueva mucho antes de que terminen sus 180 días.
token-failing = Fallan, reintentando
    .meaning = Los eventos del portal siguen llegando mientras tanto.
token-dead = Rechazados
    .meaning = Solo un administrador del portal puede traer otros nuevos, al abrir la aplicación.
token-none = Ninguno
    .meaning = No hay ninguno mientras la aplicación no está instalada.

queue-confirmed = Disponible
    .meaning = Lo que el portal no pudo entregar, Tombstone lo obtiene después, sin pérdidas.
queue-unconfirmed = Disponible, con un riesgo
    .meaning = Lo que el portal no pudo entregar, Tombstone lo obtiene después. Su plan no tiene dos pasos para ello, así que Tombstone lee y guarda la cola antes de vaciarla; solo podría perderse un cambio que llegue justo entre ambos.
queue-unavailable = Ninguna
    .meaning = Lo que el portal no puede entregar se pierde: su plan no guarda nada para la aplicación.
queue-unknown = Aún no se sabe

source-live = En vivo
    .meaning = En vivo: llegó el evento del portal.
source-recovered = Recuperada
    .meaning = Recuperada: obtenida de la cola sin conexión del portal después de un hueco.
source-spooled = En espera
    .meaning = En espera: el evento llegó mientras la base de datos no estaba disponible y se guardó en el disco.

app-status-f = Aplicación gratuita
app-status-l = Aplicación local
app-status-d = Demo
app-status-t = Período de prueba
app-status-p = Aplicación de pago
app-status-s = Suscripción

task-check = Comprobar suscripciones
task-probe = Enviar evento de prueba
task-recover = Recuperar lo perdido
task-renew = Renovar tokens
task-refused-removed = La aplicación se desinstaló allí: no se puede llamar al portal.
task-refused-tokens-dead = Sus tokens ya no valen: no se puede llamar al portal.
task-refused-no-token = Tombstone no tiene token del portal: no se puede llamar al portal.
task-refused-probe-unfinished = Su instalación no ha terminado: Bitrix24 no enviaría ningún evento de prueba.
task-refused-probe-unpaid = El período pagado terminó: Bitrix24 no enviaría ningún evento de prueba.
task-refused-probe-gone = El portal ya no existe: no enviaría ningún evento de prueba.
task-refused-recover-unfinished = Su instalación no ha terminado: todavía no guarda nada para la aplicación.
task-refused-recover-unpaid = El período pagado terminó: el portal no deja leer nada.
task-refused-recover-gone = El portal ya no existe: no hay nada que leer.

purge-removal = el portal desinstaló la aplicación con sus datos
purge-operator = un operador lo pidió
purge-administrator = un administrador del portal lo pidió
purge-uninstalled = { $days ->
    [one] la aplicación llevaba { $days } día sin estar instalada allí
   *[other] la aplicación llevaba { $days } días sin estar instalada allí
}

# How a requested task ended.
outcome-checked = { $found } de { $expected } eventos están suscritos.
outcome-probe-sent = Se pidió al portal un evento de prueba.
outcome-queue-read = { $found ->
    [0] No había nada en la cola sin conexión.
    [one] Había { $found } eliminación en la cola sin conexión.
   *[other] Había { $found } eliminaciones en la cola sin conexión.
}
outcome-tokens-renewed = El portal tiene tokens nuevos.
outcome-not-called = No se puede llamar al portal tal como está ahora.
outcome-failed = { $task ->
    [check] La comprobación falló.
    [probe] No se pudo pedir al portal un evento de prueba.
    [recover] No se pudo leer la cola sin conexión.
   *[renew] No se pudieron renovar los tokens.
} { $reason }
