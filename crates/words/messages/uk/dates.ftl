# Час.

date-months = січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.
date-day = { $day } { $month } { $year }
date-and-time = { $date }, { $time }
date-just-now = щойно
date-years = { $count ->
    [one] { $count } рік
    [few] { $count } роки
   *[other] { $count } років
}
    .ago = { $count ->
        [one] { $count } рік тому
        [few] { $count } роки тому
       *[other] { $count } років тому
    }
    .ahead = { $count ->
        [one] через { $count } рік
        [few] через { $count } роки
       *[other] через { $count } років
    }
date-months-long = { $count ->
    [one] { $count } місяць
    [few] { $count } місяці
   *[other] { $count } місяців
}
    .ago = { $count ->
        [one] { $count } місяць тому
        [few] { $count } місяці тому
       *[other] { $count } місяців тому
    }
    .ahead = { $count ->
        [one] через { $count } місяць
        [few] через { $count } місяці
       *[other] через { $count } місяців
    }
date-days = { $count ->
    [one] { $count } день
    [few] { $count } дні
   *[other] { $count } днів
}
    .ago = { $count ->
        [one] { $count } день тому
        [few] { $count } дні тому
       *[other] { $count } днів тому
    }
    .ahead = { $count ->
        [one] через { $count } день
        [few] через { $count } дні
       *[other] через { $count } днів
    }
date-hours = { $count ->
    [one] { $count } година
    [few] { $count } години
   *[other] { $count } годин
}
    .ago = { $count ->
        [one] { $count } годину тому
        [few] { $count } години тому
       *[other] { $count } годин тому
    }
    .ahead = { $count ->
        [one] через { $count } годину
        [few] через { $count } години
       *[other] через { $count } годин
    }
date-minutes = { $count ->
    [one] { $count } хвилина
    [few] { $count } хвилини
   *[other] { $count } хвилин
}
    .ago = { $count ->
        [one] { $count } хвилину тому
        [few] { $count } хвилини тому
       *[other] { $count } хвилин тому
    }
    .ahead = { $count ->
        [one] через { $count } хвилину
        [few] через { $count } хвилини
       *[other] через { $count } хвилин
    }
date-seconds = { $count ->
    [one] { $count } секунда
    [few] { $count } секунди
   *[other] { $count } секунд
}
    .ago = { $count ->
        [one] { $count } секунду тому
        [few] { $count } секунди тому
       *[other] { $count } секунд тому
    }
    .ahead = { $count ->
        [one] через { $count } секунду
        [few] через { $count } секунди
       *[other] через { $count } секунд
    }

duration-under = менше { $seconds } с
duration-seconds = { $seconds } с
duration-minutes = { $minutes } хв { $seconds } с
duration-hours = { $hours } год { $minutes } хв
duration-days = { $days } д { $hours } год
