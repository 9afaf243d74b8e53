//! What a measurement was made on: without it a figure says nothing.

use procfs::{CpuInfo, Current, Meminfo};
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
        let processor = CpuInfo::current().ok().and_then(|info| info.model_name(0).map(str::to_owned));
        let kernel = procfs::sys::kernel::Version::current().ok();
        Self {
            processor: processor.unwrap_or_default(),
            cores: std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
            memory_bytes: Meminfo::current().map_or(0, |memory| memory.mem_total),
            kernel: kernel.map_or_else(String::new, |v| format!("{}.{}.{}", v.major, v.minor, v.patch)),
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
