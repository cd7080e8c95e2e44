# Чому щось не вдалося.

failure-portal-refused = { $answer ->
    [access_denied] Портал дозволяє це лише з токенами адміністратора, або в його тарифі немає REST: попросіть адміністратора відкрити застосунок.
    [wrong_license] До тарифу порталу це не входить.
    [insufficient_scope] Застосунку бракує права на порталі.
    [invalid_token] Портал не приймає токен доступу.
    [expired_token] Портал не приймає токен доступу.
    [no_auth_found] Портал не приймає токен доступу.
    [invalid_grant] Портал не приймає токен доступу.
    [payment_required] Оплачений період застосунку на порталі закінчився.
    [not_installed] Застосунок на порталі більше не встановлений.
    [application_not_found] Застосунок на порталі більше не встановлений.
    [error_oauth] Застосунок на порталі більше не встановлений.
    [authorization_error] Користувач, який дав токени, більше не може користуватися застосунком.
    [user_access_error] Користувач, який дав токени, більше не може користуватися застосунком.
    [portal_deleted] Портал закритий або видалений.
   *[other] Портал відмовляє: { $answer }.
}
failure-server-refused = { $answer ->
    [invalid_grant] Сервер авторизації більше не приймає токен оновлення.
    [bad_verification_code] Сервер авторизації більше не приймає токен оновлення.
    [invalid_client] Сервер авторизації не знає застосунок на цьому порталі, або секрет неправильний.
    [wrong_client] Сервер авторизації не знає TOMBSTONE_CLIENT_ID.
    [invalid_scope] Застосунок просить більше прав, ніж указано в його картці.
    [insufficient_scope] Застосунок просить більше прав, ніж указано в його картці.
    [payment_required] Оплачений період застосунку на порталі закінчився.
    [not_installed] Застосунок на порталі більше не встановлений.
    [application_not_found] Застосунок на порталі більше не встановлений.
    [error_oauth] Застосунок на порталі більше не встановлений.
    [authorization_error] Користувач, який дав токени, більше не може користуватися застосунком.
    [user_access_error] Користувач, який дав токени, більше не може користуватися застосунком.
    [portal_deleted] Портал закритий або видалений.
   *[other] Сервер авторизації відмовляє: { $answer }.
}
failure-portal-unknown = Сервер авторизації не знає цей портал ({ $answer }).
failure-unreachable = { $cause ->
    [no_answer] { $host } не відповів вчасно.
    [no_connection] Tombstone не зміг з’єднатися з { $host }.
    [untrusted] Tombstone не довіряє сертифікату { $host }.
    [broke_off] З’єднання з { $host } обірвалося.
    [crowded] Tombstone зараз запитує { $host } про забагато встановлень одночасно.
   *[undecided] { $host } зараз не може підтвердити, хто це.
}
failure-moved = { $host } перенаправляє на іншу адресу.
failure-unexpected = { $host } відповів { $status }, але відповідь не у форматі JSON або завелика.
failure-address-forbidden = Tombstone не можна звертатися за адресою { $host }.
failure-unanswered = Портал не відповів на { $methods }.
failure-suspended = Tombstone не звертається до порталу, поки він { $standing }.
failure-limited = Ліміти порталу зараз не дозволяють зробити запит.
failure-licence-expired = Ліцензія коробкового порталу закінчилася.
failure-no-tokens = У Tombstone немає токенів цього порталу.
failure-no-refresh-token = У Tombstone немає токена оновлення цього порталу.
failure-credentials-refused = Сервер авторизації не приймає TOMBSTONE_CLIENT_ID або TOMBSTONE_CLIENT_SECRET.
failure-no-credentials = Цей сервіс запущено без TOMBSTONE_CLIENT_ID і TOMBSTONE_CLIENT_SECRET.
failure-other-portal = Сервер авторизації відповів токенами іншого порталу.
failure-server-unreachable = Сервер авторизації не відповідає.
failure-server-trouble = Сервер авторизації має проблеми.
failure-renewal-paused = Щойно оновити токени не вдалося; Tombstone скоро повторить спробу.
failure-renewal-broke-off = Оновлення токенів обірвалося.
failure-renewal-stuck = Інший процес оновлює токени і ніяк не закінчить.
failure-no-queue = Портал не веде офлайн-чергу для застосунку.
failure-queue-unknown = Портал ще не сказав, чи веде він офлайн-чергу.
failure-endless-queue = Портал знову й знову видає ті самі записи офлайн-черги.
failure-unreadable-queue = Tombstone не може прочитати відповідь порталу про офлайн-чергу.
failure-app-removed = Портал видалив застосунок.
failure-log-unavailable = Журнал подій Tombstone зараз нічого не приймає.
failure-database-unavailable = База даних Tombstone зараз не відповідає.
failure-not-paid = Застосунок не був оплачений, тому Бітрікс24 нічого не надсилав.
failure-portal-closed = Портал був закритий.
failure-other = Інша версія Tombstone записала: { $other }.
