# Огляд.

overview-title = Огляд
overview-attention = Потребує уваги
overview-well = Усе гаразд. На жодному порталі немає тривог.
overview-alarmed = { $count ->
    [one] { $count } портал
    [few] { $count } портали
   *[other] { $count } порталів
}
overview-more = і ще { $count }
overview-since = з { $when }
overview-unknown = { $count ->
    [one] Про { $count } портал поки невідомо, чи про всі видалення він повідомляє; Tombstone запитає знову.
    [few] Про { $count } портали поки невідомо, чи про всі видалення вони повідомляють; Tombstone запитає знову.
   *[other] Про { $count } порталів поки невідомо, чи про всі видалення вони повідомляють; Tombstone запитає знову.
}
overview-unknown-link = Показати портали
overview-refused = { $count ->
    [one] За останні 24 години відхилено { $count } встановлення. Це нічого не змінило.
    [few] За останні 24 години відхилено { $count } встановлення. Це нічого не змінило.
   *[other] За останні 24 години відхилено { $count } встановлень. Це нічого не змінило.
}
overview-refused-many = За останні 24 години відхилено дуже багато встановлень. Це нічого не змінило.
overview-refused-link = Причина — в аудиті
overview-today = Видалено сьогодні
overview-usual = зазвичай за день: { $count }
overview-month = Останні 30 днів
overview-deletions = Зберігається видалень
overview-last-event = Остання подія
overview-none-yet = поки не було
overview-portals = Портали
overview-no-portals = Чекаємо на перший портал
    .text = Коли адміністратор порталу Бітрікс24 встановить застосунок, портал і його видалення з’являться тут самі.
overview-newest = Останні видалення
overview-all = Усі видалення
overview-oldest = найдавніша надійшла { $when }
overview-last-seen = останній сигнал { $when }
spool-gone = { $count ->
    [one] { $count } подія чекає в процесі, який не працює
    [few] { $count } події чекають у процесі, який не працює
   *[other] { $count } подій чекають у процесі, який не працює
}
    .advice = На них уже відповіли, і лежать вони лише в його теці даних. Запустіть процес знову з тією самою текою, і він сам перенесе їх до бази; до того не видаляйте теку. Ім’я нижче записане в її файлі `process`.
spool-waiting = { $count ->
    [one] { $count } подія чекає на базу даних
    [few] { $count } події чекають на базу даних
   *[other] { $count } подій чекають на базу даних
}
    .advice = На них уже відповіли, і лежать вони лише в теці даних процесу, що працює. Він перенесе їх, щойно база почне приймати події; якщо це затягнеться, `tombstone doctor` з його налаштуваннями скаже чому.

# How the service is.
overview-care = { $count ->
    [one] { $count } потребує уваги
    [few] { $count } потребують уваги
   *[other] { $count } потребують уваги
}
overview-tokens = Токени
    .well = Усі працюють
overview-tokens-failing = не оновлюються: { $count }
overview-tokens-dead = відхилено: { $count }
overview-tokens-due = час оновити: { $count }
overview-quarantine = Карантин
    .none = Порожньо
overview-quarantined = { $count ->
    [one] { $count } подія
    [few] { $count } події
   *[other] { $count } подій
}
overview-lag = Індексація
    .none = Без затримки
overview-lag-behind = відстає: { $length }
