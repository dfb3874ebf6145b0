//! Metadata of the file in both its forms, which PDF/A asks to be equal.

use chrono::NaiveTime;

use super::Properties;
use crate::domain::instant::Instant;

/// The program that made the file.
pub(super) const CREATOR: &str = "Sổ 06";
/// What wrote its bytes.
pub(super) const PRODUCER: &str = "Sổ 06, printpdf";

/// A bare day means its end.
fn time(moment: Instant) -> NaiveTime {
    moment
        .time
        .or_else(|| NaiveTime::from_hms_opt(23, 59, 59))
        .unwrap_or_default()
}

/// `D:20240331170000+07'00'`
pub(super) fn info_date(moment: Instant) -> String {
    format!(
        "D:{}{}+07'00'",
        moment.day.format("%Y%m%d"),
        time(moment).format("%H%M%S")
    )
}

/// `2024-03-31T17:00:00+07:00`
fn iso_date(moment: Instant) -> String {
    format!(
        "{}T{}+07:00",
        moment.day.format("%Y-%m-%d"),
        time(moment).format("%H:%M:%S")
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The XMP packet.
pub(super) fn packet(properties: &Properties) -> String {
    let alternative = |name: &str, text: &str| {
        if text.is_empty() {
            return String::new();
        }
        let text = escape(text);
        format!(
            "<dc:{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></dc:{name}>\n"
        )
    };
    let author = if properties.author.is_empty() {
        String::new()
    } else {
        format!(
            "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
            escape(&properties.author)
        )
    };
    let keywords = if properties.keywords.is_empty() {
        String::new()
    } else {
        format!(
            "<pdf:Keywords>{}</pdf:Keywords>\n",
            escape(&properties.keywords)
        )
    };
    let date = iso_date(properties.created);
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
         <pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>\n\
         {title}{subject}{author}{keywords}\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         <xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <xmp:MetadataDate>{date}</xmp:MetadataDate>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>",
        title = alternative("title", &properties.title),
        subject = alternative("description", &properties.subject),
    )
}
