# Lo que rodea cada página del panel.

nav-label = Principal
nav-overview = Resumen
nav-portals = Portales
nav-deletions = Eliminaciones
nav-audit = Auditoría
frame-skip = Ir al contenido
frame-zone = Las horas están en { $zone }.
    .change = Cambiar
frame-log-out = Cerrar sesión
live-on = En vivo
live-paused = En pausa
live-reading = En pausa mientras usted lee
live-lost = Sin conexión, reconectando
live-pause = Pausar
live-resume = Reanudar
copy-copy = Copiar
copy-copied = Copiado
copy-failed = Error al copiar
wrong-long = { $max ->
    [one] Use { $max } carácter como máximo.
   *[other] Use { $max } caracteres como máximo.
}
wrong-invisible = Quite el carácter invisible.
wrong-filter = Este filtro no es válido.
    .advice = Corrija el campo marcado y aparecerá la lista.
ignored-names = Esta página ignora los filtros desconocidos: { $names }.
list-show = Aplicar
list-pages = Páginas
list-first = Primera página
list-next = Página siguiente
list-end = La lista termina aquí.
crumbs-label = Usted está aquí
bars-none = Sin eliminaciones en los últimos { $days } días.
bars-each = Eliminaciones por día en los últimos { $days } días; { $most } como máximo.
bars-last = últimas 24 horas
