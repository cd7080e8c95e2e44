# Motivos de alarma.

alarm-needs-reinstall = Bitrix24 ya no acepta los tokens del portal, así que Tombstone no puede consultar ni reparar nada allí.
    .label = Hay que reinstalar
    .advice = Pida a un administrador del portal que abra la aplicación una vez; sus tokens nuevos terminan la alarma. Si la aplicación ya no está en su menú, tiene que instalarla de nuevo.
    .frame = Bitrix24 ya no acepta el acceso que concedió. Abra la aplicación otra vez.
alarm-payment-ended = El período pagado de la aplicación terminó, así que Bitrix24 no envía eventos ni avisa de ello.
    .label = Pago vencido
    .advice = Pida al cliente que renueve la aplicación. Tombstone lo nota en un día.
    .act = `Comprobar suscripciones` pregunta de inmediato.
    .frame = El período pagado de la aplicación terminó, así que Bitrix24 no informa de nada. Renueve la aplicación.
alarm-licence-expired = La licencia del portal autoalojado venció: no responde llamadas y quizá no envía eventos.
    .label = Licencia vencida
    .advice = Pida al cliente que renueve la licencia de su Bitrix24. Tombstone lo nota por sí mismo.
    .act = `Comprobar suscripciones` pregunta de inmediato.
    .frame = La licencia de este Bitrix24 venció, así que no responde. Renueve la licencia.
alarm-unreachable = Tombstone no puede llamar al portal, así que no se sabe si aún informa de sus eliminaciones.
    .label = Inaccesible
    .advice = «Llamadas», en «Estado», muestra qué responde el portal. Pregunte a su administrador si un proxy o un cortafuegos bloquea las llamadas y si su plan incluye REST. Tombstone sigue intentándolo y termina la alarma por sí mismo.
    .act = `Comprobar suscripciones` lo intenta de inmediato.
    .frame = Tombstone no puede llamar a este Bitrix24, así que no se sabe si informa de todas las eliminaciones. Quizá un proxy o un cortafuegos bloquea las llamadas.
alarm-token-failing = El servidor de autorización no renueva los tokens del portal en este momento; Tombstone lo reintenta.
    .label = Fallan los tokens
    .advice = Espere si el servidor de autorización no funciona. Si la alarma continúa, ejecute `tombstone doctor` y compare TOMBSTONE_CLIENT_ID y TOMBSTONE_CLIENT_SECRET con la ficha de la aplicación.
    .frame = Bitrix24 no renueva el acceso en este momento. Tombstone lo reintenta por sí mismo.
alarm-events-refused = Llegan eventos en nombre del portal con un application_token distinto del conocido, y Tombstone los rechaza.
    .label = Eventos rechazados
    .advice = Tombstone pide al portal su token con un evento de prueba y guarda el nuevo. Si «Rechazados», en «Estado», dice que el portal confirmó el token conocido, alguien falsifica eventos: la auditoría muestra cuándo. Si no se puede preguntar al portal, uno de sus administradores abre la aplicación una vez y así llega el token nuevo.
    .act = Después, `Recuperar lo perdido` trae lo rechazado.
    .frame = Algunos avisos llegaron con un token que no es de este portal, y Tombstone los rechazó. Abra la aplicación otra vez.
alarm-subscriptions-missing = El portal no suscribió algunos eventos: esas eliminaciones no llegan.
    .label = Faltan suscripciones
    .advice = Tombstone intenta suscribirlos de nuevo cada día. Si falla, al portal le falta un permiso o un módulo: pida a su administrador que actualice la aplicación.
    .act = `Comprobar suscripciones` lo intenta de inmediato.
    .frame = Bitrix24 no informa de algunos tipos de eliminaciones; quizá a la aplicación le falta un permiso.
alarm-probe-lost = El último evento de prueba no llegó: también pueden perderse eliminaciones en el camino.
    .label = Prueba perdida
    .advice = Compruebe que los portales llegan a TOMBSTONE_PUBLIC_URL desde internet, con un certificado válido, y que un portal autoalojado procesa su cola de eventos.
    .act = `Enviar evento de prueba` lo intenta de nuevo.
    .frame = El último evento de prueba no llegó, así que también pueden perderse eliminaciones en el camino.
alarm-gap-open = Tombstone no ha traído lo que se eliminó en el portal mientras nadie escuchaba, o el portal no lo guardó.
    .label = Hueco sin cerrar
    .advice = «Entregas», en «Estado», dice por qué. Solo los tokens de un administrador pueden leer la cola sin conexión: pida a un administrador del portal que abra la aplicación. Lo que el portal no guardó está perdido; la alarma termina en una semana.
    .act = Después pulse `Recuperar lo perdido`.
    .frame = Tombstone no registró una parte de lo que se eliminó aquí mientras no estaba disponible.
alarm-webhook-disabled = Tombstone ha desactivado un destino de los webhooks salientes del portal: ya no se le envía nada.
    .label = Webhook desactivado
    .advice = La página «Webhooks» dice cuál y por qué: respondió que ya no existe, o todos los intentos fallaron durante demasiado tiempo. La alarma termina cuando se activa de nuevo o se quita.
    .act = Cuando vuelva a estar accesible, pulse `Activar`; `Enviar de nuevo` trae lo que se perdió.
    .frame = No se puede llegar a un programa al que Tombstone comunica lo que se elimina aquí, y ya no se le envía nada.
alarm-burst = Alguien eliminó en unos minutos más de lo que explica la actividad habitual del portal.
    .label = Mucho eliminado a la vez
    .detail = { $event ->
        [none] El usuario { $user_id } eliminó { $deletions } elementos de varios tipos entre { $from } y { $to }, más de lo habitual.
       *[other] { $user_id ->
            [none] Varios usuarios, o algunos que Bitrix24 no nombra, eliminaron { $deletions } elementos del tipo { $what } entre { $from } y { $to }, más de lo habitual.
           *[other] El usuario { $user_id } eliminó { $deletions } elementos del tipo { $what } entre { $from } y { $to }, más de lo habitual.
        }
    }
    .advice = Pregunte a un administrador del portal si era intencionado: la papelera de Bitrix24 guarda lo eliminado durante un tiempo. La alarma termina sola un día después de la última de estas eliminaciones. Si ocurre con regularidad, un propietario sube el umbral o apaga la alarma en «Configuración».
    .frame = Alguien eliminó en unos minutos más de lo habitual aquí. Si no era intencionado, mire pronto en la papelera de Bitrix24.
alarm-silent = El portal lleva callado más tiempo que nunca en las últimas cuatro semanas.
    .label = En silencio
    .advice = Quizá nadie eliminó nada allí.
    .act = `Enviar evento de prueba` muestra si aún llegan eventos.
    .frame = Aquí hay más silencio que de costumbre.
alarm-not-finished = El portal empezó la instalación y no la terminó: no llegan eventos.
    .label = Sin terminar
    .advice = Pida a un administrador del portal que abra la aplicación otra vez; el instalador continúa donde se detuvo.
    .frame = La instalación empezó y no ha terminado, así que Bitrix24 todavía no informa de nada.
