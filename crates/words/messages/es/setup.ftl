# What is to be done before the first portal can install the app. The states of credentials and address are said by
# `tombstone doctor` too.

setup-title = Antes del primer portal
setup-lead = Estos pasos son para quien configura el servicio. Desaparecen cuando el primer portal ha instalado la aplicación.
setup-done = Hecho
setup-todo = Pendiente
setup-open = Compruébelo usted mismo
setup-credentials = Credenciales de la aplicación
setup-credentials-set = TOMBSTONE_CLIENT_ID y TOMBSTONE_CLIENT_SECRET están definidos; la primera instalación mostrará si son correctos.
setup-credentials-missing = Defina TOMBSTONE_CLIENT_ID y TOMBSTONE_CLIENT_SECRET de la ficha de la aplicación; sin ellos ningún portal puede instalarla.
setup-address = Dirección pública
setup-address-reachable = Los portales llegan al servicio en { $url }; `tombstone doctor` prueba si responde.
setup-address-missing = Defina TOMBSTONE_PUBLIC_URL con la dirección https en la que los portales llegan al servicio.
setup-address-not-https = { $url } no es https; Bitrix24 solo envía eventos a direcciones https.
setup-address-dotless = Los portales no envían eventos a { $url }: el nombre del servidor necesita un punto, como en tombstone.localhost. Ponga otra dirección en TOMBSTONE_PUBLIC_URL.
setup-address-private = { $url } está en una red privada; los portales de internet no llegan a ella. Defina TOMBSTONE_PUBLIC_URL con una dirección a la que lleguen.
setup-operator = Un operador
    .text = { $count ->
        [one] { $count } persona puede iniciar sesión.
       *[other] { $count } personas pueden iniciar sesión.
    }
setup-card = La ficha de la aplicación en Bitrix24
    .text = Copie estas direcciones y permisos en la ficha e instale la aplicación en un portal.
    .installer = Instalador
    .app = La aplicación
    .redirect = Redirección de OAuth
    .scopes = Permisos (scopes)
