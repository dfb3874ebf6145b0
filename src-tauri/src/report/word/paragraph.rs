//! Paragraphs and the letters in them.

use std::fmt::Write as _;

use super::xml::{Xml, half_points, text, twips};
use crate::report::content::Style;

/// A paragraph: a named style, and what differs from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    style: &'static str,
    keep_next: bool,
    rule_above: bool,
    /// Points; a tab led by dots.
    leader: Option<f64>,
    /// Points; where a stroke stands in every line.
    stroke: Option<f64>,
    before: Option<f64>,
    after: Option<f64>,
    /// Exact height of its lines in points.
    pitch: Option<f64>,
    left: Option<f64>,
    right: Option<f64>,
    first: Option<f64>,
    align: Option<&'static str>,
    /// Size of letters in points.
    size: Option<f64>,
    section: Option<String>,
}

impl Paragraph {
    pub(super) fn styled(style: &'static str) -> Self {
        Self {
            style,
            ..Self::default()
        }
    }

    /// One that takes no room.
    pub(super) fn tiny() -> Self {
        Self {
            pitch: Some(1.0),
            size: Some(1.0),
            ..Self::default()
        }
    }

    /// White of that height.
    pub(super) fn gap(height: f64) -> String {
        let mut xml = Xml::default();
        Self {
            pitch: Some(height),
            size: Some(1.0),
            ..Self::default()
        }
        .keep_next()
        .write(&mut xml, &[]);
        xml.finish()
    }

    /// A rule of a width in the middle of a column of another that has white on its right, that far below the line
    /// before.
    pub(super) fn rule(column: f64, right: f64, width: f64, drop: f64) -> Self {
        let side = ((column - width) / 2.0).max(0.0);
        Self {
            rule_above: true,
            before: Some(drop),
            pitch: Some(2.0),
            left: Some(side),
            right: Some(side + right),
            size: Some(1.0),
            ..Self::default()
        }
    }

    pub(super) fn keep_next(self) -> Self {
        Self {
            keep_next: true,
            ..self
        }
    }

    pub(super) fn keep_next_if(self, keep: bool) -> Self {
        Self {
            keep_next: self.keep_next || keep,
            ..self
        }
    }

    pub(super) fn leader(self, at: f64) -> Self {
        Self {
            leader: Some(at),
            ..self
        }
    }

    pub(super) fn stroke(self, at: f64) -> Self {
        Self {
            stroke: Some(at),
            ..self
        }
    }

    pub(super) fn before(self, points: f64) -> Self {
        Self {
            before: Some(points),
            ..self
        }
    }

    pub(super) fn after(self, points: f64) -> Self {
        Self {
            after: Some(points),
            ..self
        }
    }

    pub(super) fn pitch(self, points: f64) -> Self {
        Self {
            pitch: Some(points),
            ..self
        }
    }

    pub(super) fn sides(self, left: f64, right: f64) -> Self {
        Self {
            left: Some(left),
            right: Some(right),
            ..self
        }
    }

    pub(super) fn align(self, align: &'static str) -> Self {
        Self {
            align: Some(align),
            ..self
        }
    }

    pub(super) fn size(self, points: f64) -> Self {
        Self {
            size: Some(points),
            ..self
        }
    }

    pub(super) fn with_section(self, section: String) -> Self {
        Self {
            section: Some(section),
            ..self
        }
    }

    /// Writes it with its pieces.
    pub(super) fn write(&self, xml: &mut Xml, runs: &[(Style, &str)]) {
        xml.raw("<w:p>");
        xml.raw(&self.properties());
        for (style, own) in runs {
            xml.raw(&run(*style, self.size, own));
        }
        xml.raw("</w:p>");
    }

    /// Writes lines of one style that end where they are told to.
    pub(super) fn write_lines(&self, xml: &mut Xml, style: Style, lines: &[String]) {
        let runs: Vec<String> = lines
            .iter()
            .map(|line| run(style, self.size, line))
            .collect();
        self.write_raw(xml, &runs.join("<w:r><w:br/></w:r>"));
    }

    /// Writes it with letters that are XML already.
    pub(super) fn write_raw(&self, xml: &mut Xml, runs: &str) {
        xml.raw("<w:p>");
        xml.raw(&self.properties());
        xml.raw(runs);
        xml.raw("</w:p>");
    }

    fn properties(&self) -> String {
        let mut own = String::new();
        if !self.style.is_empty() {
            let _ = write!(own, r#"<w:pStyle w:val="{}"/>"#, self.style);
        }
        if self.keep_next {
            own.push_str("<w:keepNext/>");
        }
        if self.rule_above {
            own.push_str(
                r#"<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>"#,
            );
        }
        if let Some(at) = self.leader {
            let _ = write!(
                own,
                r#"<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{}"/></w:tabs>"#,
                twips(at)
            );
        }
        if let Some(at) = self.stroke {
            let at = twips(at);
            let _ = write!(own, r#"<w:tabs><w:tab w:val="bar" w:pos="{at}"/></w:tabs>"#);
        }
        own.push_str(&self.spacing());
        own.push_str(&self.indents());
        if let Some(align) = self.align {
            let _ = write!(own, r#"<w:jc w:val="{align}"/>"#);
        }
        if let Some(size) = self.size {
            let size = half_points(size);
            let _ = write!(
                own,
                r#"<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>"#
            );
        }
        if let Some(section) = &self.section {
            own.push_str(section);
        }
        if own.is_empty() {
            own
        } else {
            format!("<w:pPr>{own}</w:pPr>")
        }
    }

    fn spacing(&self) -> String {
        let mut own = String::new();
        for (name, points) in [("before", self.before), ("after", self.after)] {
            if let Some(points) = points {
                let _ = write!(own, r#" w:{name}="{}""#, twips(points));
            }
        }
        if let Some(pitch) = self.pitch {
            let _ = write!(own, r#" w:line="{}" w:lineRule="exact""#, twips(pitch));
        }
        if own.is_empty() {
            own
        } else {
            format!("<w:spacing{own}/>")
        }
    }

    fn indents(&self) -> String {
        let mut own = String::new();
        for (name, points) in [
            ("left", self.left),
            ("right", self.right),
            ("firstLine", self.first),
        ] {
            if let Some(points) = points {
                let _ = write!(own, r#" w:{name}="{}""#, twips(points));
            }
        }
        if own.is_empty() {
            own
        } else {
            format!("<w:ind{own}/>")
        }
    }
}

/// Letters of one style.
pub(super) fn run(style: Style, size: Option<f64>, own: &str) -> String {
    framed_run(style, size, false, own)
}

/// Letters of one style, in a frame where `framed`.
pub(super) fn framed_run(style: Style, size: Option<f64>, framed: bool, own: &str) -> String {
    let own = text(own);
    if own.is_empty() {
        return own;
    }
    format!(
        r#"<w:r>{}<w:t xml:space="preserve">{own}</w:t></w:r>"#,
        letters(style, size, framed)
    )
}

/// Properties of letters that differ from their paragraph's style.
pub(super) fn letters(style: Style, size: Option<f64>, framed: bool) -> String {
    let mut own = String::new();
    if matches!(style, Style::Bold | Style::BoldItalic) {
        own.push_str("<w:b/><w:bCs/>");
    }
    if matches!(style, Style::Italic | Style::BoldItalic) {
        own.push_str("<w:i/><w:iCs/>");
    }
    if let Some(size) = size {
        let size = half_points(size);
        let _ = write!(own, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    }
    if framed {
        own.push_str(r#"<w:bdr w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    }
    if own.is_empty() {
        own
    } else {
        format!("<w:rPr>{own}</w:rPr>")
    }
}
