//! A log and a witness that share no network.

use std::fs;

use crate::site::{BOOK, Site, append, service};
use checkpointer::carried::{add_cosignature, last_cosigned, request_file};

#[tokio::test]
async fn a_cosignature_comes_by_files_and_joins_the_checkpoint() {
    let site = Site::new();
    let store = site.store();
    append(&*store, 5).await;
    let mut signer = checkpointer::Signer::open(store.clone(), site.options(&[])).await.unwrap();
    assert_eq!(request_file(&*store, BOOK, 0).await.unwrap(), None);
    signer.sign_now().await.unwrap().unwrap();
    let witnesses = ["w1", "w2"].map(|name| service(name, &site.path(name), &site.keys()));
    let file = site.path("request");

    for (number, witness) in (2..).zip(&witnesses) {
        let keys = [witness.verifier().clone()];
        assert_eq!(last_cosigned(&*store, BOOK, &keys).await.unwrap(), 0);
        let request = request_file(&*store, BOOK, 0).await.unwrap().unwrap();
        fs::write(&file, &request).unwrap();
        let cosignature = witness.sign_file(&file).unwrap();
        let cosigned = add_cosignature(&*store, BOOK, &request, &cosignature, &keys).await.unwrap();
        assert_eq!(cosigned.number, Some(number));
        assert_eq!(last_cosigned(&*store, BOOK, &keys).await.unwrap(), 5);
    }
    let newest = store.checkpoint(BOOK).await.unwrap().unwrap();
    assert_eq!((newest.size, newest.note.matches('\u{2014}').count()), (5, 3), "the log and both witnesses");

    // The log grows while the file is under way: the cosignature holds for what was carried, and is not the newest.
    let keys = [witnesses[0].verifier().clone()];
    append(&*store, 5).await;
    signer.sign_now().await.unwrap().unwrap();
    let request = request_file(&*store, BOOK, 5).await.unwrap().unwrap();
    fs::write(&file, &request).unwrap();
    let cosignature = witnesses[0].sign_file(&file).unwrap();
    append(&*store, 5).await;
    signer.sign_now().await.unwrap().unwrap();
    let cosigned = add_cosignature(&*store, BOOK, &request, &cosignature, &keys).await.unwrap();
    assert_eq!((cosigned.number, cosigned.checkpoint.checkpoint().size()), (None, 10));
    assert!(cosigned.checkpoint.note().verify(&keys).is_ok());
}

#[tokio::test]
async fn what_is_no_cosignature_of_this_checkpoint_is_refused() {
    let site = Site::new();
    let store = site.store();
    append(&*store, 5).await;
    let mut signer = checkpointer::Signer::open(store.clone(), site.options(&[])).await.unwrap();
    signer.sign_now().await.unwrap().unwrap();
    let witness = service("w1", &site.path("w1"), &site.keys());
    let keys = [witness.verifier().clone()];
    let request = request_file(&*store, BOOK, 0).await.unwrap().unwrap();
    fs::write(site.path("request"), &request).unwrap();
    let cosignature = witness.sign_file(&site.path("request")).unwrap();
    for at in 0..cosignature.len() {
        let mut bytes = cosignature.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(mangled) = String::from_utf8(bytes) else { continue };
        assert!(add_cosignature(&*store, BOOK, &request, &mangled, &keys).await.is_err(), "{mangled}");
    }
    append(&*store, 1).await;
    signer.sign_now().await.unwrap().unwrap();
    let later = request_file(&*store, BOOK, 0).await.unwrap().unwrap();
    assert!(add_cosignature(&*store, BOOK, &later, &cosignature, &keys).await.is_err(), "of another head");
    assert!(add_cosignature(&*store, BOOK, "old 0\n", &cosignature, &keys).await.is_err());
}
