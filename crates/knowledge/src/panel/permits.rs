//! The shapes of the numbers that an advert gives: what is published, and no more.

use super::PermitShape;
use super::rules::Rules;
use pugmark_text::permit::has_shape;

/// Most characters of a number that are shown.
const LONGEST: usize = 80;

/// What the shape of a number says.
pub(crate) fn shape(rules: &Rules, number: &str) -> PermitShape {
    let number: String = number.trim().chars().take(LONGEST).collect();
    let fitting = rules.shapes.iter().find(|shape| has_shape(&shape.pattern, &number));
    let Some(shape) = fitting else {
        let says = "shape only: it has no published shape that is known here, which says nothing for or against it; ask \
                    the issuer named on the paper";
        return PermitShape { number, fits: false, says: says.to_owned(), source: String::new() };
    };
    let paper = rules.papers.get(&shape.paper).map_or("paper", |paper| paper.name.as_str());
    let says = format!(
        "shape only: it is written like the number of this paper: {paper} ({}); whether it was issued, is in force and \
         is for this item only the issuer can say",
        shape.says
    );
    PermitShape { number, fits: true, says, source: shape.source.clone() }
}
