//! Keys, their fingerprints, and what is locked with them.

use proptest::prelude::*;
use so06::domain::ErrorCode;
use so06::exchange::crypt::{asks_passphrase, lock_for, lock_under, unlock_under, unlock_with};
use so06::exchange::keys::{
    Fingerprint, PublicKey, ReceivingKey, ReceivingPublicKey, SigningKey, fingerprint,
};

use super::{code, receiving, signing};

#[test]
fn the_signing_key_is_the_one_of_rfc_8032() {
    // RFC 8032, 7.1, test 1.
    let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let bytes = so06::domain::hex::from_hex(secret).expect("digits");
    let key = SigningKey::from_random(&bytes.try_into().expect("32 bytes"));
    let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    assert_eq!(key.public().hex(), public);
    assert_eq!(public.parse::<PublicKey>().expect("a key"), key.public());
    let signature = key.sign(b"");
    assert!(so06::domain::hex::hex(&signature).starts_with("e5564300c360ac729086e2cc806e828a"));
    assert!(key.public().has_signed(b"", &signature));
    assert!(!key.public().has_signed(b"x", &signature));
    assert_eq!(
        SigningKey::from_random(&key.to_bytes()).public(),
        key.public()
    );
}

#[test]
fn a_text_that_is_no_key_is_refused_with_a_code() {
    for text in ["", "ab", &"g".repeat(64), &"A".repeat(64), &"a".repeat(66)] {
        assert_eq!(code(text.parse::<PublicKey>()), ErrorCode::BadPackageKey);
    }
    let own = receiving(1).public().text();
    let changed = own.replace("age1", "age1q");
    for text in ["", "age1", &own.to_uppercase(), &changed, &own[..50]] {
        let refused = text.parse::<ReceivingPublicKey>();
        assert_eq!(code(refused), ErrorCode::BadPackageKey, "{text}");
    }
    let refused = ReceivingKey::from_text("AGE-SECRET-KEY-1QQQQ").expect_err("a refusal");
    assert_eq!(refused.code, ErrorCode::BadPackageKey);
    assert!(
        !refused.to_string().contains("QQQQ"),
        "the secret is not repeated"
    );
}

/// age gives up where it is to lock for these; whoever offers one would stop everybody who answers.
#[test]
fn points_of_low_order_are_no_keys() {
    let p_plus = |more: i16| {
        let mut bytes = [0xff; 32];
        bytes[0] = (0xed_i16 + more) as u8;
        bytes[31] = 0x7f;
        bytes
    };
    let (mut one, mut high_one) = ([0; 32], p_plus(1));
    one[0] = 1;
    high_one[31] = 0xff;
    for bytes in [[0; 32], one, p_plus(-1), p_plus(0), p_plus(1), high_one] {
        let prefix = bech32::Hrp::parse("age").expect("a prefix");
        let text = bech32::encode::<bech32::Bech32>(prefix, &bytes).expect("a text");
        let refused = text.parse::<ReceivingPublicKey>();
        assert_eq!(code(refused), ErrorCode::BadPackageKey, "{bytes:?}");
    }
}

#[test]
fn a_receiving_key_is_written_as_age_writes_it() {
    let key = receiving(1);
    let text = key.to_text();
    assert!(
        text.starts_with("AGE-SECRET-KEY-1"),
        "its text begins otherwise"
    );
    let again = ReceivingKey::from_text(&text).expect("a key");
    assert_eq!(again.public(), key.public());
    assert!(key.public().text().starts_with("age1"));
    assert_ne!(receiving(2).public(), key.public());
    for shown in [format!("{key:?}"), format!("{:?}", signing(1))] {
        assert!(
            !shown.contains("SECRET") && !shown.contains("010101"),
            "{shown}"
        );
    }
}

#[test]
fn keys_cross_as_text() {
    let (own, public) = (signing(1).public(), receiving(1).public());
    let text = serde_json::to_string(&(own, &public)).expect("JSON");
    assert_eq!(text, format!("[\"{own}\",\"{public}\"]"));
    let back: (PublicKey, ReceivingPublicKey) = serde_json::from_str(&text).expect("keys");
    assert_eq!(back, (own, public));
    assert!(serde_json::from_str::<PublicKey>("\"12\"").is_err());
    assert!(serde_json::from_str::<ReceivingPublicKey>("\"age1\"").is_err());
}

#[test]
fn a_fingerprint_has_no_signs_that_are_taken_for_others() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let own = fingerprint(&signing(seed).public(), &receiving(seed).public());
        let text = own.to_string();
        assert_eq!(text.len(), 9);
        assert_eq!(&text[4..5], "-");
        let bad = |c: char| "01OIL".contains(c) || !(c.is_ascii_uppercase() || c.is_ascii_digit());
        assert!(!text.replace('-', "").contains(bad), "{text}");
        assert_eq!(Fingerprint::parse(&text), Some(own));
        let typed = format!(" {} ", text.to_lowercase().replace('-', " "));
        assert_eq!(Fingerprint::parse(&typed), Some(own));
        seen.extend(text.chars());
    }
    // All 31 signs and the dash come up.
    assert_eq!(seen.len(), 32);
    for wrong in ["", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFG0", "ABCD-ÊFGH"] {
        assert_eq!(Fingerprint::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_fingerprint_is_of_both_keys_and_stays_what_it_was() {
    let own = fingerprint(&signing(1).public(), &receiving(1).public());
    assert_ne!(
        own,
        fingerprint(&signing(1).public(), &receiving(2).public())
    );
    assert_ne!(
        own,
        fingerprint(&signing(2).public(), &receiving(1).public())
    );
    // People wrote it down: another way to reckon it would make every old note wrong.
    assert_eq!(own.to_string(), "KVXH-BK8E");
}

#[test]
fn each_receiver_opens_and_nobody_else() {
    let (one, two) = (receiving(1), receiving(2));
    let locked = lock_for(b"payload", &[one.public(), two.public()]).expect("a lock");
    assert!(!asks_passphrase(&locked).expect("a lock"));
    for key in [&one, &two] {
        let keys = [receiving(8), key.clone()];
        assert_eq!(
            unlock_with(&locked, &keys).expect("the payload"),
            b"payload"
        );
    }
    let refused = unlock_with(&locked, &[receiving(3)]);
    assert_eq!(code(refused), ErrorCode::PackageNotForUs);
    assert_eq!(code(unlock_with(&locked, &[])), ErrorCode::PackageNotForUs);
    assert!(!locked.windows(7).any(|own| own == b"payload"));
    assert_eq!(code(lock_for(b"payload", &[])), ErrorCode::Internal);
}

#[test]
fn a_passphrase_opens_what_it_locked() {
    let passphrase = "bàn giao 2024";
    let locked = lock_under(b"payload", passphrase).expect("a lock");
    assert!(asks_passphrase(&locked).expect("a lock"));
    assert_eq!(
        unlock_under(&locked, passphrase).expect("the payload"),
        b"payload"
    );
    let refused = unlock_under(&locked, "bàn giao 2025");
    assert_eq!(code(refused), ErrorCode::WrongPassphrase);
    let refused = unlock_with(&locked, &[receiving(1)]);
    assert_eq!(code(refused), ErrorCode::PackageNotForUs);
    let short = "ộ".repeat(so06::domain::passphrase::LEAST - 1);
    assert_eq!(
        code(lock_under(b"payload", &short)),
        ErrorCode::PassphraseTooShort
    );
    let keyed = lock_for(b"payload", &[receiving(1).public()]).expect("a lock");
    assert_eq!(
        code(unlock_under(&keyed, passphrase)),
        ErrorCode::WrongPassphrase
    );
}

#[test]
fn a_lock_that_asks_for_too_much_work_is_refused_at_once() {
    let locked = lock_under(b"payload", "bàn giao 2024").expect("a lock");
    let at = locked
        .windows(4)
        .position(|own| own == b" 17\n")
        .expect("the work");
    for work in ["30", "63", "19"] {
        let mut heavy = locked.clone();
        heavy[at + 1..at + 3].copy_from_slice(work.as_bytes());
        let before = std::time::Instant::now();
        let refused = unlock_under(&heavy, "bàn giao 2024");
        assert_eq!(code(refused), ErrorCode::PackageLockBroken, "{work}");
        assert!(before.elapsed().as_secs() < 20);
    }
}

#[test]
fn a_head_without_an_end_is_not_read_for_ever() {
    let line = b"-> X25519 aaaa\n";
    let mut endless = b"age-encryption.org/v1\n".to_vec();
    while endless.len() < 8 << 20 {
        endless.extend_from_slice(line);
    }
    let before = std::time::Instant::now();
    assert_eq!(
        code(unlock_with(&endless, &[receiving(1)])),
        ErrorCode::PackageLockBroken
    );
    endless.extend_from_slice(b"--- aaaa\n");
    assert_eq!(
        code(asks_passphrase(&endless)),
        ErrorCode::PackageLockBroken
    );
    assert!(before.elapsed().as_secs() < 20);
}

#[test]
fn a_changed_or_shortened_lock_gives_nothing() {
    let key = receiving(1);
    let locked = lock_for(&[5; 200], &[key.public()]).expect("a lock");
    let mut changed = locked.clone();
    for at in 0..locked.len() {
        changed[at] ^= 1;
        assert!(
            unlock_with(&changed, std::slice::from_ref(&key)).is_err(),
            "byte {at}"
        );
        changed[at] ^= 1;
        assert!(
            unlock_with(&locked[..at], std::slice::from_ref(&key)).is_err(),
            "{at} bytes"
        );
    }
    for other in [&b""[..], b"age-encryption.org/v2\n\n--- x\n", b"PK\x03\x04"] {
        let refused = unlock_with(other, std::slice::from_ref(&key));
        assert_eq!(code(refused), ErrorCode::PackageLockBroken);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_locked_opens_as_it_was(
        payload in proptest::collection::vec(any::<u8>(), 0..200_000),
        seed in any::<[u8; 32]>(),
    ) {
        let key = ReceivingKey::from_random(&seed).expect("a key");
        let locked = lock_for(&payload, &[key.public()]).expect("a lock");
        prop_assert!(locked != lock_for(&payload, &[key.public()]).expect("a lock"));
        prop_assert!(unlock_with(&locked, &[key]).expect("the payload") == payload);
    }

    #[test]
    fn no_text_makes_the_readers_of_keys_give_up(text in ".{0,80}") {
        let _ = text.parse::<PublicKey>();
        let _ = text.parse::<ReceivingPublicKey>();
        let _ = ReceivingKey::from_text(&text);
        let _ = Fingerprint::parse(&text);
        prop_assert!(unlock_with(text.as_bytes(), &[]).is_err());
    }
}
