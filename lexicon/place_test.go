package lexicon

import (
	"strings"
	"testing"
)

// Names that hash alike must stand side by side in the data file, or all but
// the first of them could not be reached.
func TestEqualNamesAreAdjacent(t *testing.T) {
	p := Gazetteer()
	lost := 0
	for i := range p.gaz.len() {
		first, ok := p.index.lookup(p.gaz.name(i))
		if !ok {
			t.Fatalf("place %d %q is not in the index", i, p.gaz.name(i))
		}
		j := i
		for j > int(first) && p.gaz.repeats(j) {
			j--
		}
		if j != int(first) {
			lost++
			if lost < 10 {
				t.Logf("%q (%d) is apart from %q (%d)", p.gaz.name(i), i, p.gaz.name(int(first)), first)
			}
		}
	}
	if lost > 0 {
		t.Errorf("%d places cannot be reached", lost)
	}
}

func TestPlaceLookup(t *testing.T) {
	tests := []struct {
		name, in      string
		hints         PlaceHints
		want, country string
	}{
		{"largest without hints", "London", PlaceHints{}, "London", "GB"},
		{"country hint beats size", "London", PlaceHints{Countries: []string{"CA"}}, "London", "CA"},
		{"exonym", "Raqqa", PlaceHints{}, "Ar Raqqah", "SY"},
		{"former name", "Saigon", PlaceHints{}, "Ho Chi Minh City", "VN"},
		{"former name", "LENINGRAD", PlaceHints{}, "Saint Petersburg", "RU"},
		{"exonym", "Bombay", PlaceHints{}, "Mumbai", "IN"},
		{"town in its country", "San Miguel", PlaceHints{Countries: []string{"SV"}}, "San Miguel", "SV"},
		{"within a division", "San Miguel", PlaceHints{Within: "Ayacucho department"}, "San Miguel", "PE"},
		{"within a country", "Ayacucho", PlaceHints{Within: "Argentina"}, "Ayacucho", "AR"},
		{"near another place", "Cordoba", PlaceHints{Near: []Place{{Lat: 19.2, Lon: -96.1}}}, "Córdoba", "MX"},
		{"division by full name", "Department of Ayacucho", PlaceHints{}, "Ayacucho", "PE"},
		{"region of our own", "Upper Huallaga Valley", PlaceHints{}, "Upper Huallaga Valley", "PE"},
		{"country, not the town of that name", "Peru", PlaceHints{}, "Peru", "PE"},
		{"accents and case", "BOGOTA", PlaceHints{}, "Bogotá", "CO"},
		{"spelled otherwise in the population data", "Geneva", PlaceHints{}, "Geneva", "CH"},
		{"unknown", "Xyzzyville", PlaceHints{}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, score := Gazetteer().Lookup(tt.in, tt.hints)
			if p.Name != tt.want || p.Country != tt.country {
				t.Errorf("Lookup(%q, %+v) = %s %s (%.2f), want %s %s", tt.in, tt.hints, p.Name, p.Country, score, tt.want, tt.country)
			}
			if (score > 0) != (tt.want != "") || score > 1 {
				t.Errorf("Lookup(%q) has score %f", tt.in, score)
			}
		})
	}
}

func TestPlaceLongest(t *testing.T) {
	tests := []struct {
		name, text string
		tokens     int
		common     bool
	}{
		{"of two words", "San Salvador was hit", 2, false},
		{"with its kind", "Ayacucho department in Peru", 2, false},
		{"small letter is a word", "nice weather", 0, false},
		{"ordinary word at the start", "Nice weather", 1, true},
		{"possessive", "Bogota's mayor", 1, false},
		{"ordinary word of the wires", "READING THE STATEMENT", 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := Gazetteer().Longest(tokens(tt.text), 0)
			if ok != (tt.tokens > 0) || m.Tokens != tt.tokens || m.Common != tt.common {
				t.Errorf("Longest(%q) = %+v, %v; want %d tokens, common %v", tt.text, m, ok, tt.tokens, tt.common)
			}
			if ok && len(Gazetteer().Of(m)) == 0 {
				t.Errorf("Longest(%q) has no places", tt.text)
			}
		})
	}
}

// Every capital of the table of countries must be found in its country.
func TestCapitals(t *testing.T) {
	for _, c := range Countries().All() {
		if c.Years.To != 0 {
			continue // a state that is gone
		}
		p, score := Gazetteer().Lookup(c.Capital, PlaceHints{Within: c.Name})
		if score == 0 || p.Country != c.Code {
			t.Errorf("capital of %s: %s is in %s", c.Name, c.Capital, p.Country)
		}
	}
}

// The first-level divisions of the countries of the MUC-4 texts, by the names
// in use there.
func TestDivisions(t *testing.T) {
	for country, names := range map[string]string{
		"AR": "Buenos Aires,Cordoba,Santa Fe,Mendoza,Tucuman,Salta,Jujuy,Misiones,Neuquen,Entre Rios",
		"BO": "La Paz,Cochabamba,Santa Cruz,Oruro,Potosi,Tarija,Chuquisaca,Beni,Pando",
		"CL": "Antofagasta,Atacama,Coquimbo,Valparaiso,Maule,Araucania,Los Lagos,Aysen,Magallanes,Tarapaca",
		"CO": "Antioquia,Arauca,Atlantico,Bolivar,Boyaca,Caldas,Caqueta,Casanare,Cauca,Cesar,Choco,Cordoba,Cundinamarca,Guaviare,Huila,La Guajira,Magdalena,Meta,Narino,Norte de Santander,Putumayo,Quindio,Risaralda,Santander,Sucre,Tolima,Valle del Cauca,Vichada",
		"EC": "Azuay,Carchi,Chimborazo,El Oro,Esmeraldas,Guayas,Imbabura,Loja,Manabi,Napo,Pichincha,Sucumbios",
		"SV": "Ahuachapan,Cabanas,Chalatenango,Cuscatlan,La Libertad,La Paz,La Union,Morazan,San Miguel,San Salvador,San Vicente,Santa Ana,Sonsonate,Usulutan",
		"GT": "Alta Verapaz,Baja Verapaz,Chimaltenango,Escuintla,Guatemala,Huehuetenango,Izabal,Jalapa,Peten,Quetzaltenango,Quiche,Retalhuleu,San Marcos,Solola,Suchitepequez,Totonicapan,Zacapa",
		"HN": "Atlantida,Choluteca,Colon,Comayagua,Copan,Cortes,El Paraiso,Francisco Morazan,Gracias a Dios,Olancho,Yoro",
		"PE": "Amazonas,Ancash,Apurimac,Arequipa,Ayacucho,Cajamarca,Cusco,Huancavelica,Huanuco,Ica,Junin,La Libertad,Lambayeque,Loreto,Pasco,Piura,Puno,San Martin,Tacna,Ucayali",
	} {
		for _, n := range strings.Split(names, ",") {
			found := false
			for _, p := range Gazetteer().Candidates(n) {
				found = found || p.Country == country && (p.Kind == PlaceDivision || p.Kind == PlaceRegion)
			}
			if !found {
				t.Errorf("%s: no division %s", country, n)
			}
		}
	}
}

func TestDamagedGazetteer(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("no data"), []byte("header\nno zstd"), gazetteerFile[:len(gazetteerFile)/2]} {
		if _, err := readGazetteer(b); err == nil {
			t.Errorf("readGazetteer of %d damaged bytes: no error", len(b))
		}
	}
}

// A town is found however the text parts its name, but two words that together
// happen to spell a small one are none.
func TestPartedNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Lashkargah fell", "Lashkar Gāh"},
		{"Lashkar Gah fell", "Lashkar Gāh"},
		{"Lashkar-Gah fell", "Lashkar Gāh"},
		{"Beled Weyne fell", "Beledweyne"},
		{"Beledweyne fell", "Beledweyne"},
		{"Mazar i Sharif fell", "Mazār-e Sharīf"},
		{"Green Wood fell", ""},
		{"beled weyne fell", ""},
		{"BELED WEYNE FELL", ""},
	} {
		words := strings.Fields(c.text)
		m, ok := Gazetteer().Longest(func(i int) string {
			if i >= len(words) {
				return ""
			}
			return words[i]
		}, 0)
		got := ""
		if ok && m.Tokens == len(words)-1 {
			got = Gazetteer().Of(m)[0].Name
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
