//! A portal's users.

use rand::RngExt;
use rand::rngs::StdRng;
use serde::Serialize;

use crate::portal::spec::PortalSpec;

/// A user of a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// Number within the portal; 1 is the installing administrator.
    pub id: u64,
    /// First name.
    pub name: String,
    /// Family name.
    pub last_name: String,
    /// Whether the user administers the portal.
    pub admin: bool,
    /// False once dismissed.
    pub active: bool,
}

const ENGLISH: (&[&str], &[&str]) = (
    &["Olivia", "Harry", "Amelia", "Jack", "Isla", "Noah", "Grace", "Leo", "Freya", "Oscar"],
    &["Bennett", "Clarke", "Fletcher", "Hughes", "Palmer", "Reid", "Shaw", "Turner", "Walsh", "Young"],
);
const GERMAN: (&[&str], &[&str]) = (
    &["Anna", "Jürgen", "Katrin", "Lukas", "Sabine", "Thomas", "Ute", "Felix", "Heike", "Björn"],
    &["Bergmann", "Dietrich", "Förster", "Hoffmann", "Krüger", "Lorenz", "Neumann", "Schäfer", "Vogt", "Weiß"],
);
const BRAZILIAN: (&[&str], &[&str]) = (
    &["Ana", "João", "Beatriz", "Rafael", "Camila", "Thiago", "Larissa", "Conceição", "Mateus", "Júlia"],
    &["Almeida", "Barbosa", "Carvalho", "Ferreira", "Gonçalves", "Lima", "Moreira", "Pereira", "Ribeiro", "Souza"],
);
const RUSSIAN: (&[&str], &[&str]) = (
    &["Анна", "Дмитрий", "Елена", "Иван", "Мария", "Олег", "Ольга", "Павел", "Татьяна", "Юрий"],
    &["Белова", "Волков", "Егорова", "Зайцев", "Козлова", "Морозов", "Орлова", "Павлов", "Соколова", "Фёдоров"],
);

/// Administrators are the first user, who installs, and every twelfth.
pub(crate) fn people(spec: &PortalSpec, rng: &mut StdRng) -> Vec<User> {
    let (names, last_names) = match spec.language.as_str() {
        "de" => GERMAN,
        "br" => BRAZILIAN,
        "ru" => RUSSIAN,
        _ => ENGLISH,
    };
    let mut id = 1;
    let mut users = Vec::new();
    for _ in 0..spec.size.users() {
        users.push(User {
            id,
            name: pick(rng, names),
            last_name: pick(rng, last_names),
            admin: users.len() % 12 == 0,
            active: true,
        });
        id += rng.random_range(1..4);
    }
    users
}

fn pick(rng: &mut StdRng, words: &[&str]) -> String {
    words[rng.random_range(0..words.len())].to_owned()
}
