//! What fills the placeholders of the paths.

use crate::{GroupId, IamId, KeyId, MembershipId, PathParams, Permission, UserRef, Username};

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident $wire:literal: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

        impl PathParams for $name {
            const NAMES: &'static [&'static str] = &[$($wire),*];

            fn values(&self) -> Vec<String> {
                vec![$(self.$field.to_string()),*]
            }

            fn from_values(values: &[String]) -> Result<Self, &'static str> {
                let mut values = values.iter();
                Ok(Self { $($field: values.next().and_then(|v| v.parse().ok()).ok_or($wire)?),* })
            }

            #[cfg(feature = "schema")]
            fn schemas(generator: &mut schemars::SchemaGenerator) -> Vec<schemars::Schema> {
                vec![$(generator.subschema_for::<$type>()),*]
            }
        }
    )*};
}

paths! {
    /// One identity provider.
    IamPath {
        /// The provider.
        iamid "iamid": IamId,
    }
    /// One identity provider, as row 9 spells it.
    SyncPath {
        /// The provider.
        iamid "iamId": IamId,
    }
    /// One person.
    UserPath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// The username.
        userid "userid": Username,
    }
    /// One person by username or numeric id (row 17).
    UserRefPath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// Username or id.
        id "id": UserRef,
    }
    /// One person by username or numeric id, as row 18 spells it.
    ProfilePath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// Username or id.
        userid "userid": UserRef,
    }
    /// One person of the built-in provider (row 12).
    BimUserPath {
        /// The username.
        userid "userid": Username,
    }
    /// One permission of one person (row 4).
    UserPermissionPath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// The username.
        userid "userid": Username,
        /// The permission.
        permission "permission": Permission,
    }
    /// One person and what to do with the account (row 7).
    DisablePath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// The username.
        userid "userid": Username,
        /// `true` disables, `false` enables.
        disable "disable": bool,
    }
    /// One attribute value of one person, as row 10 spells it.
    SetUserAttributePath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// The username.
        userid "modelId": Username,
        /// The attribute's key.
        key "attributeName": String,
        /// Its value.
        value "attributeValue": String,
    }
    /// One attribute value of one person, as row 11 spells it.
    UserAttributePath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// The username.
        userid "modelId": Username,
        /// The attribute's key.
        key "key": String,
        /// Its value.
        value "value": String,
    }
    /// A whole attribute key of one person (row 11 without a value).
    UserAttributeKeyPath {
        /// The provider that owns the account.
        iamid "iamid": IamId,
        /// The username.
        userid "modelId": Username,
        /// The attribute's key.
        key "key": String,
    }
    /// One attribute value of one group, as row 25 spells it.
    SetGroupAttributePath {
        /// The provider that owns the group.
        iamid "iamid": IamId,
        /// The group.
        group "groupId": GroupId,
        /// The attribute's key.
        key "attributeName": String,
        /// Its value.
        value "attributeValue": String,
    }
    /// One attribute value of one group, as row 11 spells it.
    GroupAttributePath {
        /// The provider that owns the group.
        iamid "iamid": IamId,
        /// The group.
        group "modelId": GroupId,
        /// The attribute's key.
        key "key": String,
        /// Its value.
        value "value": String,
    }
    /// A whole attribute key of one group (row 11 without a value).
    GroupAttributeKeyPath {
        /// The provider that owns the group.
        iamid "iamid": IamId,
        /// The group.
        group "modelId": GroupId,
        /// The attribute's key.
        key "key": String,
    }
    /// One attribute value wherever it is held (row 13).
    AttributePath {
        /// The provider the attribute is in; `bim` for the console's own.
        iamid "iamid": IamId,
        /// The attribute's key.
        key "key": String,
        /// Its value.
        value "value": String,
    }
    /// A whole attribute key wherever it is held (row 13 without a value).
    AttributeKeyPath {
        /// The provider the attribute is in; `bim` for the console's own.
        iamid "iamid": IamId,
        /// The attribute's key.
        key "key": String,
    }
    /// One group.
    GroupPath {
        /// The group.
        group "groupId": GroupId,
    }
    /// One membership of one group (row 23).
    MembershipPath {
        /// The group.
        group "groupId": GroupId,
        /// The membership: `id` of row 28 or `groupUser` of row 19.
        membership "groupuserid": MembershipId,
    }
    /// One API key.
    KeyPath {
        /// The key's id.
        key "keyid": KeyId,
    }
}
