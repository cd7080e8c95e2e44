//! Generates the client from the committed document; nothing of it is committed.

use std::path::Path;
use std::{env, fs};

use progenitor::{GenerationSettings, Generator, InterfaceStyle};

const DOCUMENT: &str = "../../../openapi/client.json";

fn main() {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let document = fs::read_to_string(DOCUMENT).expect("the document is there");
    let document: openapiv3::OpenAPI = serde_json::from_str(&document).expect("the document is OpenAPI 3.0");
    let mut generator = Generator::new(GenerationSettings::new().with_interface(InterfaceStyle::Builder));
    let tokens = generator.generate_tokens(&document).expect("a client can be made of the document");
    let code = prettyplease::unparse(&syn::parse2(tokens).expect("what is made is Rust"));
    let folder = env::var("OUT_DIR").expect("Cargo names it");
    fs::write(Path::new(&folder).join("client.rs"), code).expect("Cargo's folder can be written");
}
