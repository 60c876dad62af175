//! The closed vocabularies of the tables.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants are spelled in the tables.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $spelling:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $spelling)] $variant),+ }

        impl $name {
            /// Every member, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// How the tables spell it.
            pub fn spelling(self) -> &'static str {
                match self { $(Self::$variant => $spelling),+ }
            }

            /// Reads the tables' spelling.
            pub fn from_spelling(text: &str) -> Option<Self> {
                match text { $($spelling => Some(Self::$variant),)+ _ => None }
            }

            /// All spellings, for messages.
            pub fn spellings() -> String {
                Self::ALL.iter().map(|member| member.spelling()).collect::<Vec<_>>().join(", ")
            }
        }
    };
}

vocabulary! {
    /// How protected a taxon is, for the reader of an advert.
    Role {
        /// In the Appendices.
        Listed = "listed",
        /// Listed, but everywhere kept as a pet, or excluded from the Appendices as a domestic form.
        Domesticated = "domesticated",
        /// Not listed: farm animals, look-alikes.
        Unlisted = "unlisted",
    }
}

vocabulary! {
    /// What kind of name a name is.
    NameKind {
        Scientific = "scientific",
        Synonym = "synonym",
        Common = "common",
        Trade = "trade",
        Misspelling = "misspelling",
        Abbreviation = "abbreviation",
    }
}

vocabulary! {
    /// What kind of term a term is.
    TermKind {
        /// Says openly what is meant.
        Plain = "plain",
        /// Stands for something else.
        Code = "code",
        Abbreviation = "abbreviation",
        Emoji = "emoji",
        Misspelling = "misspelling",
        Hashtag = "hashtag",
    }
}

vocabulary! {
    /// What must stand near a term before it counts.
    Needs {
        /// Nothing: it is unmistakable.
        Nothing = "none",
        /// One sign of trade in wildlife.
        Context = "context",
        /// Two signs.
        Strong = "strong",
    }
}

vocabulary! {
    /// Where a term is in its life.
    Status {
        Active = "active",
        /// Matched and reported, weighs nothing.
        Shadow = "shadow",
        /// No longer matched.
        Retired = "retired",
    }
}

vocabulary! {
    /// In which state a thing was sold.
    PriceForm {
        Raw = "raw",
        Worked = "worked",
        Live = "live",
        /// A young animal.
        Young = "young",
        /// A dead animal, whole.
        Dead = "dead",
    }
}

vocabulary! {
    /// What a price was for.
    PriceUnit {
        Gram = "g",
        Kilogram = "kg",
        /// One piece or animal.
        Each = "each",
    }
}

vocabulary! {
    /// What a form word says.
    Form {
        /// The word itself says that it is a part of an animal or plant.
        Part = "part",
        /// An object such parts are made into.
        Worked = "worked",
        /// Real leather.
        Leather = "leather",
        /// A living animal is offered.
        Live = "live",
        /// A living plant is offered.
        Plant = "plant",
        /// Wood.
        Timber = "timber",
    }
}

vocabulary! {
    /// What a cue says.
    Cue {
        Sell = "sell",
        Buy = "buy",
        Sold = "sold",
        Swap = "swap",
        Service = "service",
        Auction = "auction",
        Shipping = "shipping",
        Payment = "payment",
        Deposit = "deposit",
        Contact = "contact",
        Restricted = "restricted",
        Secrecy = "secrecy",
        NoPaper = "no_paper",
        PaperForSale = "paper_for_sale",
        PaperVague = "paper_vague",
        PaperSpecific = "paper_specific",
        Antique = "antique",
        Preconvention = "preconvention",
        CaptiveBred = "captive_bred",
        Mammoth = "mammoth",
        Genuine = "genuine",
        Wild = "wild",
        Wholesale = "wholesale",
        Young = "young",
        Health = "health",
        Luck = "luck",
        Negation = "negation",
        NotForSale = "not_for_sale",
        Disclaimer = "disclaimer",
    }
}

vocabulary! {
    /// How an innocent phrase works.
    Scope {
        /// Hits inside the phrase are void.
        Mask = "mask",
        /// An ordinary object: a species or material word beside it is a colour, pattern, brand or motif.
        Object = "object",
        /// Tells what the whole listing is.
        Cue = "cue",
    }
}

vocabulary! {
    /// What an innocent phrase is about.
    Innocence {
        Imitation = "imitation",
        Print = "print",
        Book = "book",
        Media = "media",
        Toy = "toy",
        Stamp = "stamp",
        Coin = "coin",
        Colour = "colour",
        Brand = "brand",
        Place = "place",
        Food = "food",
        PlantHomonym = "plant_homonym",
        Idiom = "idiom",
        PersonalName = "personal_name",
        News = "news",
        Awareness = "awareness",
        Law = "law",
        Museum = "museum",
        Research = "research",
        Education = "education",
        LostPet = "lost_pet",
        Pet = "pet",
        Lookalike = "lookalike",
        Livestock = "livestock",
        Job = "job",
        Housing = "housing",
        Vehicle = "vehicle",
        Electronics = "electronics",
        Clothing = "clothing",
        Household = "household",
        Fossil = "fossil",
        Medical = "medical",
        Material = "material",
    }
}

vocabulary! {
    /// Rank of a taxon, from above downwards.
    Rank {
        Kingdom = "kingdom",
        Class = "class",
        /// Between class and order: all sharks, all rays.
        Division = "division",
        Order = "order",
        Family = "family",
        Subfamily = "subfamily",
        Genus = "genus",
        Species = "species",
        Subspecies = "subspecies",
        Variety = "variety",
    }
}

vocabulary! {
    /// The two kingdoms that are traded.
    Kingdom {
        Animal = "animal",
        Plant = "plant",
    }
}

impl Kingdom {
    /// Its scientific name.
    pub fn taxon(self) -> &'static str {
        match self {
            Self::Animal => "Animalia",
            Self::Plant => "Plantae",
        }
    }
}

vocabulary! {
    /// How far a law reaches.
    InstrumentKind {
        International = "international",
        Regional = "regional",
        National = "national",
    }
}
