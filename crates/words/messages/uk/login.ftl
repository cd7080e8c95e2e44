# Вхід.

login-title = Вхід
login-email = Ел. пошта
login-password = Пароль
login-button = Увійти
login-wrong = Неправильна пошта або пароль.
login-put-off = { $seconds ->
    [one] Забагато спроб. Спробуйте знову через { $seconds } секунду.
    [few] Забагато спроб. Спробуйте знову через { $seconds } секунди.
   *[other] Забагато спроб. Спробуйте знову через { $seconds } секунд.
}
login-no-access = Ще немає доступу? Той, хто веде цей сервіс, додасть вас командою
