# Inicio de sesión.

login-title = Iniciar sesión
login-email = Correo electrónico
login-password = Contraseña
login-button = Iniciar sesión
login-wrong = Correo o contraseña incorrectos.
login-put-off = { $seconds ->
    [one] Demasiados intentos. Inténtelo de nuevo en { $seconds } segundo.
   *[other] Demasiados intentos. Inténtelo de nuevo en { $seconds } segundos.
}
login-provider = Iniciar sesión con { $name }
login-advice-again = Inténtelo de nuevo con el botón de abajo o entre con su contraseña.
login-advice-email = Haga que el proveedor verifique la dirección de la cuenta o entre con su contraseña.
login-advice-unknown = Pida a un propietario que lo añada con esa dirección o elija otra cuenta en el proveedor.
login-advice-account = Inicie sesión con la cuenta que usó la primera vez. Si ya no existe, entre con su contraseña y pida a quien administra este servicio que ejecute tombstone operator set EMAIL --reset-oidc.
login-advice-unreachable = Entre con su contraseña o inténtelo de nuevo dentro de un minuto.
login-advice-provider = Entre con su contraseña y avise a quien administra este servicio: los detalles están en su registro.
login-no-access = ¿Todavía sin acceso? Quien administra este servicio lo añade con
first-title = Primer operador
first-lead = Todavía nadie puede iniciar sesión aquí. Cree el primer operador: un propietario que puede hacerlo todo y añade a los demás. El enlace sirve una sola vez, durante una hora desde el arranque del servicio.
first-again = Contraseña otra vez
first-button = Crear operador
