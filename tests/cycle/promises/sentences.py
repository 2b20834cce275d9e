# SPDX-License-Identifier: EUPL-1.2
"""Sentences of the kind that are promised, of our own making and marked by hand before the check had seen them.

`TUNED` (36) and `SEEN` (24) were used for tuning: SEEN was kept aside at first, and the check then agreed with it on
83 % (not_followable), 88 % (activity_only, effect_without_baseline) and 92–100 % (the rest). After that it was mended,
so 24 new sentences, `KEPT_ASIDE`, were written and marked first, and only measured.

How they were marked. `not_followable`: words that nobody can follow up, and no number or step that mends it.
`no_number`: no number, pace, "all" or step. `activity_only`: counts what is done, not what it changes.
`effect_without_baseline`: says that something shall change for people, not where it stands. `no_place`, `no_owner`,
`no_source`: claimed in words without being said.
"""

from __future__ import annotations

NF, NN, NU, NP = "not_followable", "no_number", "no_unit", "no_period"
AO, EB, SE = "activity_only", "effect_without_baseline", "several_promises_in_one"
PL, OW, SO = "no_place", "no_owner", "no_source"
KEYS = (NF, NN, NU, NP, AO, EB, SE, PL, OW, SO)

TUNED = [
    ("Polisen ska genomföra minst tolv trafikkontroller i Kvarnby under 2027.", {AO}),
    ("Kommunen ska verka för en trygg och säker utemiljö.", {NF, NN, NP}),
    ("Vi ska minska ungdomars användning av narkotika.", {NF, NN, NP, EB}),
    ("Polisen och kommunen ska gemensamt arbeta för ökad trygghet i centrum.", {NF, NN, NP}),
    ("Minst fyra trygghetsvandringar ska genomföras varje år.", {AO}),
    ("Fotpatruller ska gå i centrum varje fredag och lördag kväll under sommaren.", {AO}),
    ("Kommunen tar fram en belysningsplan för Västra stan senast i juni 2027.", set()),
    ("Vi ska ha en tät dialog med skolorna.", {NF, NN, NP}),
    ("Polisen ska hålla kontakt med alla fritidsgårdar minst en gång i månaden.", {AO}),
    ("Antalet cykelstölder vid stationen ska minska från 120 till 90 under 2027 enligt anmälda brott.", set()),
    ("Cykelstölderna ska minska med 20 procent till 2028.", {EB, SO}),
    ("Andelen elever som uppger att de känner sig trygga i skolan ska öka.", {NN, NP, EB}),
    ("Samtliga niondeklassare ska få information om narkotika under läsåret.", {AO}),
    ("Kommunen och polisen ska genomföra två gemensamma tillsyner av serveringsställen per tertial.", {AO}),
    ("Vi lovar att vara mer synliga på otrygga platser.", {NF, NN, NP, PL}),
    ("Räddningstjänsten ska besöka alla skolor i årskurs 2 under 2027.", {AO}),
    ("Berörda förvaltningar ska genomföra åtgärder mot nedskräpning.", {NN, NP, OW}),
    ("Polisen ska genomföra hastighetskontroller där behov finns.", {NN, NP, PL}),
    ("Minst tre områdespoliser ska arbeta i kommunen under hela avtalstiden.", set()),
    ("Vi ska fortsätta det goda samarbetet.", {NF, NN, NP}),
    ("En trygghetsundersökning ska genomföras vartannat år.", {AO}),
    ("Bostadsbolaget ska byta belysning i 40 trapphus i Lötäng före oktober 2027.", {AO}),
    ("Polisen och kommunen ska motverka rekrytering av unga till kriminalitet.", {NF, NN, NP}),
    ("Högst 30 procent ska uppge att de undviker gångvägen i trygghetsmätningen 2028.", {EB}),
    ("Kommunen ska svara på alla felanmälningar om belysning inom fem arbetsdagar.", set()),
    ("Vi ska prioritera trafiksäkerhet vid skolor och dessutom öka närvaron i centrum och vidare ska kommunen se över belysningen.", {NF, NN, NP, SE}),
    ("Polisen deltar i minst två föräldramöten per termin.", {AO}),
    ("Tryggheten på tågstationen ska öka.", {NF, NN, NP, EB}),
    ("Grannsamverkan ska finnas i minst 25 områden vid utgången av 2027.", set()),
    ("Kommunen ska bygga gång- och cykelväg längs Storgatan.", {NP}),
    ("Skolan, socialtjänsten och polisen träffas en gång i veckan.", {AO}),
    ("Enligt statistik ska brotten bli färre under 2027.", {NN, EB, SO}),
    ("Minst 500 hushåll.", {NP}),
    ("Ordningsvakter i centrum torsdag till lördag klockan 20–02 under hela 2027.", set()),
    ("Vi ska satsa på feriepraktik för 60 ungdomar sommaren 2027.", {AO}),
    ("Lämpliga aktörer ska erbjuda fler aktiviteter på lov.", {NN, OW}),
]  # fmt: skip

SEEN = [
    ("Polisen ska under 2027 göra minst 15 insatser mot buskörning.", {AO}),
    ("Kommunen ska arbeta aktivt mot nedskräpning och klotter.", {NF, NN, NP}),
    ("Inbrotten i Hamnstaden ska minska.", {NN, NP, EB}),
    ("Alla restauranger med serveringstillstånd ska få tillsyn minst en gång om året.", {AO}),
    ("Vi ska bjuda in till medborgardialog tre gånger per år.", {AO}),
    ("Polisen ska ha fokus på unga och narkotika.", {NF, NN, NP}),
    ("Ett trygghetsråd inrättas i Berga senast den 1 mars 2027.", set()),
    ("Andelen trygga ska öka från 62 till 70 procent enligt trygghetsmätningen 2028.", set()),
    ("Antalet anmälda skadegörelsebrott ska halveras till 2029.", {EB, SO}),
    ("Polisen genomför nykterhetskontroller varannan vecka.", {AO}),
    ("Kommunen röjer växtlighet vid minst åtta gångtunnlar före sommaren.", {AO}),
    ("Vi ska stärka samverkan mellan skola och socialtjänst.", {NF, NN, NP}),
    ("Nattvandrarna ska vara ute minst 20 kvällar under hösten.", {AO}),
    ("Relevanta aktörer ska samverka kring särskilda platser.", {NF, NN, NP, OW, PL}),
    ("Minst 10.", {NU, NP}),
    ("Kommunen ska erbjuda simskola och polisen ska utbilda ordningsvakter under 2027.", {NN, SE}),
    ("Två fältassistenter ska finnas ute på fredagar och lördagar hela året.", set()),
    ("Färre unga ska utsättas för rån.", {NN, NP, EB}),
    ("Vi ska öka antalet trygghetsvandringar.", {NN, NP}),
    ("Alla sjundeklassare och deras vårdnadshavare får information om droger varje höst.", {AO}),
    ("Polisen ska återkoppla resultatet av kontrollerna till kommunen varje månad.", {AO}),
    ("Kommunen sätter upp fem nya kameror i centrum under 2027.", {AO}),
    ("Enligt mätningar ska hastigheten på Ringvägen bli lägre.", {NN, NP, EB, SO}),
    ("Vi ska jobba för att alla ska känna sig trygga.", {NF, NN, NP}),
]  # fmt: skip

KEPT_ASIDE = [
    ("Polisen ska göra minst 25 nykterhetskontroller under 2028.", {AO}),
    ("Vi ska verka för färre inbrott.", {NF, NN, NP, EB}),
    ("Kommunen ska klippa buskar vid tolv gångvägar före midsommar.", {AO}),
    ("Polisen ska vara synlig i centrum.", {NF, NN, NP}),
    ("Minst två vuxna ska nattvandra varje fredag under terminen.", {AO}),
    ("Rån mot unga ska minska med en tredjedel till 2029.", {EB, SO}),
    ("Samverkan med näringslivet ska fördjupas.", {NF, NN, NP}),
    ("Alla förskoleklasser ska få besök av räddningstjänsten under läsåret.", {AO}),
    ("Kommunen antar en ny alkoholpolicy senast i december 2027.", set()),
    ("Vi ska fokusera på skolans närområde.", {NF, NN, NP}),
    ("Andelen som vågar gå ut på kvällen ska öka från 55 till 65 procent enligt trygghetsmätningen.", {NP}),
    ("Polisen ska ha öppet hus två gånger per år.", {AO}),
    ("Minst 15.", {NU, NP}),
    ("Kommunen ska måla om tunnlar och bostadsbolaget ska anställa trygghetsvärdar.", {NN, NP, SE}),
    ("Ansvariga förvaltningar ska träffas varje månad.", {AO, OW}),
    ("Skadegörelsen på skolorna ska bli mindre.", {NN, NP, EB}),
    ("Polisen ska köra genom utsatta områden varje kväll.", {PL}),
    ("Kommunen ska ha en kommunpolis och två områdespoliser på plats hela året.", set()),
    ("Enligt undersökningar ska otryggheten minska under perioden.", {NF, NN, EB, SO}),
    ("Fyra föreläsningar om droger ska hållas för föräldrar under hösten.", {AO}),
    ("Vi ska ta krafttag mot narkotikan.", {NF, NN, NP}),
    ("Gatlyktor som rapporteras trasiga ska lagas inom tio arbetsdagar.", set()),
    ("Bolaget ska byta 120 lås under 2027.", {AO}),
    ("Kommunen och polisen ska bidra till en god stämning på badplatsen under sommaren.", {NF, NN}),
]  # fmt: skip
