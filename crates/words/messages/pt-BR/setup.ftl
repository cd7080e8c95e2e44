# What is to be done before the first portal can install the app. The states of credentials and address are said by
# `tombstone doctor` too.

setup-title = Antes do primeiro portal
setup-lead = Estes passos são para quem configura o serviço. Eles somem quando o primeiro portal instala o aplicativo.
setup-done = Feito
setup-todo = A fazer
setup-open = Verifique você mesmo
setup-credentials = Credenciais do aplicativo
setup-credentials-set = TOMBSTONE_CLIENT_ID e TOMBSTONE_CLIENT_SECRET estão definidos; a primeira instalação mostrará se estão corretos.
setup-credentials-missing = Defina TOMBSTONE_CLIENT_ID e TOMBSTONE_CLIENT_SECRET da ficha do aplicativo; sem eles nenhum portal consegue instalar.
setup-address = Endereço público
setup-address-reachable = Os portais acessam o serviço em { $url }; `tombstone doctor` testa se ele responde.
setup-address-missing = Defina TOMBSTONE_PUBLIC_URL com o endereço https em que os portais acessam o serviço.
setup-address-not-https = { $url } não é https; o Bitrix24 só envia eventos a endereços https.
setup-address-dotless = Os portais não enviam eventos a { $url }: o nome do servidor precisa de um ponto, como em tombstone.localhost. Ponha outro endereço em TOMBSTONE_PUBLIC_URL.
setup-address-private = { $url } está numa rede privada; portais na internet não o acessam. Defina TOMBSTONE_PUBLIC_URL com um endereço que eles acessem.
setup-operator = Um operador
    .text = { $count ->
        [one] { $count } pessoa pode entrar.
       *[other] { $count } pessoas podem entrar.
    }
setup-card = A ficha do aplicativo no Bitrix24
    .text = Copie estes endereços e permissões para a ficha e instale o aplicativo em um portal.
    .installer = Instalador
    .app = O aplicativo
    .redirect = Redirecionamento OAuth
    .scopes = Permissões (scopes)
