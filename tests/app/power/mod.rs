//! The power goes off: every acknowledged change is there afterwards, and a book is never between two states.
//!
//! A story is a folder of books and a list of commands that the program runs there one after another, under strace, which
//! writes down every call that changes a file or a name (`trace`). From these calls a disk is simulated (`disk`); it is
//! cut off after every single one of them, and what would lie there after the restart is judged by the engine (`judge`).
//! A command that ended with exit 0 has been acknowledged.
//!
//! What lies on a disk whose power went off:
//!
//! - Ordered: everything that was issued. The program was killed, and the system wrote the rest.
//! - Synced: only what a sync made lasting. A sync of a file keeps its bytes and its length, and, when the file is new,
//!   its name too, as ext4 and NTFS do; a sync of a folder keeps the names in it. A name that was given by a renaming, a
//!   folder that was made and a name that was taken away last only by a sync of the folder.
//! - Named: names as with Ordered, contents as with Synced. Systems that keep a log of names write it at any time, and
//!   before the bytes. With Synced it makes the pair: a renaming without a sync happened, or did not.
//! - Torn: of the names of each folder that were not lasting some were written, in their order; of the bytes that were not
//!   lasting any part, each writing whole, not at all, or cut at a sector of 512 bytes; so too what was cut off a file.
//!
//! Memory that programs share (`-shm`) is never on the disk, and what is written through it is not seen here. Sectors are
//! written whole or not at all, as SQLite expects by default.

mod cut;
mod disk;
mod judge;
mod record;
mod stories;
mod trace;

use std::collections::{BTreeMap, BTreeSet};

use self::cut::Cut;
use self::judge::{Expected, State};
use self::record::Recording;
use self::stories::Story;

/// Points of the ordinary test; the long run takes every one (`SO06_POWER=all`). `SO06_POWER_KEPT` names a folder for disks on
/// which something did not hold.
const ORDINARY: usize = 300;
/// Torn disks that are tried of every point.
const TORN: u64 = 2;
/// Failures that are told one by one.
const TOLD: usize = 40;

/// A story with what it did and what must hold after each of its commands.
struct Told {
    story: Story,
    recording: Recording,
    states: Vec<State>,
}

impl Told {
    fn tell(story: Story) -> Self {
        let recording = record::record(&story);
        let states = (0..=story.lines.len()).map(|done| {
            let at = recording.ends[done];
            let image = recording.disk(at).image(Cut::Ordered);
            State::learn(&image).unwrap_or_else(|why| panic!("{}, {done}: {why}", story.name))
        });
        let states = states.collect();
        Self {
            story,
            recording,
            states,
        }
    }

    /// What may be found when the power goes off after so many events.
    fn expected(&self, at: usize) -> Expected<'_> {
        let done = self.recording.done(at);
        // Between two commands nothing is on the way.
        let line = (at > self.recording.ends[done]).then(|| &self.story.lines[done]);
        Expected {
            before: &self.states[done],
            after: line.map_or(&self.states[done], |_| &self.states[done + 1]),
            line,
        }
    }
}

/// A moment at which the power goes off, and what became of what was on its way.
#[derive(Debug, Clone, Copy)]
struct Point {
    story: usize,
    at: usize,
    cut: Cut,
}

impl Point {
    /// Points that leave the very same disk are judged once: nothing of what is written counts before it is synced.
    fn alike(self, told: &[Told]) -> (usize, usize, Cut) {
        let recording = &told[self.story].recording;
        let at = match self.cut {
            Cut::Ordered | Cut::Torn(_) => self.at,
            Cut::Synced | Cut::Named => recording.settled(self.at),
        };
        (self.story, at, self.cut)
    }
}

/// Every point: after each event of each story, once per kind of disk.
fn points(told: &[Told]) -> Vec<Point> {
    let mut out = Vec::new();
    for (story, own) in told.iter().enumerate() {
        for at in 0..=own.recording.events.len() {
            let torn = (0..TORN).map(|n| Cut::Torn(at as u64 * TORN + n));
            let cuts = [Cut::Ordered, Cut::Synced, Cut::Named].into_iter();
            out.extend(cuts.chain(torn).map(|cut| Point { story, at, cut }));
        }
    }
    out
}

/// A number of points, spread over stories, commands and kinds of disk. Of each half are turning points, at which a name
/// or a sync came last: most points lie within long writing and differ little.
fn spread(all: &[Point], told: &[Told], wanted: usize) -> Vec<Point> {
    let mut groups: BTreeMap<_, Vec<Point>> = BTreeMap::new();
    for point in all {
        let recording = &told[point.story].recording;
        let turning = recording.settled(point.at) == point.at;
        let key = (
            point.cut.kind(),
            turning,
            point.story,
            recording.done(point.at),
        );
        groups.entry(key).or_default().push(*point);
    }
    let groups: Vec<Vec<Point>> = groups.into_values().collect();
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    let mut chosen = Vec::new();
    for (number, (group, share)) in groups.iter().zip(shares(&sizes, wanted)).enumerate() {
        // Even steps through the group, begun at another place in each.
        let begin = number * 7919 % group.len();
        chosen.extend((0..share).map(|n| group[(n * group.len() + begin) / share]));
    }
    chosen
}

/// How many each group gives, so that all give the same as far as they can.
fn shares(sizes: &[usize], wanted: usize) -> Vec<usize> {
    let mut left = wanted.min(sizes.iter().sum());
    let mut out = vec![0; sizes.len()];
    while left > 0 {
        for (own, size) in out.iter_mut().zip(sizes) {
            if *own < *size && left > 0 {
                *own += 1;
                left -= 1;
            }
        }
    }
    out
}

/// Every point of a part of one story, to look at a failure again: `passphrase:240-250`.
fn near(all: &[Point], told: &[Told], place: &str) -> Vec<Point> {
    let (story, events) = place.split_once(':').expect("a story");
    let (from, to) = events.split_once('-').expect("its events");
    let events: usize = from.parse().expect("a number");
    let events = events..=to.parse().expect("a number");
    let within = |own: &Point| told[own.story].story.name == story && events.contains(&own.at);
    all.iter().copied().filter(within).collect()
}

fn wanted(all: &[Point], told: &[Told]) -> Vec<Point> {
    match std::env::var("SO06_POWER").as_deref() {
        Ok("all") => all.to_vec(),
        Ok(place) if place.contains(':') => near(all, told, place),
        Ok(count) => spread(all, told, count.parse().expect("a number")),
        Err(_) => spread(all, told, ORDINARY),
    }
}

#[test]
fn what_was_acknowledged_survives_a_loss_of_power() {
    let told: Vec<Told> = stories::all().into_iter().map(Told::tell).collect();
    let all = points(&told);
    assert!(all.len() >= 5_000, "{} points are too few", all.len());
    let chosen = wanted(&all, &told);
    let mut judged = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut failures = Vec::new();
    for point in &chosen {
        if !judged.insert(point.alike(&told)) {
            continue;
        }
        let own = &told[point.story];
        let expected = own.expected(point.at);
        let image = own.recording.disk(point.at).image(point.cut);
        // A command removes what was left unfinished, whatever is in it: it is typed again once for all disks that have the
        // same files.
        let done = own.recording.done(point.at);
        let again = names.insert((point.story, done, image.keys().cloned().collect::<Vec<_>>()));
        if let Err(why) = judge::judge(&image, &expected, again) {
            if let Some(folder) = std::env::var_os("SO06_POWER_KEPT") {
                let name = format!("{} {} {:?}", own.story.name, point.at, point.cut);
                let kept = judge::keep(&image, &std::path::Path::new(&folder).join(name));
                kept.expect("the disk is kept");
            }
            let words = expected.line.map(|line| line.typed);
            failures.push(format!(
                "{}, {} of {}, {:?}, {}: {why}",
                own.story.name,
                point.at,
                own.recording.events.len(),
                point.cut,
                words.unwrap_or_default()
            ));
        }
    }
    for (number, own) in told.iter().enumerate() {
        let of = |points: &[Point]| points.iter().filter(|own| own.story == number).count();
        let name = own.story.name;
        println!("{name}: {} of {} points", of(&chosen), of(&all));
    }
    println!(
        "{} of {} points, {} disks that differ",
        chosen.len(),
        all.len(),
        judged.len()
    );
    for failure in failures.iter().take(TOLD) {
        println!("{failure}");
    }
    assert!(failures.is_empty(), "{} points failed", failures.len());
}
