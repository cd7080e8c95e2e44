# Рамка каждой страницы панели.

nav-label = Главное меню
nav-overview = Обзор
nav-portals = Порталы
nav-deletions = Удаления
nav-audit = Аудит
frame-skip = Перейти к содержанию
frame-zone = Время: { $zone }.
    .change = Изменить
frame-log-out = Выйти
live-on = Обновляется
live-paused = На паузе
live-reading = Ждёт, пока вы читаете
live-lost = Нет связи, переподключение
live-pause = Пауза
live-resume = Продолжить
copy-copy = Копировать
copy-copied = Скопировано
copy-failed = Не скопировано
wrong-long = { $max ->
    [one] Введите не больше { $max } символа.
   *[other] Введите не больше { $max } символов.
}
wrong-invisible = Удалите невидимый символ.
wrong-filter = Такой фильтр применить нельзя.
    .advice = Исправьте отмеченное поле, и список появится.
ignored-names = Эта страница пропускает неизвестные фильтры: { $names }.
list-show = Применить
list-pages = Страницы
list-first = Первая страница
list-next = Следующая страница
list-end = Здесь список заканчивается.
crumbs-label = Вы здесь
bars-none = За последние { $days } дней удалений не было.
bars-each = Удаления по дням за последние { $days } дней; больше всего за день: { $most }.
bars-last = последние 24 часа
