# Tiempos.

date-months = ene feb mar abr may jun jul ago sept oct nov dic
date-day = { $day } { $month } { $year }
date-and-time = { $date }, { $time }
date-just-now = ahora mismo
date-years = { $count ->
    [one] { $count } año
   *[other] { $count } años
}
    .ago = { $count ->
        [one] hace { $count } año
       *[other] hace { $count } años
    }
    .ahead = { $count ->
        [one] dentro de { $count } año
       *[other] dentro de { $count } años
    }
date-months-long = { $count ->
    [one] { $count } mes
   *[other] { $count } meses
}
    .ago = { $count ->
        [one] hace { $count } mes
       *[other] hace { $count } meses
    }
    .ahead = { $count ->
        [one] dentro de { $count } mes
       *[other] dentro de { $count } meses
    }
date-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
    .ago = { $count ->
        [one] hace { $count } día
       *[other] hace { $count } días
    }
    .ahead = { $count ->
        [one] dentro de { $count } día
       *[other] dentro de { $count } días
    }
date-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
    .ago = { $count ->
        [one] hace { $count } hora
       *[other] hace { $count } horas
    }
    .ahead = { $count ->
        [one] dentro de { $count } hora
       *[other] dentro de { $count } horas
    }
date-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
    .ago = { $count ->
        [one] hace { $count } minuto
       *[other] hace { $count } minutos
    }
    .ahead = { $count ->
        [one] dentro de { $count } minuto
       *[other] dentro de { $count } minutos
    }
date-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
    .ago = { $count ->
        [one] hace { $count } segundo
       *[other] hace { $count } segundos
    }
    .ahead = { $count ->
        [one] dentro de { $count } segundo
       *[other] dentro de { $count } segundos
    }

duration-under = menos de { $seconds } s
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
duration-days = { $days } d { $hours } h
