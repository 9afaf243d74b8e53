//! The little of Postgres's wire protocol (version 3) that preparing a private cluster needs: connect over the unix
//! socket, send SQL by the simple query protocol, read rows as text. Neither `psql` nor an async client is needed.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use crate::error::{Error, Result};

/// One row, its columns as text; `None` is SQL's NULL.
pub type Row = Vec<Option<String>>;

/// Protocol 3.0, as the startup message says it.
const PROTOCOL_VERSION: u32 = 196_608;

/// A server message longer than this is a broken stream, not an answer to what we ask.
const MESSAGE_BYTES_MAX: u32 = 64 * 1024 * 1024;

/// Long enough for any statement that prepares a cluster; a hang becomes an error.
const PATIENCE: Duration = Duration::from_secs(120);

/// Connects, runs `sql`, disconnects.
pub(super) fn execute(socket_folder: &Path, user: &str, database: &str, sql: &str) -> Result<Vec<Row>> {
    let socket = socket_folder.join(".s.PGSQL.5432");
    let mut stream = UnixStream::connect(&socket).map_err(Error::io("connect to", &socket))?;
    let answer = stream
        .set_read_timeout(Some(PATIENCE))
        .and_then(|()| stream.write_all(&startup_message(user, database)))
        .and_then(|()| read_answer(&mut stream));
    refused_or(answer.map_err(Error::io("connect to", &socket))?, &format!("connecting to {database}"))?;
    let answer = stream.write_all(&query_message(sql)).and_then(|()| read_answer(&mut stream));
    refused_or(answer.map_err(Error::io("ask the server at", &socket))?, sql)
}

/// What the server said up to "ready for query".
struct Answer {
    rows: Vec<Row>,
    refusal: Option<String>,
}

fn refused_or(answer: Answer, statement: &str) -> Result<Vec<Row>> {
    match answer.refusal {
        None => Ok(answer.rows),
        Some(detail) => Err(Error::Refused { statement: statement.to_owned(), detail }),
    }
}

fn startup_message(user: &str, database: &str) -> Vec<u8> {
    let mut body = PROTOCOL_VERSION.to_be_bytes().to_vec();
    for text in ["user", user, "database", database] {
        body.extend_from_slice(text.as_bytes());
        body.push(0);
    }
    body.push(0);
    framed(None, &body)
}

fn query_message(sql: &str) -> Vec<u8> {
    let mut body = sql.as_bytes().to_vec();
    body.push(0);
    framed(Some(b'Q'), &body)
}

/// A message with its length in front; the startup message alone has no type byte.
fn framed(kind: Option<u8>, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX);
    let mut message: Vec<u8> = kind.into_iter().collect();
    message.extend_from_slice(&length.to_be_bytes());
    message.extend_from_slice(body);
    message
}

/// Reads messages until "ready for query", or until the server hangs up after refusing the connection.
fn read_answer(stream: &mut UnixStream) -> io::Result<Answer> {
    let mut answer = Answer { rows: Vec::new(), refusal: None };
    loop {
        let (kind, body) = match read_message(stream) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && answer.refusal.is_some() => {
                return Ok(answer);
            }
            other => other?,
        };
        match kind {
            b'Z' => return Ok(answer),
            b'D' => answer.rows.push(row(&body).ok_or_else(broken)?),
            b'E' => answer.refusal = Some(error_text(&body)),
            b'R' if body != [0; 4] => {
                answer.refusal =
                    Some("it asks for a password, which a private cluster never does".to_owned());
                return Ok(answer);
            }
            _ => {}
        }
    }
}

fn read_message(stream: &mut UnixStream) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let [kind, length @ ..] = head;
    let length = u32::from_be_bytes(length);
    if !(4..=MESSAGE_BYTES_MAX).contains(&length) {
        return Err(broken());
    }
    let mut body = vec![0; usize::try_from(length - 4).map_err(|_| broken())?];
    stream.read_exact(&mut body)?;
    Ok((kind, body))
}

/// The columns of a DataRow message; `None` when the bytes do not add up.
fn row(body: &[u8]) -> Option<Row> {
    let (count, mut rest) = body.split_first_chunk::<2>()?;
    let mut columns = Vec::new();
    for _ in 0..u16::from_be_bytes(*count) {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = i32::from_be_bytes(*length);
        // A length of -1 is NULL, and no bytes follow.
        let Ok(length) = usize::try_from(length) else {
            columns.push(None);
            rest = after;
            continue;
        };
        let (value, after) = after.split_at_checked(length)?;
        columns.push(Some(String::from_utf8_lossy(value).into_owned()));
        rest = after;
    }
    Some(columns)
}

/// Message and SQLSTATE of an ErrorResponse, whose body is a list of fields, each a letter and text ended by zero.
fn error_text(body: &[u8]) -> String {
    let field = |letter: u8| {
        let found = body.split(|byte| *byte == 0).find(|field| field.first() == Some(&letter))?;
        Some(String::from_utf8_lossy(&found[1..]).into_owned())
    };
    format!("{} (SQLSTATE {})", field(b'M').unwrap_or_default(), field(b'C').unwrap_or_default())
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the server's answer is not Postgres's protocol")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_null_from_empty_and_a_cut_one_is_refused() {
        let body = [0, 3, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 2, b'4', b'2'];
        let expected = vec![None, Some(String::new()), Some("42".to_owned())];
        assert_eq!(row(&body), Some(expected));
        for cut in 0..body.len() {
            assert_eq!(row(&body[..cut]), None, "cut after {cut} bytes");
        }
    }
}
