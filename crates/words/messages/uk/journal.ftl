# Журнал порталу.

journal-installed = Встановлено
    .detail = Портал встановив застосунок за адресою { $domain }.
journal-install-confirmed = Встановлення підтверджено
    .detail = Портал підтвердив встановлення за адресою { $domain }.
journal-installation-finished = Встановлення завершено
    .detail = Портал завершив встановлення.
journal-install-reported = Повідомлення про встановлення
    .detail = Портал надіслав { $event } без токенів; Tombstone перевіряє його зі збереженими.
journal-system-user-ready = Системний користувач готовий
    .detail = Бітрікс24 створив системного користувача застосунку.
journal-method-answered = Метод дозволено або відхилено
    .detail = Адміністратор відповів на запит застосунку про { $method }.
journal-deletions-erased = Дані видалено
    .detail = Адміністратор порталу назавжди видалив { $deletions ->
        [one] { $deletions } запис про видалення.
        [few] { $deletions } записи про видалення.
       *[other] { $deletions } записів про видалення.
    }
journal-events-bound = Підписка на події
    .detail = Tombstone підписався на { $bound } з { $expected } подій.
journal-subscriptions-repaired = Підписку відновлено
    .detail = Tombstone знову підписався на { $events }{ $more ->
        [0] {"."}
       *[other] {" "}і ще { $more }.
    }
journal-subscriptions-missing = Бракує підписок
    .detail = Портал не підписав застосунок на { $events }{ $more ->
        [0] {"."}
       *[other] {" "}і ще { $more }.
    }
journal-test-event-arrived = Тестова подія надійшла
    .detail = Тестова подія йшла { $length }.
journal-test-event-unexpected = Отримано тестову подію
    .detail = Tombstone її не запитував.
journal-alarm-raised = Тривога: { $label }
    .detail = { $meaning }
journal-alarm-ended = Тривогу знято: { $label }
    .detail = Це більше не так: { $meaning }
journal-burst-noticed = Масове видалення
    .detail = { $event ->
        [none] Користувач { $user_id } видалив елементи різних видів (кількість: { $deletions }) між { $from } і { $to }.
       *[other] { $user_id ->
            [none] Кілька користувачів або ті, кого Бітрікс24 не називає, видалили елементи (кількість: { $deletions }) між { $from } і { $to }; подія — { $event }.
           *[other] Користувач { $user_id } видалив елементи (кількість: { $deletions }) між { $from } і { $to }; подія — { $event }.
        }
    }
journal-application-token-learned = Отримано application_token
    .detail = Його принесла тестова подія.
journal-application-token-changed = application_token змінився
    .detail = Новий принесла тестова подія.
journal-application-token-confirmed = application_token підтверджено
    .detail = Тестова подія принесла відомий.
journal-tokens-renewed = Токени оновлено
    .detail = Сервер авторизації оновив токени порталу.
journal-tokens-not-renewed = Токени не оновлено
    .detail = { $reason }
journal-spare-tokens-kept = Токени системного користувача збережено
    .detail = Вони замінять інші, якщо сервер авторизації їх відхилить.
journal-spare-tokens-used = Тепер діють токени системного користувача
    .detail = { $reason }
journal-spare-tokens-refused = Токени системного користувача відхилено
    .detail = { $reason }
journal-address-changed = Адреса змінилася
    .detail = Портал переїхав на { $domain }.
journal-status-changed = { $status ->
    [installing] Тепер встановлюється
    [active] Тепер активний
    [payment_required] Оплата закінчилася
    [needs_reinstall] Потрібне перевстановлення
    [uninstalled] Застосунок видалено
   *[deleted] Портал закритий або видалений
}
    .detail = { $reason }
journal-calls-blocked = Запити заблоковано
    .detail = Бітрікс24 вручну заблокував запити застосунку до цього порталу (OVERLOAD_LIMIT); зверніться до його підтримки.
journal-removal-reported = Повідомлення про видалення застосунку
    .detail = { $clean ->
        [true] Бітрікс24 повідомив про видалення застосунку. Tombstone приховує дані порталу, поки сервер авторизації цього не підтвердить.
       *[false] Бітрікс24 повідомив про видалення застосунку. Tombstone зберігає дані порталу.
    }
journal-removal-ignored = Повідомлення про видалення пропущено
    .detail = Бітрікс24 надіслав його до того, як портал знову встановив застосунок.
journal-removal-undone = Видалення скасовано
    .detail = Сервер авторизації каже, що застосунок досі встановлений.
journal-uninstalled = Застосунок видалено
    .detail = Портал видалив застосунок. Tombstone зберігає дані порталу.
journal-recovered = Відновлено
    .detail = { $gaps ->
        [one] Події не приймалися з { $from } по { $to }.
        [few] Події не приймалися { $gaps } рази між { $from } і { $to }.
       *[other] Події не приймалися { $gaps } разів між { $from } і { $to }.
    } { $found ->
        [0] В офлайн-черзі порталу за цей час нічого не знайшлося.
        [one] В офлайн-черзі порталу за цей час знайшлося { $found } видалення.
        [few] В офлайн-черзі порталу за цей час знайшлося { $found } видалення.
       *[other] В офлайн-черзі порталу за цей час знайшлося { $found } видалень.
    }
journal-not-recovered = Не відновлено
    .detail = { $gaps ->
        [one] Події не приймалися з { $from } по { $to }.
        [few] Події не приймалися { $gaps } рази між { $from } і { $to }.
       *[other] Події не приймалися { $gaps } разів між { $from } і { $to }.
    } { $reason }
journal-queue-not-read = Офлайн-чергу не прочитано
    .detail = { $reason }
journal-records-unreadable = Нечитабельні записи
    .detail = { $count ->
        [one] Tombstone не може прочитати { $count } запис офлайн-черги порталу і залишив його там.
        [few] Tombstone не може прочитати { $count } записи офлайн-черги порталу і залишив їх там.
       *[other] Tombstone не може прочитати { $count } записів офлайн-черги порталу і залишив їх там.
    }
journal-webhook-disabled = Вебхук вимкнено
    .detail = { $gone ->
        [true] Адреса доставки { $id } на { $host } відповіла, що її більше немає. Доки її не ввімкнуть знову, туди нічого не надсилається.
       *[false] Усі спроби надіслати на { $host } ({ $id }) надто довго не вдаються. Доки адресу не ввімкнуть знову, туди нічого не надсилається.
    }
