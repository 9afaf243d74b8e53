//! Which of a few amounts sum up to a target: a search that takes the largest first and stops at a bound.

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Places of the chosen amounts, in order.
    pub(crate) chosen: Vec<usize>,
    /// Whether the search ended, all choices tried, without another one.
    pub(crate) only: bool,
}

/// Chooses at least two of `amounts`, all above zero, that sum up to `target` within `tolerance`. `steps` are taken from
/// the bound that all searches share.
pub(crate) fn subset(amounts: &[i128], target: i128, tolerance: i128, steps: &mut u64) -> Option<Found> {
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(amounts[*place]), *place));
    let sorted: Vec<i128> = order.iter().map(|place| amounts[*place]).collect();
    let mut rest = vec![0; sorted.len() + 1];
    for place in (0..sorted.len()).rev() {
        rest[place] = rest[place + 1] + sorted[place];
    }
    let mut search = Search {
        sorted: &sorted,
        rest: &rest,
        tolerance,
        steps,
        chosen: Vec::new(),
        first: None,
        more: false,
    };
    search.go(0, target);
    let ended = *search.steps > 0;
    let (first, more) = (search.first.take()?, search.more);
    let mut chosen: Vec<usize> = first.into_iter().map(|place| order[place]).collect();
    chosen.sort_unstable();
    Some(Found { chosen, only: ended && !more })
}

struct Search<'a> {
    sorted: &'a [i128],
    /// Sum of all from a place on.
    rest: &'a [i128],
    tolerance: i128,
    steps: &'a mut u64,
    chosen: Vec<usize>,
    first: Option<Vec<usize>>,
    more: bool,
}

impl Search<'_> {
    /// Whether the search goes on. It recurs once an amount, of which there are few.
    fn go(&mut self, place: usize, missing: i128) -> bool {
        if self.chosen.len() > 1 && missing.abs() <= self.tolerance {
            self.more = self.first.is_some();
            self.first.get_or_insert_with(|| self.chosen.clone());
            return !self.more;
        }
        let hopeless = missing < -self.tolerance
            || place == self.sorted.len()
            || self.rest[place] < missing - self.tolerance;
        if hopeless {
            return true;
        }
        let Some(left) = self.steps.checked_sub(1).filter(|left| *left > 0) else {
            *self.steps = 0;
            return false;
        };
        *self.steps = left;
        self.chosen.push(place);
        let goes_on = self.go(place + 1, missing - self.sorted[place]);
        self.chosen.pop();
        goes_on && self.go(place + 1, missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_found_and_another_one_is_noticed() {
        let mut steps = 1000;
        let found = subset(&[5, 3, 8, 1], 9, 0, &mut steps).unwrap();
        assert_eq!((found.chosen, found.only), (vec![2, 3], false), "5, 3 and 1 would be the other");
        assert_eq!(subset(&[5, 3, 8, 1], 11, 0, &mut steps), Some(Found { chosen: vec![1, 2], only: true }));
        assert_eq!(subset(&[5, 3], 5, 0, &mut steps), None, "one is no sum");
        assert_eq!(subset(&[5, 3], 9, 1, &mut steps), Some(Found { chosen: vec![0, 1], only: true }));
        assert_eq!(subset(&[], 1, 0, &mut steps), None);
    }

    #[test]
    fn a_search_stops_at_its_bound() {
        let amounts: Vec<i128> = (0..40).map(|place| 2 * place + 2).collect();
        let mut steps = 500;
        assert_eq!(subset(&amounts, 821, 0, &mut steps), None, "no even amounts sum up to an odd one");
        assert_eq!(steps, 0);
    }
}
