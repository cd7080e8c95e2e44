# La auditoría.

audit-install-refused = Instalación rechazada
    .detail = { $reason }
audit-event-refused = Evento rechazado
    .detail = { $reason }
audit-app-page-refused = Página de la aplicación denegada
    .detail = { $reason }
audit-log-in-failed = Inicio de sesión fallido
    .detail = { $reason }
audit-act-refused = Acción denegada
    .detail = { $reason }
audit-removal-undone = Desinstalación anulada
    .detail = { $reason }
audit-logged-in = Inicio de sesión
audit-logged-out = Cierre de sesión
audit-check-requested = Comprobación solicitada
    .detail = Tombstone comprueba { $domain }.
audit-probe-requested = Evento de prueba solicitado
    .detail = Tombstone pide a { $domain } un evento de prueba.
audit-recovery-requested = Recuperación solicitada
    .detail = Tombstone lee la cola sin conexión de { $domain }.
audit-renewal-requested = Renovación de tokens solicitada
    .detail = Tombstone renueva los tokens de { $domain }.
audit-task-ended = Solicitud completada
    .detail = { $outcome }
audit-purge-requested = Borrado de los datos solicitado
    .detail = { $deletions ->
        [one] Un operador solicitó borrar { $deletions } eliminación y todos los demás datos del portal.
       *[other] Un operador solicitó borrar { $deletions } eliminaciones y todos los demás datos del portal.
    }
audit-api-key-created = Clave de API creada
    .detail = La clave «{ $name }» sirve para { $portals ->
        [none] todos los portales.
        [one] el portal { $portal }.
       *[other] { $portals } portales.
    }
audit-api-key-revoked = Clave de API revocada
    .detail = La clave { $id } ya no sirve.
audit-operator-added = Operador añadido
    .detail = { $email } puede iniciar sesión.
audit-role-set = Rol asignado
    .detail = { $email } es { $role ->
        [owner] propietario y puede hacerlo todo.
        [operator] operador y puede actuar sobre los portales.
       *[viewer] observador y solo puede mirar.
    }
audit-portals-set = Portales de un operador asignados
    .detail = { $email } ve { $portals ->
        [none] todos los portales.
        [0] ningún portal.
        [one] { $portals } portal.
       *[other] { $portals } portales.
    }
audit-password-set = Contraseña cambiada
    .detail = { $email } tiene una contraseña nueva.
audit-second-factor-on = Segundo factor activado
    .detail = { $email } necesita ahora un código para iniciar sesión.
audit-second-factor-off = Segundo factor desactivado
    .detail = { $email } ya no necesita código para iniciar sesión.
audit-recovery-codes-made = Códigos de recuperación creados
    .detail = { $email } tiene códigos de recuperación nuevos; los anteriores ya no sirven.
audit-recovery-code-used = Código de recuperación usado
    .detail = { $left ->
        [0] No queda ningún código de recuperación.
        [one] Queda { $left } código de recuperación.
       *[other] Quedan { $left } códigos de recuperación.
    }
audit-account-bound = Cuenta vinculada
    .detail = { $email } está ahora vinculado a la cuenta que inició sesión en { $provider }.
audit-account-released = Cuenta desvinculada
    .detail = { $email } se vinculará a la próxima cuenta con esta dirección.
audit-sessions-ended = Sesiones terminadas
    .detail = { $sessions ->
        [one] El operador terminó { $sessions } de sus sesiones.
       *[other] El operador terminó { $sessions } de sus sesiones.
    }
audit-preferences-set = Preferencias cambiadas
audit-operator-removed = Operador eliminado
    .detail = { $email } ya no puede iniciar sesión.
audit-portal-purged = Datos del portal borrados
    .detail = { $deletions ->
        [one] Tombstone borró { $deletions } eliminación para siempre.
       *[other] Tombstone borró { $deletions } eliminaciones para siempre.
    } { $cause ->
        [removal] El portal lo pidió al desinstalar la aplicación.
        [operator] Un operador lo pidió.
        [administrator] Un administrador del portal lo pidió.
       *[uninstalled] La aplicación llevaba { $days } días sin estar instalada allí.
    }
audit-burst-alarm-set = Alarma por eliminación masiva cambiada
    .detail = { $is_on ->
        [true] Tombstone da la alarma cuando en { $domain } se eliminan { $threshold } elementos o más en cinco minutos, y más de lo habitual allí.
       *[false] Tombstone no da la alarma por eliminaciones masivas en { $domain }.
    }
audit-titles-set = Conservación de nombres cambiada
    .detail = { $is_on ->
        [true] Tombstone conserva los nombres de los prospectos, negociaciones, contactos, compañías y tareas de { $domain } { $days ->
            [0] para siempre.
            [one] durante { $days } día.
           *[other] durante { $days } días.
        }
       *[false] Tombstone no conserva nombres de prospectos, negociaciones, contactos, compañías y tareas de { $domain }, y borró los que tenía.
    }
audit-retention-set = Conservación fijada
    .detail = Tombstone conserva las eliminaciones de { $domain } { $days ->
        [none] durante el plazo predeterminado.
        [0] para siempre.
        [one] durante { $days } día.
       *[other] durante { $days } días.
    }
audit-deletions-exported = Eliminaciones exportadas
    .detail = { $deletions ->
        [one] { $deletions } eliminación
       *[other] { $deletions } eliminaciones
    } { $domain ->
        [none] de todos los portales
       *[other] de { $domain }
    } como { $format }, { $filter ->
        [none] sin filtro.
       *[other] con el filtro { $filter }.
    } { $whole ->
        [false] La exportación se cortó antes del final.
       *[other] { "" }
    }
audit-keys-rotated = Claves rotadas
    .detail = { $secrets ->
        [one] El comando cifró { $secrets } secreto con la clave actual.
       *[other] El comando cifró { $secrets } secretos con la clave actual.
    }
audit-quarantine-retried = Cuarentena reintentada
    .detail = Tombstone indexó { $events ->
        [one] { $events } evento
       *[other] { $events } eventos
    }; { $deletions ->
        [one] { $deletions } eliminación es nueva.
       *[other] { $deletions } eliminaciones son nuevas.
    }
audit-quarantine-retry-requested = Reintento de la cuarentena solicitado
    .detail = Tombstone intenta de nuevo { $events ->
        [one] { $events } evento que no podía indexar.
       *[other] { $events } eventos que no podía indexar.
    }
audit-webhook-created = Webhook creado
    .detail = Tombstone envía mensajes a { $host } ({ $id }).
audit-webhook-changed = Webhook cambiado
    .detail = El destino { $id } en { $host } tiene ajustes nuevos.
audit-webhook-deleted = Webhook eliminado
    .detail = Tombstone ya no envía nada a { $host } ({ $id }).
audit-webhook-secret-rotated = Secreto del webhook rotado
    .detail = Tombstone firma lo que envía a { $host } ({ $id }) con un secreto nuevo y, durante 24 horas, también con el antiguo.
audit-webhook-tested = Webhook probado
    .detail = Tombstone envía un mensaje de prueba a { $host }.
audit-webhook-redelivered = Mensajes del webhook reenviados
    .detail = Tombstone envía de nuevo { $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    } al destino { $id }.
audit-webhook-disabled = Webhook desactivado
    .detail = { $gone ->
        [true] El destino { $id } en { $host } respondió que ya no existe.
       *[false] Todos los intentos de enviar a { $host } ({ $id }) llevan demasiado tiempo fallando.
    }
audit-quarantine-discarded = Cuarentena descartada
    .detail = Tombstone descartó { $events ->
        [one] { $events } evento que no podía indexar.
       *[other] { $events } eventos que no podía indexar.
    }
audit-audit-exported = Auditoría exportada
    .detail = { $lines ->
        [one] La exportación tiene { $lines } entrada.
       *[other] La exportación tiene { $lines } entradas.
    }
