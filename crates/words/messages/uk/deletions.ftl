# Списки видалень, одне видалення і те, що стоїть над списками.

deletions-title = Видалення
deletions-here = Ви тут

# Рядок запиту, його форма і чинні фільтри
deletions-find = Знайти видалення
deletions-form = Усі фільтри формою
deletions-show = Застосувати
deletions-filters = Чинні фільтри
deletions-remove = прибрати цей фільтр
deletions-remove-all = Прибрати всі фільтри
deletions-field-entity = Що
deletions-field-event = Код події
deletions-field-id = ID
deletions-field-user = Хто видалив
deletions-field-source = Джерело
deletions-field-portal = Портал
deletions-field-from = Отримано з
deletions-field-to = Отримано до
deletions-field-q = Текст починається з
deletions-names-sealed = Назви зберігаються зашифрованими, пошуку за ними немає: шукайте ID, атрибут або значення.
deletions-unusable = Такий фільтр застосувати не можна.
    .text = Виправте позначене поле, і список з’явиться.
deletions-wrong-long = Забагато символів: не більше ніж { $count }.
deletions-wrong-invisible = Видаліть невидимий символ.
deletions-wrong-text = Це не UTF-8.
deletions-wrong-twice = Тут може бути лише одне значення.
deletions-wrong-many = Тут забагато значень: не більше ніж { $count }.
deletions-wrong-time = Введіть дату, наприклад 2026-03-17 або 2026-03-17T15:16, чи давність: -24h, -7d.
deletions-wrong-range = Це раніше за початок періоду.
deletions-wrong-source = Може бути live, recovered або spooled.
deletions-wrong-kind = Невідомий вид «{ $kind }».
    .like = Невідомий вид «{ $kind }». Можливо, { $like }?
deletions-wrong-order = Може бути newest або oldest.
deletions-wrong-place = Такого місця у списку немає: адресу змінено або обрізано.
deletions-wrong-portal = Порталу «{ $portal }» немає.
deletions-wrong-portals = «{ $portal }» є в назві надто багатьох порталів. Введіть більше.
deletions-wrong-word = «{ $word }» — не фільтр. Є kind, event, id, user, source, portal, from і to; текст із двокрапкою беруть у лапки.
deletions-wrong-value = Введіть значення одразу після «{ $word }:», без пробілу.
deletions-wrong-quote = Закрийте лапки.

# Подання
deletions-views = Збережені подання
deletions-view-all = Усі
deletions-view-shared = спільне
deletions-view-save = Зберегти подання
deletions-view-name = Назва подання
deletions-view-share = Відкрити всім операторам
deletions-view-keep = Зберегти
deletions-view-remove = Прибрати «{ $name }»

# Гістограма
deletions-histogram = { $count ->
        [0] За цей час видалень немає
        [one] { $count } видалення
        [few] { $count } видалення
       *[other] { $count } видалень
    }
deletions-histogram-since = { $count ->
        [one] { $count } видалення з { $since }; старіші не пораховано
        [few] { $count } видалення з { $since }; старіші не пораховано
       *[other] { $count } видалень з { $since }; старіші не пораховано
    }
deletions-histogram-hours = Підрахунки ведуться за повними годинами UTC, тому дні тут починаються о { $time }.
deletions-bar = { $when }: { $count }
deletions-others = Інше

# Список
deletions-caption = Видалення, спочатку нові
deletions-caption-oldest = Видалення, спочатку старі
deletions-column-thing = Видалено
deletions-column-portal = Портал
deletions-column-belongs = До чого належить
deletions-column-user = Хто видалив
deletions-column-source = Джерело
deletions-column-event = Подія
deletions-column-sent = Надіслано з Бітрікс24
deletions-column-received = Отримано
deletions-id-not-named = (ID не вказано)
deletions-fold = { $kind } × { $count }, видалено за { $seconds } с
deletions-fold-more = { $kind } × { $count } і більше, видалено за { $seconds } с
deletions-fold-opens = показати кожне
deletions-gap = Події не приймалися: { $length }.
    .closed = Події не приймалися: { $length }; прогалину закрито.
deletions-gap-time = з { $from } по { $to }
deletions-columns = Стовпці
deletions-columns-keep = Показати вибрані
deletions-export = Вивантажити
    .text = Усе, що є в цьому списку, одним файлом:
deletions-export-call = Те саме через API
deletions-turn-oldest = Спочатку старі
deletions-turn-newest = Спочатку нові
deletions-jump = Перейти до
deletions-jump-go = Перейти
deletions-pages = Сторінки
deletions-newest = Найновіші
deletions-oldest = Найстаріші
deletions-newer = Новіші
deletions-older = Старіші
deletions-new = Нових: { $count }
deletions-new-many = Нових: { "{count}" }
deletions-new-far = Надто багато нових: оновіть список
deletions-farther = Поки збігів немає
    .text = Tombstone переглянув багато видалень, і жодне не підходить. Наступна сторінка шукає далі.
deletions-end = Більше видалень немає
    .text = Тут список закінчується.
deletions-to-start = До початку
deletions-none-fits = Під ці фільтри не підходить жодне видалення
    .text = Приберіть один із них або перегляньте всі видалення. Нові, які підходять, з’являться тут самі.
deletions-none = Видалень поки немає
    .text = Щойно на порталі із застосунком щось видалять, Бітрікс24 повідомить про це, і видалення з’явиться тут саме, зазвичай за кілька секунд.
deletions-none-recorded = Tombstone записує видалення цього порталу, коли його стан знову «Активний».
    .installing = Tombstone почне записувати видалення, коли встановлення завершиться.

# Над списком порталу
deletions-more-alarms = Є й інші тривоги.
deletions-alarm-advice = Що з цим робити
deletions-plan = Тариф
deletions-kept = Зберігається видалень
deletions-last-event = Остання подія
deletions-none-yet = поки не було
deletions-installed = Встановлено
deletions-not-yet = ще ні
deletions-tokens = Токени
deletions-bound = Підписок на події
deletions-renewed = оновлено { $when }
deletions-missing = бракує: { $events }
deletions-not-checked = ще не перевіряли

# Клавіші
deletions-keys = Гарячі клавіші
deletions-keys-close = Закрити
deletions-key-find = до рядка пошуку
deletions-key-move = наступний і попередній рядок
deletions-key-open = відкрити рядок
deletions-key-close = закрити панель
deletions-key-export = вивантажити
deletions-key-time = перейти до часу
deletions-key-help = показати гарячі клавіші

# Одне видалення
deletions-pane = Подробиці видалення
deletions-whole-page = Відкрити сторінку
deletions-close = Закрити
deletions-number = Видалення { $number }
deletions-user = користувач { $user }
deletions-sentence = { $kind } { $id }: видалення на порталі { $domain }, хто видалив — { $who }. Бітрікс24 повідомив { $sent }, Tombstone отримав через { $delay }.
deletions-sentence-nobody = { $kind } { $id }: видалення на порталі { $domain }. Бітрікс24 повідомив { $sent }, Tombstone отримав через { $delay }.
deletions-titled = { $id } «{ $title }»
deletions-called = Назва
    .text = (під час останньої зміни)
deletions-incomplete = У події не сказано, що саме видалили.
    .text = Подія справжня і зберігається такою, якою надійшла; див. отримані дані нижче.
deletions-known = Подробиці
deletions-what = Вид
deletions-not-named = у події не вказано
deletions-also = Також повідомлено від
    .text = (те саме видалення, надіслане ще раз від імені іншого користувача)
deletions-later = через { $delay }
deletions-handler = Обробник події
deletions-permalink = Постійне посилання
deletions-chain = Ланцюжок
deletions-chain-fits = Перевірено
    .text = Не змінено з моменту запису: дайджест збігається з ланцюжком.
deletions-chain-changed = Не сходиться
    .text = Це видалення або попереднє змінили після запису. Команда «tombstone portal verify» знайде, де ланцюжок рветься.
deletions-chain-missing = Розірвано
    .text = Попереднього видалення немає. Команда «tombstone portal verify» знайде, де ланцюжок рветься.
deletions-chain-older = Не в ланцюжку
    .text = Tombstone записав його до того, як почав зв’язувати видалення в ланцюжок, тому перевірити його не можна.
deletions-sent-to = Надіслано вебхукам
    .none = Нікому. Адреси доставки додано пізніше, вимкнено або вони відсіюють його, або минуло понад 30 днів.
deletions-same-thing = Ще про цей об’єкт
deletions-same-user = Видалено тим самим користувачем у межах п’яти хвилин
deletions-same-user-all = Усі видалення цього користувача
deletions-payload = Отримані дані
    .text = як надійшли, без токенів
deletions-path = Копіювати шлях
deletions-copy-path = Копіювати шлях { $path }
deletions-neighbours = Попереднє і наступне
