# A portal's timeline.

timeline-title = Linha do tempo de { $domain }
timeline-topics = Do que se trata
timeline-all = Tudo
timeline-app = O aplicativo
timeline-tokens = Tokens
timeline-events = Eventos e lacunas
timeline-acts = Ações
timeline-wrong-topic = Não existe esse assunto. Escolha um acima.
timeline-caption = O que aconteceu com o portal, do mais recente ao mais antigo
timeline-by = por { $actor }
timeline-folded = { $count } vezes desde { $since }
timeline-empty = Ainda não há nada a mostrar
    .text = O que acontece com o portal, e o que alguém faz por ele, aparece aqui sozinho.
timeline-purged = Os dados do portal não estão mais à vista. O Tombstone está removendo-os do disco.
