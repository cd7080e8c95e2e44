# Сторінка аудиту.

audit-page-title = Аудит
audit-page-lead = Що робили оператори й програми і що було відхилено, спочатку нове.
audit-page-portal = Про портал
audit-page-portal-example = Його member_id повністю
audit-page-kind = Що сталося
audit-page-any = Будь-що
audit-page-all = Показати всі рядки
audit-page-caption = Аудит, спочатку нове
audit-page-what = Що
audit-page-who = Хто
audit-page-of = Портал
audit-page-more = Докладніше
audit-page-when = Коли
audit-page-from = з { $source }
audit-page-of-portal = Усі рядки про цей портал
audit-page-none-fits = Нічого не підходить
    .text = Нічого такого не робили і не відхиляли.
audit-page-empty = Поки порожньо
    .text = Tombstone записує сюди входи, ключі, дії операторів і все, що відхиляє.
audit-page-wrong-kind = Такого виду немає; виберіть один із цих.
