# O que fica em volta de cada página do painel.

nav-label = Principal
nav-overview = Visão geral
nav-portals = Portais
nav-deletions = Exclusões
nav-audit = Auditoria
frame-skip = Ir para o conteúdo
frame-zone = Horários em { $zone }.
    .change = Alterar
frame-log-out = Sair
live-on = Ao vivo
live-paused = Em pausa
live-reading = Aguardando enquanto você lê
live-lost = Sem conexão, tentando de novo
live-pause = Pausar
live-resume = Continuar
copy-copy = Copiar
copy-copied = Copiado
copy-failed = Não copiado
wrong-long = { $max ->
    [one] Isto tem mais de { $max } caractere.
   *[other] Isto tem mais de { $max } caracteres.
}
wrong-invisible = Há um caractere invisível aqui.
wrong-filter = Este filtro não pode ser usado assim.
    .advice = Corrija o campo marcado e a lista aparecerá.
list-show = Aplicar
list-pages = Páginas
list-first = Primeira página
list-next = Próxima página
list-end = A lista termina aqui.
crumbs-label = Você está aqui
bars-none = Nada foi excluído nos últimos { $days } dias.
bars-each = Exclusões em cada um dos últimos { $days } dias; { $most } no dia com mais.
bars-last = últimas 24 horas
