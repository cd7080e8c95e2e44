# Время.

date-months = янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек.
date-day = { $day } { $month } { $year }
date-and-time = { $date }, { $time }
date-just-now = только что
date-years = { $count ->
    [one] { $count } год
    [few] { $count } года
   *[other] { $count } лет
}
    .ago = { $count ->
        [one] { $count } год назад
        [few] { $count } года назад
       *[other] { $count } лет назад
    }
    .ahead = { $count ->
        [one] через { $count } год
        [few] через { $count } года
       *[other] через { $count } лет
    }
date-months-long = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[other] { $count } месяцев
}
    .ago = { $count ->
        [one] { $count } месяц назад
        [few] { $count } месяца назад
       *[other] { $count } месяцев назад
    }
    .ahead = { $count ->
        [one] через { $count } месяц
        [few] через { $count } месяца
       *[other] через { $count } месяцев
    }
date-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
    .ago = { $count ->
        [one] { $count } день назад
        [few] { $count } дня назад
       *[other] { $count } дней назад
    }
    .ahead = { $count ->
        [one] через { $count } день
        [few] через { $count } дня
       *[other] через { $count } дней
    }
date-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[other] { $count } часов
}
    .ago = { $count ->
        [one] { $count } час назад
        [few] { $count } часа назад
       *[other] { $count } часов назад
    }
    .ahead = { $count ->
        [one] через { $count } час
        [few] через { $count } часа
       *[other] через { $count } часов
    }
date-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
   *[other] { $count } минут
}
    .ago = { $count ->
        [one] { $count } минуту назад
        [few] { $count } минуты назад
       *[other] { $count } минут назад
    }
    .ahead = { $count ->
        [one] через { $count } минуту
        [few] через { $count } минуты
       *[other] через { $count } минут
    }
date-seconds = { $count ->
    [one] { $count } секунда
    [few] { $count } секунды
   *[other] { $count } секунд
}
    .ago = { $count ->
        [one] { $count } секунду назад
        [few] { $count } секунды назад
       *[other] { $count } секунд назад
    }
    .ahead = { $count ->
        [one] через { $count } секунду
        [few] через { $count } секунды
       *[other] через { $count } секунд
    }

duration-under = менее { $seconds } с
duration-seconds = { $seconds } с
duration-minutes = { $minutes } мин { $seconds } с
duration-hours = { $hours } ч { $minutes } мин
duration-days = { $days } д { $hours } ч
