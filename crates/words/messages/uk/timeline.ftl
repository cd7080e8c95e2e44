# A portal's timeline.

timeline-title = Історія { $domain }
timeline-topics = Тема
timeline-all = Усе
timeline-app = Застосунок
timeline-tokens = Токени
timeline-events = Події та прогалини
timeline-acts = Дії
timeline-wrong-topic = Такої теми немає. Виберіть одну вище.
timeline-caption = Що відбувалося з порталом, спочатку нове
timeline-by = { $actor }
timeline-folded = { $count ->
    [one] { $count } раз з { $since }
    [few] { $count } рази з { $since }
   *[other] { $count } разів із { $since }
}
timeline-empty = Поки що показувати нічого
    .text = Усе, що відбувається з порталом, і всі дії з ним з’являться тут самі.
timeline-purged = Дані порталу приховано. Tombstone видаляє їх із диска.
