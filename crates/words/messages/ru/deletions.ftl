# Списки удалений, одно удаление и то, что стоит над списками.

deletions-title = Удаления
deletions-here = Вы здесь

# Строка запроса, её форма и действующие фильтры
deletions-find = Найти удаления
deletions-form = Все фильтры формой
deletions-show = Применить
deletions-filters = Действующие фильтры
deletions-remove = убрать этот фильтр
deletions-remove-all = Убрать все фильтры
deletions-field-entity = Что
deletions-field-event = Код события
deletions-field-id = ID
deletions-field-user = Кто удалил
deletions-field-source = Источник
deletions-field-portal = Портал
deletions-field-from = Получено с
deletions-field-to = Получено до
deletions-field-q = Текст начинается с
deletions-names-sealed = Названия хранятся зашифрованными, поиска по ним нет: ищите ID, атрибут или значение.
deletions-unusable = Такой фильтр применить нельзя.
    .text = Исправьте отмеченное поле, и список появится.
deletions-wrong-long = Слишком много символов: не больше { $count }.
deletions-wrong-invisible = Удалите невидимый символ.
deletions-wrong-text = Это не UTF-8.
deletions-wrong-twice = Здесь может быть только одно значение.
deletions-wrong-many = Здесь слишком много значений: не больше { $count }.
deletions-wrong-time = Введите дату, например 2026-03-17 или 2026-03-17T15:16, либо давность: -24h, -7d.
deletions-wrong-range = Это раньше начала периода.
deletions-wrong-source = Может быть live, recovered или spooled.
deletions-wrong-kind = Неизвестный вид «{ $kind }».
    .like = Неизвестный вид «{ $kind }». Может быть, { $like }?
deletions-wrong-order = Может быть newest или oldest.
deletions-wrong-place = Такого места в списке нет: адрес изменён или обрезан.
deletions-wrong-portal = Портала «{ $portal }» нет.
deletions-wrong-portals = «{ $portal }» есть в имени слишком многих порталов. Введите больше.
deletions-wrong-word = «{ $word }» — не фильтр. Есть kind, event, id, user, source, portal, from и to; текст с двоеточием берут в кавычки.
deletions-wrong-value = Введите значение сразу после «{ $word }:», без пробела.
deletions-wrong-quote = Закройте кавычку.

# Представления
deletions-views = Сохранённые представления
deletions-view-all = Все
deletions-view-shared = общее
deletions-view-save = Сохранить представление
deletions-view-name = Название представления
deletions-view-share = Открыть всем операторам
deletions-view-keep = Сохранить
deletions-view-remove = Убрать «{ $name }»

# Гистограмма
deletions-histogram = { $count ->
        [0] За это время удалений нет
        [one] { $count } удаление
        [few] { $count } удаления
       *[other] { $count } удалений
    }
deletions-histogram-since = { $count ->
        [one] { $count } удаление с { $since }; более старые не посчитаны
        [few] { $count } удаления с { $since }; более старые не посчитаны
       *[other] { $count } удалений с { $since }; более старые не посчитаны
    }
deletions-histogram-hours = Подсчёты хранятся по целым часам UTC, поэтому дни здесь начинаются в { $time }.
deletions-bar = { $when }: { $count }
deletions-others = Прочее

# Список
deletions-caption = Удаления, сначала новые
deletions-caption-oldest = Удаления, сначала старые
deletions-column-thing = Удалено
deletions-column-portal = Портал
deletions-column-belongs = К чему относится
deletions-column-user = Кто удалил
deletions-column-source = Источник
deletions-column-event = Событие
deletions-column-sent = Отправлено из Битрикс24
deletions-column-received = Получено
deletions-id-not-named = (ID не указан)
deletions-fold = { $kind } × { $count }, удалено за { $seconds } с
deletions-fold-more = { $kind } × { $count } и больше, удалено за { $seconds } с
deletions-fold-opens = показать каждое
deletions-gap = События не принимались: { $length }.
    .closed = События не принимались: { $length }; пробел закрыт.
deletions-gap-time = с { $from } по { $to }
deletions-columns = Столбцы
deletions-columns-keep = Показать выбранные
deletions-export = Выгрузить
    .text = Всё, что есть в этом списке, одним файлом:
deletions-export-call = То же самое через API
deletions-turn-oldest = Сначала старые
deletions-turn-newest = Сначала новые
deletions-jump = Перейти к
deletions-jump-go = Перейти
deletions-pages = Страницы
deletions-newest = Самые новые
deletions-oldest = Самые старые
deletions-newer = Новее
deletions-older = Старее
deletions-new = Новых: { $count }
deletions-new-many = Новых: { "{count}" }
deletions-new-far = Слишком много новых: обновите список
deletions-farther = Пока совпадений нет
    .text = Tombstone просмотрел много удалений, и ни одно не подходит. Следующая страница ищет дальше.
deletions-end = Больше удалений нет
    .text = Здесь список заканчивается.
deletions-to-start = К началу
deletions-none-fits = Под эти фильтры не подходит ни одно удаление
    .text = Уберите один из них или посмотрите все удаления. Новые, которые подходят, появятся здесь сами.
deletions-none = Удалений пока нет
    .text = Как только на портале с приложением что-нибудь удалят, Битрикс24 сообщит об этом, и удаление появится здесь само, обычно за несколько секунд.
deletions-none-recorded = Tombstone записывает удаления этого портала, когда его состояние снова «Активен».
    .installing = Tombstone начнёт записывать удаления, когда установка завершится.

# Над списком портала
deletions-more-alarms = Есть и другие тревоги.
deletions-alarm-advice = Что с этим делать
deletions-plan = Тариф
deletions-kept = Хранится удалений
deletions-last-event = Последнее событие
deletions-none-yet = пока не было
deletions-installed = Установлено
deletions-not-yet = ещё нет
deletions-tokens = Токены
deletions-bound = Подписок на события
deletions-renewed = обновлены { $when }
deletions-missing = не хватает: { $events }
deletions-not-checked = ещё не проверялось

# Клавиши
deletions-keys = Горячие клавиши
deletions-keys-close = Закрыть
deletions-key-find = к строке поиска
deletions-key-move = следующая и предыдущая строка
deletions-key-open = открыть строку
deletions-key-close = закрыть панель
deletions-key-export = выгрузить
deletions-key-time = перейти ко времени
deletions-key-help = показать горячие клавиши

# Одно удаление
deletions-pane = Подробности удаления
deletions-whole-page = Открыть страницу
deletions-close = Закрыть
deletions-number = Удаление { $number }
deletions-user = пользователь { $user }
deletions-sentence = { $kind } { $id }: удаление на портале { $domain }, кто удалил — { $who }. Битрикс24 сообщил { $sent }, Tombstone получил через { $delay }.
deletions-sentence-nobody = { $kind } { $id }: удаление на портале { $domain }. Битрикс24 сообщил { $sent }, Tombstone получил через { $delay }.
deletions-titled = { $id } «{ $title }»
deletions-called = Название
    .text = (при последнем изменении)
deletions-incomplete = В событии не сказано, что именно удалили.
    .text = Событие подлинное и хранится таким, каким пришло; см. полученные данные ниже.
deletions-known = Подробности
deletions-what = Вид
deletions-not-named = в событии не указан
deletions-also = Также сообщено от
    .text = (то же удаление, присланное ещё раз от имени другого пользователя)
deletions-later = через { $delay }
deletions-handler = Обработчик события
deletions-permalink = Постоянная ссылка
deletions-chain = Цепочка
deletions-chain-fits = Проверено
    .text = Не изменено с момента записи: дайджест сходится с цепочкой.
deletions-chain-changed = Не сходится
    .text = Это удаление или предыдущее изменили после записи. Команда «tombstone portal verify» найдёт, где цепочка рвётся.
deletions-chain-missing = Разорвана
    .text = Предыдущего удаления нет. Команда «tombstone portal verify» найдёт, где цепочка рвётся.
deletions-chain-older = Не в цепочке
    .text = Tombstone записал его до того, как начал связывать удаления в цепочку, поэтому проверить его нельзя.
deletions-sent-to = Отправлено вебхукам
    .none = Никому. Адреса доставки добавлены позже, выключены или отсеивают его, или прошло больше 30 дней.
deletions-same-thing = Ещё об этом объекте
deletions-same-user = Удалено тем же пользователем в пределах пяти минут
deletions-same-user-all = Все удаления этого пользователя
deletions-payload = Полученные данные
    .text = как пришли, без токенов
deletions-path = Копировать путь
deletions-copy-path = Копировать путь { $path }
deletions-neighbours = Предыдущее и следующее
