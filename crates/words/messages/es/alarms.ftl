# Motivos de alarma.

alarm-needs-reinstall = Bitrix24 ya no acepta los tokens del portal, así que Tombstone no puede consultar ni reparar nada allí.
    .label = Hay que reinstalar
    .advice = Pida a un administrador del portal que abra la aplicación una vez; los tokens nuevos ponen fin a la alarma. Si la aplicación ya no está en su menú, tiene que instalarla de nuevo.
    .frame = Bitrix24 ya no acepta el acceso de Tombstone. Abra la aplicación otra vez.
alarm-payment-ended = El período pagado de la aplicación terminó y Bitrix24 ha dejado de enviar eventos sin avisar.
    .label = Pago vencido
    .advice = Pida al cliente que renueve la aplicación. Tombstone lo nota en un día.
    .act = `Comprobar suscripciones` lo comprueba de inmediato.
    .frame = El período pagado de la aplicación terminó, así que Bitrix24 no informa de nada. Renueve la aplicación.
alarm-licence-expired = La licencia del portal autoalojado venció: no responde llamadas y quizá no envía eventos.
    .label = Licencia vencida
    .advice = Pida al cliente que renueve la licencia de su Bitrix24. Tombstone lo nota por sí mismo.
    .act = `Comprobar suscripciones` lo comprueba de inmediato.
    .frame = La licencia de este Bitrix24 venció, así que no responde. Renueve la licencia.
alarm-unreachable = Tombstone no puede llamar al portal, así que no se sabe si aún informa de sus eliminaciones.
    .label = Inaccesible
    .advice = «Llamadas», en «Estado», muestra qué responde el portal. Pregunte a su administrador si un proxy o un cortafuegos bloquea las llamadas y si su plan incluye REST. Tombstone sigue intentándolo y pone fin a la alarma por sí mismo.
    .act = `Comprobar suscripciones` lo intenta de inmediato.
    .frame = Tombstone no puede llamar a este Bitrix24, así que no se sabe si informa de todas las eliminaciones. Quizá un proxy o un cortafuegos bloquea las llamadas.
alarm-token-failing = El servidor de autorización no renueva los tokens del portal en este momento; Tombstone lo reintenta.
    .label = Fallan los tokens
    .advice = Espere si el servidor de autorización no funciona. Si la alarma continúa, ejecute `tombstone doctor` y compare TOMBSTONE_CLIENT_ID y TOMBSTONE_CLIENT_SECRET con la ficha de la aplicación.
    .frame = Bitrix24 no renueva el acceso en este momento. Tombstone lo reintenta por sí mismo.
alarm-events-refused = Llegan eventos en nombre del portal con un application_token distinto del conocido, y Tombstone los rechaza.
    .label = Eventos rechazados
    .advice = Tombstone pide al portal un evento de prueba y guarda el token que trae. Si «Rechazados», en «Estado», dice que el portal confirmó el token conocido, alguien está falsificando eventos: la auditoría muestra cuándo. Si no se puede preguntar al portal, pida a uno de sus administradores que abra la aplicación una vez: así llega el token nuevo.
    .act = Después, `Recuperar lo perdido` trae lo rechazado.
    .frame = Algunos avisos llegaron con un token que no es de este portal, y Tombstone los rechazó. Abra la aplicación otra vez.
alarm-subscriptions-missing = El portal no está suscrito a algunos eventos: esas eliminaciones no llegan.
    .label = Faltan suscripciones
    .advice = Tombstone intenta suscribirse de nuevo cada día. Si falla, al portal le falta un permiso o un módulo: pida a su administrador que actualice la aplicación.
    .act = `Comprobar suscripciones` lo intenta de inmediato.
    .frame = Bitrix24 no informa de algunos tipos de eliminaciones; quizá a la aplicación le falta un permiso.
alarm-probe-lost = El último evento de prueba no llegó: también pueden perderse eliminaciones en el camino.
    .label = Prueba perdida
    .advice = Compruebe que los portales llegan a TOMBSTONE_PUBLIC_URL desde internet, con un certificado válido, y que un portal autoalojado procesa su cola de eventos.
    .act = `Enviar evento de prueba` lo intenta de nuevo.
    .frame = El último evento de prueba no llegó, así que también pueden perderse eliminaciones en el camino.
alarm-gap-open = Tombstone no ha obtenido las eliminaciones de un hueco, o el portal no las guardó.
    .label = Hueco abierto
    .advice = «Entregas», en «Estado», dice por qué. Solo los tokens de un administrador pueden leer la cola sin conexión: pida a un administrador del portal que abra la aplicación. Lo que el portal no guardó está perdido; la alarma termina en una semana.
    .act = Después pulse `Recuperar lo perdido`.
    .frame = Tombstone no registró algunas eliminaciones de un tiempo en que no estuvo disponible.
alarm-webhook-disabled = Tombstone ha desactivado un destino de los webhooks del portal y ya no le envía nada.
    .label = Webhook desactivado
    .advice = La página «Webhooks» dice cuál y por qué: respondió que ya no existe, o todos los intentos fallaron durante demasiado tiempo. La alarma termina cuando alguien activa de nuevo o elimina el destino.
    .act = Cuando vuelva a estar accesible, pulse `Activar`; `Enviar de nuevo` trae lo que se perdió.
    .frame = Tombstone no puede llegar a un programa que recibe las eliminaciones de aquí, y ya no le envía nada.
alarm-burst = Alguien eliminó en unos minutos más de lo habitual en el portal.
    .label = Eliminación masiva
    .detail = { $event ->
        [none] El usuario { $user_id } eliminó { $deletions } elementos de varios tipos entre { $from } y { $to }, más de lo habitual.
       *[other] { $user_id ->
            [none] Varios usuarios, o algunos que Bitrix24 no nombra, eliminaron { $deletions } elementos del tipo { $what } entre { $from } y { $to }, más de lo habitual.
           *[other] El usuario { $user_id } eliminó { $deletions } elementos del tipo { $what } entre { $from } y { $to }, más de lo habitual.
        }
    }
    .advice = Pregunte a un administrador del portal si era intencionado: la papelera de Bitrix24 guarda lo eliminado durante un tiempo. La alarma termina un día después de la última de estas eliminaciones. Si ocurre con regularidad, un propietario puede subir el umbral o desactivar la alarma en «Configuración».
    .frame = Alguien eliminó en unos minutos más de lo habitual aquí. Si no era intencionado, revise pronto la papelera de Bitrix24.
alarm-silent = El portal lleva más tiempo en silencio que nunca en las últimas cuatro semanas.
    .label = En silencio
    .advice = Quizá nadie eliminó nada allí.
    .act = `Enviar evento de prueba` muestra si aún llegan eventos.
    .frame = Este portal está más tranquilo de lo habitual.
alarm-not-finished = El portal empezó la instalación, pero no la ha terminado: no llegan eventos.
    .label = Sin terminar
    .advice = Pida a un administrador del portal que abra la aplicación otra vez; el instalador continúa donde se detuvo.
    .frame = La instalación no ha terminado, así que Bitrix24 todavía no informa de nada.
