//! What the public purse receives.

use crate::form::Form;
use crate::units::Share;

/// Taxes that owners pay anyway, and where levy revenue goes. Prices and running costs contain the taxes.
#[derive(Clone, Debug)]
pub struct Exchequer {
    pub(crate) tax_on_sales: Share,
    pub(crate) tax_on_incumbent: Share,
    pub(crate) tax_on_solutions: Share,
    pub(crate) levy_returned: Share,
}

/// Why no tax is the default: what is taxed, and how much, differs between countries and missions.
const NO_TAX: &str = "neutral: no tax, for the rate is the country's; an energy tax is a quarter to a half of the price of \
                      motor fuel in the EU (European Commission, Weekly Oil Bulletin)";

impl Exchequer {
    pub(super) fn read(form: &mut Form) -> Self {
        let tax = |form: &mut Form, key, meaning, source| {
            form.amount(key, meaning).within(0.0, 0.9).source(source).moves("tax_revenue").default(0.0)
        };
        Self {
            tax_on_sales: tax(
                form,
                "tax_on_sales",
                "share of the price of every good, the incumbent included, that is tax",
                "neutral: no tax; value added tax of 21 % is a share of 0.17 of the price",
            ),
            tax_on_incumbent: tax(
                form,
                "tax_on_incumbent",
                "share of the incumbent's running cost that is tax: foregone when owners switch",
                NO_TAX,
            ),
            tax_on_solutions: tax(
                form,
                "tax_on_solutions",
                "share of solutions' running cost that is tax",
                "neutral: no tax, for the rate is the country's",
            ),
            levy_returned: form
                .amount(
                    "levy_returned",
                    "share of levy revenue that goes back to households per head; the exchequer keeps the rest",
                )
                .within(0.0, 1.0)
                .source("neutral: a levy changes prices and fills no purse")
                .moves("levy_kept")
                .default(1.0),
        }
    }
}
