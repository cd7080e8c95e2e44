# Cómo está un portal.

condition-well = Todo está bien. No hay motivo de alarma y Tombstone registra las eliminaciones del portal.
    .label = Bien
    .frame = Se registra todo lo que se elimina aquí.
condition-unknown = Todavía no se sabe si el portal informa de todas sus eliminaciones: Tombstone no le ha preguntado o no respondió. Tombstone registra lo que llega.
    .label = Desconocido
    .frame = Se registra lo que se informa desde aquí. Tombstone no sabe en este momento si se informa de todo.
condition-alarmed = Algo va mal.
    .frame = Se registra lo que se informa desde aquí, pero:
condition-installing = La instalación empezó; si el portal no la termina en una hora, habrá una alarma.
condition-gone = El portal desinstaló la aplicación o está cerrado: Tombstone no espera nada de él.

# En qué situación está un portal.

status-installing = instalándose
    .label = Instalándose
    .meaning = La instalación no ha terminado, así que Bitrix24 todavía no envía nada.
    .advice = Uno de sus administradores abre la aplicación en Bitrix24 y deja que la instalación termine.
    .frame = La instalación no está completa todavía; tarda un momento.
status-active = activo
    .label = Activo
    .meaning = Tombstone registra lo que informa.
    .frame = Se registra lo que se informa desde aquí.
status-payment-required = pendiente de pago
    .label = Pago vencido
    .meaning = El período pagado terminó, así que Bitrix24 no envía nada.
    .advice = El cliente renueva la aplicación; entonces todo continúa por sí mismo en un día.
    .frame = El período pagado de la aplicación terminó, así que Bitrix24 no informa de nada. Renueve la aplicación.
status-needs-reinstall = a la espera de que un administrador abra o reinstale la aplicación
    .label = Hay que reinstalar
    .meaning = Sus tokens ya no valen, así que Tombstone no puede consultar ni reparar nada allí.
    .advice = Uno de sus administradores vuelve a abrir la aplicación en Bitrix24 o la reinstala.
    .frame = Bitrix24 ya no acepta el acceso que concedió, así que Tombstone no puede reparar nada.
status-uninstalled = sin la aplicación
    .label = Desinstalada
    .meaning = La aplicación se desinstaló allí, así que no llega nada más.
    .advice = Lo registrado se queda aquí { $days ->
        [0] para siempre.
        [one] durante { $days } día.
       *[other] durante { $days } días.
    } Si la aplicación se instala de nuevo, continúa donde terminó.
    .frame = La aplicación se desinstaló aquí, así que no se informa de nada.
status-deleted = cerrado o eliminado
    .label = Portal eliminado
    .meaning = El portal ya no existe o está cerrado por un tiempo.
    .advice = Lo registrado se queda aquí. Si el portal vuelve, todo continúa por sí mismo en una semana.
    .frame = El portal estuvo cerrado un tiempo, así que no se informó de nada.
