//! Works that tell facts and on which no mechanism rests.

use crate::step::mechanisms::Work;

pub(super) const CIFFOLILLI: Work = Work {
    key: "Ciffolilli et al. 2024",
    full: "Ciffolilli, A., Pompili, M., Borowczak, A., Hranilović, M. (2024). Absorption rates of Cohesion policy funds. Study for the Committee on Regional Development (REGI), European Parliament.",
};
pub(super) const EUROSTAT_SIZES: Work = Work {
    key: "Eurostat 2024",
    full: "Eurostat (2024). Structural business statistics: enterprises by size class and economic activity, 2022 (table sbs_sc_ovw).",
};
pub(super) const GOTTS: Work = Work {
    key: "Gotts, Polhill 2017",
    full: "Gotts, N. M., Polhill, J. G. (2017). Experiments with a model of domestic energy demand. Journal of Artificial Societies and Social Simulation 20(3), 11.",
};
pub(super) const GRUEBLER: Work = Work {
    key: "Gruebler, Nakicenovic, Victor 1999",
    full: "Grübler, A., Nakićenović, N., Victor, D. G. (1999). Dynamics of energy technologies and global change. Energy Policy 27(5), 247-280.",
};
pub(super) const HARTIGAN: Work = Work {
    key: "Hartigan, Hartigan 1985",
    full: "Hartigan, J. A., Hartigan, P. M. (1985). The dip test of unimodality. Annals of Statistics 13(1), 70-84.",
};
pub(super) const JOINT_RESEARCH_CENTRE: Work = Work {
    key: "Joint Research Centre 2024",
    full: "European Commission, Joint Research Centre (2024). EU R&I funding: geographic distribution, regional disparities, and transnational collaboration. Policy briefs, announced on 9 August 2024.",
};
pub(super) const MORAN: Work = Work {
    key: "Moran 1950",
    full: "Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2), 17-23.",
};
pub(super) const SANTOLERI: Work = Work {
    key: "Santoleri, Mina, Di Minin, Martelli 2024",
    full: "Santoleri, P., Mina, A., Di Minin, A., Martelli, I. (2024). The causal effects of R&D grants: evidence from a regression discontinuity. Review of Economics and Statistics 106(6), 1495-1510.",
};
pub(super) const WESSNER: Work = Work {
    key: "Wessner 2008",
    full: "Wessner, C. W. (ed.) (2008). An assessment of the SBIR program. National Research Council, National Academies Press, Washington, DC.",
};
