//! In which order logs follow each other: `?ordering=[-]timestamp|action|status|id`.
//!
//! Those that are alike follow by time, and then by id, in the same direction.
//!
//! Not here: the SQL of it (`logs::select`).

crate::choice! {
    /// What a list is ordered by.
    #[derive(Default)]
    pub enum Key {
        /// When it was logged.
        #[default]
        Timestamp = "timestamp",
        /// What was done, by code points.
        Action = "action",
        /// How far it is, by code points.
        Status = "status",
        /// Its id.
        Id = "id",
    }
}

/// What comes first; what was logged last, unless said.
pub type Order = crate::http::Order<Key>;
