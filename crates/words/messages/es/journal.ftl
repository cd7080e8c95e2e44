# El diario de un portal.

journal-installed = Instalada
    .detail = El portal instaló la aplicación en { $domain }.
journal-install-confirmed = Instalación confirmada
    .detail = El portal confirmó su instalación en { $domain }.
journal-installation-finished = Instalación terminada
    .detail = El portal terminó la instalación.
journal-install-reported = Aviso de instalación
    .detail = El portal envió { $event } sin tokens; Tombstone lo comprueba con los guardados.
journal-system-user-ready = Usuario del sistema listo
    .detail = Bitrix24 creó el usuario del sistema de la aplicación.
journal-method-answered = Método permitido o rechazado
    .detail = Un administrador respondió a la petición de { $method } de la aplicación.
journal-deletions-erased = Datos borrados
    .detail = Un administrador del portal borró { $deletions ->
        [one] { $deletions } eliminación que el portal había comunicado.
       *[other] las { $deletions } eliminaciones que el portal había comunicado.
    }
journal-events-bound = Eventos suscritos
    .detail = Tombstone se suscribió a { $bound } de { $expected } eventos.
journal-subscriptions-repaired = Eventos suscritos de nuevo
    .detail = Tombstone volvió a suscribirse a { $events }{ $more ->
        [0] {"."}
       *[other] {" "}y { $more } más.
    }
journal-subscriptions-missing = Faltan suscripciones
    .detail = El portal no aceptó la suscripción a { $events }{ $more ->
        [0] {"."}
       *[other] {" "}y { $more } más.
    }
journal-test-event-arrived = Llegó el evento de prueba
    .detail = El evento de prueba tardó { $length }.
journal-test-event-unexpected = Evento de prueba recibido
    .detail = Tombstone no lo pidió.
journal-alarm-raised = Alarma: { $label }
    .detail = { $meaning }
journal-alarm-ended = Alarma terminada: { $label }
    .detail = Esto ya no es así: { $meaning }
journal-burst-noticed = Eliminación masiva
    .detail = { $event ->
        [none] El usuario { $user_id } eliminó { $deletions } elementos de varios tipos entre { $from } y { $to }.
       *[other] { $user_id ->
            [none] Varios usuarios, o algunos que Bitrix24 no nombra, eliminaron { $deletions } elementos entre { $from } y { $to }; el evento es { $event }.
           *[other] El usuario { $user_id } eliminó { $deletions } elementos entre { $from } y { $to }; el evento es { $event }.
        }
    }
journal-application-token-learned = application_token recibido
    .detail = Lo trajo un evento de prueba.
journal-application-token-changed = application_token cambiado
    .detail = Un evento de prueba trajo el nuevo.
journal-application-token-confirmed = application_token confirmado
    .detail = Un evento de prueba trajo el conocido.
journal-tokens-renewed = Tokens renovados
    .detail = El servidor de autorización renovó los tokens del portal.
journal-tokens-not-renewed = Tokens no renovados
    .detail = { $reason }
journal-spare-tokens-kept = Tokens del usuario del sistema guardados
    .detail = Entran en uso cuando el servidor de autorización rechaza los otros.
journal-spare-tokens-used = Entraron en uso los tokens del usuario del sistema
    .detail = { $reason }
journal-spare-tokens-refused = Tokens del usuario del sistema rechazados
    .detail = { $reason }
journal-address-changed = Dirección cambiada
    .detail = El portal se trasladó a { $domain }.
journal-status-changed = { $status ->
    [installing] Ahora instalándose
    [active] Ahora activo
    [payment_required] Pago vencido
    [needs_reinstall] Hay que reinstalar
    [uninstalled] Ahora desinstalada
   *[deleted] Portal cerrado o eliminado
}
    .detail = { $reason }
journal-calls-blocked = Llamadas bloqueadas
    .detail = Bitrix24 bloqueó manualmente las llamadas de la aplicación a este portal (OVERLOAD_LIMIT); contacte con su soporte.
journal-removal-reported = Aviso de desinstalación
    .detail = { $clean ->
        [true] Bitrix24 informó de la desinstalación de la aplicación. Tombstone oculta los datos del portal hasta que el servidor de autorización la confirme.
       *[false] Bitrix24 informó de la desinstalación de la aplicación. Tombstone conserva los datos del portal.
    }
journal-removal-ignored = Desinstalación ignorada
    .detail = Bitrix24 envió el aviso antes de que el portal instalara de nuevo la aplicación.
journal-removal-undone = Desinstalación anulada
    .detail = El servidor de autorización dice que la aplicación sigue instalada.
journal-uninstalled = Desinstalada
    .detail = El portal desinstaló la aplicación. Tombstone conserva los datos del portal.
journal-recovered = Recuperado
    .detail = Tombstone no recibió eventos { $gaps ->
        [one] de { $from } a { $to }.
       *[other] { $gaps } veces entre { $from } y { $to }.
    } { $found ->
        [0] En la cola sin conexión del portal no había nada de ese período.
        [one] En la cola sin conexión del portal había { $found } eliminación de ese período.
       *[other] En la cola sin conexión del portal había { $found } eliminaciones de ese período.
    }
journal-not-recovered = No recuperado
    .detail = Tombstone no recibió eventos { $gaps ->
        [one] de { $from } a { $to }.
       *[other] { $gaps } veces entre { $from } y { $to }.
    } { $reason }
journal-queue-not-read = Cola sin conexión no leída
    .detail = { $reason }
journal-records-unreadable = Registros ilegibles
    .detail = { $count ->
        [one] Tombstone no puede leer { $count } registro de la cola sin conexión del portal y lo dejó allí.
       *[other] Tombstone no puede leer { $count } registros de la cola sin conexión del portal y los dejó allí.
    }
journal-webhook-disabled = Webhook desactivado
    .detail = { $gone ->
        [true] El destino { $id } en { $host } respondió que ya no existe. No se le envía nada hasta que se active de nuevo.
       *[false] Todos los intentos de enviar a { $host } ({ $id }) llevan demasiado tiempo fallando. No se le envía nada hasta que se active de nuevo.
    }
