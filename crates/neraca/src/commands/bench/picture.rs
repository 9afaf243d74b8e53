//! Curves as a picture: SVG that a browser and a document show.

use anyhow::anyhow;
use plotters::coord::ranged1d::ValueFormatter;
use plotters::prelude::*;

/// An axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// What it counts.
    pub title: &'static str,
    /// Equal steps are equal ratios.
    pub logarithmic: bool,
}

/// A curve.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it shows.
    pub name: String,
    /// Its points, in order.
    pub points: Vec<(f64, f64)>,
}

const SIZE: (u32, u32) = (900, 520);
/// Told apart by people who see colours otherwise, too (Okabe and Ito).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// Draws curves.
///
/// # Errors
/// When there is nothing to draw.
pub fn draw(title: &str, x: &Axis, y: &Axis, lines: &[Line]) -> anyhow::Result<String> {
    let points = || lines.iter().flat_map(|line| &line.points);
    let over_x = range(points().map(|point| point.0), x.logarithmic)
        .ok_or_else(|| anyhow!("there is nothing to draw"))?;
    let over_y = range(points().map(|point| point.1), y.logarithmic)
        .ok_or_else(|| anyhow!("there is nothing to draw"))?;
    let (x_title, y_title) = (x.title, y.title);
    let mut picture = String::new();
    let failed = |error: String| anyhow!("the picture can't be drawn: {error}");
    {
        let root = SVGBackend::with_string(&mut picture, SIZE).into_drawing_area();
        let canvas = Canvas { root: &root, title, x_title, y_title };
        let drawn = match (x.logarithmic, y.logarithmic) {
            (false, false) => canvas.draw(over_x, over_y, lines),
            (true, false) => canvas.draw(over_x.log_scale(), over_y, lines),
            (false, true) => canvas.draw(over_x, over_y.log_scale(), lines),
            (true, true) => canvas.draw(over_x.log_scale(), over_y.log_scale(), lines),
        };
        drawn.map_err(|error| failed(error.to_string()))?;
    }
    Ok(picture)
}

struct Canvas<'a, 'p> {
    root: &'a DrawingArea<SVGBackend<'p>, plotters::coord::Shift>,
    title: &'a str,
    x_title: &'a str,
    y_title: &'a str,
}

type Failed<'p> = DrawingAreaErrorKind<<SVGBackend<'p> as DrawingBackend>::ErrorType>;

impl<'p> Canvas<'_, 'p> {
    fn draw<X, Y>(
        &self,
        x: impl plotters::coord::ranged1d::AsRangedCoord<CoordDescType = X, Value = f64>,
        y: impl plotters::coord::ranged1d::AsRangedCoord<CoordDescType = Y, Value = f64>,
        lines: &[Line],
    ) -> Result<(), Failed<'p>>
    where
        X: Ranged<ValueType = f64> + ValueFormatter<f64>,
        Y: Ranged<ValueType = f64> + ValueFormatter<f64>,
    {
        self.root.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(self.root)
            .caption(self.title, ("sans-serif", 22))
            .margin(16)
            .x_label_area_size(44)
            .y_label_area_size(84)
            .build_cartesian_2d(x, y)?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .x_desc(self.x_title)
            .y_desc(self.y_title)
            .x_label_formatter(&|value| number(*value))
            .y_label_formatter(&|value| number(*value))
            .draw()?;
        for (line, colour) in lines.iter().zip(COLOURS.iter().cycle()) {
            chart
                .draw_series(
                    LineSeries::new(line.points.iter().copied(), colour.stroke_width(2)).point_size(3),
                )?
                .label(&line.name)
                .legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::LowerRight)
            .background_style(WHITE.mix(0.85))
            .border_style(BLACK.mix(0.3))
            .draw()?;
        self.root.present()
    }
}

/// From a little below the smallest to a little above the largest; from zero on where steps are equal.
fn range(values: impl Iterator<Item = f64>, logarithmic: bool) -> Option<std::ops::Range<f64>> {
    let (low, high) = values
        .filter(|value| value.is_finite() && (!logarithmic || *value > 0.0))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    (low <= high).then(|| if logarithmic { low * 0.8..high * 1.25 } else { 0.0..(high * 1.1).max(1.0) })
}

/// A figure on an axis: short, and whole where it can be.
fn number(value: f64) -> String {
    let scaled = |value: f64, unit: &str| {
        let text = format!("{value:.1}");
        format!("{}{unit}", text.strip_suffix(".0").unwrap_or(&text))
    };
    match value.abs() {
        size if size >= 1_000_000.0 => scaled(value / 1_000_000.0, " M"),
        size if size >= 10_000.0 => scaled(value / 1_000.0, " k"),
        size if size >= 10.0 || size == 0.0 => format!("{value:.0}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_drawn_with_its_name_and_axes_on_both_kinds_of_scale() {
        let line = Line { name: "embedded, p50".to_owned(), points: vec![(0.3, 2_000.0), (8.0, 150_000.0)] };
        for logarithmic in [true, false] {
            let x = Axis { title: "milliseconds", logarithmic };
            let y = Axis { title: "events a second", logarithmic: !logarithmic };
            let picture = draw("Throughput", &x, &y, std::slice::from_ref(&line)).unwrap();
            for text in ["<svg", "Throughput", "milliseconds", "events a second", "embedded, p50", "polyline"]
            {
                assert!(picture.contains(text), "{text}");
            }
        }
        let axis = Axis { title: "", logarithmic: true };
        assert!(draw("", &axis, &axis, &[]).is_err());
    }

    #[test]
    fn figures_on_an_axis_are_short() {
        let written: Vec<String> =
            [0.0, 0.35, 8.0, 25.0, 9_999.0, 150_000.0, 2_500_000.0].map(number).to_vec();
        assert_eq!(written, ["0", "0.35", "8.00", "25", "9999", "150 k", "2.5 M"]);
    }
}
