# Times. `date-months` are short names, separated by blanks; the attributes `ago` and `ahead` are seen from now.

date-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
date-day = { $day } { $month } { $year }
date-and-time = { $date }, { $time }
date-just-now = just now
date-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
    .ago = { $count ->
        [one] { $count } year ago
       *[other] { $count } years ago
    }
    .ahead = { $count ->
        [one] in { $count } year
       *[other] in { $count } years
    }
date-months-long = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
    .ago = { $count ->
        [one] { $count } month ago
       *[other] { $count } months ago
    }
    .ahead = { $count ->
        [one] in { $count } month
       *[other] in { $count } months
    }
date-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
    .ago = { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
    .ahead = { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }
date-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
    .ago = { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
    .ahead = { $count ->
        [one] in { $count } hour
       *[other] in { $count } hours
    }
date-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
    .ago = { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
    .ahead = { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
date-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
    .ago = { $count ->
        [one] { $count } second ago
       *[other] { $count } seconds ago
    }
    .ahead = { $count ->
        [one] in { $count } second
       *[other] in { $count } seconds
    }

# How long something took, in short units.
duration-under = under { $seconds } s
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
duration-days = { $days } d { $hours } h
