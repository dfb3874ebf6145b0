//! `query …`: figures that are sent back with a question.

use clap::Subcommand;
use serde_json::{Value, json};
use so06::domain::query::QueryState;
use so06::domain::{Id, Result};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::profile;
use so06::engine::queries::{
    self, AskQuery, QueryView, answer_query, ask_query, settle_query, withdraw_query,
};
use so06::store::Book;

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;
use crate::time::period as period_of;

/// Questions about figures.
#[derive(Debug, Subcommand)]
pub enum Queries {
    /// Gửi câu hỏi về một số liệu cho đơn vị; đơn vị nhận trong gói giao tiếp theo
    Ask {
        /// Đơn vị: mã hoặc tên
        #[arg(long)]
        body: String,
        /// Mã chỉ tiêu
        #[arg(long)]
        indicator: String,
        /// Kỳ của số liệu
        #[arg(long)]
        period: String,
        /// Câu hỏi
        #[arg(long)]
        question: String,
    },
    /// Trả lời câu hỏi của cấp trên; câu trả lời đi trong gói tiếp theo
    Answer {
        /// Số của câu hỏi
        id: Id,
        /// Câu trả lời; để trống thì bỏ câu đã ghi
        #[arg(long)]
        answer: String,
    },
    /// Các câu hỏi chưa xong
    List {
        /// Cả những câu đã xong
        #[arg(long)]
        all: bool,
    },
    /// Cho một câu hỏi là xong
    Settle {
        /// Số của câu hỏi
        id: Id,
        /// Chưa xong: mở lại
        #[arg(long)]
        reopen: bool,
    },
    /// Rút lại một câu hỏi đã gửi
    Withdraw {
        /// Số của câu hỏi
        id: Id,
    },
}

pub fn run(cli: &Cli, wanted: &Queries, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let id = match wanted {
        Queries::List { all } => return list(&book, *all, out),
        Queries::Ask {
            body,
            indicator,
            period,
            question,
        } => {
            let asked = asked(&book, [body, indicator, period, question])?;
            ask_query(&mut book, &asked)?.value
        }
        Queries::Answer { id, answer } => {
            answer_query(&mut book, *id, answer)?;
            *id
        }
        Queries::Settle { id, reopen } => {
            settle_query(&mut book, *id, !*reopen)?;
            *id
        }
        Queries::Withdraw { id } => {
            withdraw_query(&mut book, *id)?;
            *id
        }
    };
    let all = queries::queries(&book, true, profile::today(&book)?)?;
    let own = all.iter().find(|own| own.id == id);
    out.answer(&own.map_or_else(|| json!({ "id": id }), value), || {
        vec![own.map_or_else(|| format!("Đã rút lại câu hỏi {id}."), line)]
    });
    Ok(())
}

fn asked(book: &Book, [body, indicator, period, question]: [&str; 4]) -> Result<AskQuery> {
    let period = period_of(book, period)?;
    Ok(AskQuery {
        body: book
            .read(Directory::load)?
            .resolve(body, period.last_day())?,
        indicator: book.read(Dictionary::load)?.resolve(indicator)?,
        period,
        question: question.to_owned(),
    })
}

fn list(book: &Book, all: bool, out: Output) -> Result<()> {
    let all = queries::queries(book, all, profile::today(book)?)?;
    let answer: Vec<Value> = all.iter().map(value).collect();
    out.answer(&json!(answer), || {
        if all.is_empty() {
            return vec!["Không có câu hỏi nào.".to_owned()];
        }
        all.iter().map(line).collect()
    });
    Ok(())
}

fn value(own: &QueryView) -> Value {
    json!({
        "id": own.id, "asked_here": own.ours, "asker": own.asker, "body": own.code, "name": own.name,
        "indicator": own.what, "period": own.period, "then": own.then, "now": own.now, "corrected": own.corrected,
        "question": own.question, "asked": own.asked, "asked_by": own.asked_by,
        "answer": own.answer, "answered": own.answered, "answered_by": own.answered_by, "state": own.state,
    })
}

fn line(own: &QueryView) -> String {
    let shown = |text: &str| {
        if text.is_empty() {
            "trống".to_owned()
        } else {
            text.to_owned()
        }
    };
    let figure = if own.corrected {
        format!("{} → {}", shown(&own.then), shown(&own.now))
    } else {
        shown(&own.then)
    };
    let state = match own.state {
        QueryState::Open if own.ours => "chờ đơn vị trả lời".to_owned(),
        QueryState::Open => "chờ trả lời".to_owned(),
        QueryState::Answered => format!("trả lời: {}", own.answer),
        QueryState::Settled if own.answer.is_empty() => "đã xong".to_owned(),
        QueryState::Settled => format!("đã xong; trả lời: {}", own.answer),
    };
    format!(
        "{} · {} · {}, {}: {figure}\n  hỏi: {}\n  {state}",
        own.id, own.name, own.what, own.time, own.question
    )
}
