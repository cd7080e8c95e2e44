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
live-reading = Espera mientras usted lee
live-lost = Sin conexión, reintentando
live-pause = Pausar
live-resume = Reanudar
copy-copy = Copiar
copy-copied = Copiado
copy-failed = No se copió
wrong-long = { $max ->
    [one] Esto tiene más de { $max } carácter.
   *[other] Esto tiene más de { $max } caracteres.
}
wrong-invisible = Aquí hay un carácter invisible.
wrong-filter = Este filtro no se puede usar así.
    .advice = Corrija el campo marcado y aparecerá la lista.
list-show = Aplicar
list-pages = Páginas
list-first = Primera página
list-next = Página siguiente
list-end = La lista termina aquí.
crumbs-label = Usted está aquí
bars-none = No se eliminó nada en los últimos { $days } días.
bars-each = Eliminaciones en cada uno de los últimos { $days } días; { $most } en el día con más.
bars-last = últimas 24 horas
