package knowledge

import (
	"testing"
	"time"

	"github.com/credence-project/credence"
)

var (
	attackAt = time.Date(1996, 3, 4, 9, 0, 0, 0, time.UTC)
	claimAt  = attackAt.Add(30 * time.Hour)
)

// report is a document published some hours after the attack.
func report(id string, hours int, text string) Report {
	at := attackAt.Add(time.Duration(hours) * time.Hour)
	return Report{Document: credence.Document{ID: credence.DocumentID(id), Outlet: id, Text: text, Published: credence.At(at, "feed")}}
}

func ask(slot credence.Slot, value string, reports ...Report) credence.DetailTest {
	q := Question{
		Claim: credence.Claim{
			Claimant: "Front of the North", At: credence.At(claimAt, "stated"),
			Details: []credence.Detail{{ID: "t-1", Slot: slot, Value: value, Stated: value != "", Checkable: true}},
		},
		Facts:   Facts{Date: credence.At(attackAt, "stated")},
		Reports: reports,
	}
	return Test(q)[0]
}

// TestPublicBefore sets single details against one earlier report.
func TestPublicBefore(t *testing.T) {
	tests := []struct {
		slot          credence.Slot
		value, report string
		want          credence.Answer
	}{
		{"place", "the central bank in Colombo", "A lorry packed with explosives was driven into the gates of the central bank in Colombo.", credence.Yes},
		{"place", "the port of Trincomalee", "A lorry packed with explosives was driven into the gates of the central bank in Colombo.", credence.No},
		{"place", "Spain", "Two bombs went off at a supermarket in Barcelona and police cordoned off the Spanish city.", credence.Yes},
		{"place", "a hotel in Mombasa", "An explosion destroyed the lobby of a beach hotel near Mombasa.", credence.Yes},
		{"perpetrator_count", "four", "Four gunmen stormed the shopping centre, witnesses said.", credence.Yes},
		{"perpetrator_count", "four", "Three gunmen stormed the shopping centre, witnesses said.", credence.No},
		{"perpetrator_count", "thirty", "More than nine gunmen stormed the shopping centre.", credence.No},
		{"perpetrator_count", "one", "A gunman opened fire in the lobby.", credence.Yes},
		{"perpetrator_count", "one", "The explosion killed nine people in the lobby.", credence.No},
		{"perpetrator_count", "a group of fighters", "Several armed men attacked the police post.", credence.Yes},
		{"perpetrator_count", "two", "A man and a woman shot at guests in the restaurant.", credence.Yes},
		{"perpetrator_count", "ten", "Ten attackers came ashore in a rubber boat.", credence.Yes},
		{"weapon", "a knife", "The man stabbed two guards.", credence.Yes},
		{"weapon", "a lorry", "A truck ploughed into the crowd on the promenade.", credence.Yes},
		{"weapon", "a car bomb", "A booby-trapped car exploded outside the barracks.", credence.Yes},
		{"vehicle", "a truck", "A white van was driven into the crowd on the promenade.", credence.No},
		{"vehicle", "a van", "A lorry ploughed into the crowd on the promenade.", credence.No},
		{"vehicle", "a car", "A pickup was found near the barracks.", credence.No},
		{"vehicle", "a van", "A minibus was found near the barracks.", credence.Yes},
		{"vehicle", "a vehicle", "A white van was driven into the crowd on the promenade.", credence.Yes},
		{"weapon", "automatic rifles", "The attackers carried Kalashnikovs.", credence.Yes},
		{"weapon", "hand grenades", "The attackers carried Kalashnikovs.", credence.No},
		{"weapon", "a machete", "Shots were heard from the building.", credence.No},
		{"method", "shooting down the helicopter with a missile", "A missile brought down a military helicopter near the airfield.", credence.Yes},
		{"killed", "40 killed", "Dozens of people were killed in the explosion.", credence.Yes},
		{"killed", "40 killed", "Three people were killed in the explosion.", credence.No},
		{"killed", "ten killed", "At least seven people were killed in the explosion.", credence.No},
		{"killed", "ten killed", "More than seven people were killed in the explosion.", credence.No},
		{"killed", "ten killed", "At least ten people were killed in the explosion.", credence.Yes},
		{"killed", "ten killed", "At least nine people were killed in the explosion.", credence.Yes},
		{"killed", "more than ten killed", "At least seven people were killed in the explosion.", credence.No},
		{"killed", "at least 90 dead", "The governor said that 86 people had died.", credence.Yes},
		{"casualties", "more than 100 killed and wounded", "Police counted 31 dead and 76 injured.", credence.Yes},
		{"perpetrator_name", "Carlos Ruiz", "Police named the driver as Carlos Ruiz.", credence.Yes},
		{"perpetrator_name", "Carlos Ruiz", "Police had not named the driver.", credence.No},
		{"perpetrator_name", "Mohammed al-Hamdani", "The bomber was identified as Muhammad Hamdani, a student.", credence.Yes},
		{"perpetrator_origin", "a Tunisian", "Officials said that the attacker came from Tunisia.", credence.Yes},
		{"time", "at about 14:40", "The car was left outside the station at 2.30 pm.", credence.Yes},
		{"time", "in the morning", "The bomb went off at 9.15 am.", credence.Yes},
		{"time", "in the morning", "The bomb went off shortly before 8 in the evening.", credence.No},
		{"time", "at midnight", "Shots were heard at 00:10.", credence.Yes},
		{"target", "the barracks of the gendarmerie", "A bomb went off at the gendarmerie barracks.", credence.Yes},
		{"target", "the American embassy", "Mortar shells were fired at the US embassy.", credence.Yes},
		{"motive", "revenge for the air strikes on Gaza", "The group had vowed to answer the air strikes on Gaza.", credence.Yes},
		{"motive", "the release of prisoners in Stuttgart", "Guests were taken hostage at the embassy.", credence.No},
		{"perpetrator_status", "the attackers returned safely to base", "The gunmen escaped in a stolen car.", credence.Yes},
		{"media", "a video of the commander announcing the attack", "Television showed video of the smoke.", credence.No},
		{"date", "yesterday", "A bomb went off at the barracks this morning.", credence.Yes},
		{"affiliation", "a soldier of the Front", "Friends of the attacker said that he had long been a member of the Front of the North.", credence.Yes},
		{"affiliation", "a soldier of the Front", "Police found no link between the attacker and any group.", credence.No},
		{"perpetrator_name", "", "Police identified the gunman as a student of 24 from Lyon.", credence.Yes},
		{"perpetrator_name", "", "Police are withholding the name of the gunman.", credence.No},
	}
	for _, tt := range tests {
		t.Run(string(tt.slot)+" "+tt.value+" / "+tt.report, func(t *testing.T) {
			got := ask(tt.slot, tt.value, report("Courier", 4, tt.report))
			if got.PublicBefore != tt.want {
				t.Errorf("public before = %s, want %s: %s", got.PublicBefore, tt.want, got.Reason)
			}
		})
	}
}

// TestLater sets single details against one report from after the claim.
func TestLater(t *testing.T) {
	tests := []struct {
		slot          credence.Slot
		value, report string
		want          credence.Outcome
	}{
		{"place", "the railway bridge at Orly", "Investigators found the remains of a bomb at the railway bridge near Orly.", credence.Confirmed},
		{"affiliation", "soldier of the Front", "Detectives found no evidence that the man had any link to the Front of the North.", credence.Contradicted},
		{"affiliation", "soldier of the Front", "The court heard letters in which he swore allegiance to the Front and found him guilty of membership.", credence.Confirmed},
		{"perpetrator_count", "three", "Police said that a single gunman had carried out the attack.", credence.Contradicted},
		{"weapon", "a letter bomb", "The prosecutor said that the charge had been sent as a letter bomb.", credence.Confirmed},
		{"warning", "a warning was telephoned to the newspaper", "The Front says that a warning was telephoned to the newspaper.", credence.Unresolved},
		{"warning", "a warning was telephoned to the newspaper", "Police confirmed that a warning had been telephoned to the newspaper.", credence.Confirmed},
		{"method", "a second bomb in the station", "The fire brigade said that there was no second bomb in the station.", credence.Contradicted},
		{"motive", "revenge for the deaths of prisoners", "Commentators spoke of revenge for the deaths of prisoners.", credence.Unresolved},
		{"perpetrator_status", "the fighters returned safely", "Police arrested the two gunmen in a forest the next day.", credence.Contradicted},
		{"media", "a video of the preparation of the attack", "The agency showed a video of the preparation, seen by this newspaper.", credence.Confirmed},
		{"media", "announces a video of the attack", "The group announced that a video would follow.", credence.Unresolved},
	}
	for _, tt := range tests {
		t.Run(string(tt.slot)+" "+tt.value+" / "+tt.report, func(t *testing.T) {
			got := ask(tt.slot, tt.value, report("Courier", 4, "An attack was reported in the north."), report("Echo", 72, tt.report))
			if got.Later != tt.want {
				t.Errorf("later = %s, want %s: %s", got.Later, tt.want, got.Reason)
			}
			if got.Later == credence.Confirmed && len(got.LaterBy) == 0 {
				t.Errorf("confirmed by nobody: %s", got.Reason)
			}
		})
	}
}

// A wider word leaves a claimed vehicle open: it is shown as a near miss.
func TestVehicleAtLarge(t *testing.T) {
	got := ask("vehicle", "a truck", report("Courier", 4, "A vehicle was driven into the crowd on the promenade."))
	if got.PublicBefore != credence.No || len(got.NearMisses) != 1 {
		t.Errorf("%+v", got)
	}
}

// What cannot be checked is not contradicted either, whoever says otherwise.
func TestNotCheckable(t *testing.T) {
	for _, checkable := range []bool{true, false} {
		q := Question{
			Claim: credence.Claim{Claimant: "Front of the North", At: credence.At(claimAt, "stated"),
				Details: []credence.Detail{{ID: "t-1", Slot: credence.SlotAffiliation, Value: "a soldier of the Front", Stated: true, Checkable: checkable}}},
			Facts:   Facts{Date: credence.At(attackAt, "stated")},
			Reports: []Report{report("Echo", 72, "Detectives found no evidence that the man had any link to the Front of the North.")},
		}
		got := Test(q)[0]
		want := map[bool]credence.Outcome{true: credence.Contradicted, false: credence.Unresolved}[checkable]
		if got.Later != want || len(got.LaterBy) == 0 {
			t.Errorf("checkable %t: %s by %d, want %s: %s", checkable, got.Later, len(got.LaterBy), want, got.Reason)
		}
	}
}

// Whoever doubts a claim may quote it and say in the same breath what is wrong.
func TestDoubtContradicts(t *testing.T) {
	const comment = `"The statement says little and gets the vehicle wrong: it was a van, not a truck," said Marta Oja, who studies armed groups.`
	for _, c := range []struct {
		name string
		said []credence.Statement
		want credence.Outcome
	}{
		{"doubted by a speaker", []credence.Statement{{Kind: credence.KindDoubt, Speaker: credence.Speaker{Name: "Marta Oja"}}}, credence.Contradicted},
		{"doubted by nobody", []credence.Statement{{Kind: credence.KindDoubt}}, credence.Unresolved},
		{"only told", nil, credence.Unresolved},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := report("Courier", 40, comment)
			for i := range c.said {
				c.said[i].Span = credence.Span{End: len(comment)}
			}
			r.Extraction = &credence.Extraction{Statements: c.said}
			if got := ask("vehicle", "a truck", r); got.Later != c.want {
				t.Errorf("%s, want %s: %s", got.Later, c.want, got.Reason)
			}
		})
	}
}
