//! Whether a word can be a Vietnamese syllable: an onset, a rhyme, and a tone that the rhyme bears.

use unicode_normalization::UnicodeNormalization;

/// Onsets, longer ones before those that they begin with.
pub const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rhymes without their tones.
pub const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êng êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong \
    ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uênh uêch \
    uôc uôi uôm uôn uông uôt uơ uy uya uych uynh uyên uyêt uyn uyt uyu uyp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm \
    ươn ương ươp ươt ươu y yêm yên yêng yêt yêu yt ynh ych ak ăk âk ek êk ik ok ôk ơk uk ưk ơng";

/// Tones as the marks that a letter bears: level, à, á, ả, ã, ạ.
pub const TONES: [&str; 6] = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];

/// Whether the word, in any capitals, can be a syllable.
pub fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut plain = String::with_capacity(16);
    for sign in word.nfd() {
        match sign {
            '\u{300}' | '\u{301}' | '\u{309}' | '\u{303}' | '\u{323}' => {
                if tone.replace(sign).is_some() {
                    return false;
                }
            }
            sign => plain.extend(sign.to_lowercase()),
        }
        if plain.len() > 24 {
            return false;
        }
    }
    let plain: String = plain.nfc().collect();
    ONSETS.iter().any(|onset| {
        plain
            .strip_prefix(onset)
            .is_some_and(|rhyme| has_rhyme(rhyme) && bears(rhyme, tone))
    })
}

fn has_rhyme(rhyme: &str) -> bool {
    !rhyme.is_empty() && RHYMES.split(' ').any(|own| own == rhyme)
}

/// A rhyme that is stopped bears two tones only; names of other peoples with -k go without.
fn bears(rhyme: &str, tone: Option<char>) -> bool {
    let sharp = matches!(tone, Some('\u{301}' | '\u{323}'));
    match rhyme.as_bytes() {
        [.., b'k'] => sharp || tone.is_none(),
        [.., b'c' | b'p' | b't'] | [.., b'c', b'h'] => sharp,
        _ => true,
    }
}
