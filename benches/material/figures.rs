//! Times and sizes, and how they are told.

use std::time::{Duration, Instant};

/// How long `work` takes, and what it gives.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// The least of `values` that so many percent do not exceed; 0 of none.
pub(crate) fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or_default()
}

pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

/// A time with three digits, in the unit that suits it.
pub(crate) fn time(seconds: f64) -> String {
    match seconds {
        ..1e-3 => format!("{} µs", digits(seconds * 1e6)),
        ..1.0 => format!("{} ms", digits(seconds * 1e3)),
        _ => format!("{} s", digits(seconds)),
    }
}

pub(crate) fn megabytes(bytes: f64) -> String {
    format!("{} MB", digits(bytes / 1e6))
}

/// A number that is not below 0, rounded.
#[expect(clippy::cast_sign_loss, reason = "it is not below 0")]
pub(crate) fn whole(number: f64) -> String {
    thousands(number.round() as u64)
}

/// At least three digits of a number that is not below 0.
pub(crate) fn digits(number: f64) -> String {
    match number {
        ..9.995 => format!("{number:.2}"),
        ..99.95 => format!("{number:.1}"),
        _ => whole(number),
    }
}

pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

/// A Markdown table. Cells but for those of the first column are numbers.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let rule = format!("|---|{}\n", "---:|".repeat(head.len() - 1));
    rows.iter().fold(line(&head) + &rule, |table, row| table + &line(row))
}

/// Memory of this process in bytes, where the system tells it (Linux): `VmHWM` is the most that it has had at a time,
/// `RssAnon` its own, `RssFile` that of mapped files.
pub(crate) fn memory(key: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok())
        .map_or(f64::NAN, |kib| kib * 1024.0)
}

/// The exponent of the power law that fits the points best: the slope of the line through their logarithms.
pub(crate) fn growth(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let rise: f64 = logs.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let run: f64 = logs.iter().map(|point| (point.0 - x).powi(2)).sum();
    rise / run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_of_growth_are_found() {
        for (power, factor) in [(1.0, 3.0), (0.5, 1e-6), (0.0, 7.0), (-0.3, 2.0)] {
            let points: Vec<(f64, f64)> = [1e3, 1e4, 3e5].map(|x: f64| (x, factor * x.powf(power))).to_vec();
            assert!((growth(&points) - power).abs() < 1e-9, "{power}: {}", growth(&points));
        }
    }

    #[test]
    fn figures_are_told() {
        let told = [0.000_001_5, 0.012_34, 0.999, 9.876, 12.34, 1234.5].map(time);
        assert_eq!(told, ["1.50 µs", "12.3 ms", "999 ms", "9.88 s", "12.3 s", "1,235 s"]);
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0.0, f64::INFINITY].map(time), ["0.00 µs", "18,446,744,073,709,551,615 s"]);
        assert!(memory("NoSuchKey").is_nan());
    }

    #[test]
    fn percentiles_are_values() {
        let values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!([50, 99, 100].map(|percent| digits(percentile(&values, percent))), ["100", "198", "200"]);
        assert_eq!((median(&[]), median(&[3.0])), (0.0, 3.0));
    }
}
