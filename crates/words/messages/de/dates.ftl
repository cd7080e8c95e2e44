# Zeiten.

date-months = Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.
date-day = { $day }. { $month } { $year }
date-and-time = { $date }, { $time }
date-just-now = gerade eben
date-years = { $count ->
    [one] { $count } Jahr
   *[other] { $count } Jahre
}
    .ago = { $count ->
        [one] vor { $count } Jahr
       *[other] vor { $count } Jahren
    }
    .ahead = { $count ->
        [one] in { $count } Jahr
       *[other] in { $count } Jahren
    }
date-months-long = { $count ->
    [one] { $count } Monat
   *[other] { $count } Monate
}
    .ago = { $count ->
        [one] vor { $count } Monat
       *[other] vor { $count } Monaten
    }
    .ahead = { $count ->
        [one] in { $count } Monat
       *[other] in { $count } Monaten
    }
date-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
    .ago = { $count ->
        [one] vor { $count } Tag
       *[other] vor { $count } Tagen
    }
    .ahead = { $count ->
        [one] in { $count } Tag
       *[other] in { $count } Tagen
    }
date-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
    .ago = { $count ->
        [one] vor { $count } Stunde
       *[other] vor { $count } Stunden
    }
    .ahead = { $count ->
        [one] in { $count } Stunde
       *[other] in { $count } Stunden
    }
date-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
    .ago = { $count ->
        [one] vor { $count } Minute
       *[other] vor { $count } Minuten
    }
    .ahead = { $count ->
        [one] in { $count } Minute
       *[other] in { $count } Minuten
    }
date-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
    .ago = { $count ->
        [one] vor { $count } Sekunde
       *[other] vor { $count } Sekunden
    }
    .ahead = { $count ->
        [one] in { $count } Sekunde
       *[other] in { $count } Sekunden
    }

duration-under = unter { $seconds } s
duration-seconds = { $seconds } s
duration-minutes = { $minutes } Min. { $seconds } s
duration-hours = { $hours } Std. { $minutes } Min.
duration-days = { $days } T. { $hours } Std.
