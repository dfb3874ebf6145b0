//! Commendations (khen thưởng): who was praised, and who may be proposed by what the book says.

mod list;
mod propose;
mod save;

pub use list::{CommendationView, commendations};
pub use propose::{
    AT_LEAST, CommendationProposal, ProposalQuestion, propose_commendations, save_proposals,
};
pub use save::{CommendationEntry, remove_commendation, save_commendation};
