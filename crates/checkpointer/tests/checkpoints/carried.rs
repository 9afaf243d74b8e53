//! A log and a witness that share no network.

use std::fs;

use crate::site::{BOOK, ORIGIN, Site, append, service};
use checkpointer::carried::{Kept, add_cosignature, last_cosigned, request_file};

#[tokio::test]
async fn a_cosignature_comes_by_files_and_joins_the_checkpoint() {
    let site = Site::new();
    let store = site.store();
    append(&*store, 5).await;
    let mut signer = checkpointer::Signer::open(store.clone(), site.options(&[])).await.unwrap();
    assert_eq!(request_file(&*store, BOOK, 0).await.unwrap(), None);
    signer.sign_now().await.unwrap().unwrap();
    let carried = site.key_folder().carried(ORIGIN);
    let witnesses = ["w1", "w2"].map(|name| service(name, &site.path(name), &site.keys()));
    let file = site.path("request");

    for (number, witness) in (2..).zip(&witnesses) {
        let keys = [witness.verifier().clone()];
        assert_eq!(last_cosigned(&*store, BOOK, &keys, &carried).await.unwrap(), 0);
        let request = request_file(&*store, BOOK, 0).await.unwrap().unwrap();
        fs::write(&file, &request).unwrap();
        let cosignature = witness.sign_file(&file).unwrap();
        let cosigned = add_cosignature(&*store, BOOK, &request, &cosignature, &keys, &carried).await.unwrap();
        assert_eq!(cosigned.kept, Kept::Database(number));
        assert_eq!(last_cosigned(&*store, BOOK, &keys, &carried).await.unwrap(), 5);
    }
    let newest = store.checkpoint(BOOK).await.unwrap().unwrap();
    assert_eq!((newest.size, newest.note.matches('\u{2014}').count()), (5, 3), "the log and both witnesses");

    // The log grows while the file is under way: the cosignature holds for what was carried, which is not the newest.
    let keys = [witnesses[0].verifier().clone()];
    append(&*store, 5).await;
    signer.sign_now().await.unwrap().unwrap();
    let request = request_file(&*store, BOOK, 5).await.unwrap().unwrap();
    fs::write(&file, &request).unwrap();
    let cosignature = witnesses[0].sign_file(&file).unwrap();
    append(&*store, 5).await;
    signer.sign_now().await.unwrap().unwrap();
    let cosigned = add_cosignature(&*store, BOOK, &request, &cosignature, &keys, &carried).await.unwrap();
    assert_eq!(cosigned.checkpoint.checkpoint().size(), 10);
    assert!(cosigned.checkpoint.note().verify(&keys).is_ok());
    let Kept::File(path) = &cosigned.kept else { panic!("{cosigned:?}") };
    assert_eq!(fs::read_to_string(path).unwrap(), cosigned.checkpoint.to_string());

    // The next request begins where the witness is, so that it is answered at the first try.
    let size = last_cosigned(&*store, BOOK, &keys, &carried).await.unwrap();
    assert_eq!(size, 10);
    fs::write(&file, request_file(&*store, BOOK, size).await.unwrap().unwrap()).unwrap();
    witnesses[0].sign_file(&file).unwrap();
    // A file that somebody changed counts for nothing.
    fs::write(path, cosigned.checkpoint.to_string().replace("\n10\n", "\n11\n")).unwrap();
    assert_eq!(last_cosigned(&*store, BOOK, &keys, &carried).await.unwrap(), 5);
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
    let carried = site.key_folder().carried(ORIGIN);
    let request = request_file(&*store, BOOK, 0).await.unwrap().unwrap();
    fs::write(site.path("request"), &request).unwrap();
    let cosignature = witness.sign_file(&site.path("request")).unwrap();
    for at in 0..cosignature.len() {
        let mut bytes = cosignature.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(mangled) = String::from_utf8(bytes) else { continue };
        assert!(
            add_cosignature(&*store, BOOK, &request, &mangled, &keys, &carried).await.is_err(),
            "{mangled}"
        );
    }
    append(&*store, 1).await;
    signer.sign_now().await.unwrap().unwrap();
    let later = request_file(&*store, BOOK, 0).await.unwrap().unwrap();
    assert!(
        add_cosignature(&*store, BOOK, &later, &cosignature, &keys, &carried).await.is_err(),
        "of another head"
    );
    assert!(add_cosignature(&*store, BOOK, "old 0\n", &cosignature, &keys, &carried).await.is_err());
}
