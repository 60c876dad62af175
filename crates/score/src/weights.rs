//! The weights: what each signal adds, why, and how the sum becomes a probability. They live in a data file.

use pugmark_model::Verdict;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The weights shipped with the program.
pub const SHIPPED: &str = include_str!("../weights.toml");

/// Declares the signals: each has a stable id, by which the data file weighs it.
macro_rules! signals {
    ($($(#[$doc:meta])* $name:ident = $id:literal),+ $(,)?) => {
        /// A signal that can be added up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SignalId { $($(#[$doc])* $name),+ }

        impl SignalId {
            /// Every signal.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its stable id.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }
        }
    };
}

signals! {
    /// A term that names animal and product and can hardly mean anything else.
    TermPlain = "term.plain",
    /// A term with an innocent sense, in a context that speaks for the guilty one.
    TermInContext = "term.in_context",
    /// A term with an innocent sense, without such a context.
    TermAlone = "term.alone",
    /// A shadow term: watched, of no weight.
    TermShadow = "term.shadow",
    /// A code word, abbreviation or emoji in a context that speaks for it.
    CodeInContext = "code.in_context",
    /// A code word that needs much context and has some.
    CodeWeak = "code.weak",
    /// A code word with nothing around it.
    CodeAlone = "code.alone",
    /// A listed taxon by a name that is no other word.
    TaxonNamed = "taxon.named",
    /// A listed taxon by a name that is also another word, brand or colour.
    TaxonAmbiguous = "taxon.ambiguous",
    /// A listed taxon named where something is offered.
    TaxonOffered = "taxon.offered",
    /// A form of goods that the named taxon yields.
    FormOfTaxon = "form.of_taxon",
    /// The form stands beside the name.
    FormBeside = "form.beside",
    /// A living animal or plant of the named taxon.
    FormLive = "form.live",
    /// A living plant of the named taxon.
    FormPlant = "form.plant",
    /// Animal parts without a species.
    FormPart = "form.part",
    /// Parts of an unnamed animal, priced by weight.
    FormByWeight = "form.by_weight",
    /// Real leather without a species.
    FormLeather = "form.leather",
    /// Appendix I, which allows no commercial trade.
    AppendixOne = "taxon.appendix_one",
    /// More than one protected thing offered.
    SecondSubject = "subject.second",
    /// A domesticated or common pet species.
    Domesticated = "taxon.domesticated",
    /// A species that is not listed.
    Unlisted = "taxon.unlisted",
    /// What is named is named to say that it is not on offer.
    SubjectNegated = "subject.negated",
    /// The word was hidden.
    Disguised = "disguise.word",
    /// Invisible characters or controls inside words.
    DisguisedText = "disguise.text",
    /// Words of sale.
    Sell = "intent.sell",
    /// An auction.
    Auction = "intent.auction",
    /// Words of seeking to buy.
    Buy = "intent.buy",
    /// A price.
    Price = "price.any",
    /// A price by weight.
    PricePerWeight = "price.per_weight",
    /// The price is one that such goods were reported to fetch.
    PriceInBand = "price.in_band",
    /// The price is far below what such goods were reported to fetch.
    PriceFarBelow = "price.far_below",
    /// A weight.
    Weight = "quantity.weight",
    /// Wholesale amounts.
    Wholesale = "quantity.wholesale",
    /// A contact that leaves the platform.
    Contact = "contact.private",
    /// Move to private talk.
    PrivateTalk = "contact.talk",
    /// Only known or serious buyers.
    Restricted = "contact.restricted",
    /// Sent anywhere, handed over in public.
    Shipping = "shipping.any",
    /// Hidden parcels, false declarations.
    Secrecy = "shipping.secrecy",
    /// No papers.
    NoPaper = "paper.none",
    /// Papers as goods.
    PaperForSale = "paper.for_sale",
    /// Papers, said vaguely.
    PaperVague = "paper.vague",
    /// Papers that can be checked.
    PaperSpecific = "paper.specific",
    /// A permit number as claimed.
    Permit = "paper.permit",
    /// Antique.
    Antique = "claim.antique",
    /// Before the Convention or the ban.
    Preconvention = "claim.preconvention",
    /// Bred in captivity.
    CaptiveBred = "claim.captive_bred",
    /// Mammoth.
    Mammoth = "claim.mammoth",
    /// Claimed exemption together with papers that can be checked.
    ClaimWithPaper = "claim.with_paper",
    /// Tested, guaranteed real.
    Genuine = "claim.genuine",
    /// Taken from the wild.
    Wild = "claim.wild",
    /// Young animals, animals made harmless.
    Young = "claim.young",
    /// Cures.
    Health = "claim.health",
    /// Luck and protection.
    Luck = "claim.luck",
    /// Posted at night.
    Night = "time.night",
    /// A picture must carry the message.
    ImageOnly = "image.only",
    /// Not for sale, or not sold here.
    NotForSale = "innocent.not_for_sale",
    /// Says that it handles no such goods.
    Disclaimer = "innocent.disclaimer",
    /// An ordinary object beside the word.
    ObjectBeside = "innocent.object_beside",
    /// An ordinary object elsewhere in the listing.
    ObjectElsewhere = "innocent.object",
    /// Imitation.
    Imitation = "innocent.imitation",
    /// Print, picture.
    Print = "innocent.print",
    /// Book.
    Book = "innocent.book",
    /// Film, record, game.
    Media = "innocent.media",
    /// Toy.
    Toy = "innocent.toy",
    /// Stamp.
    Stamp = "innocent.stamp",
    /// Coin.
    Coin = "innocent.coin",
    /// Colour.
    Colour = "innocent.colour",
    /// Brand.
    Brand = "innocent.brand",
    /// Place.
    Place = "innocent.place",
    /// Food.
    Food = "innocent.food",
    /// A plant of another name.
    PlantHomonym = "innocent.plant_homonym",
    /// Idiom.
    Idiom = "innocent.idiom",
    /// Somebody's name.
    PersonalName = "innocent.personal_name",
    /// News.
    News = "innocent.news",
    /// Awareness.
    Awareness = "innocent.awareness",
    /// Law and notices.
    Law = "innocent.law",
    /// Museums and zoos.
    Museum = "innocent.museum",
    /// Research.
    Research = "innocent.research",
    /// Education.
    Education = "innocent.education",
    /// A lost pet.
    LostPet = "innocent.lost_pet",
    /// Ordinary pets.
    Pet = "innocent.pet",
    /// Lawful look-alike materials.
    Lookalike = "innocent.lookalike",
    /// Farm animals.
    Livestock = "innocent.livestock",
    /// Jobs.
    Job = "innocent.job",
    /// Housing.
    Housing = "innocent.housing",
    /// Vehicles.
    Vehicle = "innocent.vehicle",
    /// Electronics.
    Electronics = "innocent.electronics",
    /// Clothing.
    Clothing = "innocent.clothing",
    /// Household goods.
    Household = "innocent.household",
    /// Fossils.
    Fossil = "innocent.fossil",
    /// Dentists, clinics, drugs.
    Medical = "innocent.medical",
    /// Made of another material.
    Material = "innocent.material",
    /// A service, not goods.
    Service = "innocent.service",
}

/// One signal's weight and reason.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weighed {
    weight: f64,
    why: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    calibration: Calibration,
    verdict: Thresholds,
    signals: BTreeMap<String, Weighed>,
}

/// `score = 1 / (1 + exp(-(slope × sum + intercept)))` (Platt scaling).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Steepness, over 0.
    pub slope: f64,
    /// Log-odds of a listing without any signal.
    pub intercept: f64,
}

/// From which score on a listing is shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// At or over: a person should look.
    pub review: f64,
    /// At or over: a person should look first.
    pub urgent: f64,
}

/// All weights, ready for use.
#[derive(Debug, Clone)]
pub struct Weights {
    table: Vec<Weighed>,
    calibration: Calibration,
    thresholds: Thresholds,
    hash: String,
}

impl Weights {
    /// Reads weights from TOML.
    ///
    /// # Errors
    /// What is wrong, with the line where TOML knows it, and how to mend it.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let mut file: File =
            toml::from_str(text).map_err(|error| format!("the weights cannot be read: {error}"))?;
        let mut table = Vec::with_capacity(SignalId::ALL.len());
        for signal in SignalId::ALL {
            let Some(weighed) = file.signals.remove(signal.id()) else {
                return Err(format!("the weights lack the signal `{0}`; add [signals.\"{0}\"]", signal.id()));
            };
            if !weighed.weight.is_finite() || weighed.weight.abs() > 20.0 {
                return Err(format!(
                    "the weight of `{}` is out of range; give a number from -20 to 20",
                    signal.id()
                ));
            }
            if *signal == SignalId::TermShadow && weighed.weight != 0.0 {
                return Err(format!("`{}` weighs something; give it the weight 0", signal.id()));
            }
            table.push(weighed);
        }
        if let Some((unknown, _)) = file.signals.pop_first() {
            return Err(format!("the weights name a signal `{unknown}` that is not known here; remove it"));
        }
        let Calibration { slope, intercept } = file.calibration;
        if !(slope.is_finite() && slope > 0.0 && intercept.is_finite()) {
            return Err(String::from(
                "the calibration is out of range; slope must be over 0, intercept a number",
            ));
        }
        let Thresholds { review, urgent } = file.verdict;
        if !(0.0 < review && review <= urgent && urgent <= 1.0) {
            return Err(String::from("the verdicts are out of range; give 0 < review <= urgent <= 1"));
        }
        let hash = blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
        Ok(Self { table, calibration: file.calibration, thresholds: file.verdict, hash })
    }

    /// What a signal adds to the sum, in log-odds.
    pub fn weight(&self, signal: SignalId) -> f64 {
        self.table[signal as usize].weight
    }

    /// The reason of a signal, in plain English.
    pub fn why(&self, signal: SignalId) -> &str {
        &self.table[signal as usize].why
    }

    /// The probability for a sum of signals.
    pub fn calibrate(&self, sum: f64) -> f64 {
        let Calibration { slope, intercept } = self.calibration;
        1.0 / (1.0 + (-(slope * sum + intercept)).exp())
    }

    /// What to do with a score.
    pub fn verdict(&self, score: f64) -> Verdict {
        if score >= self.thresholds.urgent {
            Verdict::Urgent
        } else if score >= self.thresholds.review {
            Verdict::Review
        } else {
            Verdict::Clear
        }
    }

    /// The thresholds in force.
    pub fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// Content hash (16 hexadecimal digits).
    pub fn hash(&self) -> &str {
        &self.hash
    }
}
