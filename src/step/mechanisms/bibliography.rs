//! Bibliography: every work that the model rests on, at full length once.

/// A work that others can look up.
#[derive(Debug, PartialEq, Eq)]
pub struct Work {
    /// How it is cited: authors and year.
    pub key: &'static str,
    /// Authors, year, title and where it appeared.
    pub full: &'static str,
}

pub(crate) const ACEMOGLU: Work = Work {
    key: "Acemoglu, Pischke 1999",
    full: "Acemoglu, D., Pischke, J.-S. (1999). Beyond Becker: training in imperfect labour markets. Economic Journal 109(453), F112-F142.",
};
pub(crate) const AGHION: Work = Work {
    key: "Aghion, Dechezlepretre, Hemous, Martin, Van Reenen 2016",
    full: "Aghion, P., Dechezleprêtre, A., Hémous, D., Martin, R., Van Reenen, J. (2016). Carbon taxes, path dependency, and directed technical change: evidence from the auto industry. Journal of Political Economy 124(1), 1-51.",
};
pub(crate) const ANDREWS: Work = Work {
    key: "Andrews, Pritchett, Woolcock 2017",
    full: "Andrews, M., Pritchett, L., Woolcock, M. (2017). Building state capability: evidence, analysis, action. Oxford University Press.",
};
pub(crate) const AXTELL: Work = Work {
    key: "Axtell 2001",
    full: "Axtell, R. L. (2001). Zipf distribution of U.S. firm sizes. Science 293, 1818-1820.",
};
pub(crate) const BASS: Work = Work {
    key: "Bass 1969",
    full: "Bass, F. M. (1969). A new product growth for model consumer durables. Management Science 15(5), 215-227.",
};
pub(crate) const BECKER: Work = Work {
    key: "Becker, Egger, von Ehrlich 2013",
    full: "Becker, S. O., Egger, P. H., von Ehrlich, M. (2013). Absorptive capacity and the growth and investment effects of regional transfers: a regression discontinuity design with heterogeneous treatment effects. American Economic Journal: Economic Policy 5(4), 29-77.",
};
pub(crate) const BERNAUER: Work = Work {
    key: "Bernauer, Gampfer 2013",
    full: "Bernauer, T., Gampfer, R. (2013). Effects of civil society involvement on popular legitimacy of global environmental governance. Global Environmental Change 23(2), 439-449.",
};
pub(crate) const BERNSTEIN: Work = Work {
    key: "Bernstein 2008",
    full: "Bernstein, D. J. (2008). ChaCha, a variant of Salsa20. Workshop record of SASC 2008: The State of the Art of Stream Ciphers.",
};
pub(crate) const BLOOM: Work = Work {
    key: "Bloom, Griffith, Van Reenen 2002",
    full: "Bloom, N., Griffith, R., Van Reenen, J. (2002). Do R&D tax credits work? Evidence from a panel of countries 1979-1997. Journal of Public Economics 85(1), 1-31.",
};
pub(crate) const BOEING: Work = Work {
    key: "Boeing 2016",
    full: "Boeing, P. (2016). The allocation and effectiveness of China's R&D subsidies: evidence from listed firms. Research Policy 45(9), 1774-1789.",
};
pub(crate) const BOLLINGER: Work = Work {
    key: "Bollinger, Gillingham 2012",
    full: "Bollinger, B., Gillingham, K. (2012). Peer effects in the diffusion of solar photovoltaic panels. Marketing Science 31(6), 900-912.",
};
pub(crate) const BORUP: Work = Work {
    key: "Borup, Brown, Konrad, van Lente 2006",
    full: "Borup, M., Brown, N., Konrad, K., van Lente, H. (2006). The sociology of expectations in science and technology. Technology Analysis and Strategic Management 18(3-4), 285-298.",
};
pub(crate) const BOSCHMA: Work = Work {
    key: "Boschma, Balland, Kogler 2015",
    full: "Boschma, R., Balland, P.-A., Kogler, D. F. (2015). Relatedness and technological change in cities: the rise and fall of technological knowledge in US metropolitan areas from 1981 to 2010. Industrial and Corporate Change 24(1), 223-250.",
};
pub(crate) const BOTTAZZI_PERI: Work = Work {
    key: "Bottazzi, Peri 2003",
    full: "Bottazzi, L., Peri, G. (2003). Innovation and spillovers in regions: evidence from European patent data. European Economic Review 47(4), 687-710.",
};
pub(crate) const BOTTAZZI_SECCHI: Work = Work {
    key: "Bottazzi, Secchi 2006",
    full: "Bottazzi, G., Secchi, A. (2006). Explaining the distribution of firm growth rates. RAND Journal of Economics 37(2), 235-256.",
};
pub(crate) const BULIR: Work = Work {
    key: "Bulir, Hamann 2008",
    full: "Bulíř, A., Hamann, A. J. (2008). Volatility of development aid: from the frying pan into the fire? World Development 36(10), 2048-2066.",
};
pub(crate) const CARD: Work = Work {
    key: "Card, Kluve, Weber 2018",
    full: "Card, D., Kluve, J., Weber, A. (2018). What works? A meta analysis of recent active labor market program evaluations. Journal of the European Economic Association 16(3), 894-931.",
};
pub(crate) const COHEN: Work = Work {
    key: "Cohen, Levinthal 1990",
    full: "Cohen, W. M., Levinthal, D. A. (1990). Absorptive capacity: a new perspective on learning and innovation. Administrative Science Quarterly 35(1), 128-152.",
};
pub(crate) const CORNELLI: Work = Work {
    key: "Cornelli, Doerr, Gambacorta, Merrouche 2024",
    full: "Cornelli, G., Doerr, S., Gambacorta, L., Merrouche, O. (2024). Regulatory sandboxes and fintech funding: evidence from the UK. Review of Finance 28(1), 203-233.",
};
pub(crate) const DELEIDI: Work = Work {
    key: "Deleidi, Mazzucato, Semieniuk 2020",
    full: "Deleidi, M., Mazzucato, M., Semieniuk, G. (2020). Neither crowding in nor out: public direct investment mobilising private investment into renewable electricity projects. Energy Policy 140, 111195.",
};
pub(crate) const DIMOS: Work = Work {
    key: "Dimos, Pugh 2016",
    full: "Dimos, C., Pugh, G. (2016). The effectiveness of R&D subsidies: a meta-regression analysis of the evaluation literature. Research Policy 45(4), 797-815.",
};
pub(crate) const DOSI: Work = Work {
    key: "Dosi, Fagiolo, Roventini 2010",
    full: "Dosi, G., Fagiolo, G., Roventini, A. (2010). Schumpeter meeting Keynes: a policy-friendly model of endogenous growth and business cycles. Journal of Economic Dynamics and Control 34(9), 1748-1767.",
};
pub(crate) const EDLER: Work = Work {
    key: "Edler, Georghiou 2007",
    full: "Edler, J., Georghiou, L. (2007). Public procurement and innovation: resurrecting the demand side. Research Policy 36(7), 949-963.",
};
pub(crate) const FARMER: Work = Work {
    key: "Farmer, Lafond 2016",
    full: "Farmer, J. D., Lafond, F. (2016). How predictable is technological progress? Research Policy 45(3), 647-665.",
};
pub(crate) const FUNG: Work = Work {
    key: "Fung 2015",
    full: "Fung, A. (2015). Putting the public back into governance: the challenges of citizen participation and its future. Public Administration Review 75(4), 513-522.",
};
pub(crate) const GOLDSTEIN: Work = Work {
    key: "Goldstein, Kearney 2020",
    full: "Goldstein, A. P., Kearney, M. (2020). Know when to fold 'em: an empirical description of risk management in public research funding. Research Policy 49(1), 103873.",
};
pub(crate) const GONZALEZ: Work = Work {
    key: "Gonzalez-Uribe, Leatherbee 2018",
    full: "Gonzalez-Uribe, J., Leatherbee, M. (2018). The effects of business accelerators on venture performance: evidence from Start-Up Chile. Review of Financial Studies 31(4), 1566-1603.",
};
pub(crate) const GOOLSBEE: Work = Work {
    key: "Goolsbee 1998",
    full: "Goolsbee, A. (1998). Does government R&D policy mainly benefit scientists and engineers? American Economic Review 88(2), 298-302.",
};
pub(crate) const GRANOVETTER: Work = Work {
    key: "Granovetter 1978",
    full: "Granovetter, M. (1978). Threshold models of collective behavior. American Journal of Sociology 83(6), 1420-1443.",
};
pub(crate) const GRILICHES: Work = Work {
    key: "Griliches 1995",
    full: "Griliches, Z. (1995). R&D and productivity: econometric results and measurement issues. In: Stoneman, P. (ed.), Handbook of the Economics of Innovation and Technological Change. Blackwell, 52-89.",
};
pub(crate) const HALL: Work = Work {
    key: "Hall, Van Reenen 2000",
    full: "Hall, B., Van Reenen, J. (2000). How effective are fiscal incentives for R&D? A review of the evidence. Research Policy 29(4-5), 449-469.",
};
pub(crate) const HEALY: Work = Work {
    key: "Healy, Malhotra 2013",
    full: "Healy, A., Malhotra, N. (2013). Retrospective voting reconsidered. Annual Review of Political Science 16, 285-306.",
};
pub(crate) const HENDRY: Work = Work {
    key: "Hendry, Harborne, Brown 2010",
    full: "Hendry, C., Harborne, P., Brown, J. (2010). So what do innovating companies really get from publicly funded demonstration projects and trials? Innovation lessons from solar photovoltaics and wind. Energy Policy 38(8), 4507-4519.",
};
pub(crate) const HOWELL: Work = Work {
    key: "Howell 2017",
    full: "Howell, S. T. (2017). Financing innovation: evidence from R&D grants. American Economic Review 107(4), 1136-1164.",
};
pub(crate) const ISHAM: Work = Work {
    key: "Isham, Narayan, Pritchett 1995",
    full: "Isham, J., Narayan, D., Pritchett, L. (1995). Does participation improve performance? Establishing causality with subjective data. World Bank Economic Review 9(2), 175-200.",
};
pub(crate) const JAFFE: Work = Work {
    key: "Jaffe 1989",
    full: "Jaffe, A. B. (1989). Real effects of academic research. American Economic Review 79(5), 957-970.",
};
pub(crate) const JAMASB: Work = Work {
    key: "Jamasb 2007",
    full: "Jamasb, T. (2007). Technical change theory and learning curves: patterns of progress in electricity generation technologies. Energy Journal 28(3), 51-71.",
};
pub(crate) const KAHNEMAN: Work = Work {
    key: "Kahneman, Tversky 1979",
    full: "Kahneman, D., Tversky, A. (1979). Prospect theory: an analysis of decision under risk. Econometrica 47(2), 263-291.",
};
pub(crate) const KELLER: Work = Work {
    key: "Keller 2004",
    full: "Keller, W. (2004). International technology diffusion. Journal of Economic Literature 42(3), 752-782.",
};
pub(crate) const KIRCHLER: Work = Work {
    key: "Kirchler, Hoelzl, Wahl 2008",
    full: "Kirchler, E., Hoelzl, E., Wahl, I. (2008). Enforced versus voluntary tax compliance: the \"slippery slope\" framework. Journal of Economic Psychology 29(2), 210-225.",
};
pub(crate) const KIVIMAA: Work = Work {
    key: "Kivimaa, Boon, Hyysalo, Klerkx 2019",
    full: "Kivimaa, P., Boon, W., Hyysalo, S., Klerkx, L. (2019). Towards a typology of intermediaries in sustainability transitions: a systematic review and a research agenda. Research Policy 48(4), 1062-1075.",
};
pub(crate) const KLEPPER: Work = Work {
    key: "Klepper, Sleeper 2005",
    full: "Klepper, S., Sleeper, S. (2005). Entry by spinoffs. Management Science 51(8), 1291-1306.",
};
pub(crate) const KOUVARITAKIS: Work = Work {
    key: "Kouvaritakis, Soria, Isoard 2000",
    full: "Kouvaritakis, N., Soria, A., Isoard, S. (2000). Modelling energy technology dynamics: methodology for adaptive expectations models with learning by doing and learning by searching. International Journal of Global Energy Issues 14(1-4), 104-115.",
};
pub(crate) const KREMER: Work = Work {
    key: "Kremer, Levin, Snyder 2020",
    full: "Kremer, M., Levin, J., Snyder, C. M. (2020). Advance market commitments: insights from theory and experience. AEA Papers and Proceedings 110, 269-273.",
};
pub(crate) const MANSFIELD: Work = Work {
    key: "Mansfield, Schwartz, Wagner 1981",
    full: "Mansfield, E., Schwartz, M., Wagner, S. (1981). Imitation costs and patents: an empirical study. Economic Journal 91(364), 907-918.",
};
pub(crate) const MAZZUCATO: Work = Work {
    key: "Mazzucato 2018",
    full: "Mazzucato, M. (2018). Mission-oriented innovation policies: challenges and opportunities. Industrial and Corporate Change 27(5), 803-815.",
};
pub(crate) const MAZZUCATO_RODRIK: Work = Work {
    key: "Mazzucato, Rodrik 2023",
    full: "Mazzucato, M., Rodrik, D. (2023). Industrial policy with conditionalities: a taxonomy and sample cases. UCL Institute for Innovation and Public Purpose, Working Paper 2023/07.",
};
pub(crate) const MCDONALD: Work = Work {
    key: "McDonald, Schrattenholzer 2001",
    full: "McDonald, A., Schrattenholzer, L. (2001). Learning rates for energy technologies. Energy Policy 29(4), 255-261.",
};
pub(crate) const MCFADDEN: Work = Work {
    key: "McFadden, Train 2000",
    full: "McFadden, D., Train, K. (2000). Mixed MNL models for discrete response. Journal of Applied Econometrics 15(5), 447-470.",
};
pub(crate) const MERCURE: Work = Work {
    key: "Mercure 2012",
    full: "Mercure, J.-F. (2012). FTT:Power: a global model of the power sector with induced technological change and natural resource depletion. Energy Policy 48, 799-811.",
};
pub(crate) const MUTZ: Work = Work {
    key: "Mutz, Bornmann, Daniel 2012",
    full: "Mutz, R., Bornmann, L., Daniel, H.-D. (2012). Heterogeneity of inter-rater reliabilities of grant peer reviews and its determinants: a general estimating equations approach. PLoS ONE 7(10), e48509.",
};
pub(crate) const NYBORG: Work = Work {
    key: "Nyborg et al. 2016",
    full: "Nyborg, K., Anderies, J. M., Dannenberg, A., Lindahl, T., Schill, C., Schlueter, M., Adger, W. N., Arrow, K. J., Barrett, S., Carpenter, S., et al. (2016). Social norms as solutions. Science 354(6308), 42-43.",
};
pub(crate) const OLSTHOORN: Work = Work {
    key: "Olsthoorn et al. 2017",
    full: "Olsthoorn, M., Schleich, J., Gassmann, X., Faure, C. (2017). Free riding and rebates for residential energy efficiency upgrades: a multi-country contingent valuation experiment. Energy Economics 68 (supplement 1), 33-44.",
};
pub(crate) const OPENSHAW: Work = Work {
    key: "Openshaw 1984",
    full: "Openshaw, S. (1984). The modifiable areal unit problem. Concepts and Techniques in Modern Geography 38. Geo Books, Norwich.",
};
pub(crate) const OUGHTON: Work = Work {
    key: "Oughton, Landabaso, Morgan 2002",
    full: "Oughton, C., Landabaso, M., Morgan, K. (2002). The regional innovation paradox: innovation policy and industrial policy. Journal of Technology Transfer 27, 97-110.",
};
pub(crate) const RECOMMENDATION: Work = Work {
    key: "Recommendation 2003/361/EC",
    full: "European Commission (2003). Recommendation of 6 May 2003 concerning the definition of micro, small and medium-sized enterprises. Official Journal L 124, 36-41.",
};
pub(crate) const RODRIGUEZ: Work = Work {
    key: "Rodriguez-Pose, Garcilazo 2015",
    full: "Rodríguez-Pose, A., Garcilazo, E. (2015). Quality of government and the returns of investment: examining the impact of cohesion expenditure in European regions. Regional Studies 49(8), 1274-1290.",
};
pub(crate) const ROGERS: Work = Work {
    key: "Rogers 2003",
    full: "Rogers, E. M. (2003). Diffusion of innovations. 5th edition. Free Press, New York.",
};
pub(crate) const ROZENDAAL: Work = Work {
    key: "Rozendaal, Vollebergh 2024",
    full: "Rozendaal, R. L., Vollebergh, H. R. J. (first circulated in 2021 as CESifo Working Paper 9422). Policy-induced innovation in clean technologies: evidence from the car market.",
};
pub(crate) const SALTER: Work = Work {
    key: "Salter, Martin 2001",
    full: "Salter, A. J., Martin, B. R. (2001). The economic benefits of publicly funded basic research: a critical review. Research Policy 30(3), 509-532.",
};
pub(crate) const SLAVTCHEV: Work = Work {
    key: "Slavtchev, Wiederhold 2016",
    full: "Slavtchev, V., Wiederhold, S. (2016). Does the technological content of government demand matter for private R&D? Evidence from US states. American Economic Journal: Economic Policy 8(2), 45-84.",
};
pub(crate) const SNYDER: Work = Work {
    key: "Snyder et al. 2004",
    full: "Snyder, L. B., Hamilton, M. A., Mitchell, E. W., Kiwanuka-Tondo, J., Fleming-Milici, F., Proctor, D. (2004). A meta-analysis of the effect of mediated health communication campaigns on behavior change in the United States. Journal of Health Communication 9(S1), 71-96.",
};
pub(crate) const MILDENBERGER: Work = Work {
    key: "Mildenberger, Lachapelle, Harrison, Stadelmann-Steffen 2022",
    full: "Mildenberger, M., Lachapelle, E., Harrison, K., Stadelmann-Steffen, I. (2022). Limited impacts of carbon tax rebate programmes on public support for carbon pricing. Nature Climate Change 12, 141-147.",
};
pub(crate) const SPEARMAN: Work = Work {
    key: "Spearman 1904",
    full: "Spearman, C. (1904). The proof and measurement of association between two things. American Journal of Psychology 15(1), 72-101.",
};
pub(crate) const STANLEY: Work = Work {
    key: "Stanley et al. 1996",
    full: "Stanley, M. H. R., Amaral, L. A. N., Buldyrev, S. V., Havlin, S., Leschhorn, H., Maass, P., Salinger, M. A., Stanley, H. E. (1996). Scaling behaviour in the growth of companies. Nature 379, 804-806.",
};
pub(crate) const STEELE: Work = Work {
    key: "Steele, Lea, Flood 2014",
    full: "Steele, G. L., Lea, D., Flood, C. H. (2014). Fast splittable pseudorandom number generators. OOPSLA 2014, 453-472.",
};
pub(crate) const STEINBACH: Work = Work {
    key: "Steinbach, Staniaszek 2015",
    full: "Steinbach, J., Staniaszek, D. (2015). Discount rates in energy system analysis. Discussion paper, Fraunhofer ISI and Buildings Performance Institute Europe.",
};
pub(crate) const SULTAN: Work = Work {
    key: "Sultan, Farley, Lehmann 1990",
    full: "Sultan, F., Farley, J. U., Lehmann, D. R. (1990). A meta-analysis of applications of diffusion models. Journal of Marketing Research 27(1), 70-77.",
};
pub(crate) const THOMPSON: Work = Work {
    key: "Thompson 1933",
    full: "Thompson, W. R. (1933). On the likelihood that one unknown probability exceeds another in view of the evidence of two samples. Biometrika 25(3/4), 285-294.",
};
pub(crate) const TRAIN: Work = Work {
    key: "Train 1985",
    full: "Train, K. (1985). Discount rates in consumers' energy-related decisions: a review of the literature. Energy 10(12), 1243-1253.",
};
pub(crate) const WATTS: Work = Work {
    key: "Watts, Strogatz 1998",
    full: "Watts, D. J., Strogatz, S. H. (1998). Collective dynamics of 'small-world' networks. Nature 393, 440-442.",
};
pub(crate) const WRIGHT: Work = Work {
    key: "Wright 1936",
    full: "Wright, T. P. (1936). Factors affecting the cost of airplanes. Journal of the Aeronautical Sciences 3(4), 122-128.",
};

/// All of them, by first author.
pub const WORKS: &[Work] = &[
    ACEMOGLU,
    AGHION,
    ANDREWS,
    AXTELL,
    BASS,
    BECKER,
    BERNAUER,
    BERNSTEIN,
    BLOOM,
    BOEING,
    BOLLINGER,
    BORUP,
    BOSCHMA,
    BOTTAZZI_PERI,
    BOTTAZZI_SECCHI,
    BULIR,
    CARD,
    COHEN,
    CORNELLI,
    DELEIDI,
    DIMOS,
    DOSI,
    EDLER,
    FARMER,
    FUNG,
    GOLDSTEIN,
    GONZALEZ,
    GOOLSBEE,
    GRANOVETTER,
    GRILICHES,
    HALL,
    HEALY,
    HENDRY,
    HOWELL,
    ISHAM,
    JAFFE,
    JAMASB,
    KAHNEMAN,
    KELLER,
    KIRCHLER,
    KIVIMAA,
    KLEPPER,
    KOUVARITAKIS,
    KREMER,
    MANSFIELD,
    MAZZUCATO,
    MAZZUCATO_RODRIK,
    MCDONALD,
    MCFADDEN,
    MERCURE,
    MILDENBERGER,
    MUTZ,
    NYBORG,
    OLSTHOORN,
    OUGHTON,
    RECOMMENDATION,
    RODRIGUEZ,
    ROGERS,
    ROZENDAAL,
    SALTER,
    SLAVTCHEV,
    SNYDER,
    STANLEY,
    STEELE,
    STEINBACH,
    SULTAN,
    THOMPSON,
    TRAIN,
    WATTS,
    WRIGHT,
];
