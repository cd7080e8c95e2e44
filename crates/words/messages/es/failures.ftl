# Por qué falló algo.

failure-portal-refused = { $answer ->
    [access_denied] El portal solo permite esto con los tokens de un administrador, o su plan no tiene REST: pida a un administrador que abra la aplicación.
    [wrong_license] El plan del portal no incluye esto.
    [insufficient_scope] A la aplicación le falta un permiso en el portal.
    [invalid_token] El portal no acepta el token de acceso.
    [expired_token] El portal no acepta el token de acceso.
    [no_auth_found] El portal no acepta el token de acceso.
    [invalid_grant] El portal no acepta el token de acceso.
    [payment_required] El período pagado de la aplicación terminó en el portal.
    [not_installed] La aplicación ya no está instalada en el portal.
    [application_not_found] La aplicación ya no está instalada en el portal.
    [error_oauth] La aplicación ya no está instalada en el portal.
    [authorization_error] El usuario que dio los tokens ya no puede usar la aplicación.
    [user_access_error] El usuario que dio los tokens ya no puede usar la aplicación.
    [portal_deleted] El portal está cerrado o eliminado.
   *[other] El portal lo rechaza: { $answer }.
}
failure-server-refused = { $answer ->
    [invalid_grant] El servidor de autorización ya no acepta el token de renovación.
    [bad_verification_code] El servidor de autorización ya no acepta el token de renovación.
    [invalid_client] El servidor de autorización no conoce la aplicación en este portal, o el secreto es incorrecto.
    [wrong_client] El servidor de autorización no conoce TOMBSTONE_CLIENT_ID.
    [invalid_scope] La aplicación pide más permisos de los que tiene su ficha.
    [insufficient_scope] La aplicación pide más permisos de los que tiene su ficha.
    [payment_required] El período pagado de la aplicación terminó en el portal.
    [not_installed] La aplicación ya no está instalada en el portal.
    [application_not_found] La aplicación ya no está instalada en el portal.
    [error_oauth] La aplicación ya no está instalada en el portal.
    [authorization_error] El usuario que dio los tokens ya no puede usar la aplicación.
    [user_access_error] El usuario que dio los tokens ya no puede usar la aplicación.
    [portal_deleted] El portal está cerrado o eliminado.
   *[other] El servidor de autorización lo rechaza: { $answer }.
}
failure-portal-unknown = El servidor de autorización no conoce el portal ({ $answer }).
failure-unreachable = { $cause ->
    [no_answer] { $host } no respondió a tiempo.
    [no_connection] Tombstone no pudo conectarse a { $host }.
    [untrusted] Tombstone no confía en el certificado de { $host }.
    [broke_off] La conexión con { $host } se cortó.
    [crowded] Tombstone está preguntando a { $host } por demasiadas instalaciones a la vez.
   *[undecided] { $host } no puede confirmar la identidad en este momento.
}
failure-moved = { $host } redirige a otra dirección.
failure-unexpected = { $host } respondió { $status } con algo que no es JSON o es demasiado grande.
failure-address-forbidden = Tombstone no puede llamar a la dirección { $host }.
failure-unanswered = El portal no respondió a { $methods }.
failure-suspended = Tombstone no llama al portal mientras está { $standing }.
failure-limited = Los límites de uso del portal no permiten más llamadas ahora.
failure-licence-expired = La licencia del portal autoalojado venció.
failure-no-tokens = Tombstone no tiene tokens del portal.
failure-no-refresh-token = Tombstone no tiene token de renovación del portal.
failure-credentials-refused = El servidor de autorización rechaza TOMBSTONE_CLIENT_ID o TOMBSTONE_CLIENT_SECRET.
failure-no-credentials = Este servicio se inició sin TOMBSTONE_CLIENT_ID y TOMBSTONE_CLIENT_SECRET.
failure-other-portal = El servidor de autorización respondió con los tokens de otro portal.
failure-server-unreachable = El servidor de autorización no responde.
failure-server-trouble = El servidor de autorización tiene problemas.
failure-renewal-paused = La renovación de los tokens falló hace un momento; Tombstone lo reintentará pronto.
failure-renewal-broke-off = La renovación de los tokens se interrumpió.
failure-renewal-stuck = Otro proceso renueva los tokens y no termina.
failure-no-queue = El portal no tiene cola sin conexión para la aplicación.
failure-queue-unknown = El portal todavía no ha dicho si tiene una cola sin conexión.
failure-endless-queue = El portal devuelve una y otra vez los mismos registros de su cola sin conexión.
failure-unreadable-queue = Tombstone no puede leer la respuesta del portal sobre su cola sin conexión.
failure-app-removed = El portal desinstaló la aplicación.
failure-log-unavailable = El registro de eventos de Tombstone no acepta nada en este momento.
failure-database-unavailable = La base de datos de Tombstone no responde en este momento.
failure-not-paid = La aplicación no estaba pagada, así que Bitrix24 no envió nada.
failure-portal-closed = El portal estaba cerrado.
failure-other = Otra versión de Tombstone anotó: { $other }.
