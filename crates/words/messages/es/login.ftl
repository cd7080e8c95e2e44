# Inicio de sesión.

login-title = Iniciar sesión
login-email = Correo electrónico
login-password = Contraseña
login-button = Iniciar sesión
login-wrong = El correo o la contraseña no es correcto.
login-put-off = { $seconds ->
    [one] Demasiados intentos. Inténtelo de nuevo en { $seconds } segundo.
   *[other] Demasiados intentos. Inténtelo de nuevo en { $seconds } segundos.
}
login-no-access = ¿Todavía sin acceso? Quien administra este servicio lo añade con
first-title = El primer operador
first-lead = Todavía nadie puede iniciar sesión aquí. Quien abrió este enlace crea el primer operador: un propietario que puede hacerlo todo y añade a los demás. El enlace sirve una sola vez, durante una hora desde el arranque del servicio.
first-again = Contraseña otra vez
first-button = Crear el operador
