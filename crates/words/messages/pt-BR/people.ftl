# As pessoas do painel: operadores, a própria conta, chaves, configurações, quarentena, a página da auditoria e o segundo
# passo da entrada.

nav-quarantine = Quarentena
nav-api-keys = Chaves de API
nav-operators = Operadores
nav-settings = Configurações
nav-account = Conta
nav-more = Mais

role-owner = Proprietário
role-operator = Operador
role-viewer = Observador

# Operadores

operators-title = Operadores
operators-lead = Quem pode entrar aqui, o que pode fazer e quais portais vê.
operators-who = Operador
operators-role = Função
operators-portals = Vê
operators-since = Desde
operators-acts = Ações
operators-you = Você
operators-with-factor = Com segundo fator
operators-without-factor = Só senha
operators-sees-all = Todos os portais
operators-sees = { $count ->
    [0] Nenhum portal
    [one] { $count } portal
   *[other] { $count } portais
}
operators-change = Alterar
operators-save = Salvar função e portais
operators-reset = Redefinir o segundo fator
operators-reset-hint = Para quem perdeu o dispositivo que mostra os códigos e não tem mais códigos de recuperação. A pessoa entra só com a senha até configurá-lo de novo.
operators-remove = Remover
operators-remove-sure = { $email } não pode mais entrar
operators-add = Adicionar operador
operators-add-button = Adicionar
operators-email = E-mail
operators-password = Primeira senha, com pelo menos { $count } caracteres
operators-role-hint = Um proprietário pode fazer tudo. Um operador, tudo menos gerenciar operadores, chaves de API e configurações. Um observador só pode olhar.
operators-portals-field = Portais, se não forem todos
operators-portals-hint = Domínios ou member_id, separados por espaços ou linhas. Vazio significa todos os portais. Quem vê só alguns não fica sabendo que há outros.
operators-done-added = O operador já pode entrar.
operators-done-set = Salvo. O operador precisa entrar de novo.
operators-done-reset = O operador entra só com a senha. As sessões dele foram encerradas.
operators-done-removed = O operador não pode mais entrar.
operators-wrong-email = Isto não é um endereço de e-mail.
operators-wrong-role = Escolha uma função.
operators-wrong-taken = Já há um operador com este endereço.
operators-wrong-last-owner = Este é o último proprietário que vê todos os portais. Nomeie outro antes, para que alguém possa gerenciar operadores.
operators-wrong-unsure = Marque a caixa para confirmar.
portals-wrong-unknown = Nenhum portal aqui se chama “{ $name }”.
portals-wrong-many = São mais de 500 portais.
password-wrong = Senha incorreta.
password-wrong-again = As duas senhas novas não coincidem.
password-wrong-short = Use pelo menos { $count } caracteres na senha.
password-wrong-long = A senha é longa demais.
password-wrong-often = Tentativas demais. Tente de novo em { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
}.

# A própria conta

account-title = Conta
account-crumbs = Você está aqui
account-factor = Segundo fator
account-factor-on = Ativado
account-factor-off = Quem souber a sua senha pode entrar como você. Com um segundo fator, a entrada também pede um código que o seu telefone mostra.
account-factor-turn-on = Ativar
account-factor-turn-off = Desativar
account-codes-left = { $count ->
    [0] Não resta nenhum código de recuperação: crie novos.
    [one] Resta { $count } código de recuperação.
   *[other] Restam { $count } códigos de recuperação.
}
account-codes-renew = Criar novos códigos de recuperação
account-password = Senha
account-password-now = Senha atual
account-password-new = Senha nova, com pelo menos { $count } caracteres
account-password-again = Repita a senha nova
account-password-hint = Todas as suas outras sessões são encerradas.
account-password-set = Alterar a senha
account-preferences = Idioma, horário e aparência
account-preferences-save = Salvar
account-language = Idioma
account-language-browser = O do navegador
account-zone = Fuso horário
account-zone-none = O do navegador
account-theme = Aparência
account-theme-system = Conforme o sistema
account-theme-light = Clara
account-theme-dark = Escura
account-sessions = Onde você está conectado
account-session-this = Esta sessão
account-session-since = desde
account-session-seen = último uso
account-session-end = Sair
account-sessions-end = Sair em todos os lugares
account-browser-unknown = Navegador desconhecido
account-done-password = Você tem uma senha nova, e todas as suas outras sessões foram encerradas.
account-done-preferences = Salvo.
account-done-off = Para entrar basta a senha. Todas as suas outras sessões foram encerradas.
account-done-ended = A sessão foi encerrada.
account-wrong-preferences = Escolha um idioma, um fuso horário e uma aparência nas listas.
second-factor-lead = Escaneie o código com um aplicativo autenticador e digite os seis dígitos que ele mostra.
second-factor-qr = Código QR para um aplicativo autenticador
second-factor-by-hand = Ou digite isto no aplicativo:
second-factor-code = Código do aplicativo
second-factor-cancel = Cancelar
second-factor-wrong-code = O aplicativo mostra outro código agora. Confira o relógio do seu telefone.
codes-title = Códigos de recuperação
codes-lead = Cada um substitui uma vez um código do aplicativo, se você o perder. Eles não são mostrados de novo: guarde-os onde guarda as senhas.
codes-on = O segundo fator está ativado. As próximas entradas pedem um código.
codes-renewed = Estes são novos. Os antigos não valem mais.
codes-kept = Guardei os códigos

# O segundo passo da entrada

login-code-title = Segundo fator
login-code-lead = Mais um passo: digite o código que seu aplicativo autenticador mostra.
login-code-field = Código
login-code-button = Entrar
login-code-lost = Está sem o telefone? Digite um dos seus códigos de recuperação. Sem nenhum, um proprietário pode redefinir o seu segundo fator.
login-wrong-code = Este código está incorreto ou já foi usado.

# Chaves da API

api-keys-title = Chaves de API
api-keys-lead = Com uma chave, programas podem ler exclusões e agir nos portais.
api-keys-docs = Documentação da API
api-keys-none = Ainda não há chaves
    .text = Programas que usam a API precisam de uma. Crie a primeira abaixo.
api-keys-name = Chave
api-keys-may = Permissões
api-keys-reaches = Portais
api-keys-used = Último uso
api-keys-unused = Nunca
api-keys-ends = Expira
api-keys-never = Nunca
api-keys-days = { $count ->
    [one] Depois de { $count } dia
   *[other] Depois de { $count } dias
}
api-keys-number = Número { $id }
api-keys-nameless = Sem nome
api-keys-usable = Ativa
api-keys-revoked = Revogada
api-keys-ended = Expirada
api-keys-revoke = Revogar
    .lost = Os programas não poderão mais usar esta chave. Isso não pode ser desfeito.
api-keys-make = Criar uma chave
api-keys-make-button = Criar chave
api-keys-name-field = Nome
api-keys-ends-field = Expira
api-keys-all-portals = Todos os portais, também os futuros
api-keys-portals-field = Ou estes portais
api-keys-portals-hint = Domínios ou member_id, separados por espaços ou linhas.
api-keys-key = Chave
api-keys-made = Chave “{ $name }”
api-keys-once = Copie-a agora para onde o programa guarda os segredos: ela não será mostrada de novo.
api-keys-back = Voltar às chaves
api-keys-done-revoked = A chave não vale mais.
api-keys-wrong-name = Dê à chave um nome de no máximo { $count } caracteres, para saber o que a usa.
api-keys-wrong-scopes = Escolha pelo menos uma permissão.
api-keys-wrong-reach = Escolha todos os portais ou indique alguns, não os dois.
scope-deletions-read = lê exclusões
scope-portals-read = lê o estado dos portais
scope-portals-manage = pede verificações, eventos de teste e recuperações
scope-webhooks-manage = gerencia webhooks

# Configurações

settings-title = Configurações
settings-lead = As configurações deste processo. Elas vêm do ambiente, da linha de comando ou do arquivo de TOMBSTONE_CONFIG; mudanças valem depois de reiniciar.
settings-retention = Por quanto tempo o Tombstone guarda exclusões
settings-retention-default = Padrão, para portais sem prazo próprio: { $days }.
settings-for-ever = para sempre
settings-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}
settings-portal = Portal
settings-days-field = Dias
settings-days-hint = Um domínio ou member_id. 0 guarda as exclusões para sempre; vazio, pelo prazo padrão.
settings-set = Definir para este portal
settings-own = Portais com configurações próprias
settings-portal-hint = Um domínio ou member_id.
settings-own-kept = exclusões guardadas: { $days }
settings-burst-from = alarme de exclusão em massa a partir de { $count }
settings-burst-off = nenhum alarme de exclusão em massa
settings-titles-ever = nomes para sempre
settings-titles-days = { $count ->
    [one] nomes por { $count } dia
   *[other] nomes por { $count } dias
}
settings-all = Todas as configurações
settings-name = Configuração
settings-value = Valor
settings-origin = Origem
settings-hidden = Definido, oculto
settings-unset = Nenhum
settings-is-set = Definido
settings-is-default = Padrão
settings-done-retention = Salvo. O Tombstone aplica em até uma hora.
settings-wrong-days = Digite um número inteiro de 0 a 65535, ou nada.
settings-wrong-portal = Indique um portal.

# Quarentena

quarantine-title = Quarentena
quarantine-lead = Eventos que o Tombstone recebeu e respondeu, mas não conseguiu indexar. Nada se perdeu. Corrija a causa e tente de novo.
quarantine-reason-unreadable = O Tombstone não consegue ler o evento no seu registro. O leitor diz: { $detail }.
quarantine-reason-refused = O banco de dados recusa o evento. Ele diz: { $detail }.
quarantine-reason-crowded = Na nova tentativa, outro processo estava indexando o mesmo evento.
quarantine-reason-other = { $other }.
quarantine-none = Nenhum evento em quarentena
    .text = O Tombstone indexou todos os eventos que recebeu.
quarantine-count = { $count ->
    [one] { $count } evento
   *[other] { $count } eventos
}
quarantine-portal-unknown = Portal desconhecido
quarantine-received = recebido
quarantine-place = registro { $place }
quarantine-wanted = O Tombstone tenta de novo
quarantine-tried = Última tentativa
quarantine-payload = Conteúdo do evento
quarantine-unreadable = O Tombstone não consegue ler este evento.
quarantine-retry = Tentar de novo
quarantine-retry-all = Tentar todos de novo
quarantine-discard = Descartar
quarantine-discard-sure = Ele se perde para sempre
quarantine-done-wanted = O Tombstone tenta de novo em segundos. O que ele conseguir indexar sai daqui; o resto ganha um motivo novo.
quarantine-done-discarded = O evento foi descartado.
quarantine-first = Primeira página
quarantine-more = Mais

# A página da auditoria

lines-title = Auditoria
lines-lead = O que operadores e programas fizeram e o que foi recusado, mais recente primeiro.
lines-caption = Auditoria, mais recente primeiro
lines-who = Quem
lines-what = O que aconteceu
lines-anything = Qualquer coisa
lines-portal = Portal
lines-from = De
lines-to = Até
lines-show = Aplicar
lines-show-all = Mostrar todas as entradas
lines-export = Exportar
lines-by-whom = Quem
lines-portal-column = Portal
lines-more = Detalhes
lines-when = Quando
lines-source = de { $source }
lines-about = Todas as entradas sobre este portal
lines-pages = Páginas
lines-newest-link = Mais recentes
lines-newest = Voltar às mais recentes
lines-older = Mais antigas
lines-none = Ainda não há entradas
    .text = Aqui ficam os logins, as chaves, o que os operadores fazem e o que é recusado.
lines-none-fits = Nenhuma entrada corresponde
    .text = Nada assim foi feito nem recusado.
lines-none-older = Nenhuma entrada mais antiga
    .text = A lista termina aqui.
lines-wrong = Este filtro não é válido.
    .text = Corrija o campo marcado e a lista aparecerá.
lines-wrong-kind = Tipo desconhecido; escolha um da lista.
lines-wrong-time = Escreva um horário como 2026-03-17 15:00, ou há quanto tempo foi, como -24h ou -7d.
lines-wrong-order = Isto não é depois do início do período.

# O que dá errado nestas páginas

error-not-allowed = A sua função não permite isso
    .advice = Um proprietário pode fazer isso, ou dar a você outra função na página “Operadores”.
error-unknown-operator = Operador não encontrado
    .advice = Alguém pode tê-lo removido. Veja a lista de operadores.
error-unknown-event = Este evento não está em quarentena
    .advice = Alguém pode tê-lo tentado de novo ou descartado. Abra a quarentena de novo.
error-unsure = Nada foi alterado
    .advice = Volte e marque a caixa para confirmar.
error-has-second-factor = O seu segundo fator já está ativado
    .advice = Para configurar outro dispositivo, desative-o antes na página da sua conta.
