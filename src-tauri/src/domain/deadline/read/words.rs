//! Words that change nothing in what a deadline says. Any other word that no rule has understood makes the
//! reading doubtful.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::token::{Pieces, Token};

/// Each line begins with what its words are about.
const HARMLESS: &str = "
    how it is said: ngay, vao, luc, trong, la, cua, de, duoc, se, phai, can, het, hoan thanh, dut diem, co ban, toan bo, xong, ket thuc, phan dau
    how it is said: quyet tam, thuc hien, trien khai, to chuc, tien hanh, dam bao, bao dam, yeu cau hoan thanh
    how it is said: cham nhat, muon nhat, tre nhat, khong qua, khong muon hon, khong cham hon, khong tre hon
    how it is said: khong cham qua, khong sau, han cuoi, han cuoi cung, han chot, han, thoi han, thoi gian, thoi diem
    how it is said: thoi han hoan thanh, moc, deadline, giai doan, tam nhin, trong vong, trong thoi han
    how it is said: khoang thoi gian, toi da, ca, suot, trong suot, lo trinh, gia han, gia han den, cho
    what is done: bao cao, ket qua, gui, ve, nop, trinh, tham muu, ban hanh, phe duyet, thong qua, tong hop, so ket
    what is done: tong ket, cong bo, xay dung, ap dung, van hanh, ra soat, cap nhat, hop, hop giao ban, dang ky
    what is done: duy tri, hoat dong, tiep tuc, dua vao su dung, van ban
    to whom: ubnd, hdnd, uy ban nhan dan, hoi dong nhan dan, cong an, tinh, thanh pho, quan, huyen, xa, phuong
    to whom: thi xa, thi tran, tp, bo, chinh phu, thu tuong chinh phu, van phong, tinh uy, thanh uy, quan uy
    to whom: huyen uy, dang uy, to cong tac, ban chi dao, bcd, tct, cap tren, cap uy, so noi vu, bo noi vu
    to whom: so tu phap, phong tu phap, phong noi vu, so thong tin va truyen thong, cap tinh, cap huyen
    to whom: cap xa, cac co quan
    the working day: cuoi gio chieu, cuoi gio lam viec, cuoi gio, gio hanh chinh, het gio lam viec
";

/// The phrases of [`HARMLESS`] by their first word.
static PHRASES: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let lines = HARMLESS.lines().filter_map(|line| line.split_once(':'));
    for phrase in lines
        .flat_map(|(_, phrases)| phrases.split(','))
        .map(str::trim)
    {
        let first = phrase.split(' ').next().unwrap_or(phrase);
        out.entry(first).or_default().push(phrase);
    }
    out
});

/// Marks all words that change nothing, the longest phrases first, with some that change nothing here.
pub(super) fn take_harmless(pieces: &mut Pieces, more: &[&str]) {
    let mut at = 0;
    while at < pieces.len() {
        let known = pieces.word(at).and_then(|word| PHRASES.get(word));
        let end = known
            .into_iter()
            .flatten()
            .chain(more)
            .filter_map(|phrase| pieces.phrase(at, phrase))
            .max();
        match end {
            Some(end) => {
                pieces.take(at, end);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Whether nothing but signs is left.
pub(super) fn all_understood(pieces: &Pieces) -> bool {
    (0..pieces.len())
        .all(|at| !matches!(pieces.get(at), Some(Token::Word { .. } | Token::Number(..))))
}
