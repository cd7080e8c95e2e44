# Почему не удались запрос, обновление токенов, проверка или чтение офлайн-очереди.

failure-portal-refused = { $answer ->
    [access_denied] Портал разрешает это только с токенами администратора, или в его тарифе нет REST: попросите администратора открыть приложение.
    [wrong_license] В тариф портала это не входит.
    [insufficient_scope] Приложению не хватает права на портале.
    [invalid_token] Портал не принимает токен доступа.
    [expired_token] Портал не принимает токен доступа.
    [no_auth_found] Портал не принимает токен доступа.
    [invalid_grant] Портал не принимает токен доступа.
    [payment_required] Оплаченный период приложения на портале закончился.
    [not_installed] Приложение на портале больше не установлено.
    [application_not_found] Приложение на портале больше не установлено.
    [error_oauth] Приложение на портале больше не установлено.
    [authorization_error] Пользователь, который дал токены, больше не может пользоваться приложением.
    [user_access_error] Пользователь, который дал токены, больше не может пользоваться приложением.
    [portal_deleted] Портал закрыт или удалён.
   *[other] Портал отказывает: { $answer }.
}
failure-server-refused = { $answer ->
    [invalid_grant] Сервер авторизации больше не принимает токен обновления.
    [bad_verification_code] Сервер авторизации больше не принимает токен обновления.
    [invalid_client] Сервер авторизации не знает приложение на этом портале, или секрет неверен.
    [wrong_client] Сервер авторизации не знает TOMBSTONE_CLIENT_ID.
    [invalid_scope] Приложение просит больше прав, чем указано в его карточке.
    [insufficient_scope] Приложение просит больше прав, чем указано в его карточке.
    [payment_required] Оплаченный период приложения на портале закончился.
    [not_installed] Приложение на портале больше не установлено.
    [application_not_found] Приложение на портале больше не установлено.
    [error_oauth] Приложение на портале больше не установлено.
    [authorization_error] Пользователь, который дал токены, больше не может пользоваться приложением.
    [user_access_error] Пользователь, который дал токены, больше не может пользоваться приложением.
    [portal_deleted] Портал закрыт или удалён.
   *[other] Сервер авторизации отказывает: { $answer }.
}
failure-portal-unknown = Сервер авторизации не знает этот портал ({ $answer }).
failure-unreachable = { $cause ->
    [no_answer] { $host } не ответил вовремя.
    [no_connection] Tombstone не смог соединиться с { $host }.
    [untrusted] Tombstone не доверяет сертификату { $host }.
    [broke_off] Соединение с { $host } оборвалось.
    [crowded] Tombstone прямо сейчас спрашивает { $host } о слишком многих установках.
   *[undecided] { $host } сейчас не может подтвердить, кто это.
}
failure-moved = { $host } перенаправляет на другой адрес.
failure-unexpected = { $host } ответил { $status }, но ответ не в формате JSON или слишком большой.
failure-address-forbidden = Tombstone нельзя обращаться по адресу { $host }.
failure-unanswered = Портал не ответил на { $methods }.
failure-suspended = Tombstone не обращается к порталу, пока он { $standing }.
failure-limited = Лимиты портала сейчас не позволяют сделать запрос.
failure-licence-expired = Лицензия коробочного портала истекла.
failure-no-tokens = У Tombstone нет токенов этого портала.
failure-no-refresh-token = У Tombstone нет токена обновления этого портала.
failure-credentials-refused = Сервер авторизации не принимает TOMBSTONE_CLIENT_ID или TOMBSTONE_CLIENT_SECRET.
failure-no-credentials = Этот сервис запущен без TOMBSTONE_CLIENT_ID и TOMBSTONE_CLIENT_SECRET.
failure-other-portal = Сервер авторизации ответил токенами другого портала.
failure-server-unreachable = Сервер авторизации не отвечает.
failure-server-trouble = У сервера авторизации неполадки.
failure-renewal-paused = Только что обновить токены не удалось; Tombstone скоро повторит попытку.
failure-renewal-broke-off = Обновление токенов оборвалось.
failure-renewal-stuck = Другой процесс обновляет токены и никак не закончит.
failure-no-queue = Портал не ведёт офлайн-очередь для приложения.
failure-queue-unknown = Портал ещё не сказал, ведёт ли он офлайн-очередь.
failure-endless-queue = Портал снова и снова выдаёт одни и те же записи офлайн-очереди.
failure-unreadable-queue = Tombstone не может прочитать ответ портала об офлайн-очереди.
failure-app-removed = Портал удалил приложение.
failure-log-unavailable = Журнал событий Tombstone сейчас ничего не принимает.
failure-database-unavailable = База данных Tombstone сейчас не отвечает.
failure-not-paid = Приложение не было оплачено, поэтому Битрикс24 ничего не отправлял.
failure-portal-closed = Портал был закрыт.
failure-other = Другая версия Tombstone записала: { $other }.
