# Состояние одного портала.

health-title = Состояние { $domain }
health-wrong = Проблемы
health-known-since = С { $when }
health-not-known = пока неизвестно
health-none = Нет
health-codes = { $count ->
    [one] { $count } код
    [few] { $count } кода
   *[other] { $count } кодов
}
health-installation = Установка
health-tokens = Токены
health-subscriptions = Подписки
health-payment = Тариф и оплата
health-deliveries = Доставка
health-when = Когда
health-what = Что
health-more = Подробнее
health-calls = Запросы
health-calls-note = за последние три дня, без токенов
health-calls-empty = За последние три дня к порталу не обращались.
health-call-no-answer = нет ответа
health-call-millis = { $millis } мс
health-call-request = Запрос
health-call-answer = Ответ

health-state = Состояние
health-finished = Завершена
    .yes = Да
    .no = Нет
health-installed = Установлено
health-app-version = Версия приложения
health-language = Язык
health-scopes = Права

health-plan = Тариф портала
    .own-server = на собственном сервере клиента
health-app = Тип приложения
health-paid = Оплаченный период
    .over = Закончился
    .renew = До продления Битрикс24 не отправляет событий.
    .free = Бесплатно
    .endless = Срок неизвестен
health-days-left = { $days ->
    [one] Остался { $days } день
    [few] Осталось { $days } дня
   *[other] Осталось { $days } дней
}
health-asked = Проверено

health-last-refusal = Последний отказ
health-why = Почему
health-renewed = Обновлены
health-access = Токен доступа
    .none = Действующего нет
    .ended = Истёк
    .ends = Истечёт
    .note = Tombstone получит новый, когда он понадобится
health-next-renewal = Следующее обновление
    .none = Не запланировано

health-bound = Подписано
    .removed = Нет: приложение удалено
    .complete = Полностью
    .incomplete = Не полностью
health-bound-count = { $found } из { $expected } событий, которые предлагает портал
health-missing = Не хватает
health-checked = Проверено
health-checks-fail = Проверки не проходят с
health-next-check = Следующая проверка
    .none = Нет: к порталу нельзя обратиться
    .due = Сейчас

health-last-deletion = Последнее удаление
    .none = Пока не было
health-last-day = За последние 24 часа
health-usual-unknown = пока мало данных, чтобы сказать, сколько обычно
health-usual-little = обычно меньше одного в день
health-usual = обычно около { $count } в день
health-last-test = Последнее тестовое событие
    .none = Пока не запрашивали
health-arrived = Пришло
health-arrived-after = Пришло через { $length }; запрошено
health-lost = Потеряно
    .text = Не пришло за пять минут; запрошено
health-pending = Ожидается
    .text = Пока не пришло; запрошено
health-queue = Офлайн-очередь
health-last-read = Последнее чтение
    .none = Пока не было
health-last-gap = Последний пробел
health-gap-time = с { $from } по { $to }
health-refused = Отклонено
health-refused-count = { $count ->
    [1] Один раз,
   *[other] Раз: { $count } или больше, последний
}
health-refused-forged = портал подтвердил известный application_token { $time }, значит, эти события подделаны
health-refused-asked = Tombstone спрашивает у портала, нет ли у него другого application_token

# Что вышло из того, о чём попросили.
asked-not-called = К порталу больше нельзя обратиться.
    .text = Здесь показано последнее известное состояние.
asked-checked = Проверено.
    .plan = Портал сообщил свой тариф; см. ниже.
asked-bound = Подписок: { $found } из { $expected }.
asked-arrived = Тестовое событие пришло.
asked-arrived-after = Пришло через { $length }.
asked-lost = Тестовое событие не пришло.
    .text = Оно должно было прийти за пять минут.
asked-sent = Tombstone попросил портал прислать тестовое событие.
    .text = Оно ещё не пришло; когда придёт, это будет видно здесь.
asked-check = Вы запросили проверку.
asked-probe = Вы запросили тестовое событие.
asked-recover = Вы запросили пропущенное.
asked-in-flight = Tombstone обращается к порталу; что он отвечает, видно в запросах ниже.
asked-nobody = Ни один процесс ещё не взялся за это. Убедитесь, что работает процесс с ролью worker.
asked-soon = Итог появится здесь сам, обычно через несколько секунд.
asked-renew = Вы запросили новые токены.
asked-ended = Готово.
asked-failed = Не получилось.

purge-title = Удалить все данные
purge-lead = { $count ->
    [one] Все данные портала будут удалены навсегда: { $count } запись об удалении, журнал, пробелы и запросы.
    [few] Все данные портала будут удалены навсегда: { $count } записи об удалениях, журнал, пробелы и запросы.
   *[other] Все данные портала будут удалены навсегда: { $count } записей об удалениях, журнал, пробелы и запросы.
}
purge-type = Для подтверждения введите { $domain }
purge-wrong-domain = Это не домен портала. Ничего не удалено.
purge-button = Удалить навсегда
