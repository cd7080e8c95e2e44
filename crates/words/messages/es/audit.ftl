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
audit-task-ended = Solicitud cumplida
    .detail = { $outcome }
audit-purge-requested = Eliminación de los datos solicitada
    .detail = { $deletions ->
        [one] Un operador hizo borrar { $deletions } eliminación y todo lo demás que se guardaba del portal.
       *[other] Un operador hizo borrar { $deletions } eliminaciones y todo lo demás que se guardaba del portal.
    }
audit-api-key-created = Clave de API creada
    .detail = La clave «{ $name }» llega a { $portals ->
        [none] todos los portales.
        [one] el portal { $portal }.
       *[other] { $portals } portales.
    }
audit-api-key-revoked = Clave de API revocada
    .detail = La clave { $id } ya no llega a nada.
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
    .detail = El inicio de sesión de { $email } pide un código desde ahora.
audit-second-factor-off = Segundo factor desactivado
    .detail = El inicio de sesión de { $email } ya no pide código.
audit-recovery-codes-made = Códigos de recuperación creados
    .detail = { $email } tiene códigos de recuperación nuevos; los anteriores ya no sirven.
audit-recovery-code-used = Código de recuperación usado
    .detail = { $left ->
        [0] No queda ningún código de recuperación.
        [one] Queda { $left } código de recuperación.
       *[other] Quedan { $left } códigos de recuperación.
    }
audit-account-bound = Cuenta vinculada
    .detail = La cuenta en { $provider } con la que { $email } inició sesión es suya desde ahora.
audit-account-released = Cuenta desvinculada
    .detail = La próxima cuenta con la dirección de { $email } será suya.
audit-sessions-ended = Sesiones terminadas
    .detail = { $sessions ->
        [one] El operador terminó { $sessions } sesión suya.
       *[other] El operador terminó { $sessions } sesiones suyas.
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
audit-burst-alarm-set = Alarma por eliminación masiva ajustada
    .detail = { $is_on ->
        [true] La alarma se da cuando en { $domain } se eliminan { $threshold } elementos o más en cinco minutos, y más de lo habitual allí.
       *[false] No se da ninguna alarma cuando en { $domain } se elimina mucho de una vez.
    }
audit-titles-set = Nombres de elementos ajustados
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
        [none] tanto como las de todos los demás.
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
        [false] El lector se fue, o la exportación se cortó, antes del final.
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
        [one] { $deletions } eliminación de ellos es nueva.
       *[other] { $deletions } eliminaciones de ellos son nuevas.
    }
audit-quarantine-retry-requested = Reintento de la cuarentena pedido
    .detail = Tombstone intenta de nuevo { $events ->
        [one] { $events } evento que no podía indexar.
       *[other] { $events } eventos que no podía indexar.
    }
audit-webhook-created = Webhook creado
    .detail = Tombstone envía mensajes a { $host } ({ $id }).
audit-webhook-changed = Webhook cambiado
    .detail = Es el destino { $id } en { $host }.
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
        [one] El archivo tiene { $lines } línea.
       *[other] El archivo tiene { $lines } líneas.
    }
