//! Values in PostgreSQL's binary form: each goes as the type that the statement expects, or is refused by name.
//!
//! Not here: types that Daybook does not use (numeric, timestamps, arrays); cast them in the statement.

use std::error::Error as StdError;

use bytes::{BufMut as _, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::{Error, Result, Value};

type Failure = Box<dyn StdError + Sync + Send>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match (self, ty) {
            (Value::Null, _) => return Ok(IsNull::Yes),
            (Value::Int(v), &Type::INT8) => out.put_i64(*v),
            (Value::Int(v), &Type::INT4) => out.put_i32(i32::try_from(*v)?),
            (Value::Int(v), &Type::INT2) => out.put_i16(i16::try_from(*v)?),
            (Value::Real(v), &Type::FLOAT8) => out.put_f64(*v),
            (Value::Bool(v), &Type::BOOL) => out.put_u8((*v).into()),
            (Value::Blob(v), &Type::BYTEA) => out.put_slice(v),
            (Value::Text(v), &Type::JSONB) => {
                out.put_u8(JSONB_VERSION);
                out.put_slice(v.as_bytes());
            }
            (Value::Text(v), ty) if is_text(ty) => out.put_slice(v.as_bytes()),
            _ => {
                return Err(format!(
                    "{} cannot be passed as {ty}: cast the parameter",
                    self.kind()
                )
                .into());
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

const JSONB_VERSION: u8 = 1;

fn is_text(ty: &Type) -> bool {
    matches!(
        *ty,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::JSON | Type::UNKNOWN
    )
}

/// One cell of a row.
pub(crate) fn cell(row: &tokio_postgres::Row, index: usize) -> Result<Value<'_>> {
    let unreadable = |found| Error::Column { index, found, wanted: "a value" };
    if index >= row.len() {
        return Err(unreadable("absent"));
    }
    let Cell(value) = row
        .try_get(index)
        .map_err(|_| unreadable("of a type that Daybook does not read: cast it"))?;
    Ok(value)
}

struct Cell<'r>(Value<'r>);

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Failure> {
        Ok(Self(match *ty {
            Type::INT8 => Value::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Value::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT2 => Value::Int(i16::from_be_bytes(raw.try_into()?).into()),
            Type::FLOAT8 => Value::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::FLOAT4 => Value::Real(f32::from_be_bytes(raw.try_into()?).into()),
            Type::BOOL => Value::Bool(raw != [0]),
            Type::BYTEA => Value::Blob(raw),
            Type::VOID => Value::Null,
            Type::JSONB => Value::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?),
            ref ty if is_text(ty) => Value::Text(std::str::from_utf8(raw)?),
            _ => return Err("a type that Daybook does not read".into()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
