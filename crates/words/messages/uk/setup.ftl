# What is to be done before the first portal can install the app. The states of credentials and address are said by
# `tombstone doctor` too.

setup-title = Перед першим порталом
setup-lead = Ці кроки — для того, хто налаштовує сервіс. Вони зникнуть, коли перший портал встановить застосунок.
setup-done = Готово
setup-todo = Треба зробити
setup-open = Перевірте самі
setup-credentials = Облікові дані застосунку
setup-credentials-set = TOMBSTONE_CLIENT_ID і TOMBSTONE_CLIENT_SECRET задано; чи вони правильні, покаже перше встановлення.
setup-credentials-missing = Задайте TOMBSTONE_CLIENT_ID і TOMBSTONE_CLIENT_SECRET з картки застосунку; без них жоден портал його не встановить.
setup-address = Публічна адреса
setup-address-reachable = Портали звертаються до сервісу за адресою { $url }; `tombstone doctor` перевірить, чи він відповідає.
setup-address-missing = Задайте в TOMBSTONE_PUBLIC_URL адресу https, за якою портали звертаються до сервісу.
setup-address-not-https = { $url } — не https; Бітрікс24 надсилає події лише на адреси https.
setup-address-dotless = Портали не надсилають подій на { $url }: в імені сервера потрібна крапка, як у tombstone.localhost. Вкажіть іншу адресу в TOMBSTONE_PUBLIC_URL.
setup-address-private = { $url } — у приватній мережі; портали з інтернету до неї не дістануться. Задайте в TOMBSTONE_PUBLIC_URL адресу, яка їм доступна.
setup-operator = Оператор
    .text = { $count ->
        [one] Увійти може { $count } людина.
        [few] Увійти можуть { $count } людини.
       *[other] Увійти можуть { $count } людей.
    }
setup-card = Картка застосунку в Бітрікс24
    .text = Скопіюйте ці адреси й права в картку і встановіть застосунок на порталі.
    .installer = Інсталятор
    .app = Застосунок
    .redirect = Перенаправлення OAuth
    .scopes = Права (scopes)
