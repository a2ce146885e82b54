package lexicon

import "strings"

// divisionWords are words for first-level divisions, in the forms in which
// names carry them.
var divisionWords = []struct{ word, kind string }{
	{"autonomous region", "region"}, {"autonomous province", "province"}, {"autonomous republic", "republic"},
	{"federal district", "district"}, {"capital region", "region"}, {"department", "department"},
	{"departamento", "department"}, {"governorate", "governorate"}, {"muhafazat", "governorate"},
	{"muhafazah", "governorate"}, {"province", "province"}, {"provincia", "province"}, {"wilayat", "province"},
	{"wilaya", "province"}, {"state", "state"}, {"estado", "state"}, {"prefecture", "prefecture"},
	{"county", "county"}, {"district", "district"}, {"region", "region"}, {"oblast", "oblast"}, {"krai", "krai"},
	{"kray", "krai"}, {"republic", "republic"}, {"canton", "canton"}, {"parish", "parish"},
	{"municipality", "municipality"}, {"division", "division"}, {"voivodeship", "province"}, {"emirate", "emirate"},
	{"territory", "territory"}, {"area", "area"},
}

// PlainDivision gives the name of a division without the word for what it is:
// "Ayacucho department" and "Department of Ayacucho" are "Ayacucho".
func PlainDivision(name string) string {
	if name == "" {
		return ""
	}
	low := strings.ToLower(name)
	for _, w := range divisionWords {
		if strings.HasSuffix(low, " "+w.word) {
			return strings.TrimSpace(name[:len(name)-len(w.word)-1])
		}
		if !strings.HasPrefix(low, w.word+" ") {
			continue
		}
		rest := name[len(w.word)+1:]
		for _, of := range []string{"of the ", "of ", "del ", "de la ", "de "} {
			if strings.HasPrefix(strings.ToLower(rest), of) {
				return rest[len(of):]
			}
		}
		return rest
	}
	return name
}

// divisionType gives the kind of division that a name states, or "".
func divisionType(name string) string {
	low := strings.ToLower(name)
	for _, w := range divisionWords {
		if strings.HasSuffix(low, " "+w.word) || strings.HasPrefix(low, w.word+" ") {
			return w.kind
		}
	}
	return ""
}
