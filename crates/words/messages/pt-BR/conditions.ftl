# Como está um portal.

condition-well = Tudo bem. O portal não tem alarmes, e o Tombstone registra as exclusões dele.
    .label = Bem
    .frame = O Tombstone registra tudo o que é excluído aqui.
condition-unknown = Ainda não se sabe se o portal informa todas as suas exclusões: o Tombstone não perguntou, ou o portal não respondeu. O que chega, o Tombstone registra.
    .label = Desconhecido
    .frame = O Tombstone registra o que este portal informa, mas não sabe no momento se ele informa tudo.
condition-alarmed = Algo está errado.
    .frame = O Tombstone registra o que este portal informa, mas:
condition-installing = O portal está instalando o aplicativo; se levar mais de uma hora, o Tombstone dispara um alarme.
condition-gone = O portal removeu o aplicativo ou está fechado: o Tombstone não espera nada dele.

# Em que situação está um portal.

status-installing = em instalação
    .label = Instalando
    .meaning = A instalação não terminou, então o Bitrix24 ainda não envia nada.
    .advice = Um administrador do portal precisa abrir o aplicativo no Bitrix24 e deixar a instalação terminar.
    .frame = A instalação ainda não está completa; leva um momento.
status-active = ativo
    .label = Ativo
    .frame = O Tombstone registra o que este portal informa.
status-payment-required = aguardando pagamento
    .label = Pagamento vencido
    .frame = O período pago do aplicativo terminou, então o Bitrix24 não informa nada. Renove o aplicativo.
status-needs-reinstall = aguardando que um administrador abra ou reinstale o aplicativo
    .label = Reinstalação necessária
    .frame = O Bitrix24 não aceita mais o acesso do Tombstone, então o Tombstone não consegue reparar nada.
status-uninstalled = sem o aplicativo
    .label = Desinstalado
    .meaning = O portal removeu o aplicativo, então nada mais chega.
    .advice = O Tombstone guarda o que registrou { $days ->
        [0] para sempre.
        [one] por { $days } dia.
       *[other] por { $days } dias.
    } Se o aplicativo for instalado de novo, o registro continua.
    .frame = Este portal removeu o aplicativo, então não informa nada.
status-deleted = fechado ou excluído
    .label = Portal excluído
    .meaning = O portal não existe mais ou está temporariamente fechado.
    .advice = O Tombstone guarda o que registrou. Se o portal voltar, o registro continua em até uma semana.
    .frame = Este portal ficou fechado por um tempo, então não informou nada.
