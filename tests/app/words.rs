//! Every code and every operation has words in every language, with the same parameters.

use std::collections::BTreeSet;

use serde_json::Value;
use so06::api::{Language, message};
use so06::domain::{Error, ErrorCode};

const VIETNAMESE: &str = include_str!("../../assets/words/vi/engine.json");
const ENGLISH: &str = include_str!("../../assets/words/en/engine.json");

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a catalogue of words")
}

fn parameters(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

#[test]
fn every_code_has_words_in_both_languages() {
    let (vi, en) = (read(VIETNAMESE), read(ENGLISH));
    for code in ErrorCode::ALL {
        let words = |catalogue: &Value| {
            catalogue["errors"][code.as_str()]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        let (own, other) = (words(&vi), words(&en));
        assert!(
            own.len() > 15 && other.len() > 15,
            "{} has no words",
            code.as_str()
        );
        assert_eq!(parameters(&own), parameters(&other), "{}", code.as_str());
        assert!((1..=4).contains(&code.exit_status()));
    }
    assert_eq!(
        vi["errors"].as_object().map(serde_json::Map::len),
        Some(ErrorCode::ALL.len())
    );
    for (key, words) in vi["notice"].as_object().expect("the notice") {
        let (own, other) = (words.as_str(), en["notice"][key].as_str());
        let (own, other) = (own.expect("words"), other.expect("words"));
        assert_eq!(parameters(own), parameters(other), "notice.{key}");
    }
    let names = |catalogue: &Value| {
        catalogue["operations"]
            .as_object()
            .expect("operations")
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&vi), names(&en));
}

#[test]
fn words_are_composed_letters() {
    use unicode_normalization::is_nfc;
    assert!(is_nfc(VIETNAMESE) && is_nfc(include_str!("../../assets/words/vi/ui.json")));
    for shipped in [
        include_str!("../../assets/examples/binh-thuy-2024/book.json"),
        include_str!("../../assets/examples/can-tho-2024/book.json"),
        include_str!("../../assets/examples/ninh-kieu-2024/book.json"),
        include_str!("../../assets/catalogue/indicators.json"),
        include_str!("../../assets/catalogue/services.json"),
        include_str!("../../assets/catalogue/score766.json"),
    ] {
        assert!(is_nfc(shipped));
    }
}

#[test]
fn parameters_are_put_into_the_words() {
    let error = Error::new(ErrorCode::BodyNotAlive)
        .with("body", "Phường An Phú")
        .with("day", "31/12/2024");
    let text = message(&error, Language::Vietnamese);
    assert_eq!(
        text,
        "Phường An Phú không hoạt động vào ngày 31/12/2024. Hãy chọn kỳ khác hoặc đơn vị kế thừa."
    );
}
