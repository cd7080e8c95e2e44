# Страница аудита.

audit-page-title = Аудит
audit-page-lead = Что делали операторы и программы и что было отклонено, сначала новое.
audit-page-portal = О портале
audit-page-portal-example = Его member_id целиком
audit-page-kind = Что произошло
audit-page-any = Что угодно
audit-page-all = Показать все строки
audit-page-caption = Аудит, сначала новое
audit-page-what = Что
audit-page-who = Кто
audit-page-of = Портал
audit-page-more = Подробнее
audit-page-when = Когда
audit-page-from = с { $source }
audit-page-of-portal = Все строки об этом портале
audit-page-none-fits = Ничего не подходит
    .text = Ничего такого не делали и не отклоняли.
audit-page-empty = Пока пусто
    .text = Tombstone записывает сюда входы, ключи, действия операторов и всё, что отклоняет.
audit-page-wrong-kind = Такого вида нет; выберите один из этих.
