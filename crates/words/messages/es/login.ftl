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
