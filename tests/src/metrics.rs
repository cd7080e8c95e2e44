//! What the service counts, read from its metrics page.

/// The page, as it was once.
#[derive(Clone, Debug, Default)]
pub struct Metrics(String);

impl Metrics {
    /// Of the text of the page.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The sum of all series with this name; zero if there is none.
    pub fn sum(&self, name: &str) -> f64 {
        self.series(name).map(|(_, value)| value).sum()
    }

    /// The value of the series with this label.
    pub fn labelled(&self, name: &str, label: &str, text: &str) -> f64 {
        let wanted = format!("{label}=\"{text}\"");
        self.series(name).filter(|(labels, _)| labels.contains(&wanted)).map(|(_, value)| value).sum()
    }

    /// The mean of what a histogram recorded since `before`.
    pub fn mean_since(&self, before: &Self, histogram: &str) -> f64 {
        let since = |part: &str| self.sum(&format!("{histogram}_{part}")) - before.sum(&format!("{histogram}_{part}"));
        since("sum") / since("count").max(1.0)
    }

    /// How many of the values that a histogram recorded since `before` were at most its bounds, as shares.
    pub fn shares_since(&self, before: &Self, histogram: &str) -> Vec<(String, f64)> {
        let buckets = format!("{histogram}_bucket");
        let total = (self.sum(&format!("{histogram}_count")) - before.sum(&format!("{histogram}_count"))).max(1.0);
        let bound = |labels: &str| labels.split("le=\"").nth(1)?.split('"').next().map(str::to_owned);
        let bounds = self.series(&buckets).filter_map(|(labels, value)| Some((bound(labels)?, value)));
        bounds
            .map(|(bound, value)| (value - before.labelled(&buckets, "le", &bound), bound))
            .map(|(n, bound)| (bound, n / total))
            .collect()
    }

    fn series<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, f64)> {
        self.0.lines().filter_map(move |line| {
            let rest = line.strip_prefix(name)?;
            let (labels, value) = rest.rsplit_once(' ')?;
            (labels.is_empty() || labels.starts_with('{')).then_some(())?;
            Some((labels, value.parse().ok()?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# TYPE commits histogram\ncommits_bucket{le=\"1\"} 3\ncommits_bucket{le=\"+Inf\"} 4\n\
                        commits_sum 12\ncommits_count 4\nadded{outcome=\"new\"} 5\nadded{outcome=\"old\"} 2\nadded_not 9\n";

    #[test]
    fn series_are_found_by_name_and_label() {
        let page = Metrics::new(PAGE.to_owned());
        assert!((page.sum("added") - 7.0).abs() < f64::EPSILON);
        assert!((page.labelled("added", "outcome", "new") - 5.0).abs() < f64::EPSILON);
        assert!((page.mean_since(&Metrics::default(), "commits") - 3.0).abs() < f64::EPSILON);
        let shares = page.shares_since(&Metrics::default(), "commits");
        assert_eq!(shares, [("1".to_owned(), 0.75), ("+Inf".to_owned(), 1.0)]);
    }
}
