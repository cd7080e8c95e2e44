# La instalación, en el portal o en un navegador.

install-running = Tombstone se está instalando
install-done = Tombstone está instalado
    .all = Desde ahora Tombstone conserva cada eliminación de este portal.
    .some = Desde ahora Tombstone conserva las eliminaciones de estos tipos.
install-not-done = No se pudo instalar Tombstone
    .begun = Los pasos hechos se mantienen; puede volver a intentarlo sin riesgo.
    .unchanged = No se cambió nada.
install-step-verified = Bitrix24 confirma este portal
install-step-kept = Tombstone guarda el acceso, cifrado
install-step-bound = El portal informa a Tombstone de las eliminaciones
install-step-checked = El portal lo confirma
install-outcome-done = hecho
install-outcome-failed = falló
install-outcome-open = pendiente
install-missing = Lo que falta
install-back = Volver a { $domain }
install-again = Empezar de nuevo en { $domain }
install-retry = Intentar de nuevo
    .hint = Si no pasa nada, cierre esta ventana y abra la aplicación otra vez.
install-address = Dirección de su Bitrix24
install-continue = Continuar

# Qué pasó y qué hacer.
install-refused = Tombstone rechazó la instalación. { $reason }
install-unverified = Tombstone no puede verificar la instalación ahora. { $reason } Inténtelo de nuevo en un momento.
install-all-bound = { $expected ->
    [one] Tombstone está suscrito al { $expected } tipo de eventos que ofrece este portal.
   *[other] Tombstone está suscrito a los { $expected } tipos de eventos que ofrece este portal.
}
install-some-bound = Tombstone está suscrito a { $found } de { $expected } tipos de eventos. Para los demás quizá le falta a la aplicación un permiso; Tombstone lo intenta cada día.
install-listed = { $found ->
    [one] Enumera { $found } suscripción, y la instalación está terminada.
   *[other] Enumera { $found } suscripciones, y la instalación está terminada.
}
    .unfinished = { $found ->
        [one] Enumera { $found } suscripción, y la instalación está a punto de terminar.
       *[other] Enumera { $found } suscripciones, y la instalación está a punto de terminar.
    }
install-proof-known = Tombstone puede distinguir sus eventos de los falsos.
install-proof-awaited = Tombstone le pidió un evento de prueba para distinguir sus eventos de los falsos.
install-proof-later = Tombstone podrá distinguir sus eventos de los falsos cuando termine la instalación.
install-not-proven = Tombstone no pudo pedir un evento de prueba, con el que distingue los eventos del portal de los falsos. { $reason }
install-kept-as-it-was = No ha cambiado nada: solo un administrador del portal puede renovar la instalación.
install-our-side = Algo falló de nuestro lado. No se perdió nada; inténtelo de nuevo en un momento.
install-too-slow = El portal tarda mucho en responder. Tombstone sigue intentándolo por sí mismo; vuelva a mirar en un minuto.
install-payment-ended = El período pagado de la aplicación terminó en este portal, así que Bitrix24 no envía nada. Renueve la aplicación e inténtelo de nuevo.
install-licence-expired = La licencia de este Bitrix24 venció, así que no responde. Renueve la licencia e inténtelo de nuevo.
install-nothing-bound = El portal no aceptó ninguna de las suscripciones. Inténtelo de nuevo; si sigue igual, a la aplicación le faltan allí sus permisos.
install-portal-away = Tombstone no puede preguntar al portal ahora. { $reason } Inténtelo de nuevo en un momento.
install-limited = El portal no acepta más llamadas en este momento. Tombstone lo reintenta por sí mismo, o hágalo usted en un minuto.
install-no-access = Tombstone no tiene acceso al portal. Abra la aplicación otra vez.
install-not-renewed = El servidor de autorización de Bitrix24 no renueva el acceso en este momento. Inténtelo de nuevo en un momento.
install-not-installed = El portal dice que la aplicación no está instalada allí. Instálela otra vez.
install-closed = El portal está cerrado o ya no existe. Inténtelo de nuevo cuando esté abierto.
install-access-refused = Bitrix24 ya no acepta el acceso de Tombstone. Cierre esta ventana y abra la aplicación otra vez.
install-denied-rest = El portal no deja que las aplicaciones usen su API REST: su plan no la incluye, o a usted le faltan permisos.
install-denied-scope = A la aplicación le falta un permiso que necesita; su proveedor tiene que añadirlo a la ficha de la aplicación.
install-denied-user = Usted no puede usar esta aplicación; un administrador del portal puede cambiarlo.
install-denied-rights = Sus permisos en el portal no bastan; pida a uno de sus administradores que lo haga.
install-denied-address = El portal no acepta la dirección de este servicio; quien lo administra tiene que revisarlo.
install-denied = El portal lo rechaza ({ $code }). Inténtelo de nuevo en un momento.

# Páginas que dicen una sola cosa.
install-failed = Algo salió mal
install-please-retry = Inténtelo de nuevo
install-opened-by-bitrix24 = Bitrix24 abre esta página
    .text = A la solicitud le falta la dirección de un portal, el member_id o un token de acceso.
    .advice = Abra la aplicación desde el menú de su Bitrix24; así llega todo eso.
install-too-many = Llegan demasiadas instalaciones desde su red en este momento.
    .advice = Inténtelo de nuevo en unos minutos.
install-which = ¿Cuál es su Bitrix24?
    .text = Escriba la dirección de su Bitrix24 como aparece en la barra del navegador.
install-no-address = Esa dirección no sirve
    .other = No es la dirección de un portal.
    .private = Lleva a una red privada, a la que este servicio no llama.
    .advice = Cópiela de la barra de direcciones del navegador o escriba solo el host, por ejemplo example.bitrix24.es o bitrix.example.com:8443. Un nombre en otro alfabeto se escribe en su forma ASCII, que empieza por xn.
install-no-app = Este servicio no está configurado todavía
    .text = No conoce la aplicación a la que pertenece, así que no se puede instalar nada.
    .advice = Quien lo administra tiene que definir TOMBSTONE_CLIENT_ID y TOMBSTONE_CLIENT_SECRET, de la ficha de la aplicación, y reiniciarlo.
install-not-begun = La instalación no empezó aquí
    .advice = No se cambió nada. Empiece de nuevo en la dirección de su portal.
