# Почему отклонены установка, событие, визит или вход.

refusal-no-credentials = Этот сервис запущен без TOMBSTONE_CLIENT_ID и TOMBSTONE_CLIENT_SECRET, поэтому не может проверить ни одну установку.
refusal-server-forbidden = Tombstone нельзя обращаться к серверу авторизации, который назван в установке.
refusal-grant-refused = Сервер авторизации не выдал токены за код: { $answer }.
refusal-no-portal-named = В ответе сервера авторизации не назван портал.
refusal-token-unknown = Сервер авторизации не знает этот токен доступа ({ $answer }).
refusal-token-ended = Срок токена доступа истёк.
refusal-payment-ended = Оплаченный период приложения на этом портале закончился.
refusal-not-installed = Приложение на этом портале не установлено.
refusal-other-app = Токен принадлежит другому приложению.
refusal-other-portal = Токен принадлежит другому порталу.
refusal-other-user = Токен принадлежит другому пользователю.
refusal-other-address = Сервер авторизации знает портал под другим адресом.
refusal-unsafe-address = Адрес портала не https или ведёт в частную сеть.
refusal-incomplete = В установке нет токена доступа или адреса портала.
refusal-implausible = Битрикс24 не мог выдать такие токены.
refusal-not-administrator = Заменить application_token активной установки может только администратор.
refusal-visitor-unknown = Портал не говорит, кто открыл приложение ({ $answer }).
refusal-no-page-token = Страница не принесла токена, выданного здесь.
refusal-other-portals-page = Страница принадлежит другому порталу.
refusal-other-purpose = Токен страницы не годится для этого запроса.
refusal-page-ended = Страницу открыли слишком давно.
refusal-page-of-removed-app = На портале, которому принадлежит страница, приложение больше не установлено.
refusal-domain-mistyped = Введён не адрес портала.
refusal-no-system-user = Событие не принесло токенов системного пользователя своего портала.
refusal-other-application-token = Это не application_token этого портала.
refusal-no-state = Браузер не вернул `state`.
refusal-unknown-state = Tombstone не знает этот `state`: он уже использован или старше десяти минут.
refusal-other-browser = Tombstone дал этот `state` другому браузеру.
refusal-no-code = Портал не дал кода.
refusal-other-code = Код принадлежит не тому порталу, с которого вернулся браузер.
refusal-invalid-member-id = Браузер принёс `member_id`, который не может им быть.
refusal-invalid-domain = Браузер принёс `domain`, который не может им быть.
refusal-other-return = Браузер вернулся с другого портала.
refusal-wrong-token = { $event } пришло с неверным application_token.
refusal-wrong-token-later = { $event } пришло с неверным application_token, пока база данных была недоступна.
refusal-unexpected-test = Тестовое событие пришло на адрес, где его не ждут.
refusal-wrong-password = Неверный адрес или пароль.
refusal-wrong-code = Пароль верный, а код второго фактора неверный или уже использован.
refusal-not-allowed = Роль оператора не позволяет: { $act }.
refusal-out-of-reach = Оператор не видит этого портала: { $act }.
refusal-foreign-form = Запрос { $act } пришёл с чужого сайта или со страницы, которая была открыта слишком долго.
refusal-session-ended = Сеанс уже завершился: { $act }.
refusal-still-installed = Сервер авторизации подтверждает установку: ONAPPUNINSTALL кто-то подделал.
refusal-counted = За минуту с { $since } таких пришло ещё { $count }{ $known ->
    [true] {"."}
   *[false] , от неизвестных здесь отправителей.
}
