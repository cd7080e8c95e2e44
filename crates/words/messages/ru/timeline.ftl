# A portal's timeline.

timeline-title = История { $domain }
timeline-topics = Тема
timeline-all = Всё
timeline-app = Приложение
timeline-tokens = Токены
timeline-events = События и пробелы
timeline-acts = Действия
timeline-wrong-topic = Такой темы нет. Выберите одну выше.
timeline-caption = Что происходило с порталом, сначала новое
timeline-by = { $actor }
timeline-folded = { $count ->
    [one] { $count } раз с { $since }
    [few] { $count } раза с { $since }
   *[other] { $count } раз с { $since }
}
timeline-empty = Пока показывать нечего
    .text = Всё, что происходит с порталом, и все действия с ним появятся здесь сами.
timeline-purged = Данные портала скрыты. Tombstone удаляет их с диска.
