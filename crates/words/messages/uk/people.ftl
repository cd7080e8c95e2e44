# Усе про людей у панелі: оператори, власний обліковий запис, ключі, налаштування, карантин, сторінка аудиту і другий крок входу.

nav-quarantine = Карантин
nav-api-keys = Ключі API
nav-operators = Оператори
nav-settings = Налаштування
nav-account = Обліковий запис
nav-more = Ще

role-owner = Власник
role-operator = Оператор
role-viewer = Спостерігач

# Оператори

operators-title = Оператори
operators-lead = Хто може входити сюди, що йому можна і які портали він бачить.
operators-who = Оператор
operators-role = Роль
operators-portals = Бачить
operators-since = З якого часу
operators-acts = Дії
operators-you = Ви
operators-with-factor = Другий фактор увімкнено
operators-without-factor = Лише пароль
operators-sees-all = Усі портали
operators-sees = { $count ->
    [0] Жодного порталу
    [one] { $count } портал
    [few] { $count } портали
   *[other] { $count } порталів
}
operators-change = Змінити
operators-save = Зберегти роль і портали
operators-reset = Скинути другий фактор
operators-reset-hint = Для тих, хто втратив пристрій із кодами і в кого не залишилося кодів відновлення. До нового налаштування вхід буде лише за паролем.
operators-remove = Видалити
operators-remove-sure = { $email } більше не зможе входити
operators-add = Додати оператора
operators-add-button = Додати
operators-email = Ел. пошта
operators-password = Перший пароль, не менше ніж { $count } символів
operators-role-hint = Власник може все. Оператор — усе, крім керування операторами, ключами API і налаштуваннями. Спостерігач може лише дивитися.
operators-portals-field = Портали, якщо не всі
operators-portals-hint = Домени або member_id через пробіл чи з нового рядка. Порожньо — усі портали. Хто бачить лише деякі, не дізнається, що є й інші.
operators-done-added = Оператор уже може ввійти.
operators-done-set = Збережено. Операторові треба ввійти заново.
operators-done-reset = Тепер оператор входить лише за паролем. Його сеанси завершено.
operators-done-removed = Оператор більше не може входити.
operators-wrong-email = Це не адреса ел. пошти.
operators-wrong-role = Виберіть роль.
operators-wrong-taken = Оператор із такою адресою вже є.
operators-wrong-last-owner = Це останній власник, який бачить усі портали. Спершу призначте іншого, щоб було кому керувати операторами.
operators-wrong-unsure = Поставте позначку для підтвердження.
portals-wrong-unknown = Порталу «{ $name }» тут немає.
portals-wrong-many = Тут понад 500 порталів.
password-wrong = Неправильний пароль.
password-wrong-again = Два нові паролі не збігаються.
password-wrong-short = Пароль надто короткий: треба не менше ніж { $count } символів.
password-wrong-long = Пароль надто довгий.
password-wrong-often = Забагато спроб. Спробуйте знову через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунди
   *[other] { $seconds } секунд
}.

# Власний обліковий запис

account-title = Обліковий запис
account-crumbs = Ви тут
account-factor = Другий фактор
account-factor-on = Увімкнено
account-factor-off = Хто дізнається ваш пароль, зможе ввійти під вашим іменем. Із другим фактором для входу потрібен ще код із вашого телефона.
account-factor-turn-on = Увімкнути
account-factor-turn-off = Вимкнути
account-codes-left = { $count ->
    [0] Кодів відновлення не залишилося: створіть нові.
    [one] Залишився { $count } код відновлення.
    [few] Залишилося { $count } коди відновлення.
   *[other] Залишилося { $count } кодів відновлення.
}
account-codes-renew = Створити нові коди відновлення
account-password = Пароль
account-password-now = Поточний пароль
account-password-new = Новий пароль, не менше ніж { $count } символів
account-password-again = Новий пароль ще раз
account-password-hint = Це завершить усі інші ваші сеанси.
account-password-set = Змінити пароль
account-preferences = Мова, час і вигляд
account-preferences-save = Зберегти
account-language = Мова
account-language-browser = Як у браузері
account-zone = Часовий пояс
account-zone-none = Як у браузері
account-theme = Вигляд
account-theme-system = Як у системі
account-theme-light = Світлий
account-theme-dark = Темний
account-sessions = Де ви ввійшли
account-session-this = Цей сеанс
account-session-since = з
account-session-seen = востаннє
account-session-end = Вийти
account-sessions-end = Вийти скрізь
account-browser-unknown = Невідомий браузер
account-done-password = У вас новий пароль, усі інші сеанси завершено.
account-done-preferences = Збережено.
account-done-off = Тепер ви входите лише за паролем. Усі інші ваші сеанси завершено.
account-done-ended = Сеанс завершено.
account-wrong-preferences = Виберіть мову, часовий пояс і вигляд зі списків.
second-factor-lead = Відскануйте код застосунком-автентифікатором і введіть шість цифр, які він покаже.
second-factor-qr = QR-код для застосунку-автентифікатора
second-factor-by-hand = Або введіть у застосунку:
second-factor-code = Код із застосунку
second-factor-cancel = Скасувати
second-factor-wrong-code = Застосунок зараз показує інший код. Перевірте годинник телефона.
codes-title = Коди відновлення
codes-lead = Якщо ви втратите застосунок, кожен із цих кодів один раз замінить його код. Більше їх не буде показано: зберігайте їх там, де й паролі.
codes-on = Другий фактор увімкнено. Тепер для кожного входу потрібен код.
codes-renewed = Це нові коди. Старі більше не діють.
codes-kept = Коди збережено

# Другий крок входу

login-code-title = Другий фактор
login-code-lead = Ще один крок: введіть код, який показує застосунок-автентифікатор.
login-code-field = Код
login-code-button = Увійти
login-code-lost = Немає телефона під рукою? Введіть один із кодів відновлення. Якщо їх немає, власник може скинути ваш другий фактор.
login-wrong-code = Код неправильний або вже використаний.

# Ключі API

api-keys-title = Ключі API
api-keys-lead = З ключем програми можуть читати видалення і працювати з порталами.
api-keys-docs = Документація API
api-keys-none = Ключів поки немає
    .text = Ключ потрібен програмам, які користуються API. Створіть перший нижче.
api-keys-name = Ключ
api-keys-may = Права
api-keys-reaches = Портали
api-keys-used = Востаннє
api-keys-unused = Ніколи
api-keys-ends = Закінчується
api-keys-never = Безстроково
api-keys-days = { $count ->
    [one] Через { $count } день
    [few] Через { $count } дні
   *[other] Через { $count } днів
}
api-keys-number = Номер { $id }
api-keys-nameless = Без назви
api-keys-usable = Активний
api-keys-revoked = Відкликано
api-keys-ended = Строк минув
api-keys-revoke = Відкликати
    .lost = Програми більше не зможуть користуватися цим ключем. Скасувати це не можна.
api-keys-make = Створити ключ
api-keys-make-button = Створити ключ
api-keys-name-field = Назва
api-keys-ends-field = Закінчується
api-keys-all-portals = Усі портали, зокрема майбутні
api-keys-portals-field = Або ці портали
api-keys-portals-hint = Домени або member_id через пробіл чи з нового рядка.
api-keys-key = Ключ
api-keys-made = Ключ «{ $name }»
api-keys-once = Скопіюйте його зараз туди, де програма зберігає секрети: більше його не буде показано.
api-keys-back = До ключів
api-keys-done-revoked = Ключ більше не діє.
api-keys-wrong-name = Назва ключа може мати не більше ніж { $count } символів; за нею видно, хто користується ключем.
api-keys-wrong-scopes = Виберіть хоча б одне право.
api-keys-wrong-reach = Виберіть усі портали або вкажіть деякі, але не те й інше разом.
scope-deletions-read = читає видалення
scope-portals-read = читає стан порталів
scope-portals-manage = запитує перевірки, тестові події і відновлення
scope-webhooks-manage = керує вебхуками

# Налаштування

settings-title = Налаштування
settings-lead = Налаштування цього процесу. Їх задають середовище, командний рядок або файл TOMBSTONE_CONFIG; зміни діють після перезапуску.
settings-retention = Скільки Tombstone зберігає видалення
settings-retention-default = Типово, для порталів без власного строку: { $days }.
settings-for-ever = безстроково
settings-days = { $count ->
    [one] { $count } день
    [few] { $count } дні
   *[other] { $count } днів
}
settings-portal = Портал
settings-days-field = Днів
settings-days-hint = Домен або member_id. 0 — зберігати видалення безстроково; порожньо — типове значення.
settings-set = Задати для порталу
settings-own = Портали з власними налаштуваннями
settings-portal-hint = Домен або member_id.
settings-own-kept = видалення зберігаються: { $days }
settings-burst-from = тривога про масове видалення від { $count }
settings-burst-off = без тривоги про масове видалення
settings-titles-ever = назви безстроково
settings-titles-days = { $count ->
    [one] назви { $count } день
    [few] назви { $count } дні
    [many] назви { $count } днів
   *[other] назви { $count } дня
}
settings-all = Усі налаштування
settings-name = Налаштування
settings-value = Значення
settings-origin = Джерело
settings-hidden = Задано, приховано
settings-unset = Немає
settings-is-set = Задано
settings-is-default = Типове
settings-done-retention = Збережено. Tombstone застосує це протягом години.
settings-wrong-days = Введіть ціле число днів від 0 до 65535 або залиште поле порожнім.
settings-wrong-portal = Вкажіть один портал.

# Карантин

quarantine-title = Карантин
quarantine-lead = Події, які Tombstone отримав і на які відповів, але не зміг проіндексувати. Нічого не втрачено. Усуньте причину і спробуйте знову.
quarantine-reason-unreadable = Tombstone не може прочитати подію у своєму журналі. Повідомлення: { $detail }.
quarantine-reason-refused = База даних не приймає подію. Вона повідомляє: { $detail }.
quarantine-reason-crowded = Під час повторної спроби ту саму подію індексував інший процес.
quarantine-reason-other = { $other }.
quarantine-none = У карантині немає подій
    .text = Tombstone проіндексував усі отримані події.
quarantine-count = { $count ->
    [one] { $count } подія
    [few] { $count } події
   *[other] { $count } подій
}
quarantine-portal-unknown = Невідомий портал
quarantine-received = отримано
quarantine-place = журнал { $place }
quarantine-wanted = Tombstone спробує знову
quarantine-tried = Остання спроба
quarantine-payload = Вміст події
quarantine-unreadable = Tombstone не може прочитати цю подію.
quarantine-retry = Спробувати знову
quarantine-retry-all = Спробувати всі знову
quarantine-discard = Видалити
quarantine-discard-sure = Подію буде втрачено назавжди
quarantine-done-wanted = Tombstone спробує знову за кілька секунд. Що вдасться проіндексувати, звідси зникне; решта матиме нову причину.
quarantine-done-discarded = Подію видалено.
quarantine-first = Перша сторінка
quarantine-more = Ще

# Сторінка аудиту

lines-title = Аудит
lines-lead = Що робили оператори і програми та що було відхилено, спочатку нове.
lines-caption = Аудит, спочатку нове
lines-who = Хто
lines-what = Що сталося
lines-anything = Будь-що
lines-portal = Портал
lines-from = З
lines-to = По
lines-show = Застосувати
lines-show-all = Показати всі записи
lines-export = Вивантажити
lines-by-whom = Хто
lines-portal-column = Портал
lines-more = Докладніше
lines-when = Коли
lines-source = з адреси { $source }
lines-about = Усі записи про цей портал
lines-pages = Сторінки
lines-newest-link = Найновіші
lines-newest = До найновіших
lines-older = Старіші
lines-none = Записів поки немає
    .text = Сюди записуються входи, ключі, дії операторів і все, що відхилено.
lines-none-fits = Жоден запис не підходить
    .text = Нічого такого не робили й не відхиляли.
lines-none-older = Старіших немає
    .text = Тут список закінчується.
lines-wrong = Такий фільтр застосувати не можна.
    .text = Виправте позначене поле, і список з’явиться.
lines-wrong-kind = Невідомий вид; виберіть один зі списку.
lines-wrong-time = Введіть час, наприклад 2026-03-17 15:00, або давність, наприклад -24h чи -7d.
lines-wrong-order = Це не пізніше за початок періоду.

# Що може піти не так на цих сторінках

error-not-allowed = Ваша роль цього не дозволяє
    .advice = Це може зробити власник; він же може дати вам іншу роль на сторінці «Оператори».
error-unknown-operator = Оператора не знайдено
    .advice = Можливо, його видалили. Див. список операторів.
error-unknown-event = Цієї події немає в карантині
    .advice = Можливо, її вже обробили знову або видалили. Відкрийте карантин заново.
error-unsure = Нічого не змінено
    .advice = Поверніться і поставте позначку для підтвердження.
error-has-second-factor = Другий фактор уже ввімкнено
    .advice = Щоб налаштувати інший пристрій, спершу вимкніть його на сторінці свого облікового запису.
