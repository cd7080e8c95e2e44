# Por que algo falhou.

failure-portal-refused = { $answer ->
    [access_denied] O portal só permite isso com os tokens de um administrador, ou o plano não tem REST: peça a um administrador que abra o aplicativo.
    [wrong_license] O plano do portal não inclui isso.
    [insufficient_scope] Falta uma permissão ao aplicativo no portal.
    [invalid_token] O portal não aceita o token de acesso.
    [expired_token] O portal não aceita o token de acesso.
    [no_auth_found] O portal não aceita o token de acesso.
    [invalid_grant] O portal não aceita o token de acesso.
    [payment_required] O período pago do aplicativo terminou no portal.
    [not_installed] O aplicativo não está mais instalado no portal.
    [application_not_found] O aplicativo não está mais instalado no portal.
    [error_oauth] O aplicativo não está mais instalado no portal.
    [authorization_error] O usuário que deu os tokens não pode mais usar o aplicativo.
    [user_access_error] O usuário que deu os tokens não pode mais usar o aplicativo.
    [portal_deleted] O portal está fechado ou excluído.
   *[other] O portal recusa: { $answer }.
}
failure-server-refused = { $answer ->
    [invalid_grant] O servidor de autorização não aceita mais o token de renovação.
    [bad_verification_code] O servidor de autorização não aceita mais o token de renovação.
    [invalid_client] O servidor de autorização não conhece o aplicativo neste portal, ou o segredo está errado.
    [wrong_client] O servidor de autorização não conhece TOMBSTONE_CLIENT_ID.
    [invalid_scope] O aplicativo pede mais permissões do que a ficha dele tem.
    [insufficient_scope] O aplicativo pede mais permissões do que a ficha dele tem.
    [payment_required] O período pago do aplicativo terminou no portal.
    [not_installed] O aplicativo não está mais instalado no portal.
    [application_not_found] O aplicativo não está mais instalado no portal.
    [error_oauth] O aplicativo não está mais instalado no portal.
    [authorization_error] O usuário que deu os tokens não pode mais usar o aplicativo.
    [user_access_error] O usuário que deu os tokens não pode mais usar o aplicativo.
    [portal_deleted] O portal está fechado ou excluído.
   *[other] O servidor de autorização recusa: { $answer }.
}
failure-portal-unknown = O servidor de autorização não conhece o portal ({ $answer }).
failure-unreachable = { $cause ->
    [no_answer] { $host } não respondeu a tempo.
    [no_connection] O Tombstone não conseguiu se conectar a { $host }.
    [untrusted] O Tombstone não confia no certificado de { $host }.
    [broke_off] A conexão com { $host } caiu.
    [crowded] O Tombstone está perguntando a { $host } sobre instalações demais ao mesmo tempo.
   *[undecided] { $host } não consegue confirmar a identidade no momento.
}
failure-moved = { $host } redireciona para outro endereço.
failure-unexpected = { $host } respondeu { $status } com algo que não é JSON ou é grande demais.
failure-address-forbidden = O Tombstone não pode chamar o endereço { $host }.
failure-unanswered = O portal não respondeu a { $methods }.
failure-suspended = O Tombstone não chama o portal enquanto ele está { $standing }.
failure-limited = Os limites de uso do portal não permitem mais chamadas agora.
failure-licence-expired = A licença do portal em servidor próprio expirou.
failure-no-tokens = O Tombstone não tem tokens do portal.
failure-no-refresh-token = O Tombstone não tem token de renovação do portal.
failure-credentials-refused = O servidor de autorização recusa TOMBSTONE_CLIENT_ID ou TOMBSTONE_CLIENT_SECRET.
failure-no-credentials = Este serviço foi iniciado sem TOMBSTONE_CLIENT_ID e TOMBSTONE_CLIENT_SECRET.
failure-other-portal = O servidor de autorização respondeu com os tokens de outro portal.
failure-server-unreachable = O servidor de autorização não responde.
failure-server-trouble = O servidor de autorização está com problemas.
failure-renewal-paused = A renovação dos tokens falhou há pouco; o Tombstone tenta de novo em breve.
failure-renewal-broke-off = A renovação dos tokens foi interrompida.
failure-renewal-stuck = Outro processo renova os tokens e não termina.
failure-no-queue = O portal não mantém fila offline para o aplicativo.
failure-queue-unknown = O portal ainda não disse se mantém uma fila offline.
failure-endless-queue = O portal lista os mesmos registros da fila offline repetidamente.
failure-unreadable-queue = O Tombstone não consegue ler a resposta do portal sobre a fila offline.
failure-app-removed = O portal removeu o aplicativo.
failure-log-unavailable = O registro de eventos do Tombstone não aceita nada no momento.
failure-database-unavailable = O banco de dados do Tombstone não responde no momento.
failure-not-paid = O aplicativo não estava pago, então o Bitrix24 não enviou nada.
failure-portal-closed = O portal estava fechado.
failure-other = Outra versão do Tombstone anotou: { $other }.
