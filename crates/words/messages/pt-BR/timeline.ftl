# A portal's timeline.

timeline-title = Linha do tempo de { $domain }
timeline-topics = Assunto
timeline-all = Tudo
timeline-app = O aplicativo
timeline-tokens = Tokens
timeline-events = Eventos e lacunas
timeline-acts = Ações
timeline-wrong-topic = Assunto desconhecido. Escolha um acima.
timeline-caption = O que aconteceu com o portal, do mais recente ao mais antigo
timeline-by = por { $actor }
timeline-folded = { $count } vezes desde { $since }
timeline-empty = Ainda não há nada a mostrar
    .text = Tudo o que acontece com o portal, e cada ação sobre ele, aparece aqui sozinho.
timeline-purged = Os dados do portal estão ocultos. O Tombstone está removendo-os do disco.
