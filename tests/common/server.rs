//! The real server as a child process, and what it answers to a reader.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::Value;

/// A running server, killed when it goes.
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Serves the books of a folder on a free port.
    pub(crate) fn of(data: &str) -> Self {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data", data];
        let mut child = super::neraca(&arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        let told = child.stdout.take().expect("it is piped");
        BufReader::new(told).read_line(&mut line).expect("it says where it listens");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(';').next()).map(str::to_owned);
        Self { child, address: address.unwrap_or_else(|| panic!("no address in {line:?}")) }
    }

    /// Status and JSON of a path.
    pub(crate) fn get(&self, path: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers text");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let body = serde_json::from_str(body).unwrap_or_else(|error| panic!("{path}: {error}\n{answer}"));
        (status.expect("an answer begins with its status"), body)
    }
}
