# A portal's timeline.

timeline-title = История { $domain }
timeline-topics = О чём
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
    .text = То, что происходит с порталом, и то, что для него делают, появится здесь само.
timeline-purged = Данные портала больше не видны. Tombstone сейчас удаляет их с диска.
