# El estado de un portal.

health-title = Estado de { $domain }
health-wrong = Problemas
health-known-since = Desde { $when }
health-not-known = aún no se sabe
health-none = Ninguno
health-codes = Mostrar los { $count }
health-installation = Instalación
health-tokens = Tokens
health-subscriptions = Suscripciones
health-payment = Plan y pago
health-deliveries = Entregas
health-when = Cuándo
health-what = Qué
health-more = Detalles
health-calls = Llamadas
health-calls-note = de los últimos tres días, sin tokens
health-calls-empty = No se llamó al portal en los últimos tres días.
health-call-no-answer = sin respuesta
health-call-millis = { $millis } ms
health-call-request = Solicitud
health-call-answer = Respuesta

health-state = Situación
health-finished = Terminada
    .yes = Sí
    .no = No
health-installed = Instalada
health-app-version = Versión de la aplicación
health-language = Idioma
health-scopes = Permisos

health-plan = Plan del portal
    .own-server = en el servidor propio del cliente
health-app = Tipo de aplicación
health-paid = Período pagado
    .over = Terminado
    .renew = Bitrix24 no envía eventos hasta que se renueve.
    .free = Gratis
    .endless = No se conoce el final
health-days-left = { $days ->
    [one] Queda { $days } día
   *[other] Quedan { $days } días
}
health-asked = Comprobado

health-last-refusal = Último rechazo
health-why = Por qué
health-renewed = Renovados
health-access = Token de acceso
    .none = Ninguno válido
    .ended = Venció
    .ends = Vence
    .note = Tombstone obtiene uno nuevo cuando lo necesita
health-next-renewal = Próxima renovación
    .none = Ninguna prevista

health-bound = Suscrito
    .removed = Ninguno: la aplicación se desinstaló
    .complete = Completo
    .incomplete = Incompleto
health-bound-count = { $found } de { $expected } eventos que ofrece el portal
health-missing = Faltan
health-checked = Comprobado
health-checks-fail = Las comprobaciones fallan desde
health-next-check = Próxima comprobación
    .none = Ninguna: no se puede llamar al portal
    .due = Ahora

health-last-deletion = Última eliminación
    .none = Ninguna todavía
health-last-day = En las últimas 24 horas
health-usual-unknown = aún no hay datos suficientes para decir qué es lo habitual
health-usual-little = lo habitual es menos de una al día
health-usual = lo habitual son unas { $count } al día
health-last-test = Último evento de prueba
    .none = No se pidió ninguno todavía
health-arrived = Llegó
health-arrived-after = Tardó { $length }, pedido
health-lost = Perdido
    .text = No llegó en cinco minutos, pedido
health-pending = Pendiente
    .text = No ha llegado todavía, pedido
health-queue = Cola sin conexión
health-last-read = Última lectura
    .none = Ninguna todavía
health-last-gap = Último hueco
health-gap-time = de { $from } a { $to }
health-refused = Rechazados
health-refused-count = { $count ->
    [1] Una vez, la última
   *[other] { $count } veces o más, la última
}
health-refused-forged = el portal confirmó el application_token conocido ({ $time }), así que estos son falsos
health-refused-asked = Tombstone pregunta al portal si tiene otro application_token

# Qué fue de lo que alguien pidió.
asked-not-called = Ya no se puede llamar al portal.
    .text = Esta página muestra el último estado conocido.
asked-checked = Comprobado.
    .plan = El portal informó de su plan; véalo abajo.
asked-bound = { $found } de { $expected } eventos están suscritos.
asked-arrived = El evento de prueba llegó.
asked-arrived-after = Tardó { $length }.
asked-lost = El evento de prueba no llegó.
    .text = Debía llegar en cinco minutos.
asked-sent = Tombstone pidió al portal un evento de prueba.
    .text = No ha llegado todavía; esta página lo mostrará cuando llegue.
asked-check = Usted pidió una comprobación.
asked-probe = Usted pidió un evento de prueba.
asked-recover = Usted pidió recuperar lo perdido.
asked-in-flight = Tombstone está llamando al portal; las llamadas de abajo dicen qué responde.
asked-nobody = Ningún proceso lo ha tomado todavía. Asegúrese de que hay un proceso en marcha con el rol worker.
asked-soon = El resultado aparece aquí por sí mismo, normalmente en segundos.
asked-renew = Usted pidió tokens nuevos.
asked-ended = Hecho.
asked-failed = No funcionó.

purge-title = Borrar todos los datos
purge-lead = { $count ->
    [one] Esto borra para siempre todos los datos del portal: { $count } eliminación, su diario, huecos y llamadas.
   *[other] Esto borra para siempre todos los datos del portal: { $count } eliminaciones, su diario, huecos y llamadas.
}
purge-type = Escriba { $domain } para confirmar
purge-wrong-domain = Ese no es el dominio del portal. No se borró nada.
purge-button = Borrar para siempre
