package assess

import (
	"testing"
	"time"

	"github.com/credence-project/credence"
)

// dossierOf is a dossier with one report of one passage, two days after a
// claim of the Islamic State in a country that is not its theatre.
func dossierOf(claimant, text string) Dossier {
	attack := time.Date(2016, 5, 3, 17, 0, 0, 0, time.UTC)
	return Dossier{
		Claim: credence.Claim{ID: "c-1", Claimant: claimant, At: credence.At(attack.Add(20*time.Hour), "stated"), Tier: credence.TierAuxiliary},
		Scene: Scene{Type: "stabbing", Date: credence.At(attack, "stated"), Country: "SE"},
		Reports: []Source{{
			Document: credence.Document{ID: "d-1", Outlet: "Evening Post", Text: text, Published: credence.Day(attack.Add(48*time.Hour), "feed")},
		}},
	}
}

func TestPhrasebook(t *testing.T) {
	const is = "Islamic State"
	tests := []struct {
		claimant, text string
		want           string // "code.value" that must be proposed, or ""
		not            string // that must not
	}{
		{is, "Police said there was no evidence so far that the man had been in contact with the group.", "I01.no_evidence_of_link", "A04.confirmed"},
		{is, "Investigators have found nothing to link the suspect to Islamic State.", "I01.no_evidence_of_link", "I01.directed_or_linked"},
		{is, "The prosecutor said that the attacker exchanged messages with a handler in Syria until the evening before.", "A04.confirmed", ""},
		{is, "Detectives are examining whether the attack was directed by Islamic State.", "", "I01.directed_or_linked"},
		{is, "The interior minister said that the attack had been ordered by Islamic State from Raqqa.", "I01.directed_or_linked", ""},
		{is, "The court found that he acted alone and had not been instructed by anyone.", "I02.alone_inspired", "A05.confirmed"},
		{is, "The court sentenced four members of Islamic State to life for planning the attack.", "I02.directed", ""},
		{is, "The inquest concluded that the attacker was inspired by online propaganda and had no contact with the group.", "I02.alone_inspired", "I02.directed"},
		{is, "Police say that the gunman had gambling debts and rule out terrorism.", "I01.not_terrorism", ""},
		{is, "Prosecutors said that she had sworn allegiance to Islamic State in a message posted hours before the shooting.", "A01.authenticated", ""},
		{is, "During the siege he called a radio station and said that he belonged to Islamic State.", "A02.documented", ""},
		{is, "Prosecutors said that he had pledged allegiance to Islamic State in a video found on his phone.", "A01.authenticated", "A02.documented"},
		{is, "Witnesses heard the man shout that he did it for Islamic State.", "A02.reported_only", ""},
		{is, "Islamic State released a video in which the attacker pledges allegiance to its leader.", "P03.authentic", "A01.authenticated"},
		{is, "Officials said that the brothers had trained in a camp in Syria in 2014.", "A06.confirmed", ""},
		{is, "The suspect was known to the security services and had been on a watch list.", "A08.yes", ""},
		{is, "An expert called the claim opportunistic and without any proof.", "I05.sceptical", ""},
		{is, "The statement says that the attacker was instructed by the leadership.", "", "A05.confirmed"},
		{is, "Islamic State says that its soldier trained in Syria.", "", "A06.confirmed"},
		{is, "All six people arrested after the attack were released without charge.", "I04.all_released", ""},
		{is, "Police are treating the stabbing as a terrorist incident.", "I01.treating_as_terrorism", ""},
		{is, "The police chief said that he acted alone and that the motive remains unclear.", "I01.alone_motive_open", "I01.directed_or_linked"},
		{is, "The FBI said that the man was inspired by Islamic State but that nobody had directed him.", "I01.alone_inspired", "A05.confirmed"},
		{is, "A far-right activist was arrested and charged with the attack.", "I07.yes", ""},
		{is, "The government blamed al-Shabaab for the attack.", "C07.credible_competitor", "I01.directed_or_linked"},
		{"ETA", "The interior minister said that ETA was responsible for the car bomb.", "I01.directed_or_linked", ""},
		{"ETA", "A court in Madrid convicted two members of ETA of the bombing.", "I02.directed", ""},
		{"ETA", "ETA denied any part in the attack.", "C08.retracted_or_denied", ""},
		{"Irish Republican Army", "Police blamed the Provisional IRA for the bomb.", "I01.directed_or_linked", ""},
		{"Tamil Tigers", "The army accused the Liberation Tigers of Tamil Eelam of planting the mine.", "I01.directed_or_linked", ""},
		{"Red Brigades", "Investigators attribute the killing to the Red Brigades.", "I01.directed_or_linked", ""},
		{"Shining Path", "The president said that the column belonged to Shining Path.", "I01.directed_or_linked", ""},
		{"Taliban", "The Taliban spokesman said its fighters carried out the raid.", "", "I01.directed_or_linked"},
		{"al-Qaeda", "US intelligence intercepted calls in which al-Qaeda leaders discussed the plan.", "I03.yes", ""},
		{"FARC", "The attorney general charged five members of the FARC network with the bombing.", "I04.network_charged", ""},
		{"Hamas", "Israel said that the bomber was a member of Hamas from Nablus.", "I01.directed_or_linked", ""},
		{"Provisional IRA", "A man from Belfast was jailed for life for the murders after admitting that he planted the bomb for the IRA.", "I02.directed", ""},
		{"Provisional IRA", "Scotland Yard said that the device was of a type used by the IRA before.", "", "I01.no_evidence_of_link"},
		{"Red Army Faction", "The federal prosecutor attributes the murder to the third generation of the Red Army Faction.", "I01.directed_or_linked", ""},
		{"al-Shabaab", "Kenyan police said that the four gunmen were members of al-Shabaab who had come from Somalia.", "I01.directed_or_linked", ""},
		{"Lashkar-e-Taiba", "Indian investigators said that the gunmen were guided by telephone by their handlers in Pakistan throughout the siege.", "A05.confirmed", ""},
		{"Lashkar-e-Taiba", "The surviving gunman confessed that he had been trained in a camp of Lashkar-e-Taiba.", "A06.confirmed", ""},
		{"Boko Haram", "The army said the bombers had been sent by Boko Haram.", "I01.directed_or_linked", ""},
		{is, "The interior minister called the claim false and said that a gas leak had caused the explosion.", "", "I01.directed_or_linked"},
		{is, "A psychiatrist told the court that the man suffered from schizophrenia.", "A09.some", "I02.directed"},
		{is, "German prosecutors do not believe the claim: they charged a man who had bet on a fall of the share price.", "I07.yes", ""},
		{is, "The sheriff said that investigators still had no motive and saw no connection to an international terrorist group.", "I01.no_evidence_of_link", "I01.directed_or_linked"},
		{is, "The FBI's final report found no single motive and no ideological motive.", "I02.no_ideological_motive", ""},
		{is, "Canadian police said there was no evidence to support the claim by Islamic State.", "I01.no_evidence_of_link", ""},
		{is, "A note with the group's black flag was found in the flat, in which he swore loyalty to its leader.", "A01.authenticated", ""},
		{is, "His phone contained hundreds of propaganda videos of the group.", "A03.substantial", ""},
		{is, "He had travelled to Turkey and tried to cross to Syria to join the group.", "", "A05.confirmed"},
		{is, "Amaq published footage that the attackers had filmed during the assault.", "P02.authentic", ""},
		{is, "Prosecutors say that the cell received money and instructions from Islamic State commanders in Syria.", "A05.confirmed", ""},
		{is, "A judge ruled that nothing showed that the organisation had ordered the attack.", "", "I02.directed"},
		{is, "The trial ended with life terms for the gunman; the judges held that he had carried out the attack on orders of Islamic State.", "I02.directed", ""},
		{"Tehrik-i-Taliban Pakistan", "Both the Tehrik-i-Taliban and Islamic State claimed the bombing.", "C07.credible_competitor", ""},
		{"Abu Hafs al-Masri Brigades", "American officials noted that the group had claimed events that it had nothing to do with.", "I05.sceptical", ""},
		{"Liberation Tigers of Tamil Eelam", "The LTTE denied the killing; Colombo said that only the Tigers could have done it.", "C08.retracted_or_denied", ""},
		{"Hezbollah", "Argentine prosecutors accused Hezbollah of carrying out the bombing on Iran's orders.", "I01.directed_or_linked", ""},
		{"Jemaah Islamiyah", "An Indonesian court sentenced to death three members of Jemaah Islamiyah for the bombings.", "I02.directed", ""},
		{"Chechen rebels", "The rebel commander said that the hostage-takers acted on his orders.", "", "I01.no_evidence_of_link"},
		{is, "Ein Sprecher der Polizei sagte, es gebe keine Hinweise auf eine Verbindung zum IS.", "I01.no_evidence_of_link", ""},
		{is, "Le procureur a indiqué qu'aucun lien avec le groupe Etat islamique n'avait été établi.", "I01.no_evidence_of_link", ""},
		{is, "The federal prosecutor said that nothing pointed to membership of Islamic State or contact with it.", "I01.no_evidence_of_link", "A04.confirmed"},
		{is, "After earlier attacks videos emerged in which the attacker pledged allegiance to Islamic State.", "", "P03.authentic"},
		{is, "There is no evidence that the man acted for Islamic State when he stabbed a police officer.", "", "I01.no_evidence_of_link"},
		{is, "Few attackers were directed by the group, such as those in Paris, who had trained in Syria.", "", "A06.confirmed"},
		{"PKK", "The interior minister laid the bombing at the door of the PKK.", "I01.directed_or_linked", "I01.blames_other"},
		{"PKK", "The governor pinned the ambush on the PKK.", "I01.directed_or_linked", ""},
		{"PKK", "The governor said that it was too early to pin the ambush on the PKK or anybody else.", "", "I02.directed"},
		{is, "Moscow sees the hand of Ukraine in the attack.", "I01.blames_other", "I01.directed_or_linked"},
		{is, "Tehran accused Israel of the bombing.", "I01.blames_other", ""},
		{is, "Officials put the attack down to a local brigade of rebels.", "I01.blames_other", ""},
		{is, "The police chief said that the two had planned it on their own and had no accomplices.", "I01.alone_motive_open", "I01.directed_or_linked"},
		{is, "Police exclude any involvement of Islamic State.", "I01.no_evidence_of_link", "I01.directed_or_linked"},
		{is, "Police do not exclude that others were involved.", "", "I01.no_evidence_of_link"},
		{is, "The prosecutor said that nobody had sent him and nobody had told him what to do.", "A05.searched_none", "A05.confirmed"},
		{is, "Prosecutors said that he had steeped himself in the sermons of the movement.", "I01.alone_inspired", ""},
		{is, "Police searched a bookshop that sells sermons.", "", "I01.alone_inspired"},
		{is, "According to the prosecutor the two were steered by a recruiter in Iraq, who told them to take a lorry.", "A05.confirmed", ""},
		{is, "The prosecutor said that a man in Libya had ordered the attack.", "A05.confirmed", ""},
		{is, "The mayor ordered people to leave the area of the attack.", "", "A05.confirmed"},
		{is, "Investigators recovered his chats with a man in Yemen.", "A04.confirmed", ""},
		{is, "Police asked people to send messages and pictures to an address.", "", "A04.confirmed"},
		{is, "The gunman had come back from Dagestan a year before, officials said.", "A06.confirmed", ""},
		{is, "The ministry said that a gas cylinder had exploded in the kitchen and called the claim propaganda.", "I05.sceptical", "I01.directed_or_linked"},
		{is, "The police chief dismissed the claim as a boast.", "I05.sceptical", "I05.credible"},
		{is, "There is no way to check the claim, a newspaper wrote.", "I05.unverified", "I05.sceptical"},
		{is, "The newspaper could not verify the claim.", "I05.unverified", "I05.sceptical"},
		{is, "The agency was unable to authenticate the video.", "I05.unverified", "I05.sceptical"},
		{is, "The claim has not been independently verified and analysts doubt it.", "I05.sceptical", "I05.unverified"},
		{"Red Army Faction", "The letter tallies with genuine ones of the group, an expert said.", "I05.credible", "I05.sceptical"},
		{"ETA", "ETA distanced itself from the bombing.", "C08.retracted_or_denied", ""},
		{"ETA", "The police distanced people from the scene where ETA had bombed.", "", "C08.retracted_or_denied"},
		{"ETA", "None of its members took part, ETA said.", "C08.retracted_or_denied", ""},
		{"ETA", "A second group also posted a claim of its own.", "C07.credible_competitor", ""},
		{is, "Police said that the shooting grew out of a feud between two families.", "A09.strong", ""},
		{is, "The attacker was shot by police after he pledged allegiance to Islamic State in a call to the emergency number.", "A02.documented", ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := map[string]bool{}
			for _, e := range Propose(dossierOf(tt.claimant, tt.text)) {
				got[e.Code+"."+e.Value] = true
			}
			if tt.want != "" && !got[tt.want] {
				t.Errorf("%s is not proposed; got %v", tt.want, investigations(got))
			}
			if tt.not != "" && got[tt.not] {
				t.Errorf("%s is proposed", tt.not)
			}
		})
	}
}

// investigations keeps what does not come from claim, clock or scene.
func investigations(got map[string]bool) []string {
	var out []string
	for k := range got {
		if k[0] == 'A' || k[0] == 'I' || k[0] == 'P' && k[4] != 'n' || k[:3] == "C07" || k[:3] == "C08" || k[:3] == "M06" {
			out = append(out, k)
		}
	}
	return out
}

func BenchmarkPropose(b *testing.B) {
	text := "Police said on Tuesday that they had found no evidence that the man had been in contact with the group. "
	for range 6 {
		text += "The attack, which shook the town on a quiet afternoon, left several people in hospital and closed the main street for two days while officers searched houses. "
	}
	d := dossierOf("Islamic State", text)
	for i := range 200 {
		r := d.Reports[0]
		r.Document.ID = credence.DocumentID(rune('a' + i))
		d.Reports = append(d.Reports, r)
	}
	for b.Loop() {
		Propose(d)
	}
}
