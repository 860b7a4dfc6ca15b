//! Which slips fingers make: a key beside the right one, one key twice, two in the wrong order.

/// The letters of a keyboard by row, each row half a key further to the right. German and French keyboards differ in a
/// few keys, which are no neighbours here.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Whether `typed` may have become of `meant` by one slip of the fingers, rather than by not knowing how it is spelt.
pub(super) fn is_slip(typed: &str, meant: &str) -> bool {
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let same = typed.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let before = same.checked_sub(1).and_then(|n| typed.get(n)).copied();
    let rest = |word: &'_ [char]| word.iter().skip(same).copied().collect::<Vec<char>>();
    let (mut typed, mut meant) = (rest(&typed), rest(&meant));
    while typed.last().is_some_and(|last| meant.last() == Some(last)) {
        typed.pop();
        meant.pop();
    }
    match (typed.as_slice(), meant.as_slice()) {
        ([a], [b]) => are_neighbours(*a, *b),
        ([a, b], [c, d]) => a == d && b == c,
        ([twice], []) | ([], [twice]) => before == Some(*twice),
        _ => false,
    }
}

fn are_neighbours(one: char, other: char) -> bool {
    let (Some((row, key)), Some((other_row, other_key))) = (place(one), place(other)) else { return false };
    // In halves of a key.
    let across = (2 * key + row).abs_diff(2 * other_key + other_row);
    (row == other_row && across == 2) || (row.abs_diff(other_row) == 1 && across == 1)
}

/// Row and number of a key.
fn place(letter: char) -> Option<(usize, usize)> {
    (0..).zip(ROWS).find_map(|(row, keys)| Some((row, keys.find(letter)?)))
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn tells_slips_of_the_fingers() {
        let slips = [("refumd", "refund"), ("refnud", "refund"), ("reffund", "refund"), ("leter", "letter")];
        let others = [
            ("rexund", "refund"),
            ("rgfund", "refund"),
            ("refud", "refund"),
            ("refund", "refund"),
            ("größe", "grösse"),
            ("", ""),
            ("a", ""),
            ("", "q"),
        ];
        for (typed, meant) in slips {
            assert!(is_slip(typed, meant), "{typed} {meant}");
        }
        for (typed, meant) in others {
            assert!(!is_slip(typed, meant), "{typed} {meant}");
        }
    }
}
