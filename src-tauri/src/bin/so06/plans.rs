//! From what was typed to what the engine does: plans.

use so06::domain::Result;
use so06::engine::tasks;

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;
use crate::task_args::Plans;
use crate::tasks::{board, day, document, done, plan, value};

pub fn plans(cli: &Cli, wanted: &Plans, out: Output) -> Result<()> {
    if matches!(wanted, Plans::Templates) {
        let all = tasks::plan_templates()?;
        out.answer(&value(&all)?, || {
            let line = |own: &tasks::PlanTemplateView| {
                format!("{:<24} {:>3} nhiệm vụ  {}", own.key, own.tasks, own.title)
            };
            all.iter().map(line).collect()
        });
        return Ok(());
    }
    let mut book = open(cli)?;
    match wanted {
        Plans::List | Plans::Templates => {
            let all = tasks::plans(&board(&book, None)?);
            out.answer(&value(&all)?, || {
                let line = |own: &tasks::PlanView| {
                    format!(
                        "{:<24} {:<5} {:>4} {}",
                        own.key, own.prefix, own.tasks, own.title
                    )
                };
                all.iter().map(line).collect()
            });
            return Ok(());
        }
        Plans::Make {
            template,
            title,
            prefix,
            document: number,
            from,
            to,
        } => {
            let draft = tasks::PlanDraft {
                title: title.clone(),
                prefix: prefix.clone(),
                document: number
                    .as_ref()
                    .map(|own| document(&book, own))
                    .transpose()?,
                first_day: day(from.as_deref())?,
                last_day: day(to.as_deref())?,
                note: String::new(),
            };
            tasks::make_plan(&mut book, template.as_deref(), &draft)?;
        }
        Plans::Group {
            plan: key,
            title,
            letter,
        } => {
            let plan = plan(&board(&book, None)?, key)?;
            tasks::save_group(&mut book, None, plan, letter, title)?;
        }
    }
    done(out);
    Ok(())
}
