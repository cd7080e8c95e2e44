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
deletions-names-sealed = Назви зберігаються зашифрованими, пошуку за ними немає: шукайте id, атрибут або значення.
deletions-unknown = «{ $name }» — не фільтр
    .text = Список показано без нього.
deletions-unusable = Такий фільтр застосувати не можна.
    .text = Виправте позначене поле, і список з’явиться.
deletions-wrong-long = Тут більше символів, ніж можна: не більше ніж { $count }.
deletions-wrong-invisible = Тут є невидимий символ.
deletions-wrong-text = Це не UTF-8.
deletions-wrong-twice = Тут може бути лише одне значення.
deletions-wrong-many = Тут забагато значень: не більше ніж { $count }.
deletions-wrong-time = Це не дата. Напишіть, наприклад, 2026-03-17 або 2026-03-17T15:16, чи як давно це було: -24h, -7d.
deletions-wrong-range = Це раніше, ніж час у попередньому полі.
deletions-wrong-source = Може бути live, recovered або spooled.
deletions-wrong-kind = Невідомий вид «{ $kind }».
    .like = Невідомий вид «{ $kind }». Можливо, { $like }?
deletions-wrong-order = Може бути newest або oldest.
deletions-wrong-place = Такого місця у списку немає: адресу змінено або обрізано.
deletions-wrong-portal = Порталу «{ $portal }» немає.
deletions-wrong-portals = «{ $portal }» є в назві дуже багатьох порталів. Напишіть більше.
deletions-wrong-word = «{ $word }» — не фільтр. Є kind, event, id, user, source, portal, from і to; текст із двокрапкою беруть у лапки.
deletions-wrong-value = Після «{ $word }:» немає значення; пробіл між ними не потрібен.
deletions-wrong-quote = Лапки не закрито.

# Подання
deletions-views = Збережені подання
deletions-view-all = Усі
deletions-view-shared = спільне
deletions-view-save = Зберегти подання
deletions-view-name = Його назва
deletions-view-share = Показати всім операторам
deletions-view-keep = Зберегти
deletions-view-remove = Прибрати «{ $name }»

# Гістограма
deletions-histogram = { $count ->
        [0] За цей час нічого
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
deletions-id-not-named = (id не названо)
deletions-fold = { $kind } × { $count }, видалено за { $seconds } с
deletions-fold-more = { $kind } × { $count } і більше, видалено за { $seconds } с
deletions-fold-opens = показати кожне
deletions-gap = Події не приймалися: { $length }.
    .closed = Події не приймалися: { $length }; пропущене відновлено.
deletions-gap-time = з { $from } по { $to }
deletions-columns = Стовпці
deletions-columns-keep = Показати ці
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
deletions-new-far = Нових дуже багато: завантажте список
deletions-farther = Поки нічого не підійшло
    .text = Переглянуто багато видалень, і жодне не підходить. Наступна сторінка шукає далі.
deletions-end = Далі нічого немає
    .text = Тут список закінчується.
deletions-to-start = До початку
deletions-none-fits = Під ці фільтри не підходить жодне видалення
    .text = Приберіть один із них або перегляньте всі видалення. Нові, які підходять, з’являться тут самі.
deletions-none = Поки нічого не видаляли
    .text = Щойно на порталі із застосунком щось видалять, Бітрікс24 повідомить про це, і видалення з’явиться тут саме, зазвичай за кілька секунд.
deletions-none-recorded = Видалення цього порталу записуються, коли його стан знову «Активний».
    .installing = Видалення записуються, коли встановлення завершено.

# Над списком порталу
deletions-more-alarms = Це ще не все, що не так.
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
deletions-keys = Клавіші
deletions-keys-close = Закрити
deletions-key-find = до рядка запиту
deletions-key-move = наступний і попередній рядок
deletions-key-open = відкрити рядок
deletions-key-close = закрити відкрите
deletions-key-export = вивантажити
deletions-key-time = перейти до часу
deletions-key-help = цей список

# Одне видалення
deletions-pane = Одне видалення
deletions-whole-page = Відкрити сторінку
deletions-close = Закрити
deletions-number = Видалення { $number }
deletions-user = користувач { $user }
deletions-sentence = { $kind } { $id }: видалення на порталі { $domain }, хто видалив — { $who }. Бітрікс24 повідомив { $sent }, Tombstone отримав через { $delay }.
deletions-sentence-nobody = { $kind } { $id }: видалення на порталі { $domain }. Бітрікс24 повідомив { $sent }, Tombstone отримав через { $delay }.
deletions-titled = { $id } «{ $title }»
deletions-called = Назва
    .text = (як її назвав портал під час останньої зміни)
deletions-incomplete = У події не сказано, що саме видалили.
    .text = Подія справжня і зберігається такою, якою надійшла; що в ній було, видно нижче в отриманих даних.
deletions-known = Подробиці
deletions-what = Що
deletions-not-named = у події не названо
deletions-also = Повідомлено також від
    .text = (те саме видалення, надіслане ще раз від імені іншого користувача)
deletions-later = через { $delay }
deletions-handler = Обробник події
deletions-permalink = Постійна адреса
deletions-chain = Ланцюжок
deletions-chain-fits = Перевірено
    .text = Не змінено з моменту запису: дайджест збігається з ланцюжком.
deletions-chain-changed = Не сходиться
    .text = Це видалення або попереднє змінили після запису. Команда «tombstone portal verify» знайде, де ланцюжок рветься.
deletions-chain-missing = Розірвано
    .text = Попереднього видалення немає. Команда «tombstone portal verify» знайде, де ланцюжок рветься.
deletions-chain-older = Не в ланцюжку
    .text = Воно надійшло до того, як видалення почали зв’язувати в ланцюжок, тому сказати нічого не можна.
deletions-sent-to = Вебхуки, які його отримали
    .none = Жоден. Наявні адреси доставки додано пізніше, вимкнено або вони відсіюють таке; або минуло понад 30 днів.
deletions-same-thing = Що ще відбувалося з цим об’єктом
deletions-same-user = Що цей користувач видалив за п’ять хвилин до і після
deletions-same-user-all = Усі видалення цього користувача
deletions-payload = Отримані дані
    .text = як надійшли, без токенів
deletions-path = Копіювати шлях
deletions-copy-path = Копіювати шлях { $path }
deletions-neighbours = Сусідні
