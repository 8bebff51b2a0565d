//! Categories: how a user groups tasks.
//!
//! Table: `categories`. Invariants: a category is its user's alone, and may be read by who sees a task in
//! it; a user has no two of one name; one that is deleted leaves its tasks without a category.
//!
//! Not here: the tasks (`tasks`).

mod routes;
pub mod store;

pub(super) use routes::forget;

pub use routes::all;

use crate::http::{Routes, Text};
use daybook_db::{FromRow, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// What a category is called.
pub type Name = Text<1, 64>;
/// More words on it.
pub type Description = Text<0, 2000>;
/// The colour that it is shown in, in the words of a client.
pub type Color = Text<0, 32>;

/// How a user groups tasks.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Category {
    /// Its id.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// More words on it.
    pub description: String,
    /// The colour that it is shown in.
    pub color: String,
}

impl FromRow for Category {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            description: row.get(2)?,
            color: row.get(3)?,
        })
    }
}

crate::input! {
    /// A whole category: what is made by POST, and replaced by PUT.
    pub struct WholeCategory {
        /// What it is called.
        pub name: Name,
        /// More words on it.
        pub description: Option<Description>,
        /// The colour that it is shown in.
        pub color: Option<Color>,
    }
}

crate::input! {
    /// What of a category is to change; what is left out stays.
    pub struct CategoryChanges {
        /// What it is called.
        pub name: Option<Name>,
        /// More words on it.
        pub description: Option<Description>,
        /// The colour that it is shown in.
        pub color: Option<Color>,
    }
}

impl From<WholeCategory> for CategoryChanges {
    fn from(WholeCategory { name, description, color }: WholeCategory) -> Self {
        Self { name: Some(name), description, color }
    }
}

impl CategoryChanges {
    /// What a category becomes by them.
    pub fn applied_to(self, before: &Category) -> Category {
        Category {
            id: before.id,
            name: self.name.map_or_else(|| before.name.clone(), Text::into_string),
            description: self
                .description
                .map_or_else(|| before.description.clone(), Text::into_string),
            color: self.color.map_or_else(|| before.color.clone(), Text::into_string),
        }
    }
}

/// The routes under `/api/tasks/categories/`.
pub(super) fn routes() -> Routes {
    const ALL: &str = "/api/tasks/categories/";
    const ONE: &str = "/api/tasks/categories/{id}/";
    Routes::new("tasks")
        .get(ALL, routes::list_categories, "My categories, newest first.")
        .post(ALL, routes::create_category, "Makes a category.")
        .get(ONE, routes::find_category, "A category of mine, or of a task that I see.")
        .put(ONE, routes::replace_category, "Replaces a category; what is left out stays.")
        .patch(ONE, routes::update_category, "Changes what is sent of a category.")
        .delete(ONE, routes::delete_category, "Deletes a category; its tasks have none then.")
}
