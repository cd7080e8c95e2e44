# Всё о людях в панели: операторы, своя учётная запись, ключи, настройки, карантин, страница аудита и второй шаг входа.

nav-quarantine = Карантин
nav-api-keys = Ключи API
nav-operators = Операторы
nav-settings = Настройки
nav-account = Учётная запись
nav-more = Ещё

role-owner = Владелец
role-operator = Оператор
role-viewer = Наблюдатель

# Операторы

operators-title = Операторы
operators-lead = Кто может входить сюда, что ему можно и какие порталы он видит.
operators-who = Оператор
operators-role = Роль
operators-portals = Видит
operators-since = С какого времени
operators-acts = Действия
operators-you = Вы
operators-with-factor = Входит со вторым фактором
operators-without-factor = Входит только по паролю
operators-sees-all = Все порталы
operators-sees = { $count ->
    [0] Ни одного портала
    [one] { $count } портал
    [few] { $count } портала
   *[other] { $count } порталов
}
operators-change = Изменить
operators-save = Сохранить роль и порталы
operators-reset = Сбросить второй фактор
operators-reset-hint = Для тех, кто потерял устройство с кодами и у кого не осталось кодов восстановления. До новой настройки вход будет только по паролю.
operators-remove = Удалить
operators-remove-sure = { $email } больше не сможет входить
operators-add = Добавить оператора
operators-add-button = Добавить
operators-email = Эл. почта
operators-password = Первый пароль, знаков не меньше { $count }
operators-role-hint = Владелец может всё. Оператор — всё, кроме управления операторами, ключами API и настройками. Наблюдатель может только смотреть.
operators-portals-field = Порталы, если не все
operators-portals-hint = Домены или member_id через пробел или с новой строки. Пусто — все порталы. Кто видит лишь некоторые, не узнает, что есть и другие.
operators-done-added = Оператор уже может войти.
operators-done-set = Сохранено. Оператору нужно войти заново.
operators-done-reset = Оператор входит только по паролю. Его сеансы завершены.
operators-done-removed = Оператор больше не может входить.
operators-wrong-email = Это не адрес эл. почты.
operators-wrong-role = Выберите роль.
operators-wrong-taken = Оператор с таким адресом уже есть.
operators-wrong-last-owner = Это последний владелец, который видит все порталы. Сначала назначьте другого, чтобы было кому управлять операторами.
operators-wrong-unsure = Отметьте, что вы уверены.
portals-wrong-unknown = Портала «{ $name }» здесь нет.
portals-wrong-many = Здесь больше 500 порталов.
password-wrong = Неверный пароль.
password-wrong-again = Два новых пароля не совпадают.
password-wrong-short = Пароль слишком короткий: нужно знаков не меньше { $count }.
password-wrong-long = Пароль слишком длинный.
password-wrong-often = Слишком много попыток. Попробуйте снова через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[other] { $seconds } секунд
}.

# Своя учётная запись

account-title = Учётная запись
account-crumbs = Где вы
account-factor = Второй фактор
account-factor-on = Включён
account-factor-off = Кто узнает ваш пароль, сможет войти под вашим именем. Со вторым фактором для входа нужен ещё код с вашего телефона.
account-factor-turn-on = Включить
account-factor-turn-off = Выключить
account-codes-left = { $count ->
    [0] Кодов восстановления не осталось: создайте новые.
    [one] Остался { $count } код восстановления.
    [few] Осталось { $count } кода восстановления.
   *[other] Осталось { $count } кодов восстановления.
}
account-codes-renew = Создать новые коды восстановления
account-password = Пароль
account-password-now = Текущий пароль
account-password-new = Новый пароль, знаков не меньше { $count }
account-password-again = Новый пароль ещё раз
account-password-hint = Все остальные ваши сеансы завершатся.
account-password-set = Задать пароль
account-preferences = Язык, время и вид
account-preferences-save = Сохранить
account-language = Язык
account-language-browser = Как в браузере
account-zone = Часовой пояс
account-zone-none = Как в браузере
account-theme = Вид
account-theme-system = Как в системе
account-theme-light = Светлый
account-theme-dark = Тёмный
account-sessions = Где вы вошли
account-session-this = Этот
account-session-since = с
account-session-seen = последний раз
account-session-end = Выйти
account-sessions-end = Выйти везде
account-browser-unknown = Неизвестный браузер
account-done-password = У вас новый пароль, все остальные сеансы завершены.
account-done-preferences = Сохранено.
account-done-off = Для входа достаточно пароля. Все остальные ваши сеансы завершены.
account-done-ended = Сеанс завершён.
account-wrong-preferences = Выберите язык, часовой пояс и вид из списков.
second-factor-lead = Отсканируйте код приложением-аутентификатором и введите шесть цифр, которые оно покажет.
second-factor-qr = QR-код для приложения-аутентификатора
second-factor-by-hand = Или введите в приложении:
second-factor-code = Код из приложения
second-factor-cancel = Отмена
second-factor-wrong-code = Приложение сейчас показывает другой код. Проверьте часы телефона.
codes-title = Коды восстановления
codes-lead = Каждый из них один раз заменит код приложения, если вы его потеряете. Больше они не показываются: храните их там же, где пароли.
codes-on = Второй фактор включён. Теперь для каждого входа нужен код.
codes-renewed = Это новые коды. Старые больше не действуют.
codes-kept = Я их сохранил(а)

# Второй шаг входа

login-code-title = Второй фактор
login-code-lead = Ещё один шаг: введите код, который показывает приложение-аутентификатор.
login-code-field = Код
login-code-button = Войти
login-code-lost = Нет телефона под рукой? Введите один из кодов восстановления. Если их нет, владелец может сбросить ваш второй фактор.
login-wrong-code = Код неверный или уже использован.

# Ключи API

api-keys-title = Ключи API
api-keys-lead = По ключу программы читают, что удалено, и работают с порталами.
api-keys-docs = Документация API
api-keys-none = Ключей пока нет
    .text = Ключ нужен программам, которые пользуются API. Создайте первый ниже.
api-keys-name = Ключ
api-keys-may = Права
api-keys-reaches = Порталы
api-keys-used = Последний раз
api-keys-unused = Никогда
api-keys-ends = Истекает
api-keys-never = Бессрочно
api-keys-days = { $count ->
    [one] Через { $count } день
    [few] Через { $count } дня
   *[other] Через { $count } дней
}
api-keys-number = Номер { $id }
api-keys-nameless = Без названия
api-keys-usable = Активен
api-keys-revoked = Отозван
api-keys-ended = Истёк
api-keys-revoke = Отозвать
    .lost = Программам с этим ключом будет отказано. Вернуть ключ нельзя.
api-keys-make = Создать ключ
api-keys-make-button = Создать ключ
api-keys-name-field = Название
api-keys-ends-field = Истекает
api-keys-all-portals = Все порталы, в том числе будущие
api-keys-portals-field = Или эти порталы
api-keys-portals-hint = Домены или member_id через пробел или с новой строки.
api-keys-key = Ключ
api-keys-made = Ключ «{ $name }»
api-keys-once = Он показан только сейчас. Скопируйте его туда, где программа хранит секреты.
api-keys-back = К ключам
api-keys-done-revoked = Ключ больше не действует.
api-keys-wrong-name = Дайте ключу название не длиннее чем { $count } знаков, чтобы было понятно, кто им пользуется.
api-keys-wrong-scopes = Отметьте хотя бы одно, что ключу можно.
api-keys-wrong-reach = Отметьте все порталы или назовите некоторые, но не то и другое сразу.
scope-deletions-read = читает удаления
scope-portals-read = читает состояние порталов
scope-portals-manage = запрашивает проверки, тестовые события и восстановление
scope-webhooks-manage = настраивает вебхуки

# Настройки

settings-title = Настройки
settings-lead = С чем работает этот процесс. Настройки задают окружение, командная строка или файл TOMBSTONE_CONFIG; изменения действуют после перезапуска.
settings-retention = Сколько хранятся удаления
settings-retention-default = У всех порталов без своего срока: { $days }.
settings-for-ever = бессрочно
settings-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
settings-portal = Портал
settings-days-field = Дней
settings-days-hint = Домен или member_id. 0 — хранить удаления бессрочно; пусто — столько же, сколько у всех остальных.
settings-set = Задать для портала
settings-own = Порталы с собственными настройками
settings-portal-hint = Домен или member_id.
settings-own-kept = удаления хранятся: { $days }
settings-burst-from = тревога начиная с числа удалений { $count }
settings-burst-off = без тревоги, когда удаляют много сразу
settings-titles-ever = названия бессрочно
settings-titles-days = { $count ->
    [one] названия { $count } день
    [few] названия { $count } дня
    [many] названия { $count } дней
   *[other] названия { $count } дня
}
settings-all = Все настройки
settings-name = Настройка
settings-value = Значение
settings-origin = Источник
settings-hidden = Задано, не показывается
settings-unset = Нет
settings-is-set = Задано
settings-is-default = По умолчанию
settings-done-retention = Задано. Tombstone применит это в течение часа.
settings-wrong-days = Число дней — целое от 0 до 65535, или ничего.
settings-wrong-portal = Назовите один портал.

# Карантин

quarantine-title = Карантин
quarantine-lead = События, которые получены и на которые отвечено, но которые Tombstone не смог проиндексировать. Ничего не потеряно. Устраните причину и попробуйте снова.
quarantine-reason-unreadable = То, что журнал хранит о событии, нельзя прочитать. Сообщение: { $detail }.
quarantine-reason-refused = База данных отказывается это хранить. Она сообщает: { $detail }.
quarantine-reason-crowded = Когда событие пробовали снова, то же самое индексировал другой процесс.
quarantine-reason-other = { $other }.
quarantine-none = В карантине ничего нет
    .text = Tombstone проиндексировал все полученные события.
quarantine-count = { $count ->
    [one] { $count } событие
    [few] { $count } события
   *[other] { $count } событий
}
quarantine-portal-unknown = Неизвестный портал
quarantine-received = получено
quarantine-place = журнал { $place }
quarantine-wanted = Tombstone пробует снова
quarantine-tried = Последняя попытка
quarantine-payload = Что в событии
quarantine-unreadable = Событие вообще нельзя прочитать.
quarantine-retry = Попробовать снова
quarantine-retry-all = Попробовать все снова
quarantine-discard = Выбросить
quarantine-discard-sure = Оно пропадёт навсегда
quarantine-done-wanted = Tombstone попробует снова за несколько секунд. Что удастся проиндексировать, отсюда уйдёт; у остального будет новая причина.
quarantine-done-discarded = Событие выброшено.
quarantine-first = Первая страница
quarantine-more = Ещё

# Страница аудита

lines-title = Аудит
lines-lead = Что делали операторы и программы и что было отклонено, сначала новое.
lines-caption = Аудит, сначала новое
lines-who = Кто
lines-what = Что произошло
lines-anything = Что угодно
lines-portal = О портале
lines-from = С
lines-to = По
lines-show = Применить
lines-show-all = Показать все строки
lines-export = Выгрузить
lines-by-whom = Кто
lines-portal-column = Портал
lines-more = Подробнее
lines-when = Когда
lines-source = с адреса { $source }
lines-about = Все строки об этом портале
lines-pages = Страницы
lines-newest-link = Самые новые
lines-newest = К самым новым
lines-older = Старее
lines-none = Пока ничего
    .text = Сюда записываются входы, ключи, действия операторов и всё, что отклонено.
lines-none-fits = Ни одна строка не подходит
    .text = Ничего такого не делали и не отклоняли.
lines-none-older = Более старых нет
    .text = Здесь список заканчивается.
lines-wrong = Такой фильтр применить нельзя.
    .text = Исправьте отмеченное поле, и список появится.
lines-wrong-kind = Такого вида нет; выберите один из этих.
lines-wrong-time = Напишите время, например 2026-03-17 15:00, или как давно это было, например -24h или -7d.
lines-wrong-order = Это не позже начала.
lines-ignored = На этой странице нет фильтра { $names }.

# Что может пойти не так на этих страницах

error-not-allowed = Ваша роль этого не позволяет
    .advice = Это может сделать владелец, или он даст вам другую роль на странице «Операторы».
error-unknown-operator = Такого оператора нет
    .advice = Возможно, его уже удалили. Кто есть, видно в списке операторов.
error-unknown-event = Этого события нет в карантине
    .advice = Возможно, его уже попробовали снова или выбросили. Откройте карантин заново.
error-unsure = Ничего не изменено
    .advice = Вернитесь назад и отметьте, что вы уверены.
error-has-second-factor = Второй фактор уже включён
    .advice = Чтобы настроить другое устройство, сначала выключите его на странице своей учётной записи.
