//! The guide's examples, run as they stand there.

use std::process::Command;

use server::{Limits, Tokens};

use crate::world::World;

/// The fenced blocks of a page, with the language of each.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    page.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_example_of_the_guide_answers_what_the_guide_says() {
    if testkit::program("curl").is_none() {
        testkit::report_skipped("the examples of docs/http-api.md: no curl");
        return;
    }
    let world = World::empty(Tokens::default(), Limits::default()).await;
    let page = include_str!("../../../../docs/http-api.md");
    let blocks = blocks(page);
    let examples = blocks.windows(2).filter(|pair| pair[0].0 == "sh" && pair[1].0 == "json");
    let mut count = 0;
    for example in examples {
        let (command, expected) = (example[0].1.to_owned(), example[1].1);
        let books = format!("http://{}/v1/books/main", world.address);
        let run = move || Command::new("sh").args(["-c", &command]).env("NERACA", books).output();
        let output = tokio::task::spawn_blocking(run).await.expect("it runs").expect("there is a shell");
        let answered: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!(
                "{error}: {}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            )
        });
        let expected: serde_json::Value =
            serde_json::from_str(expected).expect("the guide's answers are JSON");
        assert_eq!(answered, expected, "{}", example[0].1);
        count += 1;
    }
    assert_eq!(count, 6, "examples of the guide");
}
