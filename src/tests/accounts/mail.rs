//! Mail on its way: sent once, by a server that may refuse it.

use super::*;
use crate::accounts::mail::{deliver_once, queue, transport};
use crate::clock::{DAY, MINUTE};
use crate::tests::support::on_each_engine;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that takes everything but mail to `refused@…`, and remembers it. Gives its address.
async fn mail_server(taken: Arc<Mutex<Vec<String>>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, Arc::clone(&taken)));
        }
    });
    format!("smtp://{address}")
}

async fn talk(stream: TcpStream, taken: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 hello\r\n").await?;
    let mut letter: Option<String> = None;
    while let Some(line) = lines.next_line().await? {
        let answer = match &mut letter {
            Some(text) if line == "." => {
                taken.lock().unwrap().push(std::mem::take(text));
                letter = None;
                "250 taken\r\n"
            }
            Some(text) => {
                text.push_str(&line);
                text.push('\n');
                continue;
            }
            None if line == "DATA" => {
                letter = Some(String::new());
                "354 go on\r\n"
            }
            None if line.contains("refused@") => "550 no such\u{1b} person\r\n",
            None => "250 fine\r\n",
        };
        write.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

async fn queued(test: &TestApp, recipient: &str) {
    let tx = test.app.db.begin().await.expect("a transaction");
    let link = format!("https://learn.example.org/invitations/{}", "ab".repeat(32));
    let now = test.app.clock.now();
    queue(
        &tx,
        recipient,
        "Hello\r\nBcc: everybody@example.org",
        &format!("Open\n\n{link}\n"),
        now,
    )
    .await
    .expect("queued");
    committed(tx).await;
}

type Row = (String, Option<i64>, Option<String>, String);

async fn outbox(test: &TestApp) -> Vec<Row> {
    let sql = "SELECT recipient, sent_at, failure, body FROM outbox ORDER BY recipient";
    test.app.db.all(sql, crate::args![]).await.expect("mail")
}

#[tokio::test]
async fn what_waits_is_sent_once_and_what_is_refused_says_why() {
    on_each_engine(|test| async move {
        let taken = Arc::default();
        let transport = transport(&mail_server(Arc::clone(&taken)).await).expect("a transport");
        queued(&test, "refused@example.org").await;
        queued(&test, "ada@example.org").await;
        assert!(deliver_once(&test.app, &transport, "one").await.is_err());
        assert!(deliver_once(&test.app, &transport, "one").await.is_err());
        let letters = taken.lock().unwrap().clone();
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert!(
            letters[0].contains("To: ada@example.org") && letters[0].contains(&"ab".repeat(10)),
            "{letters:?}"
        );
        assert!(
            !letters[0].lines().any(|line| line.starts_with("Bcc:")),
            "{letters:?}"
        );
        let rows = outbox(&test).await;
        assert_eq!(rows[0].1, Some(test.app.clock.now()));
        assert!(
            !rows[0].3.contains("abab"),
            "the link is gone: {}",
            rows[0].3
        );
        assert!(rows[1].1.is_none() && rows[1].3.contains("abab"));
        let failure = rows[1].2.as_deref().expect("a reason");
        assert!(
            failure.contains("no such") && !failure.contains('\u{1b}'),
            "{failure}"
        );
        test.app.clock.advance(3 * DAY);
        assert!(
            deliver_once(&test.app, &transport, "one").await.is_ok(),
            "after three days nobody tries any more"
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_servers_one_sends() {
    on_each_engine(|test| async move {
        let taken = Arc::default();
        let transport = transport(&mail_server(Arc::clone(&taken)).await).expect("a transport");
        queued(&test, "refused@example.org").await;
        assert!(deliver_once(&test.app, &transport, "one").await.is_err());
        queued(&test, "ada@example.org").await;
        assert!(
            deliver_once(&test.app, &transport, "two").await.is_ok(),
            "leaves it to the other one"
        );
        assert_eq!(taken.lock().unwrap().len(), 0);
        test.app.clock.advance(3 * MINUTE);
        assert!(
            deliver_once(&test.app, &transport, "two").await.is_err(),
            "takes over"
        );
        assert_eq!(taken.lock().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_address_with_a_line_end_never_gets_into_the_outbox() {
    on_each_engine(|test| async move {
        let tx = test.app.db.begin().await.expect("a transaction");
        for not in [
            "a@example.org\r\nBcc: b@example.org",
            "a@example.org, b@example.org",
            "",
            "<a@example.org>",
        ] {
            assert!(
                queue(&tx, not, "Hello", "Hello", 1).await.is_err(),
                "{not:?}"
            );
        }
    })
    .await;
}
