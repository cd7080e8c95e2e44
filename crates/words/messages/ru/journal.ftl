# Журнал портала.

journal-installed = Установлено
    .detail = Портал установил приложение по адресу { $domain }.
journal-install-confirmed = Установка подтверждена
    .detail = Портал подтвердил установку по адресу { $domain }.
journal-installation-finished = Установка завершена
    .detail = Портал завершил установку.
journal-install-reported = Сообщение об установке
    .detail = Портал прислал { $event } без токенов; Tombstone проверяет его с сохранёнными.
journal-system-user-ready = Системный пользователь готов
    .detail = Битрикс24 создал системного пользователя приложения.
journal-method-answered = Метод разрешён или отклонён
    .detail = Администратор ответил на запрос приложения о { $method }.
journal-deletions-erased = Данные удалены
    .detail = Администратор портала навсегда удалил { $deletions ->
        [one] { $deletions } запись об удалении.
        [few] { $deletions } записи об удалениях.
       *[other] { $deletions } записей об удалениях.
    }
journal-events-bound = Подписка на события
    .detail = Tombstone подписался на { $bound } из { $expected } событий.
journal-subscriptions-repaired = Подписка восстановлена
    .detail = Tombstone снова подписался на { $events }{ $more ->
        [0] {"."}
       *[other] {" "}и ещё { $more }.
    }
journal-subscriptions-missing = Нет подписок
    .detail = Портал не подписал приложение на { $events }{ $more ->
        [0] {"."}
       *[other] {" "}и ещё { $more }.
    }
journal-test-event-arrived = Тестовое событие пришло
    .detail = Тестовое событие шло { $length }.
journal-test-event-unexpected = Получено тестовое событие
    .detail = Tombstone его не запрашивал.
journal-alarm-raised = Тревога: { $label }
    .detail = { $meaning }
journal-alarm-ended = Тревога снята: { $label }
    .detail = Это больше не так: { $meaning }
journal-burst-noticed = Массовое удаление
    .detail = { $event ->
        [none] Пользователь { $user_id } удалил элементы разных видов (число: { $deletions }) между { $from } и { $to }.
       *[other] { $user_id ->
            [none] Несколько пользователей или те, кого Битрикс24 не называет, удалили элементы (число: { $deletions }) между { $from } и { $to }; событие — { $event }.
           *[other] Пользователь { $user_id } удалил элементы (число: { $deletions }) между { $from } и { $to }; событие — { $event }.
        }
    }
journal-application-token-learned = Получен application_token
    .detail = Его принесло тестовое событие.
journal-application-token-changed = application_token изменился
    .detail = Новый принесло тестовое событие.
journal-application-token-confirmed = application_token подтверждён
    .detail = Тестовое событие принесло известный.
journal-tokens-renewed = Токены обновлены
    .detail = Сервер авторизации обновил токены портала.
journal-tokens-not-renewed = Токены не обновлены
    .detail = { $reason }
journal-spare-tokens-kept = Токены системного пользователя сохранены
    .detail = Они заменят остальные, если сервер авторизации их отклонит.
journal-spare-tokens-used = Теперь действуют токены системного пользователя
    .detail = { $reason }
journal-spare-tokens-refused = Токены системного пользователя отклонены
    .detail = { $reason }
journal-address-changed = Адрес изменился
    .detail = Портал переехал на { $domain }.
journal-status-changed = { $status ->
    [installing] Теперь устанавливается
    [active] Теперь активен
    [payment_required] Оплата закончилась
    [needs_reinstall] Нужна переустановка
    [uninstalled] Приложение удалено
   *[deleted] Портал закрыт или удалён
}
    .detail = { $reason }
journal-calls-blocked = Запросы заблокированы
    .detail = Битрикс24 вручную заблокировал запросы приложения к этому порталу (OVERLOAD_LIMIT); обратитесь в его поддержку.
journal-removal-reported = Сообщение об удалении приложения
    .detail = { $clean ->
        [true] Битрикс24 сообщил об удалении приложения. Tombstone скрывает данные портала, пока сервер авторизации этого не подтвердит.
       *[false] Битрикс24 сообщил об удалении приложения. Tombstone хранит данные портала.
    }
journal-removal-ignored = Сообщение об удалении пропущено
    .detail = Битрикс24 отправил его до того, как портал снова установил приложение.
journal-removal-undone = Удаление отменено
    .detail = Сервер авторизации говорит, что приложение всё ещё установлено.
journal-uninstalled = Приложение удалено
    .detail = Портал удалил приложение. Tombstone хранит данные портала.
journal-recovered = Восстановлено
    .detail = { $gaps ->
        [one] События не принимались с { $from } по { $to }.
        [few] События не принимались { $gaps } раза между { $from } и { $to }.
       *[other] События не принимались { $gaps } раз между { $from } и { $to }.
    } { $found ->
        [0] В офлайн-очереди портала за это время ничего не нашлось.
        [one] В офлайн-очереди портала за это время нашлось { $found } удаление.
        [few] В офлайн-очереди портала за это время нашлось { $found } удаления.
       *[other] В офлайн-очереди портала за это время нашлось { $found } удалений.
    }
journal-not-recovered = Не восстановлено
    .detail = { $gaps ->
        [one] События не принимались с { $from } по { $to }.
        [few] События не принимались { $gaps } раза между { $from } и { $to }.
       *[other] События не принимались { $gaps } раз между { $from } и { $to }.
    } { $reason }
journal-queue-not-read = Офлайн-очередь не прочитана
    .detail = { $reason }
journal-records-unreadable = Нечитаемые записи
    .detail = { $count ->
        [one] Tombstone не может прочитать { $count } запись офлайн-очереди портала и оставил её там.
        [few] Tombstone не может прочитать { $count } записи офлайн-очереди портала и оставил их там.
       *[other] Tombstone не может прочитать { $count } записей офлайн-очереди портала и оставил их там.
    }
journal-webhook-disabled = Вебхук выключен
    .detail = { $gone ->
        [true] Адрес доставки { $id } на { $host } ответил, что его больше нет. Пока его не включат снова, туда ничего не отправляется.
       *[false] Все попытки отправить на { $host } ({ $id }) слишком долго не удаются. Пока адрес не включат снова, туда ничего не отправляется.
    }
