# Tempos.

date-months = jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.
date-day = { $day } de { $month } de { $year }
date-and-time = { $date }, { $time }
date-just-now = agora mesmo
date-years = { $count ->
    [one] { $count } ano
   *[other] { $count } anos
}
    .ago = { $count ->
        [one] há { $count } ano
       *[other] há { $count } anos
    }
    .ahead = { $count ->
        [one] em { $count } ano
       *[other] em { $count } anos
    }
date-months-long = { $count ->
    [one] { $count } mês
   *[other] { $count } meses
}
    .ago = { $count ->
        [one] há { $count } mês
       *[other] há { $count } meses
    }
    .ahead = { $count ->
        [one] em { $count } mês
       *[other] em { $count } meses
    }
date-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}
    .ago = { $count ->
        [one] há { $count } dia
       *[other] há { $count } dias
    }
    .ahead = { $count ->
        [one] em { $count } dia
       *[other] em { $count } dias
    }
date-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
    .ago = { $count ->
        [one] há { $count } hora
       *[other] há { $count } horas
    }
    .ahead = { $count ->
        [one] em { $count } hora
       *[other] em { $count } horas
    }
date-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
    .ago = { $count ->
        [one] há { $count } minuto
       *[other] há { $count } minutos
    }
    .ahead = { $count ->
        [one] em { $count } minuto
       *[other] em { $count } minutos
    }
date-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
    .ago = { $count ->
        [one] há { $count } segundo
       *[other] há { $count } segundos
    }
    .ahead = { $count ->
        [one] em { $count } segundo
       *[other] em { $count } segundos
    }

duration-under = menos de { $seconds } s
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
duration-days = { $days } d { $hours } h
