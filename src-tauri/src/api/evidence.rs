//! Handlers of documents and evidence.

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::requests::{Nothing, requests};
use super::session::Session;
use super::work::unchanged;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::documents::{self, DocumentRow, NewDocument};
use crate::engine::evidence::{self, AttachEvidence, EvidenceCheck, EvidenceFile, EvidenceRow};
use crate::engine::tasks::PartKey;
use crate::store::Done;

requests! {
    /// A document; a new one without an id. The same kind, number and day again is the one that is there.
    SaveDocument { id: Option<Id>, kind: String, number: String, day: Option<Day>, issuer: String, excerpt: String }
    /// One document.
    DocumentOnly { id: Id }
    /// Documents by their number, or by a part of what is said of them.
    FindDocuments { text: String }
    /// Evidence of a part: a document, a file as base64 (empty without one), or both.
    AttachEvidenceTo { assignment: Id, occurrence: String, document: Option<Id>, name: String, bytes: String, note: String }
    /// One evidence.
    EvidenceOnly { id: Id }
    /// Evidence of one task, or all.
    EvidenceOf { task: Option<Id> }
}

/// A file as it goes to the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceFileView {
    /// Name as it came.
    pub name: String,
    /// Its bytes as base64.
    pub bytes: String,
}

impl EvidenceFileView {
    pub(super) fn of(file: EvidenceFile) -> Self {
        Self {
            name: file.name,
            bytes: base64::engine::general_purpose::STANDARD.encode(file.bytes),
        }
    }
}

pub(super) fn documents(session: &mut Session, _: Nothing) -> Result<Done<Vec<DocumentRow>>> {
    Ok(unchanged(session.book()?.read(documents::document_rows)?))
}

pub(super) fn find_documents(
    session: &mut Session,
    request: FindDocuments,
) -> Result<Done<Vec<DocumentRow>>> {
    let read = |c: &_| documents::find_documents(c, &request.text);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn save_document(session: &mut Session, request: SaveDocument) -> Result<Done<Id>> {
    let entry = NewDocument {
        kind: request.kind,
        number: request.number,
        day: request.day,
        issuer: request.issuer,
        excerpt: request.excerpt,
    };
    documents::save_document(session.book_mut()?, request.id, &entry)
}

pub(super) fn remove_document(session: &mut Session, request: DocumentOnly) -> Result<Done<()>> {
    documents::remove_document(session.book_mut()?, request.id)
}

pub(super) fn attach_evidence(
    session: &mut Session,
    request: AttachEvidenceTo,
) -> Result<Done<Id>> {
    let part = PartKey {
        assignment: request.assignment,
        occurrence: request.occurrence,
    };
    // More than any setting allows is not even taken apart.
    if request.bytes.len() as u64 / 4 * 3 > evidence::MOST_BYTES {
        return Err(Error::new(ErrorCode::EvidenceTooLarge)
            .with("name", request.name)
            .with("limit", evidence::MOST_BYTES / 1024 / 1024));
    }
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(request.bytes)
        .map_err(|e| Error::new(ErrorCode::BadRequest).detail(e))?;
    let entry = AttachEvidence {
        document: request.document,
        name: request.name,
        bytes,
        note: request.note,
    };
    evidence::attach_evidence(session.book_mut()?, &part, &entry)
}

pub(super) fn drop_evidence(session: &mut Session, request: EvidenceOnly) -> Result<Done<()>> {
    evidence::drop_evidence(session.book_mut()?, request.id)
}

pub(super) fn evidence(
    session: &mut Session,
    request: EvidenceOf,
) -> Result<Done<Vec<EvidenceRow>>> {
    let day = session.day(None)?;
    evidence::evidence_list(session.book()?, request.task, day).map(unchanged)
}

pub(super) fn evidence_file(
    session: &mut Session,
    request: EvidenceOnly,
) -> Result<Done<EvidenceFileView>> {
    let file = evidence::evidence_file(session.book()?, request.id)?;
    Ok(unchanged(EvidenceFileView::of(file)))
}

pub(super) fn check_evidence(session: &mut Session, _: Nothing) -> Result<Done<EvidenceCheck>> {
    let day = session.day(None)?;
    evidence::check_evidence(session.book()?, day).map(unchanged)
}
