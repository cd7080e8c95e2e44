# Como está um portal.

condition-well = Tudo bem. Não há motivo de alarme e o Tombstone registra as exclusões do portal.
    .label = Bem
    .frame = Tudo o que é excluído aqui é registrado.
condition-unknown = Ainda não se sabe se o portal informa todas as suas exclusões: o Tombstone não perguntou, ou o portal não respondeu. O que chega, o Tombstone registra.
    .label = Desconhecido
    .frame = O que é informado daqui é registrado. O Tombstone não sabe no momento se tudo é informado.
condition-alarmed = Algo está errado.
    .frame = O que é informado daqui é registrado, mas:
condition-installing = A instalação começou; se o portal não terminar em uma hora, haverá um alarme.
condition-gone = O portal removeu o aplicativo ou está fechado: o Tombstone não espera nada dele.

# Em que situação está um portal.

status-installing = em instalação
    .label = Instalando
    .meaning = A instalação não terminou, então o Bitrix24 ainda não envia nada.
    .advice = Um dos administradores abre o aplicativo no Bitrix24 e deixa a instalação terminar.
    .frame = A instalação ainda não está completa; leva um momento.
status-active = ativo
    .label = Ativo
    .meaning = O Tombstone registra o que ele informa.
    .frame = O que é informado daqui é registrado.
status-payment-required = aguardando pagamento
    .label = Pagamento vencido
    .meaning = O período pago terminou, então o Bitrix24 não envia nada.
    .advice = O cliente renova o aplicativo; então tudo continua sozinho em até um dia.
    .frame = O período pago do aplicativo terminou, então o Bitrix24 não informa nada. Renove o aplicativo.
status-needs-reinstall = aguardando que um administrador abra ou reinstale o aplicativo
    .label = Reinstalação necessária
    .meaning = Os tokens não valem mais, então o Tombstone não consegue consultar nem reparar nada lá.
    .advice = Um dos administradores abre o aplicativo no Bitrix24 de novo ou o reinstala.
    .frame = O Bitrix24 não aceita mais o acesso que concedeu, então o Tombstone não consegue reparar nada.
status-uninstalled = sem o aplicativo
    .label = Desinstalado
    .meaning = O aplicativo foi removido lá, então nada mais chega.
    .advice = O que foi registrado fica aqui { $days ->
        [0] para sempre.
        [one] por { $days } dia.
       *[other] por { $days } dias.
    } Se o aplicativo for instalado de novo, continua de onde parou.
    .frame = O aplicativo foi removido aqui, então nada é informado.
status-deleted = fechado ou excluído
    .label = Portal excluído
    .meaning = O próprio portal não existe mais ou está fechado por um tempo.
    .advice = O que foi registrado fica aqui. Se o portal voltar, tudo continua sozinho em até uma semana.
    .frame = O portal ficou fechado por um tempo, então nada foi informado.
