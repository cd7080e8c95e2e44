# Strona audytu.

audit-page-title = Audyt
audit-page-lead = Co robili operatorzy i programy oraz co odrzucono, od najnowszych.
audit-page-portal = O portalu
audit-page-portal-example = Jego cały member_id
audit-page-kind = Co się stało
audit-page-any = Cokolwiek
audit-page-all = Pokaż wszystkie wiersze
audit-page-caption = Audyt, od najnowszych
audit-page-what = Co
audit-page-who = Kto
audit-page-of = Portal
audit-page-more = Szczegóły
audit-page-when = Kiedy
audit-page-from = z { $source }
audit-page-of-portal = Wszystkie wiersze o tym portalu
audit-page-none-fits = Nic nie pasuje
    .text = Niczego takiego nie zrobiono ani nie odrzucono.
audit-page-empty = Jeszcze nic
    .text = Tombstone zapisuje tu logowania, klucze, działania operatorów i to, co odrzuca.
audit-page-wrong-kind = Nie ma takiego rodzaju; wybierz jeden z tych.
