//! What a measurement was made on: without it a figure says nothing.

use serde::Serialize;

/// The machine and the program.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    processor: String,
    cores: usize,
    memory_bytes: u64,
    kernel: String,
    program: String,
    /// Built with optimisation. A figure of another build says nothing.
    optimised: bool,
}

impl Machine {
    /// This one. What the system does not tell is empty.
    pub fn this() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let memory = read("/proc/meminfo");
        let kilobytes =
            field(&memory, "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
        Self {
            processor: field(&read("/proc/cpuinfo"), "model name").unwrap_or_default().to_owned(),
            cores: std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
            memory_bytes: kilobytes.unwrap_or(0) * 1_024,
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            program: format!("neraca {}", env!("CARGO_PKG_VERSION")),
            optimised: !cfg!(debug_assertions),
        }
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let build = if self.optimised { "" } else { ", NOT OPTIMISED" };
        let gibibytes = self.memory_bytes >> 30;
        format!(
            "{} cores of {}, {gibibytes} GiB, Linux {}, {}{build}",
            self.cores, self.processor, self.kernel, self.program
        )
    }
}

/// The value of the first `name: value` or `name : value` line.
fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let text = "model\t\t: 1\nmodel name\t: EPYC\nMemTotal:  24 kB";
        assert_eq!(field(text, "model name"), Some("EPYC"));
        assert_eq!(field(text, "MemTotal"), Some("24 kB"));
        assert_eq!(field(text, "absent"), None);
    }
}
