# Стан одного порталу.

health-title = Стан { $domain }
health-wrong = Проблеми
health-known-since = З { $when }
health-not-known = поки невідомо
health-none = Немає
health-codes = { $count ->
    [one] { $count } код
    [few] { $count } коди
   *[other] { $count } кодів
}
health-installation = Встановлення
health-tokens = Токени
health-subscriptions = Підписки
health-payment = Тариф і оплата
health-deliveries = Доставка
health-when = Коли
health-what = Що
health-more = Докладніше
health-calls = Запити
health-calls-note = за останні три дні, без токенів
health-calls-empty = За останні три дні до порталу не зверталися.
health-call-no-answer = немає відповіді
health-call-millis = { $millis } мс
health-call-request = Запит
health-call-answer = Відповідь

health-state = Статус
health-finished = Завершено
    .yes = Так
    .no = Ні
health-installed = Встановлено
health-app-version = Версія застосунку
health-language = Мова
health-scopes = Права

health-plan = Тариф порталу
    .own-server = на власному сервері клієнта
health-app = Тип застосунку
health-paid = Оплачений період
    .over = Закінчився
    .renew = До продовження Бітрікс24 не надсилає подій.
    .free = Безкоштовно
    .endless = Строк невідомий
health-days-left = { $days ->
    [one] Залишився { $days } день
    [few] Залишилося { $days } дні
   *[other] Залишилося { $days } днів
}
health-asked = Перевірено

health-last-refusal = Остання відмова
health-why = Чому
health-renewed = Оновлено
health-access = Токен доступу
    .none = Чинного немає
    .ended = Закінчився
    .ends = Закінчиться
    .note = Tombstone отримає новий, коли він знадобиться
health-next-renewal = Наступне оновлення
    .none = Не заплановано

health-bound = Підписано
    .removed = Немає: застосунок видалено
    .complete = Повністю
    .incomplete = Не повністю
health-bound-count = { $found } з { $expected } подій, які пропонує портал
health-missing = Бракує
health-checked = Перевірено
health-checks-fail = Перевірки не вдаються з
health-next-check = Наступна перевірка
    .none = Немає: до порталу не можна звернутися
    .due = Зараз

health-last-deletion = Останнє видалення
    .none = Поки не було
health-last-day = За останні 24 години
health-usual-unknown = поки замало даних, щоб сказати, скільки зазвичай
health-usual-little = зазвичай менше одного на день
health-usual = зазвичай близько { $count } на день
health-last-test = Остання тестова подія
    .none = Поки не запитували
health-arrived = Надійшла
health-arrived-after = Надійшла через { $length }; запитано
health-lost = Втрачена
    .text = Не надійшла за п’ять хвилин; запитано
health-pending = Очікується
    .text = Поки не надійшла; запитано
health-queue = Офлайн-черга
health-last-read = Останнє читання
    .none = Поки не було
health-last-gap = Остання прогалина
health-gap-time = з { $from } по { $to }
health-refused = Відхилено
health-refused-count = { $count ->
    [1] Один раз,
   *[other] Разів: { $count } або більше, останній
}
health-refused-forged = портал підтвердив відомий application_token { $time }, отже, ці події підроблені
health-refused-asked = Tombstone запитує портал, чи немає в нього іншого application_token

# Що вийшло з того, про що попросили.
asked-not-called = До порталу більше не можна звернутися.
    .text = Тут показано останній відомий стан.
asked-checked = Перевірено.
    .plan = Портал повідомив свій тариф; див. нижче.
asked-bound = Підписок: { $found } з { $expected }.
asked-arrived = Тестова подія надійшла.
asked-arrived-after = Надійшла через { $length }.
asked-lost = Тестова подія не надійшла.
    .text = Вона мала надійти за п’ять хвилин.
asked-sent = Tombstone попросив портал надіслати тестову подію.
    .text = Вона ще не надійшла; коли надійде, це буде видно тут.
asked-check = Ви подали запит на перевірку.
asked-probe = Ви подали запит на тестову подію.
asked-recover = Ви подали запит на пропущене.
asked-in-flight = Tombstone звертається до порталу; що він відповідає, видно в запитах нижче.
asked-nobody = Жоден процес ще не взявся за це. Переконайтеся, що працює процес із роллю worker.
asked-soon = Підсумок з’явиться тут сам, зазвичай за кілька секунд.
asked-renew = Ви подали запит на нові токени.
asked-ended = Готово.
asked-failed = Не вийшло.

purge-title = Видалити всі дані
purge-lead = { $count ->
    [one] Усі дані порталу буде видалено назавжди: { $count } запис про видалення, журнал, прогалини й запити.
    [few] Усі дані порталу буде видалено назавжди: { $count } записи про видалення, журнал, прогалини й запити.
   *[other] Усі дані порталу буде видалено назавжди: { $count } записів про видалення, журнал, прогалини й запити.
}
purge-type = Для підтвердження введіть { $domain }
purge-wrong-domain = Це не домен порталу. Нічого не видалено.
purge-button = Видалити назавжди
