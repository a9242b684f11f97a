//! Binary floating-point numbers of 512 bits with 32-bit exponents, rounded to nearest even: what constants become when
//! their exact fraction would be too long. Also the correctly rounded way from any fraction to float64 and float32.

use std::cmp::Ordering;

use dashu::base::{BitTest, Signed, UnsignedAbs};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

/// Bits of a mantissa.
const PREC: usize = 512;
/// Fractions keep their components, and numbers that may become fractions or integers their exponents, below this.
pub(super) const MAX_EXP: i64 = 4 << 10;

/// `±mag × 2^exp`, never infinite. Zero has magnitude and exponent zero.
#[derive(Clone, Debug)]
pub struct BigFloat {
    negative: bool,
    mag: UBig,
    exp: i64,
}

impl BigFloat {
    /// Zero.
    pub const ZERO: BigFloat = BigFloat {
        negative: false,
        mag: UBig::ZERO,
        exp: 0,
    };

    /// The number rounded; `None` if its exponent is too large, zero if too small.
    pub(super) fn new(negative: bool, mag: UBig, exp: i64) -> Option<BigFloat> {
        BigFloat::with_precision(negative, mag, exp, PREC)
    }

    /// A number with more bits, for intermediate results.
    pub(super) fn with_precision(
        negative: bool,
        mag: UBig,
        exp: i64,
        precision: usize,
    ) -> Option<BigFloat> {
        let (mag, dropped) = round(mag, precision);
        let exp = exp + dropped as i64;
        let top = exp + mag.bit_len() as i64;
        if mag.is_zero() || top < i64::from(i32::MIN) {
            return Some(BigFloat::ZERO);
        }
        (top <= i64::from(i32::MAX)).then_some(BigFloat { negative, mag, exp })
    }

    /// The nearest number to a fraction.
    pub fn from_ratio(numerator: &IBig, denominator: &UBig) -> Option<BigFloat> {
        let (mag, exp) = divide(&numerator.unsigned_abs(), denominator, PREC);
        BigFloat::new(numerator.is_negative(), mag, exp)
    }

    /// A finite float64.
    pub fn from_f64(value: f64) -> Option<BigFloat> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.to_bits();
        let (exp, fraction) = ((bits >> 52 & 0x7ff) as i64, bits & ((1 << 52) - 1));
        let (mag, exp) = match exp {
            0 => (fraction, -1074),
            _ => (fraction | 1 << 52, exp - 1075),
        };
        BigFloat::new(value < 0.0, UBig::from(mag), exp)
    }

    /// -1, 0 or 1.
    pub fn sign(&self) -> i32 {
        match (self.mag.is_zero(), self.negative) {
            (true, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }

    /// The exponent of the number written as 0.5 ≤ m < 1 times a power of two.
    pub fn exponent(&self) -> i64 {
        self.exp + self.mag.bit_len() as i64
    }

    /// The mantissa of the number written as 0.5 ≤ m < 1 times a power of two, as a float64.
    pub fn mantissa(&self) -> f64 {
        let bits = self.mag.bit_len() as i64;
        round_to_f64(self.negative, &self.mag, -bits).0
    }

    /// It may become a fraction or an integer.
    pub fn is_small(&self) -> bool {
        self.mag.is_zero() || self.exponent().abs() < MAX_EXP
    }

    /// It has no fractional part.
    pub fn is_int(&self) -> bool {
        self.mag.trailing_zeros().unwrap_or(0) as i64 + self.exp >= 0
    }

    /// The exact fraction of a small number.
    pub fn to_rational(&self) -> RBig {
        let sign = if self.negative { -IBig::ONE } else { IBig::ONE };
        let mag = IBig::from(self.mag.clone()) * sign;
        let shift = self.exp.unsigned_abs() as usize;
        match self.exp >= 0 {
            true => RBig::from(mag << shift),
            false => RBig::from_parts(mag, UBig::ONE << shift),
        }
    }

    /// The integer it is, or would be but for rounding errors in its last four bits.
    pub fn to_int(&self) -> Option<IBig> {
        if !self.is_small() {
            return None;
        }
        const DELTA: usize = 4;
        let excess = self.mag.bit_len().saturating_sub(PREC - DELTA);
        let down = (self.mag.clone() >> excess) << excess;
        let up = &down + (UBig::ONE << excess);
        [self.mag.clone(), down, up].into_iter().find_map(|mag| {
            let exact = BigFloat {
                mag,
                ..self.clone()
            };
            exact.is_int().then(|| exact.truncated())
        })
    }

    fn truncated(&self) -> IBig {
        let shift = self.exp.unsigned_abs() as usize;
        let mag = match self.exp >= 0 {
            true => &self.mag << shift,
            false => &self.mag >> shift,
        };
        match self.negative {
            true => -IBig::from(mag),
            false => IBig::from(mag),
        }
    }

    /// `-x`
    #[must_use]
    pub fn neg(&self) -> BigFloat {
        BigFloat {
            negative: !self.negative && !self.mag.is_zero(),
            ..self.clone()
        }
    }

    /// `x + y`, rounded.
    pub fn add(&self, other: &BigFloat) -> Option<BigFloat> {
        let (high, low) = match self.exponent() >= other.exponent() {
            true => (self, other),
            false => (other, self),
        };
        if low.mag.is_zero() {
            return Some(high.clone());
        }
        if high.mag.is_zero() {
            return Some(low.clone());
        }
        if high.exponent() - low.exponent() > PREC as i64 + 2 {
            return Some(high.clone());
        }
        let exp = high.exp.min(low.exp);
        let aligned = |x: &BigFloat| {
            let mag = IBig::from(&x.mag << (x.exp - exp) as usize);
            if x.negative { -mag } else { mag }
        };
        let sum = aligned(high) + aligned(low);
        BigFloat::new(sum.is_negative(), sum.unsigned_abs(), exp)
    }

    /// `x * y`, rounded.
    pub fn mul(&self, other: &BigFloat) -> Option<BigFloat> {
        self.mul_with(other, PREC)
    }

    /// `x * y` with more bits.
    pub(super) fn mul_with(&self, other: &BigFloat, precision: usize) -> Option<BigFloat> {
        let negative = self.negative != other.negative;
        BigFloat::with_precision(
            negative,
            &self.mag * &other.mag,
            self.exp + other.exp,
            precision,
        )
    }

    /// `x / y`, rounded; `None` if y is zero.
    pub fn quo(&self, other: &BigFloat) -> Option<BigFloat> {
        if other.mag.is_zero() {
            return None;
        }
        let (mag, exp) = divide(&self.mag, &other.mag, PREC);
        let negative = self.negative != other.negative;
        BigFloat::new(negative, mag, exp + self.exp - other.exp)
    }

    /// Numeric order.
    #[allow(
        clippy::should_implement_trait,
        reason = "equality would have to agree, and nothing needs it"
    )]
    pub fn cmp(&self, other: &BigFloat) -> Ordering {
        let signs = self.sign().cmp(&other.sign());
        if signs.is_ne() || self.mag.is_zero() {
            return signs;
        }
        let magnitudes = self.exponent().cmp(&other.exponent()).then_with(|| {
            let exp = self.exp.min(other.exp);
            let aligned = |x: &BigFloat| &x.mag << (x.exp - exp) as usize;
            aligned(self).cmp(&aligned(other))
        });
        match self.negative {
            true => magnitudes.reverse(),
            false => magnitudes,
        }
    }

    /// The nearest float64, and whether it is exact.
    pub fn to_f64(&self) -> (f64, bool) {
        round_to_f64(self.negative, &self.mag, self.exp)
    }

    /// The nearest float32, and whether it is exact.
    pub fn to_f32(&self) -> (f32, bool) {
        round_to_f32(self.negative, &self.mag, self.exp)
    }
}

/// The float64 nearest to a fraction, and whether it is exact.
pub(super) fn ratio_to_f64(numerator: &IBig, denominator: &UBig) -> (f64, bool) {
    let (mag, exp) = divide(&numerator.unsigned_abs(), denominator, 64);
    round_to_f64(numerator.is_negative(), &mag, exp)
}

/// The float32 nearest to a fraction, and whether it is exact.
pub(super) fn ratio_to_f32(numerator: &IBig, denominator: &UBig) -> (f32, bool) {
    let (mag, exp) = divide(&numerator.unsigned_abs(), denominator, 64);
    round_to_f32(numerator.is_negative(), &mag, exp)
}

/// A quotient of at least `precision` bits and two more; the very last bit is set if anything was cut off, so that
/// rounding to `precision` bits comes out right.
fn divide(x: &UBig, y: &UBig, precision: usize) -> (UBig, i64) {
    let wanted = precision + 2 + y.bit_len();
    let shift = wanted.saturating_sub(x.bit_len());
    let shifted = x << shift;
    let quotient = &shifted / y;
    let inexact = &quotient * y != shifted;
    let sticky = UBig::from(u8::from(inexact));
    ((quotient << 1) | sticky, -(shift as i64) - 1)
}

/// Rounds to nearest even; the second result is how many bits were cut off.
fn round(mag: UBig, precision: usize) -> (UBig, usize) {
    let cut = mag.bit_len().saturating_sub(precision);
    if cut == 0 {
        return (mag, 0);
    }
    let (low, mut high) = mag.split_bits(cut);
    let half = UBig::ONE << (cut - 1);
    let odd = high.bit(0);
    if low > half || (low == half && odd) {
        high += UBig::ONE;
    }
    (high, cut)
}

fn round_to_f64(negative: bool, mag: &UBig, exp: i64) -> (f64, bool) {
    let (bits, exact) = ieee_bits(mag, exp, 53, -1074, 0x7ff);
    let value = f64::from_bits(bits);
    (if negative { -value } else { value }, exact)
}

fn round_to_f32(negative: bool, mag: &UBig, exp: i64) -> (f32, bool) {
    let (bits, exact) = ieee_bits(mag, exp, 24, -149, 0xff);
    let value = f32::from_bits(bits as u32);
    (if negative { -value } else { value }, exact)
}

/// The bits of the nearest IEEE number with `precision` bits and smallest exponent `min_exp`; infinity has the biased
/// exponent `infinite`.
fn ieee_bits(mag: &UBig, exp: i64, precision: usize, min_exp: i64, infinite: u64) -> (u64, bool) {
    if mag.is_zero() {
        return (0, true);
    }
    let bits = mag.bit_len() as i64;
    let mut unit = (exp + bits - precision as i64).max(min_exp);
    if exp + bits > infinite as i64 + precision as i64 {
        return (infinite << (precision - 1), false);
    }
    let keep = exp + bits - unit;
    if keep < 0 {
        return (0, false);
    }
    let (rounded, cut) = match unit >= exp {
        true => {
            let cut = (unit - exp) as usize;
            (round_at(mag.clone(), cut), cut)
        }
        false => (mag << (exp - unit) as usize, 0),
    };
    let exact = cut == 0 || mag.trailing_zeros().unwrap_or(0) >= cut;
    let mut rounded = u64::try_from(rounded).unwrap_or(u64::MAX);
    let implicit = 1u64 << (precision - 1);
    if rounded == implicit << 1 {
        rounded >>= 1;
        unit += 1;
    }
    if rounded < implicit {
        return (rounded, exact);
    }
    let biased = (unit - min_exp + 1) as u64;
    if biased >= infinite {
        return (infinite << (precision - 1), false);
    }
    (
        biased << (precision - 1) | (rounded & (implicit - 1)),
        exact,
    )
}

/// Cuts off bits, rounding to nearest even; more bits may be cut off than there are.
fn round_at(mag: UBig, cut: usize) -> UBig {
    if cut == 0 {
        return mag;
    }
    let (low, mut high) = mag.split_bits(cut);
    let half = UBig::ONE << (cut - 1);
    if low > half || (low == half && high.bit(0)) {
        high += UBig::ONE;
    }
    high
}
