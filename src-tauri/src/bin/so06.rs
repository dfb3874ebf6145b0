//! The command line `so06`: the same engine without a window.

#[path = "so06/acts.rs"]
mod acts;
#[path = "so06/args.rs"]
mod args;
#[path = "so06/bodies.rs"]
mod bodies;
#[path = "so06/body_args.rs"]
mod body_args;
#[path = "so06/checklists.rs"]
mod checklists;
#[path = "so06/dictionary.rs"]
mod dictionary;
#[path = "so06/doubts.rs"]
mod doubts;
#[path = "so06/evidence.rs"]
mod evidence;
#[path = "so06/exchange.rs"]
mod exchange;
#[path = "so06/exchange_args.rs"]
mod exchange_args;
#[path = "so06/exchange_folder.rs"]
mod exchange_folder;
#[path = "so06/figure_args.rs"]
mod figure_args;
#[path = "so06/figures.rs"]
mod figures;
#[path = "so06/handover.rs"]
mod handover;
#[path = "so06/issued.rs"]
mod issued;
#[path = "so06/meetings.rs"]
mod meetings;
#[path = "so06/officers.rs"]
mod officers;
#[path = "so06/out.rs"]
mod out;
#[path = "so06/out_args.rs"]
mod out_args;
#[path = "so06/output.rs"]
mod output;
#[path = "so06/outreach.rs"]
mod outreach;
#[path = "so06/outreach_args.rs"]
mod outreach_args;
#[path = "so06/passphrase.rs"]
mod passphrase;
#[path = "so06/places.rs"]
mod places;
#[path = "so06/plan_import.rs"]
mod plan_import;
#[path = "so06/plans.rs"]
mod plans;
#[path = "so06/queries.rs"]
mod queries;
#[path = "so06/receipts.rs"]
mod receipts;
#[path = "so06/report.rs"]
mod report;
#[path = "so06/report_args.rs"]
mod report_args;
#[path = "so06/safety.rs"]
mod safety;
#[path = "so06/superior_forms.rs"]
mod superior_forms;
#[path = "so06/tables.rs"]
mod tables;
#[path = "so06/task_args.rs"]
mod task_args;
#[path = "so06/tasks/mod.rs"]
mod tasks;
#[path = "so06/time.rs"]
mod time;
#[path = "so06/time_args.rs"]
mod time_args;
#[path = "so06/work.rs"]
mod work;

use std::process::ExitCode;

use clap::Parser;
use so06::domain::{Error, ErrorCode};

use crate::args::Cli;
use crate::output::Output;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refused_by_parser(&error),
    };
    let output = Output {
        json: cli.json,
        language: cli.lang.into(),
    };
    match acts::run(&cli, output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => output.refuse(&error),
    }
}

/// Help and version are answers; anything else is a usage error in our own words.
fn refused_by_parser(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        // Nothing can be done about a closed output.
        drop(error.print());
        return if error.use_stderr() {
            ExitCode::from(2)
        } else {
            ExitCode::SUCCESS
        };
    }
    let json = std::env::args().any(|arg| arg == "--json");
    let text = error.to_string();
    let first = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .to_owned();
    let refusal = Error::new(ErrorCode::Usage).with("text", first);
    Output {
        json,
        language: so06::api::Language::Vietnamese,
    }
    .refuse(&refusal)
}
