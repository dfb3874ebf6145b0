//! The colour profile that PDF/A asks for: sRGB (IEC 61966-2-1), as a profile of ICC version 4 made of
//! its published numbers, 500 bytes instead of a file of a vendor.

/// Primaries and white adapted to D50, and the adaptation itself, as signed 15.16 numbers.
const WHITE: [u32; 3] = [0x0000_F6D6, 0x0001_0000, 0x0000_D32D];
const RED: [u32; 3] = [0x0000_6FA2, 0x0000_38F5, 0x0000_0390];
const GREEN: [u32; 3] = [0x0000_6299, 0x0000_B785, 0x0000_18DA];
const BLUE: [u32; 3] = [0x0000_24A0, 0x0000_0F84, 0x0000_B6CF];
const ADAPTATION: [u32; 9] = [
    0x0001_0C42,
    0x0000_05DE,
    0xFFFF_F325,
    0x0000_0793,
    0x0000_FD90,
    0xFFFF_FBA1,
    0xFFFF_FDA2,
    0x0000_03DC,
    0x0000_C06E,
];
/// Curve of type 3: ((a·x + b)^g for x ≥ d, else c·x), in the order g, a, b, c, d.
const CURVE: [u32; 5] = [
    0x0002_6666,
    0x0000_F2A7,
    0x0000_0D59,
    0x0000_13D0,
    0x0000_0A5B,
];

/// The profile.
pub(super) fn srgb() -> Vec<u8> {
    let xyz = |numbers: [u32; 3]| block(*b"XYZ ", &words(&numbers));
    let curve = block(*b"para", &[&[0, 3, 0, 0][..], &words(&CURVE)].concat());
    let tags: [([u8; 4], Vec<u8>); 10] = [
        (*b"desc", text("sRGB")),
        (*b"cprt", text("No copyright")),
        (*b"wtpt", xyz(WHITE)),
        (*b"chad", block(*b"sf32", &words(&ADAPTATION))),
        (*b"rXYZ", xyz(RED)),
        (*b"gXYZ", xyz(GREEN)),
        (*b"bXYZ", xyz(BLUE)),
        (*b"rTRC", curve.clone()),
        (*b"gTRC", curve.clone()),
        (*b"bTRC", curve),
    ];
    let first = 128 + 4 + 12 * tags.len();
    let mut table = words(&[tags.len() as u32]);
    let mut data: Vec<u8> = Vec::new();
    let mut curve_at = None;
    for (name, content) in &tags {
        // The three curves are one: they may share their bytes.
        let at = match curve_at {
            Some(at) if name.ends_with(b"TRC") => at,
            _ => {
                let at = first + data.len();
                data.extend(content);
                data.resize(data.len().next_multiple_of(4), 0);
                if name.ends_with(b"TRC") {
                    curve_at = Some(at);
                }
                at
            }
        };
        table.extend(name);
        table.extend(words(&[at as u32, content.len() as u32]));
    }
    let mut out = header((first + data.len()) as u32);
    out.extend(table);
    out.extend(data);
    out
}

fn header(size: u32) -> Vec<u8> {
    let mut out = words(&[size, 0, 0x0420_0000]);
    out.extend(b"mntrRGB XYZ ");
    for part in [2024_u16, 1, 1, 0, 0, 0] {
        out.extend(part.to_be_bytes());
    }
    out.extend(b"acsp");
    // Platform, flags, maker, model, attributes, intent: none.
    out.extend([0; 28]);
    out.extend(words(&WHITE));
    out.resize(128, 0);
    out
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_be_bytes())
        .collect()
}

/// A typed element: its signature, four zero bytes, its content.
fn block(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&kind[..], &[0; 4], content].concat()
}

/// Text in English, as UTF-16.
fn text(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let head = [
        words(&[1, 12]),
        b"enUS".to_vec(),
        words(&[utf16.len() as u32, 28]),
    ]
    .concat();
    block(*b"mluc", &[head, utf16].concat())
}
