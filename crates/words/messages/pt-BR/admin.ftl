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
live-reading = Em pausa enquanto você lê
live-lost = Sem conexão, reconectando
live-pause = Pausar
live-resume = Continuar
copy-copy = Copiar
copy-copied = Copiado
copy-failed = Falha ao copiar
wrong-long = { $max ->
    [one] Use no máximo { $max } caractere.
   *[other] Use no máximo { $max } caracteres.
}
wrong-invisible = Remova o caractere invisível.
wrong-filter = Este filtro não é válido.
    .advice = Corrija o campo marcado e a lista aparecerá.
ignored-names = Esta página ignora filtros desconhecidos: { $names }.
list-show = Aplicar
list-pages = Páginas
list-first = Primeira página
list-next = Próxima página
list-end = A lista termina aqui.
crumbs-label = Você está aqui
bars-none = Nenhuma exclusão nos últimos { $days } dias.
bars-each = Exclusões por dia nos últimos { $days } dias; no máximo { $most }.
bars-last = últimas 24 horas
