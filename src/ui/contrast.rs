//! Checks that the colours of `style/tokens.css` can be read: WCAG 2.2 contrast of every pairing
//! that the style sheets use, in both themes, computed from the file itself.
use std::collections::HashMap;

const TOKENS: &str = include_str!("../../style/tokens.css");
const SURFACES: [&str; 7] = [
    "surface",
    "surface-raised",
    "surface-sunken",
    "surface-overlay",
    "surface-hover",
    "surface-active",
    "surface-selected",
];

/// The colours of a meaning: light, dark.
type Pair = [f64; 2];

/// Each meaning's relative luminances. A later redefinition (more contrast) does not count.
fn meanings() -> HashMap<&'static str, Pair> {
    let palette: HashMap<&str, f64> = declarations()
        .filter_map(|(name, value)| Some((name, luminance(value.strip_prefix('#')?))))
        .collect();
    let mut meanings = HashMap::new();
    for (name, value) in declarations() {
        let Some(pair) = value.strip_prefix("light-dark(var(--").and_then(|rest| rest.strip_suffix("))"))
        else {
            continue;
        };
        let Some((light, dark)) = pair.split_once("), var(--") else { continue };
        meanings.entry(name).or_insert([palette[light], palette[dark]]);
    }
    meanings
}

fn declarations() -> impl Iterator<Item = (&'static str, &'static str)> {
    TOKENS.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": "))
}

/// WCAG's relative luminance of `rrggbb`.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two hex digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn require(front: &str, back: &str, least: f64) {
    let meanings = meanings();
    let (front_pair, back_pair) = (meanings[front], meanings[back]);
    for (theme, (one, other)) in ["light", "dark"].iter().zip(front_pair.iter().zip(back_pair)) {
        let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
        assert!(ratio >= least, "--{front} on --{back}, {theme}: {ratio:.2}, needs {least}");
    }
}

#[test]
fn words_can_be_read_on_every_surface() {
    for back in SURFACES {
        for front in ["text", "text-muted", "text-faint", "accent-text"] {
            require(front, back, 4.5);
        }
        for front in ["danger-text", "warning-text", "success-text", "info-text"] {
            require(front, back, 4.5);
        }
    }
}

#[test]
fn words_can_be_read_on_colour() {
    require("on-accent", "accent", 4.5);
    require("on-accent", "accent-hover", 4.5);
    require("accent-text", "accent-soft", 4.5);
    require("on-danger", "danger", 4.5);
    require("on-danger", "danger-hover", 4.5);
    require("text", "surface-thumb", 4.5);
    require("text-inverse", "surface-inverse", 4.5);
    for tone in ["danger", "warning", "success", "info"] {
        let soft = format!("{tone}-soft");
        for front in [&format!("{tone}-text"), "text", "text-muted"] {
            require(front, &soft, 4.5);
        }
        require(tone, &soft, 3.0);
    }
    for hue in 0..8 {
        require(&format!("hue-{hue}-text"), &format!("hue-{hue}"), 4.5);
    }
}

#[test]
fn controls_and_focus_can_be_seen() {
    for back in &SURFACES[..5] {
        for front in ["border-control", "focus", "accent"] {
            require(front, back, 3.0);
        }
    }
}
