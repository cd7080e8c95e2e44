# Czas.

date-months = sty lut mar kwi maj cze lip sie wrz paź lis gru
date-day = { $day } { $month } { $year }
date-and-time = { $date }, { $time }
date-just-now = przed chwilą
date-years = { $count ->
    [one] { $count } rok
    [few] { $count } lata
   *[other] { $count } lat
}
    .ago = { $count ->
        [one] { $count } rok temu
        [few] { $count } lata temu
       *[other] { $count } lat temu
    }
    .ahead = { $count ->
        [one] za { $count } rok
        [few] za { $count } lata
       *[other] za { $count } lat
    }
date-months-long = { $count ->
    [one] { $count } miesiąc
    [few] { $count } miesiące
   *[other] { $count } miesięcy
}
    .ago = { $count ->
        [one] { $count } miesiąc temu
        [few] { $count } miesiące temu
       *[other] { $count } miesięcy temu
    }
    .ahead = { $count ->
        [one] za { $count } miesiąc
        [few] za { $count } miesiące
       *[other] za { $count } miesięcy
    }
date-days = { $count ->
    [one] { $count } dzień
   *[other] { $count } dni
}
    .ago = { $count ->
        [one] { $count } dzień temu
       *[other] { $count } dni temu
    }
    .ahead = { $count ->
        [one] za { $count } dzień
       *[other] za { $count } dni
    }
date-hours = { $count ->
    [one] { $count } godzina
    [few] { $count } godziny
   *[other] { $count } godzin
}
    .ago = { $count ->
        [one] { $count } godzinę temu
        [few] { $count } godziny temu
       *[other] { $count } godzin temu
    }
    .ahead = { $count ->
        [one] za { $count } godzinę
        [few] za { $count } godziny
       *[other] za { $count } godzin
    }
date-minutes = { $count ->
    [one] { $count } minuta
    [few] { $count } minuty
   *[other] { $count } minut
}
    .ago = { $count ->
        [one] { $count } minutę temu
        [few] { $count } minuty temu
       *[other] { $count } minut temu
    }
    .ahead = { $count ->
        [one] za { $count } minutę
        [few] za { $count } minuty
       *[other] za { $count } minut
    }
date-seconds = { $count ->
    [one] { $count } sekunda
    [few] { $count } sekundy
   *[other] { $count } sekund
}
    .ago = { $count ->
        [one] { $count } sekundę temu
        [few] { $count } sekundy temu
       *[other] { $count } sekund temu
    }
    .ahead = { $count ->
        [one] za { $count } sekundę
        [few] za { $count } sekundy
       *[other] za { $count } sekund
    }

duration-under = poniżej { $seconds } s
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } godz. { $minutes } min
duration-days = { $days } d { $hours } godz.
