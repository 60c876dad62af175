//! Exact decimal amounts.

/// A non-negative decimal number: `mantissa / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    mantissa: u64,
    scale: u8,
}

impl Amount {
    /// A whole number.
    pub(super) fn whole(value: u64) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// Reads ASCII digits with at most one point, at most 15 digits in all.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut amount = Self::whole(0);
        let mut digits = 0;
        let mut after_point = false;
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits += 1;
                    amount.mantissa = amount.mantissa * 10 + u64::from(byte - b'0');
                    amount.scale += u8::from(after_point);
                }
                b'.' if !after_point => after_point = true,
                _ => return None,
            }
            if digits > 15 {
                return None;
            }
        }
        (digits > 0).then_some(amount)
    }

    /// The product, without trailing zeros after the point; saturates far above any price.
    pub(super) fn times(self, other: Self) -> Self {
        Self {
            mantissa: self.mantissa.saturating_mul(other.mantissa),
            scale: self.scale.saturating_add(other.scale),
        }
        .shortened()
    }

    /// The sum.
    pub(super) fn plus(self, other: Self) -> Self {
        let scale = self.scale.max(other.scale);
        let left = self.mantissa.saturating_mul(10u64.saturating_pow(u32::from(scale - self.scale)));
        let right = other.mantissa.saturating_mul(10u64.saturating_pow(u32::from(scale - other.scale)));
        Self { mantissa: left.saturating_add(right), scale }.shortened()
    }

    /// A tenth, `places` times over.
    pub(super) fn shifted(self, places: u8) -> Self {
        Self { mantissa: self.mantissa, scale: self.scale.saturating_add(places) }
    }

    fn shortened(mut self) -> Self {
        while self.scale > 0 && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self.bounded()
    }

    fn bounded(mut self) -> Self {
        while self.scale > 12 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// The value as a float, for comparisons of size.
    pub(super) fn value(self) -> f64 {
        self.mantissa as f64 / 10f64.powi(i32::from(self.scale))
    }

    /// The digits without the point.
    pub(super) fn unpointed(self) -> Self {
        Self { mantissa: self.mantissa, scale: 0 }
    }

    /// Digits after the point as written.
    pub(super) fn decimals(self) -> u8 {
        self.scale
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let unit = 10u64.saturating_pow(u32::from(self.scale));
        write!(
            f,
            "{}.{:0width$}",
            self.mantissa / unit,
            self.mantissa % unit,
            width = usize::from(self.scale)
        )
    }
}
