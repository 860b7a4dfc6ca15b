//! Decimal digits of every script.

/// The zeros of all scripts that have digits (Unicode's `Nd`): nine further digits follow each. Full-width and mathematical
/// ones are not here, since they are compatible with ASCII's.
const ZEROS: [u32; 68] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
    0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1,
    0x1e950,
];

/// The ASCII digit that a digit of another script is.
pub(super) fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    // Digits in circles of other kinds, which have no ten of their own and no zero.
    for one in [0x2776, 0x2780, 0x278a] {
        if let Some(value) = code.checked_sub(one).filter(|&value| value < 9) {
            return char::from_digit(value + 1, 10);
        }
    }
    let before = ZEROS.partition_point(|&zero| zero <= code);
    let zero = before.checked_sub(1).and_then(|number| ZEROS.get(number))?;
    char::from_digit(code.checked_sub(*zero).filter(|&value| value < 10)?, 10)
}

#[cfg(test)]
mod tests {
    use super::{ZEROS, digit};

    #[test]
    fn digits_of_every_script() {
        assert!(ZEROS.is_sorted() && ZEROS.iter().all(|&zero| char::from_u32(zero).is_some_and(char::is_numeric)));
        let read: String = "٠٩ ۵ ५ ๗ 𞥑 ❶➉".chars().map(|c| digit(c).unwrap_or(c)).collect();
        assert_eq!(read, "09 5 5 7 1 1➉");
        assert_eq!(["a", "", "\u{65f}", "½"].map(|text| text.chars().find_map(digit)), [None; 4]);
    }
}
