//! Sorting by merging, for comparisons that need not be an order: another goroutine may change what they read. Whatever they
//! say, each element comes out once, and nothing panics.

use std::cmp::Ordering;

/// Runs of so many elements are sorted by insertion.
const SHORT: usize = 8;

/// Sorts, stably if the comparison is an order; calls `look` every `every` comparisons or so, and gives up if it fails.
pub(super) fn sort<T: Copy, E>(
    items: &mut Vec<T>,
    order: impl Fn(&T, &T) -> Ordering,
    every: usize,
    look: impl Fn() -> Result<(), E>,
) -> Result<(), E> {
    for (at, run) in items.chunks_mut(SHORT).enumerate() {
        if (at * SHORT).is_multiple_of(every.next_multiple_of(SHORT)) {
            look()?;
        }
        for end in 1..run.len() {
            let place = run[..end].iter().rposition(|x| order(x, &run[end]).is_le());
            run[place.map_or(0, |at| at + 1)..=end].rotate_right(1);
        }
    }
    merge(items, SHORT, order, every, look)
}

/// Sorts what consists of sorted runs of `run` elements.
pub(super) fn merge<T: Copy, E>(
    items: &mut Vec<T>,
    mut run: usize,
    order: impl Fn(&T, &T) -> Ordering,
    every: usize,
    look: impl Fn() -> Result<(), E>,
) -> Result<(), E> {
    let mut merged = Vec::with_capacity(if run < items.len() { items.len() } else { 0 });
    while run < items.len() {
        for pair in items.chunks(2 * run) {
            let (mut a, mut b) = pair.split_at(run.min(pair.len()));
            while let (Some(x), Some(y)) = (a.first(), b.first()) {
                let rest = if order(y, x).is_lt() { &mut b } else { &mut a };
                merged.push(rest[0]);
                *rest = &rest[1..];
                if merged.len().is_multiple_of(every) {
                    look()?;
                }
            }
            merged.extend_from_slice(a);
            merged.extend_from_slice(b);
        }
        std::mem::swap(items, &mut merged);
        merged.clear();
        run *= 2;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut items: Vec<u32>, order: impl Fn(&u32, &u32) -> Ordering) -> Vec<u32> {
        let looked: Result<(), ()> = sort(&mut items, order, 10, || Ok(()));
        assert_eq!(looked, Ok(()));
        items
    }

    /// Numbers that look random.
    fn numbers(n: u32) -> Vec<u32> {
        (0..n).map(|i| i.wrapping_mul(2_654_435_761) >> 7).collect()
    }

    #[test]
    fn every_length_is_sorted_and_stable() {
        for n in (0..70).chain([1000]) {
            let mut expected = numbers(n);
            let by_high_bits = |a: &u32, b: &u32| (a >> 20).cmp(&(b >> 20));
            let stable = sorted(expected.clone(), by_high_bits);
            expected.sort_by(by_high_bits);
            assert_eq!(stable, expected);
        }
    }

    #[test]
    fn no_element_is_lost_by_a_comparison_without_order() {
        let state = std::cell::Cell::new(1_u32);
        let any = |_: &u32, _: &u32| {
            state.set(
                state
                    .get()
                    .wrapping_mul(1_664_525)
                    .wrapping_add(1_013_904_223),
            );
            [Ordering::Less, Ordering::Equal, Ordering::Greater][state.get() as usize >> 8 & 1]
        };
        let mut left = sorted(numbers(1000), any);
        let mut expected = numbers(1000);
        left.sort_unstable();
        expected.sort_unstable();
        assert_eq!(left, expected);
    }

    #[test]
    fn it_gives_up_when_told() {
        let looks = std::cell::Cell::new(0);
        let look = || {
            looks.set(looks.get() + 1);
            if looks.get() < 3 {
                Ok(())
            } else {
                Err("enough")
            }
        };
        let mut items = numbers(1000);
        assert_eq!(sort(&mut items, u32::cmp, 10, look), Err("enough"));
        assert_eq!(looks.get(), 3);
    }
}
