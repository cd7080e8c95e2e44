# Список порталов.

portals-title = Порталы
portals-lead = Все порталы Битрикс24, на которых установили приложение.
portals-find = Найти портал
portals-find-example = Домен или member_id
portals-status = Статус
portals-any = Любой
portals-alarm = Тревога
portals-any-or-none = Любая или никакой
portals-all = Показать все порталы
portals-portal = Портал
portals-deletions = Удаления
portals-last-event = Последнее событие
portals-events = Подписки на события
portals-troubles = Что не в порядке
portals-volume-words = Удалено за последние { $days } дн. (UTC): { $count }; больше всего за день: { $most }.
portals-none-yet = пока не было
portals-not-yet = ещё нет
portals-wrong-status = Такого статуса нет. Выберите один из списка.
portals-wrong-alarm = Такой тревоги нет. Выберите одну из списка.
portals-no-alarm = Такой тревоги нигде нет
    .text = Порталы, где она появится, покажутся здесь сами.
portals-none-fits = Ни один портал не подходит
    .text = Поищите по более короткой части домена или member_id, либо с любым статусом и любой тревогой.
portals-no-further = Больше порталов нет
portals-none = Приложение пока не установили ни на одном портале
    .text = Когда администратор портала Битрикс24 установит его, портал появится здесь сам, и с этого момента его удаления записываются.
