# What is to be done before the first portal can install the app. The states of credentials and address are said by
# `tombstone doctor` too.

setup-title = Перед первым порталом
setup-lead = Эти шаги — для того, кто настраивает сервис. Они исчезнут, когда первый портал установит приложение.
setup-done = Готово
setup-todo = Нужно сделать
setup-open = Проверьте сами
setup-credentials = Учётные данные приложения
setup-credentials-set = TOMBSTONE_CLIENT_ID и TOMBSTONE_CLIENT_SECRET заданы; верны ли они, покажет первая установка.
setup-credentials-missing = Задайте TOMBSTONE_CLIENT_ID и TOMBSTONE_CLIENT_SECRET из карточки приложения; без них ни один портал не установит приложение.
setup-address = Публичный адрес
setup-address-reachable = Порталы обращаются к сервису по адресу { $url }; `tombstone doctor` проверит, отвечает ли он.
setup-address-missing = Задайте в TOMBSTONE_PUBLIC_URL адрес https, по которому порталы обращаются к сервису.
setup-address-not-https = { $url } — не https; Битрикс24 отправляет события только на адреса https.
setup-address-dotless = Порталы не отправляют события на { $url }: в имени сервера нужна точка, как в tombstone.localhost. Укажите другой адрес в TOMBSTONE_PUBLIC_URL.
setup-address-private = { $url } находится в частной сети; порталы из интернета до него не доберутся. Задайте в TOMBSTONE_PUBLIC_URL адрес, который им доступен.
setup-operator = Оператор
    .text = { $count ->
        [one] Войти может { $count } человек.
        [few] Войти могут { $count } человека.
       *[other] Войти могут { $count } человек.
    }
setup-card = Карточка приложения в Битрикс24
    .text = Скопируйте эти адреса и права в карточку и установите приложение на портале.
    .installer = Установщик
    .app = Приложение
    .redirect = Перенаправление OAuth
    .scopes = Права (scopes)
