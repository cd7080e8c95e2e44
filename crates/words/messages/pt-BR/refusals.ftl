# Por que algo foi recusado.

refusal-no-credentials = Este serviço foi iniciado sem TOMBSTONE_CLIENT_ID e TOMBSTONE_CLIENT_SECRET, então não consegue verificar nenhuma instalação.
refusal-server-forbidden = O Tombstone não pode chamar o servidor de autorização que a instalação indica.
refusal-grant-refused = O servidor de autorização não deu tokens pelo código: { $answer }.
refusal-no-portal-named = A resposta do servidor de autorização não indica nenhum portal.
refusal-token-unknown = O servidor de autorização não conhece o token de acesso ({ $answer }).
refusal-token-ended = O token de acesso expirou.
refusal-payment-ended = O período pago do aplicativo terminou neste portal.
refusal-not-installed = O aplicativo não está instalado neste portal.
refusal-other-app = O token pertence a outro aplicativo.
refusal-other-portal = O token pertence a outro portal.
refusal-other-user = O token pertence a outro usuário.
refusal-other-address = O servidor de autorização conhece o portal por outro endereço.
refusal-unsafe-address = O endereço do portal não é https ou leva a uma rede privada.
refusal-incomplete = A instalação não trouxe token de acesso ou o endereço do portal.
refusal-implausible = O Bitrix24 não pode ter emitido estes tokens.
refusal-not-administrator = Só um administrador pode substituir o application_token de uma instalação ativa.
refusal-visitor-unknown = O portal não diz quem abriu o aplicativo ({ $answer }).
refusal-no-page-token = A página não trouxe nenhum token dado aqui.
refusal-other-portals-page = A página pertence a outro portal.
refusal-other-purpose = O token da página não serve para o que foi pedido.
refusal-page-ended = A página foi aberta há tempo demais.
refusal-page-of-removed-app = O aplicativo não está mais instalado no portal a que a página pertence.
refusal-domain-mistyped = O que foi digitado não é o endereço do portal.
refusal-no-system-user = O evento não trouxe tokens de um usuário do sistema do portal.
refusal-other-application-token = O application_token não é o deste portal.
refusal-no-state = O navegador não trouxe `state` de volta.
refusal-unknown-state = O Tombstone não conhece o `state`: já foi usado ou tem mais de dez minutos.
refusal-other-browser = O Tombstone deu o `state` a outro navegador.
refusal-no-code = O portal não deu nenhum código.
refusal-other-code = O código pertence a um portal diferente daquele de onde o navegador voltou.
refusal-invalid-member-id = O navegador trouxe um `member_id` que não pode ser um.
refusal-invalid-domain = O navegador trouxe um `domain` que não pode ser um.
refusal-other-return = Outro portal mandou o navegador de volta.
refusal-wrong-token = { $event } chegou com um application_token errado.
refusal-wrong-token-later = { $event } chegou com um application_token errado enquanto o banco de dados estava fora.
refusal-unexpected-test = Um evento de teste chegou a um endereço que não espera nenhum.
refusal-wrong-password = O endereço ou a senha estava errado.
refusal-wrong-code = A senha estava certa, e o código do segundo fator errado ou já usado.
refusal-not-allowed = A função do operador não permite { $act }.
refusal-out-of-reach = O operador não vê o portal: { $act }.
refusal-foreign-form = { $act } veio de outro site ou de uma página aberta por tempo demais.
refusal-session-ended = A sessão tinha terminado: { $act }.
refusal-still-installed = O servidor de autorização ainda confirma a instalação: alguém falsificou ONAPPUNINSTALL.
refusal-counted = Chegaram mais { $count } deste tipo no minuto desde { $since }{ $known ->
    [true] {"."}
   *[false] , de remetentes que aqui não são conhecidos.
}
