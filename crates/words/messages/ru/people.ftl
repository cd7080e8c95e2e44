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
operators-with-factor = Второй фактор включён
operators-without-factor = Только пароль
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
operators-password = Первый пароль, не меньше { $count } символов
operators-role-hint = Владелец может всё. Оператор — всё, кроме управления операторами, ключами API и настройками. Наблюдатель может только смотреть.
operators-portals-field = Порталы, если не все
operators-portals-hint = Домены или member_id через пробел или с новой строки. Пусто — все порталы. Кто видит лишь некоторые, не узнает, что есть и другие.
operators-done-added = Оператор уже может войти.
operators-done-set = Сохранено. Оператору нужно войти заново.
operators-done-reset = Теперь оператор входит только по паролю. Его сеансы завершены.
operators-done-removed = Оператор больше не может входить.
operators-wrong-email = Это не адрес эл. почты.
operators-wrong-role = Выберите роль.
operators-wrong-taken = Оператор с таким адресом уже есть.
operators-wrong-last-owner = Это последний владелец, который видит все порталы. Сначала назначьте другого, чтобы было кому управлять операторами.
operators-wrong-unsure = Поставьте флажок для подтверждения.
portals-wrong-unknown = Портала «{ $name }» здесь нет.
portals-wrong-many = Здесь больше 500 порталов.
password-wrong = Неверный пароль.
password-wrong-again = Два новых пароля не совпадают.
password-wrong-short = Пароль слишком короткий: нужно не меньше { $count } символов.
password-wrong-long = Пароль слишком длинный.
password-wrong-often = Слишком много попыток. Попробуйте снова через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[other] { $seconds } секунд
}.

# Своя учётная запись

account-title = Учётная запись
account-crumbs = Вы здесь
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
account-password-new = Новый пароль, не меньше { $count } символов
account-password-again = Новый пароль ещё раз
account-password-hint = Это завершит все остальные ваши сеансы.
account-password-set = Изменить пароль
account-preferences = Язык, время и оформление
account-preferences-save = Сохранить
account-language = Язык
account-language-browser = Как в браузере
account-zone = Часовой пояс
account-zone-none = Как в браузере
account-theme = Оформление
account-theme-system = Как в системе
account-theme-light = Светлое
account-theme-dark = Тёмное
account-sessions = Где вы вошли
account-session-this = Этот сеанс
account-session-since = с
account-session-seen = последний раз
account-session-end = Выйти
account-sessions-end = Выйти везде
account-browser-unknown = Неизвестный браузер
account-done-password = У вас новый пароль, все остальные сеансы завершены.
account-done-preferences = Сохранено.
account-done-off = Теперь вы входите только по паролю. Все остальные ваши сеансы завершены.
account-done-ended = Сеанс завершён.
account-wrong-preferences = Выберите язык, часовой пояс и оформление из списков.
second-factor-lead = Отсканируйте код приложением-аутентификатором и введите шесть цифр, которые оно покажет.
second-factor-qr = QR-код для приложения-аутентификатора
second-factor-by-hand = Или введите в приложении:
second-factor-code = Код из приложения
second-factor-cancel = Отмена
second-factor-wrong-code = Приложение сейчас показывает другой код. Проверьте часы телефона.
codes-title = Коды восстановления
codes-lead = Если вы потеряете приложение, каждый из этих кодов один раз заменит его код. Больше они не будут показаны: храните их там же, где пароли.
codes-on = Второй фактор включён. Теперь для каждого входа нужен код.
codes-renewed = Это новые коды. Старые больше не действуют.
codes-kept = Коды сохранены

# Второй шаг входа

login-code-title = Второй фактор
login-code-lead = Ещё один шаг: введите код, который показывает приложение-аутентификатор.
login-code-field = Код
login-code-button = Войти
login-code-lost = Нет телефона под рукой? Введите один из кодов восстановления. Если их нет, владелец может сбросить ваш второй фактор.
login-wrong-code = Код неверный или уже использован.

# Ключи API

api-keys-title = Ключи API
api-keys-lead = С ключом программы могут читать удаления и работать с порталами.
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
    .lost = Программы больше не смогут пользоваться этим ключом. Отменить это нельзя.
api-keys-make = Создать ключ
api-keys-make-button = Создать ключ
api-keys-name-field = Название
api-keys-ends-field = Истекает
api-keys-all-portals = Все порталы, в том числе будущие
api-keys-portals-field = Или эти порталы
api-keys-portals-hint = Домены или member_id через пробел или с новой строки.
api-keys-key = Ключ
api-keys-made = Ключ «{ $name }»
api-keys-once = Скопируйте его сейчас туда, где программа хранит секреты: больше он не будет показан.
api-keys-back = К ключам
api-keys-done-revoked = Ключ больше не действует.
api-keys-wrong-name = Название ключа может быть не длиннее { $count } символов; по нему видно, кто пользуется ключом.
api-keys-wrong-scopes = Выберите хотя бы одно право.
api-keys-wrong-reach = Выберите все порталы или укажите некоторые, но не то и другое сразу.
scope-deletions-read = читает удаления
scope-portals-read = читает состояние порталов
scope-portals-manage = запрашивает проверки, тестовые события и восстановление
scope-webhooks-manage = управляет вебхуками

# Настройки

settings-title = Настройки
settings-lead = Настройки этого процесса. Их задают окружение, командная строка или файл TOMBSTONE_CONFIG; изменения действуют после перезапуска.
settings-retention = Сколько Tombstone хранит удаления
settings-retention-default = По умолчанию, для порталов без своего срока: { $days }.
settings-for-ever = бессрочно
settings-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
settings-portal = Портал
settings-days-field = Дней
settings-days-hint = Домен или member_id. 0 — хранить удаления бессрочно; пусто — по умолчанию.
settings-set = Задать для портала
settings-own = Порталы с собственными настройками
settings-portal-hint = Домен или member_id.
settings-own-kept = удаления хранятся: { $days }
settings-burst-from = тревога о массовом удалении от { $count }
settings-burst-off = без тревоги о массовом удалении
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
settings-hidden = Задано, скрыто
settings-unset = Нет
settings-is-set = Задано
settings-is-default = По умолчанию
settings-done-retention = Сохранено. Tombstone применит это в течение часа.
settings-wrong-days = Введите целое число дней от 0 до 65535 или оставьте поле пустым.
settings-wrong-portal = Укажите один портал.

# Карантин

quarantine-title = Карантин
quarantine-lead = События, которые Tombstone получил и на которые ответил, но не смог проиндексировать. Ничего не потеряно. Устраните причину и попробуйте снова.
quarantine-reason-unreadable = Tombstone не может прочитать событие в своём журнале. Сообщение: { $detail }.
quarantine-reason-refused = База данных не принимает событие. Она сообщает: { $detail }.
quarantine-reason-crowded = При повторной попытке то же событие индексировал другой процесс.
quarantine-reason-other = { $other }.
quarantine-none = В карантине нет событий
    .text = Tombstone проиндексировал все полученные события.
quarantine-count = { $count ->
    [one] { $count } событие
    [few] { $count } события
   *[other] { $count } событий
}
quarantine-portal-unknown = Неизвестный портал
quarantine-received = получено
quarantine-place = журнал { $place }
quarantine-wanted = Tombstone попробует снова
quarantine-tried = Последняя попытка
quarantine-payload = Содержимое события
quarantine-unreadable = Tombstone не может прочитать это событие.
quarantine-retry = Попробовать снова
quarantine-retry-all = Попробовать все снова
quarantine-discard = Удалить
quarantine-discard-sure = Событие пропадёт навсегда
quarantine-done-wanted = Tombstone попробует снова за несколько секунд. Что удастся проиндексировать, исчезнет отсюда; у остального будет новая причина.
quarantine-done-discarded = Событие удалено.
quarantine-first = Первая страница
quarantine-more = Ещё

# Страница аудита

lines-title = Аудит
lines-lead = Что делали операторы и программы и что было отклонено, сначала новое.
lines-caption = Аудит, сначала новое
lines-who = Кто
lines-what = Что произошло
lines-anything = Что угодно
lines-portal = Портал
lines-from = С
lines-to = По
lines-show = Применить
lines-show-all = Показать все записи
lines-export = Выгрузить
lines-by-whom = Кто
lines-portal-column = Портал
lines-more = Подробнее
lines-when = Когда
lines-source = с адреса { $source }
lines-about = Все записи об этом портале
lines-pages = Страницы
lines-newest-link = Самые новые
lines-newest = К самым новым
lines-older = Старее
lines-none = Записей пока нет
    .text = Сюда записываются входы, ключи, действия операторов и всё, что отклонено.
lines-none-fits = Ни одна запись не подходит
    .text = Ничего такого не делали и не отклоняли.
lines-none-older = Более старых нет
    .text = Здесь список заканчивается.
lines-wrong = Такой фильтр применить нельзя.
    .text = Исправьте отмеченное поле, и список появится.
lines-wrong-kind = Неизвестный вид; выберите один из списка.
lines-wrong-time = Введите время, например 2026-03-17 15:00, или давность, например -24h или -7d.
lines-wrong-order = Это не позже начала периода.

# Что может пойти не так на этих страницах

error-not-allowed = Ваша роль этого не позволяет
    .advice = Это может сделать владелец; он же может дать вам другую роль на странице «Операторы».
error-unknown-operator = Оператор не найден
    .advice = Возможно, его удалили. См. список операторов.
error-unknown-event = Этого события нет в карантине
    .advice = Возможно, его уже обработали снова или удалили. Откройте карантин заново.
error-unsure = Ничего не изменено
    .advice = Вернитесь и поставьте флажок для подтверждения.
error-has-second-factor = Второй фактор уже включён
    .advice = Чтобы настроить другое устройство, сначала выключите его на странице своей учётной записи.
