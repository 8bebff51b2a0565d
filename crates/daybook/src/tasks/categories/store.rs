//! Categories in the database.
//!
//! Not here: what is told of them (`tasks::categories::routes`).

use super::Category;
use crate::{
    listing::From,
    tasks::{model::Stored, store::columns},
};
use daybook_db::{Result, Tx, params};

const FIND: &str = "select id, name, description, color from categories where id = $1 and (user_id = $2 \
                    or exists (select 1 from tasks t join task_viewers v on v.task_id = t.id \
                               where t.category_id = $1 and t.deleted_at is null and v.user_id = $2))";
const LOCK: &str = "update categories set name = name where id = $1 and user_id = $2 \
                    returning id, name, description, color";
const IS_OF: &str = "select count(*) from categories where id = $1 and user_id = $2";
const FIRST: &str = "select id, name, description, color from categories where user_id = $1 \
                     order by id desc limit $2";
const AFTER: &str = "select id, name, description, color from categories where user_id = $1 and id < $3 \
                     order by id desc limit $2";
const PAGE: &str = "select id, name, description, color from categories where user_id = $1 \
                    order by id desc limit $2 offset $3";
const COUNT: &str = "select count(*) from categories where user_id = $1";
const INSERT: &str = "insert into categories (user_id, name, description, color) values ($1, $2, $3, $4) \
                      on conflict (user_id, name) do nothing";
const UPDATE: &str = "update categories set name = $2, description = $3, color = $4 where id = $1";
const DELETE: &str = "delete from categories where id = $1";
const IN: &str = concat!(
    "select ",
    columns!(),
    " from tasks where category_id = $1 and deleted_at is null limit $2"
);

/// A category of this user, or of a task that the user sees.
pub fn find(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Category>> {
    tx.opt(FIND, params![id, user_id])
}

/// A category of this user, which nobody else changes until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<Option<Category>> {
    tx.opt(LOCK, params![id, user_id])
}

/// Whether a category is this user's.
pub fn is_of(tx: &mut Tx<'_>, user_id: i64, id: i64) -> Result<bool> {
    Ok(tx.one::<i64>(IS_OF, params![id, user_id])? == 1)
}

/// At most `limit` categories of a user, newest first.
pub fn rows(tx: &mut Tx<'_>, user_id: i64, from: &From<i64>, limit: i64) -> Result<Vec<Category>> {
    match from {
        From::Start => tx.all(FIRST, params![user_id, limit]),
        From::After(id) => tx.all(AFTER, params![user_id, limit, *id]),
        From::Skip(offset) => tx.all(PAGE, params![user_id, limit, *offset]),
    }
}

/// How many categories a user has.
pub fn count(tx: &mut Tx<'_>, user_id: i64) -> Result<i64> {
    tx.one(COUNT, params![user_id])
}

/// Stores a new category, whatever its id was; `None` when its user has one of this name.
pub fn insert(tx: &mut Tx<'_>, user_id: i64, new: Category) -> Result<Option<Category>> {
    let values = params![user_id, &new.name, &new.description, &new.color];
    Ok(tx.insert(INSERT, values)?.map(|id| Category { id, ..new }))
}

/// Stores what a category that was locked has become; a conflict when its user has one of this name.
pub fn update(tx: &mut Tx<'_>, category: &Category) -> Result<()> {
    let Category { id, name, description, color } = category;
    tx.run(UPDATE, params![id, name, description, color])?;
    Ok(())
}

/// Removes a category that was locked.
pub fn delete(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    tx.run(DELETE, params![id])?;
    Ok(())
}

/// Some tasks of a category.
pub(in crate::tasks) fn tasks_in(tx: &mut Tx<'_>, id: i64, limit: i64) -> Result<Vec<Stored>> {
    tx.all(IN, params![id, limit])
}
