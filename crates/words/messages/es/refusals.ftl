# Por qué se rechazó algo.

refusal-no-credentials = Este servicio se inició sin TOMBSTONE_CLIENT_ID y TOMBSTONE_CLIENT_SECRET, así que no puede verificar ninguna instalación.
refusal-server-forbidden = Tombstone no puede llamar al servidor de autorización que nombra la instalación.
refusal-grant-refused = El servidor de autorización no dio tokens por el código: { $answer }.
refusal-no-portal-named = La respuesta del servidor de autorización no nombra ningún portal.
refusal-token-unknown = El servidor de autorización no conoce el token de acceso ({ $answer }).
refusal-token-ended = El token de acceso venció.
refusal-payment-ended = El período pagado de la aplicación terminó en este portal.
refusal-not-installed = La aplicación no está instalada en este portal.
refusal-other-app = El token pertenece a otra aplicación.
refusal-other-portal = El token pertenece a otro portal.
refusal-other-user = El token pertenece a otro usuario.
refusal-other-address = El servidor de autorización conoce el portal con otra dirección.
refusal-unsafe-address = La dirección del portal no es https o lleva a una red privada.
refusal-incomplete = La instalación no trajo token de acceso o dirección de su portal.
refusal-implausible = Bitrix24 no puede haber emitido estos tokens.
refusal-not-administrator = Solo un administrador puede reemplazar el application_token de una instalación activa.
refusal-visitor-unknown = El portal no dice quién abrió la aplicación ({ $answer }).
refusal-no-page-token = La página no trajo ningún token concedido aquí.
refusal-other-portals-page = La página pertenece a otro portal.
refusal-other-purpose = El token de la página no vale para lo que se pidió.
refusal-page-ended = La página se abrió hace demasiado tiempo.
refusal-page-of-removed-app = La aplicación ya no está instalada en el portal al que pertenece la página.
refusal-domain-mistyped = Lo que se escribió no es la dirección del portal.
refusal-no-system-user = El evento no trajo tokens de un usuario del sistema de su portal.
refusal-other-application-token = El application_token no es el de este portal.
refusal-no-state = El navegador no devolvió ningún `state`.
refusal-unknown-state = Tombstone no conoce el `state`: ya se usó o tiene más de diez minutos.
refusal-other-browser = Tombstone dio el `state` a otro navegador.
refusal-no-code = El portal no dio ningún código.
refusal-other-code = El código pertenece a un portal distinto de aquel del que volvió el navegador.
refusal-invalid-member-id = El navegador trajo un `member_id` que no puede serlo.
refusal-invalid-domain = El navegador trajo un `domain` que no puede serlo.
refusal-other-return = Otro portal devolvió el navegador.
refusal-wrong-token = { $event } llegó con un application_token incorrecto.
refusal-wrong-token-later = { $event } llegó con un application_token incorrecto mientras la base de datos no estaba.
refusal-unexpected-test = Llegó un evento de prueba a una dirección que no espera ninguno.
refusal-wrong-password = La dirección o la contraseña no era correcta.
refusal-wrong-code = La contraseña era correcta, y el código del segundo factor incorrecto o ya usado.
refusal-not-allowed = El rol del operador no permite { $act }.
refusal-out-of-reach = El operador no ve el portal: { $act }.
refusal-foreign-form = { $act } llegó desde otro sitio o desde una página abierta demasiado tiempo.
refusal-session-ended = La sesión había terminado: { $act }.
refusal-still-installed = El servidor de autorización todavía avala la instalación: alguien falsificó ONAPPUNINSTALL.
refusal-counted = Llegaron { $count } más de este tipo en el minuto desde { $since }{ $known ->
    [true] {"."}
   *[false] , de remitentes que aquí no se conocen.
}
