# A portal's timeline.

timeline-title = Історія { $domain }
timeline-topics = Про що
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
    .text = Те, що відбувається з порталом, і те, що для нього роблять, з’явиться тут саме.
timeline-purged = Дані порталу більше не видно. Tombstone зараз видаляє їх із диска.
