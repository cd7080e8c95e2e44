# A página da auditoria.

audit-page-title = Auditoria
audit-page-lead = O que operadores e programas fizeram e o que foi recusado, do mais recente ao mais antigo.
audit-page-portal = Sobre um portal
audit-page-portal-example = O member_id completo
audit-page-kind = O que aconteceu
audit-page-any = Qualquer coisa
audit-page-all = Mostrar todas as linhas
audit-page-caption = Auditoria, do mais recente ao mais antigo
audit-page-what = O quê
audit-page-who = Quem
audit-page-of = Portal
audit-page-more = Detalhes
audit-page-when = Quando
audit-page-from = de { $source }
audit-page-of-portal = Todas as linhas sobre este portal
audit-page-none-fits = Nenhuma linha corresponde
    .text = Nada desse tipo foi feito ou recusado.
audit-page-empty = Nada ainda
    .text = O Tombstone anota aqui as entradas, as chaves, o que os operadores fazem e o que ele recusa.
audit-page-wrong-kind = Esse tipo não existe; escolha um destes.
