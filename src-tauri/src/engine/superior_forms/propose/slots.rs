//! Slots that are named after what belongs there: `{{dinh_danh.kich_hoat@31177:percent}}`, a bookmark
//! `dinh_danh_kich_hoat`, `{{ngay}}`.

use super::{Found, Proposer};
use crate::domain::superior_form::SpotWhat;
use crate::domain::text::fold;
use crate::engine::superior_forms::spot::{Speller, Spot};
use crate::tabular::template::{Place, Template};

impl Proposer<'_> {
    pub(super) fn slots(&self, template: &Template) -> Found {
        let speller = Speller {
            directory: self.directory,
            dictionary: self.dictionary,
            day: self.period.last_day(),
        };
        let mut out = Found::new();
        for slot in &template.slots {
            let name = slot
                .name
                .trim_start_matches(['{', '#', '@'])
                .trim_end_matches('}');
            if let Some(spot) = self.named(name, &speller) {
                out.insert(Place::Slot(slot.name.clone()), (spot, true));
            }
        }
        out
    }

    fn named(&self, name: &str, speller: &Speller<'_>) -> Option<Spot> {
        if let Ok(spot) = speller.read(name) {
            return Some(spot);
        }
        let root = Some(self.directory.root);
        let plain: String = fold(name)
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '_' })
            .collect();
        let what = match plain.as_str() {
            "ngay" | "as_of" | "tinh_den" | "tinh_den_ngay" | "ngay_so_lieu" => SpotWhat::AsOf,
            "ky" | "ky_bao_cao" | "period" => SpotWhat::Period,
            "don_vi" | "ten_don_vi" | "unit" => SpotWhat::Unit,
            _ => {
                let same = |code: &str| code.replace('.', "_") == plain;
                let mut all = self.dictionary.all().iter();
                let own = all.find(|kept| same(&kept.record.code))?;
                return Some(Spot::value(own.id, root));
            }
        };
        Some(Spot::of(what, None, root))
    }
}
