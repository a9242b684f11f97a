//! What the types of a type parameter's constraint have in common. Spec: Core types, as far as they are left.

use crate::index::TypeId;

use super::Checker;
use super::operand::Operand;
use super::types::Type;

impl Checker<'_> {
    /// The element type of a channel that is received from or sent to, or an error at the operand.
    pub(super) fn chan_elem(&mut self, x: &Operand, recv: bool) -> Option<TypeId> {
        use crate::syntax::ast::ChanDir;
        let found = self.common_under(x.ty, |c, ty, under| {
            let Some(under) = under else {
                return Err("no specific channel type".into());
            };
            match c.types.get(under) {
                Type::Chan {
                    dir: ChanDir::Send, ..
                } if recv => Err(format!("send-only channel {}", c.type_string(ty))),
                Type::Chan {
                    dir: ChanDir::Recv, ..
                } if !recv => Err(format!("receive-only channel {}", c.type_string(ty))),
                Type::Chan { .. } => Ok(()),
                _ => Err(format!("non-channel {}", c.type_string(ty))),
            }
        });
        match found {
            Ok(under) => self.types.elem(under),
            Err(cause) => {
                let text = self.operand_string(x);
                let what = if recv { "receive from" } else { "send to" };
                let message = match self.types.is_type_param(x.ty) {
                    true => format!("invalid operation: cannot {what} {text}: {cause}"),
                    false => format!("invalid operation: cannot {what} {cause} {text}"),
                };
                self.error(x, message);
                None
            }
        }
    }

    /// The underlying type that all types of a type parameter's constraint share, or that of any other type, if `cond`
    /// accepts each.
    pub(super) fn common_under(
        &self,
        ty: TypeId,
        mut cond: impl FnMut(&Self, TypeId, Option<TypeId>) -> Result<(), String>,
    ) -> Result<TypeId, String> {
        if !self.types.is_type_param(ty) {
            let under = self.types.underlying(ty);
            cond(self, ty, Some(under))?;
            return Ok(under);
        }
        let Some(pairs) = self.types.type_pairs(ty) else {
            cond(self, ty, None)?;
            return Err("no specific type".into());
        };
        let mut common: Option<(TypeId, TypeId)> = None;
        for (t, u) in pairs {
            cond(self, t, Some(u))?;
            common = Some(match common {
                None => (t, u),
                Some(common) => self.common_of(common, (t, u))?,
            });
        }
        common
            .map(|(_, under)| under)
            .ok_or_else(|| "no specific type".into())
    }

    fn common_of(
        &self,
        (ct, cu): (TypeId, TypeId),
        (t, u): (TypeId, TypeId),
    ) -> Result<(TypeId, TypeId), String> {
        use crate::syntax::ast::ChanDir;
        let both = |what: &str, tail: &str| {
            let (ct, t) = (self.type_string(ct), self.type_string(t));
            Err(format!("{what}{ct} and {t} {tail}"))
        };
        match (self.types.get(cu), self.types.get(u)) {
            (Type::Chan { dir: cd, elem: ce }, Type::Chan { dir, elem }) => {
                if !self.types.identical(*ce, *elem) {
                    both("channels ", "have different element types")
                } else if cd == dir || *dir == ChanDir::Both {
                    Ok((ct, cu))
                } else if *cd == ChanDir::Both {
                    Ok((t, u))
                } else {
                    both("channels ", "have conflicting directions")
                }
            }
            _ if self.types.identical(cu, u) => Ok((ct, cu)),
            _ => both("", "have different underlying types"),
        }
    }
}
