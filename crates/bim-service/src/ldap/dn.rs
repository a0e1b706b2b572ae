//! Distinguished names, compared: servers differ in letter case, spaces and how they escape.

/// A form in which two spellings of one name are equal.
pub(super) fn normal(dn: &str) -> String {
    let mut normal = Vec::with_capacity(dn.len());
    let mut bytes = dn.bytes().peekable();
    // Spaces after a separator, and before one, are no part of a value unless escaped.
    let mut is_start = true;
    let mut spaces = 0_usize;
    while let Some(byte) = bytes.next() {
        match byte {
            b' ' => spaces += 1,
            b',' | b';' | b'+' | b'=' => {
                spaces = 0;
                is_start = true;
                normal.extend([0, if byte == b';' { b',' } else { byte }]);
            }
            byte => {
                if spaces > 0 && !is_start {
                    normal.push(b' ');
                }
                (spaces, is_start) = (0, false);
                normal.push(if byte == b'\\' { escaped(&mut bytes) } else { byte });
            }
        }
    }
    String::from_utf8_lossy(&normal).to_lowercase()
}

fn escaped(bytes: &mut std::iter::Peekable<std::str::Bytes<'_>>) -> u8 {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let Some(first) = bytes.next() else { return b'\\' };
    let Some(high) = digit(first) else { return first };
    let low = bytes.peek().copied().and_then(digit);
    if low.is_some() {
        bytes.next();
    }
    low.map_or(first, |low| high * 16 + low)
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn spellings_of_one_name_are_equal() {
        for (one, other) in [
            ("CN=Ann Doe,OU=People,DC=example", "cn=ann doe, ou=people , dc=Example"),
            (r"cn=Doe\, Ann,dc=e", r"cn=Doe\2C Ann,dc=e"),
            (r"cn=Zo\C3\AB,dc=e", "cn=Zoë,dc=e"),
            ("cn=a  b,dc=e", "cn=a b,dc=e"),
        ] {
            assert_eq!(normal(one), normal(other), "{one}");
        }
        for (one, other) in [
            (r"cn=Doe\, Ann,dc=e", "cn=Doe, Ann,dc=e"),
            ("cn=ab,dc=e", "cn=a b,dc=e"),
            (r"cn=a\,dc\=e", "cn=a,dc=e"),
        ] {
            assert_ne!(normal(one), normal(other), "{one}");
        }
    }
}
