# Чому щось відхилено.

refusal-no-credentials = Цей сервіс запущено без TOMBSTONE_CLIENT_ID і TOMBSTONE_CLIENT_SECRET, тому він не може перевірити жодне встановлення.
refusal-server-forbidden = Tombstone не можна звертатися до сервера авторизації, який названо у встановленні.
refusal-grant-refused = Сервер авторизації не видав токени за код: { $answer }.
refusal-no-portal-named = У відповіді сервера авторизації не названо портал.
refusal-token-unknown = Сервер авторизації не знає цей токен доступу ({ $answer }).
refusal-token-ended = Строк токена доступу закінчився.
refusal-payment-ended = Оплачений період застосунку на цьому порталі закінчився.
refusal-not-installed = Застосунок на цьому порталі не встановлений.
refusal-other-app = Токен належить іншому застосунку.
refusal-other-portal = Токен належить іншому порталу.
refusal-other-user = Токен належить іншому користувачеві.
refusal-other-address = Сервер авторизації знає портал під іншою адресою.
refusal-unsafe-address = Адреса порталу не https або веде до приватної мережі.
refusal-incomplete = У встановленні немає токена доступу або адреси порталу.
refusal-implausible = Бітрікс24 не міг видати такі токени.
refusal-not-administrator = Замінити application_token активного встановлення може лише адміністратор.
refusal-visitor-unknown = Портал не каже, хто відкрив застосунок ({ $answer }).
refusal-no-page-token = Сторінка не принесла токена, виданого тут.
refusal-other-portals-page = Сторінка належить іншому порталу.
refusal-other-purpose = Токен сторінки не підходить для цього запиту.
refusal-page-ended = Сторінку відкрили надто давно.
refusal-page-of-removed-app = На порталі, якому належить сторінка, застосунок більше не встановлений.
refusal-domain-mistyped = Введено не адресу порталу.
refusal-no-system-user = Подія не принесла токенів системного користувача свого порталу.
refusal-other-application-token = Це не application_token цього порталу.
refusal-no-state = Браузер не повернув `state`.
refusal-unknown-state = Tombstone не знає цей `state`: його вже використано або він старший за десять хвилин.
refusal-other-browser = Tombstone дав цей `state` іншому браузеру.
refusal-no-code = Портал не дав коду.
refusal-other-code = Код належить не тому порталу, з якого повернувся браузер.
refusal-invalid-member-id = Браузер приніс `member_id`, який не може ним бути.
refusal-invalid-domain = Браузер приніс `domain`, який не може ним бути.
refusal-other-return = Браузер повернувся з іншого порталу.
refusal-wrong-token = { $event } надійшло з неправильним application_token.
refusal-wrong-token-later = { $event } надійшло з неправильним application_token, поки база даних була недоступна.
refusal-unexpected-test = Тестова подія надійшла на адресу, де на неї не чекають.
refusal-wrong-password = Неправильна адреса або пароль.
refusal-wrong-code = Пароль правильний, а код другого фактора неправильний або вже використаний.
refusal-not-allowed = Роль оператора не дозволяє: { $act }.
refusal-out-of-reach = Оператор не бачить цього порталу: { $act }.
refusal-foreign-form = Запит { $act } надійшов з чужого сайту або зі сторінки, яка була відкрита надто довго.
refusal-session-ended = Сеанс уже завершився: { $act }.
refusal-still-installed = Сервер авторизації підтверджує встановлення: ONAPPUNINSTALL хтось підробив.
refusal-counted = За хвилину з { $since } таких надійшло ще { $count }{ $known ->
    [true] {"."}
   *[false] , від невідомих тут відправників.
}
