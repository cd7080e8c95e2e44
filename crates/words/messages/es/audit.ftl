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
audit-retention-set = Conservación fijada
    .detail = Tombstone conserva las eliminaciones de { $domain } { $days ->
        [none] tanto como las de todos los demás.
        [0] para siempre.
        [one] durante { $days } día.
       *[other] durante { $days } días.
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
