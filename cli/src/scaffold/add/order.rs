//! Where a number belongs among those of its neighbours.

/// How many of the rows that are there stand before a new one.
///
/// Between two neighbours where there are such, the nearest two if a table has several runs; else at the end at which the
/// rows' order has it. Rows without an order leave it at their end.
pub(super) fn place(numbers: &[Option<i64>], new: i64) -> usize {
    let pairs = numbers.windows(2).enumerate().filter_map(|(index, pair)| match pair {
        [Some(a), Some(b)] if (a.min(b)..a.max(b)).contains(&&new) && new != *a.min(b) => {
            Some((a.abs_diff(*b), index + 1))
        }
        _ => None,
    });
    if let Some((_, index)) = pairs.min() {
        return index;
    }
    let known: Option<Vec<i64>> = numbers.iter().copied().collect();
    let begins = match known.as_deref() {
        // Of one row nothing shows the order: what is negative goes down as a rule, away from 0.
        Some([only]) => {
            if *only < 0 && new < 0 {
                new > *only
            } else {
                new < *only
            }
        }
        Some(all @ [first, ..]) if all.is_sorted() => new < *first,
        Some(all @ [first, ..]) if all.is_sorted_by(|a, b| a >= b) => new > *first,
        _ => false,
    };
    if begins { 0 } else { numbers.len() }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_number_stands_where_the_order_of_its_neighbours_has_it() {
        for (numbers, new, expected) in [
            (&[][..], 5, 0),
            (&[1, 2, 4], 3, 2),
            (&[1, 2, 4], 0, 0),
            (&[1, 2, 4], 9, 3),
            (&[-1, -2, -5], -3, 2),
            (&[-1, -2, -5], -9, 3),
            (&[-1, -2, -5], 0, 0),
            (&[-1], -2, 1),
            (&[-2], -1, 0),
            (&[400], 401, 1),
            (&[400], 399, 0),
            // Two runs, as vendors print them.
            (&[-1, -2, -60, 100, 200], -30, 2),
            (&[-1, -2, -60, 100, 200], 150, 4),
            (&[-1, -2, -60, 100, 200], 300, 5),
            (&[3, 1, 2], 9, 3),
        ] {
            let known: Vec<_> = numbers.iter().copied().map(Some).collect();
            assert_eq!(place(&known, new), expected, "{numbers:?} {new}");
        }
        assert_eq!(place(&[Some(1), None, Some(3)], 2), 3);
    }
}
