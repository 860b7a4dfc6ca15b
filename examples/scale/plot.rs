//! The curves as a picture: both axes logarithmic, so that a power of the number of sections is a straight line. Light or
//! dark as the reader's system is.

use std::fmt::Write as _;

use crate::Curve;
use crate::material::figures::{growth, time};
use crate::tables::{kinds, points};

/// Of a panel, and of the plot in it, in pixels.
const PANEL: (f64, f64) = (330.0, 400.0);
const PLOT: (f64, f64) = (245.0, 220.0);
const LEFT: f64 = 62.0;
const TOP: f64 = 44.0;

/// Colours of lines, for light and for dark: they differ in lightness, too, and lines in their dashes.
const COLOURS: [(&str, &str); 10] = [
    ("#0b5cad", "#79b8ff"),
    ("#b3460b", "#ffab70"),
    ("#1a7f37", "#85e89d"),
    ("#8250df", "#d2a8ff"),
    ("#a40e26", "#ff8f9b"),
    ("#5a6472", "#c0c8d0"),
    ("#007a87", "#56d4dd"),
    ("#8a6500", "#f2cc60"),
    ("#bf3989", "#ff9bce"),
    ("#1f2328", "#ffffff"),
];
const DASHES: [&str; 3] = ["", "6 3", "2 3"];

/// A line: its name and its points.
type Line<'a> = (&'a str, Vec<(f64, f64)>);

/// What stands beside a tick.
type Tick = fn(f64) -> String;

pub(crate) fn draw(curves: &[Curve]) -> String {
    let (width, height) = (PANEL.0 * 3.0, PANEL.1 * curves.len() as f64);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"How cost grows with the number of sections\">\n{}<rect width=\"100%\" height=\"100%\" class=\"paper\"/>\n",
        style()
    );
    for (row, curve) in curves.iter().enumerate() {
        for (column, panel) in panels(curve).iter().enumerate() {
            let (x, y) = (PANEL.0 * column as f64, PANEL.1 * row as f64);
            let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">\n{}</g>", panel.draw());
        }
    }
    svg + "</svg>\n"
}

fn style() -> String {
    let mut light =
        String::from(".paper{fill:#fff}text{font:11px system-ui,sans-serif;fill:#1f2328}.grid{stroke:#d8dee4}");
    let mut dark = String::from(".paper{fill:#0d1117}text{fill:#e6edf3}.grid{stroke:#30363d}");
    for (number, (on_light, on_dark)) in COLOURS.iter().enumerate() {
        let _ = write!(light, ".c{number}{{stroke:{on_light};fill:{on_light}}}");
        let _ = write!(dark, ".c{number}{{stroke:{on_dark};fill:{on_dark}}}");
    }
    for (number, dashes) in DASHES.iter().enumerate().skip(1) {
        let _ = write!(light, ".d{number}{{stroke-dasharray:{dashes}}}");
    }
    light.push_str(".head{font-weight:600;font-size:13px}.end{text-anchor:end}.middle{text-anchor:middle}.line{fill:none;stroke-width:2}");
    format!("<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>\n")
}

fn panels(curve: &Curve) -> [Panel<'_>; 3] {
    let some = |keys: &[(&'static str, &str)]| {
        let lines = keys.iter().map(|(name, key)| (*name, points(curve, key)));
        lines.filter(|(_, points)| !points.is_empty()).collect::<Vec<Line<'_>>>()
    };
    let searches = kinds(&curve.sizes).into_iter().map(|kind| (kind, points(curve, &format!("opened/{kind}/p99"))));
    let takes = some(&[
        ("folder to edition, 1 thread", "build"),
        ("folder to edition, 2 threads", "build two"),
        ("opening", "open"),
        ("checksums alone", "checksums"),
        ("an article edited", "update built p50"),
        ("an article edited, opened", "update opened p50"),
    ]);
    let keeps = some(&[
        ("Markdown", "Markdown"),
        ("most memory of building", "build peak"),
        ("edition", "edition"),
        ("own memory, opened", "memory opened"),
        ("own memory, searched", "memory searched"),
    ]);
    [
        Panel { head: format!("{}: time", curve.name), lines: takes, tick: time_tick },
        Panel { head: format!("{}: searches, p99", curve.name), lines: searches.collect(), tick: time_tick },
        Panel { head: format!("{}: room", curve.name), lines: keeps, tick: room_tick },
    ]
}

struct Panel<'a> {
    head: String,
    lines: Vec<Line<'a>>,
    tick: Tick,
}

/// From the first power of ten to the last that have all values between them, as exponents.
struct Axis {
    first: f64,
    last: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let logs: Vec<f64> = values.filter(|value| *value > 0.0).map(f64::log10).collect();
        let first = logs.iter().copied().fold(f64::INFINITY, f64::min).floor();
        let last = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max).ceil();
        Axis { first, last: last.max(first + 1.0) }
    }

    /// How far along it a value lies: from 0 to 1.
    fn place(&self, value: f64) -> f64 {
        (value.max(1e-12).log10() - self.first) / (self.last - self.first)
    }

    fn decades(&self) -> impl Iterator<Item = f64> {
        (self.first as i32..=self.last as i32).map(|exponent| 10_f64.powi(exponent))
    }
}

impl Panel<'_> {
    fn draw(&self) -> String {
        let values = || self.lines.iter().flat_map(|(_, points)| points);
        let x = Axis::over(values().map(|point| point.0 * 0.999));
        let y = Axis::over(values().map(|point| point.1));
        let mut svg =
            format!("<text x=\"{LEFT}\" y=\"{}\" class=\"head\">{}</text>\n", TOP - 16.0, escaped(&self.head));
        self.grid(&x, &y, &mut svg);
        for (number, (name, points)) in self.lines.iter().enumerate() {
            curve(number, points, &x, &y, &mut svg);
            legend(number, name, points, self.lines.len() > 6, &mut svg);
        }
        svg
    }

    fn grid(&self, x: &Axis, y: &Axis, svg: &mut String) {
        let bottom = TOP + PLOT.1;
        for value in x.decades() {
            let at = LEFT + PLOT.0 * x.place(value);
            let _ = writeln!(svg, "<path d=\"M{at:.1} {TOP}V{bottom}\" class=\"grid\"/>");
            let _ = writeln!(
                svg,
                "<text x=\"{at:.1}\" y=\"{}\" class=\"middle\">{}</text>",
                bottom + 16.0,
                count_tick(value)
            );
        }
        for value in y.decades() {
            let at = bottom - PLOT.1 * y.place(value);
            let _ = writeln!(svg, "<path d=\"M{LEFT} {at:.1}h{}\" class=\"grid\"/>", PLOT.0);
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{:.1}\" class=\"end\">{}</text>",
                LEFT - 6.0,
                at + 4.0,
                (self.tick)(value)
            );
        }
    }
}

fn curve(number: usize, points: &[(f64, f64)], x: &Axis, y: &Axis, svg: &mut String) {
    let place = |point: &(f64, f64)| (LEFT + PLOT.0 * x.place(point.0), TOP + PLOT.1 * (1.0 - y.place(point.1)));
    let places: Vec<String> = points.iter().map(place).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let look = look(number);
    let _ = writeln!(svg, "<polyline points=\"{}\" class=\"line {look}\"/>", places.join(" "));
    for (x, y) in points.iter().map(place) {
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\" class=\"c{}\"/>", number % COLOURS.len());
    }
}

/// Below the plot, in one column or two, each name with the power of the number of sections by which it grows.
fn legend(number: usize, name: &str, points: &[(f64, f64)], is_long: bool, svg: &mut String) {
    let (column, row) = if is_long { (number % 2, number / 2) } else { (0, number) };
    let (x, y) = (LEFT - 34.0 + 156.0 * column as f64, TOP + PLOT.1 + 38.0 + 17.0 * row as f64);
    let law = if points.len() < 2 { String::new() } else { format!(": n^{:.2}", growth(points)) };
    let _ = writeln!(svg, "<path d=\"M{x} {}h20\" class=\"line {}\"/>", y - 4.0, look(number));
    let _ = writeln!(svg, "<text x=\"{}\" y=\"{y}\">{}</text>", x + 26.0, escaped(&format!("{name}{law}")));
}

fn look(number: usize) -> String {
    format!("c{} d{}", number % COLOURS.len(), number % DASHES.len())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn count_tick(value: f64) -> String {
    match value {
        ..1e3 => format!("{value}"),
        ..1e6 => format!("{} K", value / 1e3),
        _ => format!("{} M", value / 1e6),
    }
}

/// Of a power of ten: without the digits behind the point.
fn time_tick(value: f64) -> String {
    let told = time(value * 1.000_001);
    told.split_once('.').map_or(told.clone(), |(whole, rest)| {
        format!("{whole}{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()))
    })
}

fn room_tick(value: f64) -> String {
    match value {
        ..1e6 => format!("{:.0} KB", value / 1e3),
        ..1e9 => format!("{:.0} MB", value / 1e6),
        _ => format!("{:.0} GB", value / 1e9),
    }
}
