# Список порталів.

portals-title = Портали
portals-lead = Усі портали Бітрікс24, на яких встановили застосунок.
portals-find = Знайти портал
portals-find-example = Домен або member_id
portals-status = Статус
portals-any = Будь-який
portals-alarm = Тривога
portals-any-or-none = Будь-яка або жодна
portals-all = Показати всі портали
portals-portal = Портал
portals-deletions = Видалення
portals-last-event = Остання подія
portals-events = Підписки на події
portals-troubles = Що не гаразд
portals-volume-words = Видалено за останні { $days } дн. (UTC): { $count }; найбільше за день: { $most }.
portals-none-yet = поки не було
portals-not-yet = ще ні
portals-wrong-status = Такого статусу немає. Виберіть один зі списку.
portals-wrong-alarm = Такої тривоги немає. Виберіть одну зі списку.
portals-no-alarm = Такої тривоги ніде немає
    .text = Портали, де вона з’явиться, покажуться тут самі.
portals-none-fits = Жоден портал не підходить
    .text = Пошукайте за коротшою частиною домену або member_id, або з будь-яким статусом і будь-якою тривогою.
portals-no-further = Більше порталів немає
portals-none = Застосунок поки не встановили на жодному порталі
    .text = Коли адміністратор порталу Бітрікс24 встановить його, портал з’явиться тут сам, і відтоді його видалення записуються.
