# Рамка кожної сторінки панелі.

nav-label = Головне меню
nav-overview = Огляд
nav-portals = Портали
nav-deletions = Видалення
nav-audit = Аудит
frame-skip = Перейти до вмісту
frame-zone = Час: { $zone }.
    .change = Змінити
frame-log-out = Вийти
live-on = Оновлюється
live-paused = На паузі
live-reading = Чекає, поки ви читаєте
live-lost = Немає зв’язку, повторне підключення
live-pause = Пауза
live-resume = Продовжити
copy-copy = Копіювати
copy-copied = Скопійовано
copy-failed = Не скопійовано
wrong-long = { $max ->
    [one] Введіть не більше ніж { $max } символ.
   *[other] Введіть не більше ніж { $max } символів.
}
wrong-invisible = Видаліть невидимий символ.
wrong-filter = Такий фільтр застосувати не можна.
    .advice = Виправте позначене поле, і список з’явиться.
ignored-names = Ця сторінка пропускає невідомі фільтри: { $names }.
list-show = Застосувати
list-pages = Сторінки
list-first = Перша сторінка
list-next = Наступна сторінка
list-end = Тут список закінчується.
crumbs-label = Ви тут
bars-none = За останні { $days } днів видалень не було.
bars-each = Видалення за днями за останні { $days } днів; найбільше за день: { $most }.
bars-last = останні 24 години
