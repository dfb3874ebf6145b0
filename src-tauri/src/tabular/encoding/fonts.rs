//! The two old ways to write Vietnamese by fonts: TCVN3 (ABC, fonts `.VnTime`) gives each letter one sign, VNI
//! (fonts `VNI-Times`) writes a letter and a sign for its marks. In files both look like Western European letters.

/// TCVN3: a sign of Latin-1 and the letter that its fonts show. Capitals with tones are the small letters of fonts
/// whose letters all look like capitals.
pub const TCVN3: &str = "¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ ¨ă ©â ªê «ô ¬ơ \u{ad}ư ®đ µà ¶ả ·ã ¸á ¹ạ »ằ ¼ẳ ½ẵ ¾ắ Æặ Çầ Èẩ Éẫ Êấ Ëậ Ìè Îẻ Ïẽ \
    Ðé Ñẹ Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị ßò áỏ âõ ãó äọ åồ æổ çỗ èố éộ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ õừ öử ÷ữ øứ ùự \
    úỳ ûỷ üỹ ýý þỵ";

/// VNI: a letter as its fonts show it, and how it is written. Capitals are the same with capitals.
pub const VNI: &str = "á=aù à=aø ả=aû ã=aõ ạ=aï ă=aê ắ=aé ằ=aè ẳ=aú ẵ=aü ặ=aë â=aâ ấ=aá ầ=aà ẩ=aå ẫ=aã ậ=aä \
    é=eù è=eø ẻ=eû ẽ=eõ ẹ=eï ê=eâ ế=eá ề=eà ể=eå ễ=eã ệ=eä í=í ì=ì ỉ=æ ĩ=ó ị=ò \
    ó=où ò=oø ỏ=oû õ=oõ ọ=oï ô=oâ ố=oá ồ=oà ổ=oå ỗ=oã ộ=oä ơ=ô ớ=ôù ờ=ôø ở=ôû ỡ=ôõ ợ=ôï \
    ú=uù ù=uø ủ=uû ũ=uõ ụ=uï ư=ö ứ=öù ừ=öø ử=öû ữ=öõ ự=öï ý=yù ỳ=yø ỷ=yû ỹ=yõ ỵ=î đ=ñ";

use std::sync::LazyLock;

/// A sign of Latin-1 as a place in a table.
const fn place(sign: char) -> Option<usize> {
    let code = sign as u32;
    if code < 256 {
        Some(code as usize)
    } else {
        None
    }
}

static BY_TCVN3: LazyLock<[Option<char>; 256]> = LazyLock::new(|| {
    let mut out = [None; 256];
    for pair in TCVN3.split_whitespace() {
        let mut signs = pair.chars();
        if let (Some(written), Some(letter)) = (signs.next(), signs.next())
            && let Some(at) = place(written)
        {
            out[at] = Some(letter);
        }
    }
    out
});

/// For each sign that may be written alone, its letter; and for each that follows another, the pairs.
struct Vni {
    alone: [Option<char>; 256],
    pairs: Vec<(char, char, char)>,
}

static BY_VNI: LazyLock<Vni> = LazyLock::new(|| {
    let mut out = Vni {
        alone: [None; 256],
        pairs: Vec::new(),
    };
    let upper = |sign: char| sign.to_uppercase().next().unwrap_or(sign);
    for entry in VNI.split_whitespace() {
        let Some((letter, written)) = entry.split_once('=') else {
            continue;
        };
        let letter = letter.chars().next().unwrap_or_default();
        let mut signs = written.chars();
        let (first, second) = (signs.next().unwrap_or_default(), signs.next());
        for (letter, first) in [(letter, first), (upper(letter), upper(first))] {
            match second {
                // Either size of the mark is met.
                Some(mark) => {
                    out.pairs.push((first, mark, letter));
                    out.pairs.push((first, upper(mark), letter));
                }
                None => {
                    if let Some(at) = place(first) {
                        out.alone[at] = Some(letter);
                    }
                }
            }
        }
    }
    out.pairs.sort_unstable();
    out.pairs.dedup();
    out
});

/// A text in TCVN3 read as what its fonts show. A word of capitals goes on in capitals.
pub fn from_tcvn3(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for word in text.split_inclusive(char::is_whitespace) {
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count() > 1
            && !word.bytes().any(|byte| byte.is_ascii_lowercase());
        for sign in word.chars() {
            match place(sign).and_then(|at| BY_TCVN3[at]) {
                Some(letter) if capitals => out.extend(letter.to_uppercase()),
                Some(letter) => out.push(letter),
                None => out.push(sign),
            }
        }
    }
    out
}

/// A text in VNI read as what its fonts show.
pub fn from_vni(text: &str) -> String {
    let table = &*BY_VNI;
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let pair = signs.peek().and_then(|next| {
            let at = table
                .pairs
                .binary_search_by_key(&(sign, *next), |own| (own.0, own.1));
            at.ok().map(|at| table.pairs[at].2)
        });
        if let Some(letter) = pair {
            signs.next();
            out.push(letter);
            continue;
        }
        out.push(place(sign).and_then(|at| table.alone[at]).unwrap_or(sign));
    }
    out
}
