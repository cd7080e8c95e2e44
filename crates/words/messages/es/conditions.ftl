# Cómo está un portal.

condition-well = Todo está bien. El portal no tiene alarmas y Tombstone registra sus eliminaciones.
    .label = Bien
    .frame = Tombstone registra todo lo que se elimina aquí.
condition-unknown = Todavía no se sabe si el portal informa de todas sus eliminaciones: Tombstone no le ha preguntado o no respondió. Tombstone registra lo que llega.
    .label = Desconocido
    .frame = Tombstone registra lo que informa este portal, pero no sabe ahora si informa de todo.
condition-alarmed = Algo va mal.
    .frame = Tombstone registra lo que informa este portal, pero:
condition-installing = El portal está instalando la aplicación; si tarda más de una hora, Tombstone da la alarma.
condition-gone = El portal desinstaló la aplicación o está cerrado: Tombstone no espera nada de él.

# En qué situación está un portal.

status-installing = instalándose
    .label = Instalándose
    .meaning = La instalación no ha terminado, así que Bitrix24 todavía no envía nada.
    .advice = Un administrador del portal tiene que abrir la aplicación en Bitrix24 y dejar que la instalación termine.
    .frame = La instalación no está completa todavía; tarda un momento.
status-active = activo
    .label = Activo
    .frame = Tombstone registra lo que informa este portal.
status-payment-required = pendiente de pago
    .label = Pago vencido
    .frame = El período pagado de la aplicación terminó, así que Bitrix24 no informa de nada. Renueve la aplicación.
status-needs-reinstall = a la espera de que un administrador abra o reinstale la aplicación
    .label = Hay que reinstalar
    .frame = Bitrix24 ya no acepta el acceso de Tombstone, así que Tombstone no puede reparar nada.
status-uninstalled = sin la aplicación
    .label = Desinstalada
    .meaning = El portal desinstaló la aplicación, así que no llega nada más.
    .advice = Tombstone conserva lo registrado { $days ->
        [0] para siempre.
        [one] durante { $days } día.
       *[other] durante { $days } días.
    } Si la aplicación se instala de nuevo, el registro continúa.
    .frame = Este portal desinstaló la aplicación, así que no informa de nada.
status-deleted = cerrado o eliminado
    .label = Portal eliminado
    .meaning = El portal ya no existe o está cerrado por un tiempo.
    .advice = Tombstone conserva lo registrado. Si el portal vuelve, el registro continúa en una semana como máximo.
    .frame = Este portal estuvo cerrado un tiempo, así que no informó de nada.
