//! Folds many deletions of one kind, by one user and within seconds, into one row.

use domain::deletion::{Deletion, Order};
use time::Duration;

use crate::deletions::back;
use crate::deletions::filter::{Asked, Field, print_time};
use crate::deletions::names::Names;
use crate::deletions::rows::Row;
use crate::page::frame::Frame;
use crate::page::markup::{Markup, shown};
use crate::page::when::When;

/// Longer runs are folded.
const MANY: usize = 10;
/// How much time a fold may cover.
const WITHIN: Duration = Duration::seconds(10);

pub(crate) enum Line {
    Row(Box<Row>),
    /// Many of them.
    Fold(Box<Fold>),
}

impl Line {
    pub(crate) fn row(&self) -> Option<&Row> {
        if let Self::Row(row) = self { Some(row) } else { None }
    }

    pub(crate) fn fold(&self) -> Option<&Fold> {
        if let Self::Fold(fold) = self { Some(fold) } else { None }
    }
}

/// Many deletions as one line.
pub(crate) struct Fold {
    /// The text of the line.
    pub(crate) text: String,
    pub(crate) user: Markup,
    /// The user's id, if `user` is a name.
    pub(crate) user_id: Option<Markup>,
    pub(crate) domain: String,
    pub(crate) portal_href: String,
    pub(crate) received: When,
    pub(crate) received_at: String,
    /// The address of a list that begins with them, one per row.
    pub(crate) href: String,
    key: String,
}

impl Fold {
    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}

/// Whether both may be in one fold.
pub(crate) fn belong_together(one: &Deletion, other: &Deletion) -> bool {
    one.user_id.is_some()
        && (&one.member_id, &one.entity, &one.user_id) == (&other.member_id, &other.entity, &other.user_id)
        && (one.received_at - other.received_at).abs() <= WITHIN
}

/// The length of the run at the end of the list, if it is long enough to fold.
pub(crate) fn open_end<'a>(deletions: impl Iterator<Item = &'a Deletion>) -> Option<usize> {
    let lengths = run_lengths(deletions);
    lengths.last().copied().filter(|length| *length > MANY)
}

/// The lengths of the runs that can be folded, each at least one.
fn run_lengths<'a>(deletions: impl Iterator<Item = &'a Deletion>) -> Vec<usize> {
    let (mut lengths, mut first): (Vec<usize>, Option<&Deletion>) = (Vec::new(), None);
    for deletion in deletions {
        match (first, lengths.last_mut()) {
            (Some(first), Some(length)) if belong_together(first, deletion) => *length += 1,
            _ => {
                first = Some(deletion);
                lengths.push(1);
            }
        }
    }
    lengths
}

/// The lines of a list, each with its number of deletions. `is_cut` means that the last line has more of them than we
/// read.
pub(crate) fn lines(
    deletions: Vec<Deletion>,
    names: &Names,
    is_cut: bool,
    asked: &Asked,
    frame: &Frame,
) -> Vec<(usize, Line)> {
    let (q, back) = (asked.filter().q.as_deref(), back::print(asked, asked.place()));
    let row = |deletion| Line::Row(Box::new(Row::new(deletion, names, frame).searched(q).leading_back(&back)));
    let lengths = run_lengths(deletions.iter());
    let (mut rest, mut lines) = (deletions.into_iter(), Vec::new());
    for (at, length) in lengths.iter().enumerate() {
        let run: Vec<Deletion> = rest.by_ref().take(*length).collect();
        if *length > MANY && !asked.is_unfolded() {
            let more = is_cut && at + 1 == lengths.len();
            lines.push((*length, Line::Fold(Box::new(fold(&run, names, more, asked, frame)))));
        } else {
            lines.extend(run.into_iter().map(|deletion| (1, row(deletion))));
        }
    }
    lines
}

fn fold(run: &[Deletion], names: &Names, more: bool, asked: &Asked, frame: &Frame) -> Fold {
    let (first, last) = (&run[0], &run[run.len() - 1]);
    let times = [first.received_at.min(last.received_at), first.received_at.max(last.received_at)];
    let user = first.user_id.as_deref().unwrap_or_default();
    let name = names.acting(first);
    let until = print_time(times[1] + Duration::MICROSECOND);
    let (from, member_id) = (print_time(times[0]), first.member_id.to_string());
    let mut fields = vec![(Field::Entity, first.entity.as_str()), (Field::User, user)];
    // A cut run goes on as the list does: with older deletions, or with newer ones if the oldest come first.
    let open = if asked.order() == Order::Oldest { Field::To } else { Field::From };
    let ends = [(Field::From, from.as_str()), (Field::To, until.as_str())];
    fields.extend(ends.into_iter().filter(|(end, _)| !more || *end != open));
    if asked.is_across() {
        fields.push((Field::Portal, &member_id));
    }
    let seconds = (times[1] - times[0]).whole_seconds() + 1;
    let kind = frame.words.entity(&first.entity);
    let arguments: [(&str, &dyn words::Argument); 3] = [("count", &run.len()), ("kind", &kind), ("seconds", &seconds)];
    let text = if more {
        frame.words.text_with("deletions-fold-more", &arguments)
    } else {
        frame.words.text_with("deletions-fold", &arguments)
    };
    Fold {
        text,
        user: shown(name.as_deref().unwrap_or(user)),
        user_id: name.as_ref().map(|_| shown(user)),
        domain: first.domain.clone(),
        portal_href: format!("/admin/portals/{member_id}"),
        received: frame.when(first.received_at),
        received_at: frame.when(first.received_at).second(),
        href: asked.href_unfolded(&fields),
        key: format!("{member_id}-{}", first.number),
    }
}

#[cfg(test)]
mod tests {
    use domain::MemberId;
    use domain::deletion::Source;
    use time::OffsetDateTime;
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-03-17 15:16 UTC);

    fn deletion(number: u32) -> Deletion {
        let received_at = NOW + Duration::MILLISECOND * number;
        Deletion {
            member_id: MemberId::parse("a").unwrap(),
            number: number.into(),
            domain: "a.bitrix24.com".into(),
            event: "ONCRMLEADDELETE".into(),
            entity: "crm.lead".into(),
            entity_id: number.to_string(),
            attributes: [].into(),
            user_id: Some("27".into()),
            also_reported_by: Vec::new(),
            sent_at: received_at,
            received_at,
            source: Source::Live,
            sources: Source::Live.into(),
            event_handler_id: None,
            digest: None,
            payload: "{}".into(),
        }
    }

    /// The address that a fold of eleven deletions links to.
    fn href(query: &str, is_cut: bool) -> String {
        let frame = Frame::at(NOW);
        let asked = Asked::read("/admin/portals/a", Some(query), NOW, &frame.zone);
        let mut run: Vec<Deletion> = (1..=11).map(deletion).collect();
        if asked.order() == Order::Newest {
            run.reverse();
        }
        let lines = lines(run, &Names::default(), is_cut, &asked, &frame);
        lines[0].1.fold().expect("a row of many").href.clone()
    }

    #[test]
    fn link_of_a_cut_run_leads_to_its_beginning_and_on() {
        let (from, to) = ("&from=2026-03-17T15%3A16%3A00.001Z", "&to=2026-03-17T15%3A16%3A00.011001Z");
        let own = "/admin/portals/a?entity=crm.lead&user_id=27";
        assert_eq!(href("", false), format!("{own}{from}{to}&folds=open"));
        assert_eq!(href("", true), format!("{own}{to}&folds=open"), "the rest is older");
        assert_eq!(href("order=oldest", false), format!("{own}{from}{to}&folds=open&order=oldest"));
        assert_eq!(href("order=oldest", true), format!("{own}{from}&folds=open&order=oldest"), "the rest is newer");
    }
}
