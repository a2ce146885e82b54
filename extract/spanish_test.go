package extract

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/lang"
	"github.com/credence-project/credence/lexicon"
)

var spanish = sync.OnceValues(func() (*Extractor, error) { return New(lang.Spanish(), lexicon.Actors()) })

// TestSpanishStatements holds the Spanish pack to passages in wire style. A
// wanted line is "kind actor / speaker | words of the span"; a mark ~ stands
// for a hedge.
func TestSpanishStatements(t *testing.T) {
	x, err := spanish()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range spanishCases {
		t.Run(c.name, func(t *testing.T) {
			got := []string{}
			for _, st := range x.Statements(credence.Document{Lang: "es", Text: c.text}) {
				line := brief(&st)
				if st.Hedged {
					line = "~" + line
				}
				got = append(got, line+" | "+st.Text)
				if st.Of(c.text) != st.Text {
					t.Errorf("span %v is %q, not %q", st.Span, st.Of(c.text), st.Text)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" && (len(c.want) > 0 || len(got) > 0) {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

type spanishCase struct {
	name, text string
	want       []string
}

var spanishCases = []spanishCase{
	// Claims.
	{"se atribuyó", "El Ejército de Liberación Nacional (ELN) se atribuyó el atentado contra el oleoducto.",
		[]string{"claim Ejército de Liberación Nacional | El Ejército de Liberación Nacional (ELN) se atribuyó el atentado contra el oleoducto"}},
	{"se adjudicó la autoría", "Las FARC se adjudicaron este lunes la autoría del ataque contra un puesto de policía.",
		[]string{"claim FARC | Las FARC se adjudicaron este lunes la autoría del ataque contra un puesto de policía"}},
	{"reivindicó", "ETA reivindicó ayer la colocación de una bomba en una estación del norte.",
		[]string{"claim ETA | ETA reivindicó ayer la colocación de una bomba en una estación del norte"}},
	{"asumió la responsabilidad", "Sendero Luminoso asumió la responsabilidad de la emboscada en un comunicado.",
		[]string{"claim Sendero Luminoso | Sendero Luminoso asumió la responsabilidad de la emboscada en un comunicado"}},
	{"asumió la autoría, perfecto", "El Frente Farabundo Martí para la Liberación Nacional ha asumido la autoría del asalto al cuartel.",
		[]string{"claim Frente Farabundo Martí para la Liberación Nacional | El Frente Farabundo Martí para la Liberación Nacional ha asumido la autoría del asalto al cuartel"}},
	{"pasiva", "El atentado fue reivindicado por el Estado Islámico en un comunicado.",
		[]string{"claim Estado Islámico | El atentado fue reivindicado por el Estado Islámico en un comunicado"}},
	{"mayúsculas sin acentos", "EL EJERCITO DE LIBERACION NACIONAL SE ATRIBUYO EL ATAQUE CONTRA EL CUARTEL. LA POLICIA ACUSO A SENDERO LUMINOSO DE COLOCAR LA OTRA BOMBA.",
		[]string{"claim EJERCITO DE LIBERACION NACIONAL | EL EJERCITO DE LIBERACION NACIONAL SE ATRIBUYO EL ATAQUE CONTRA EL CUARTEL", "accusation SENDERO LUMINOSO / POLICIA | LA POLICIA ACUSO A SENDERO LUMINOSO DE COLOCAR LA OTRA BOMBA"}},
	{"grupo desconocido", "Un grupo hasta ahora desconocido que se hace llamar Brigada del Alba se atribuyó el ataque.",
		[]string{"claim Brigada del Alba | Un grupo hasta ahora desconocido que se hace llamar Brigada del Alba se atribuyó el ataque"}},
	{"autodenominado", "El autodenominado Comando Río Negro reivindicó el secuestro del empresario.",
		[]string{"claim Comando Río Negro | El autodenominado Comando Río Negro reivindicó el secuestro del empresario"}},
	{"sujeto elidido", "El ELN dijo que colocó la bomba como represalia.",
		[]string{"claim ELN | El ELN dijo que colocó la bomba"}},
	{"portavoz", "Un portavoz de las FARC reivindicó el ataque al cuartel.",
		[]string{"claim FARC / Un portavoz | Un portavoz de las FARC reivindicó el ataque al cuartel"}},
	{"condicional de rumor", "Según fuentes policiales, el ELN se habría atribuido el atentado.",
		[]string{"~claim ELN / fuentes policiales | el ELN se habría atribuido el atentado"}},
	{"se responsabilizó", "ETA se responsabilizó de los últimos atentados.",
		[]string{"claim ETA | ETA se responsabilizó de los últimos atentados"}},
	{"fue reclamada", "La autoría del ataque fue reclamada por el Frente Polisario.",
		[]string{"claim Frente Polisario | La autoría del ataque fue reclamada por el Frente Polisario"}},
	// Denials.
	{"negó haber", "ETA negó haber colocado la bomba.",
		[]string{"denial ETA | ETA negó haber colocado la bomba"}},
	{"desmintió participación", "El FMLN desmintió cualquier participación en el asesinato del alcalde.",
		[]string{"denial FMLN | El FMLN desmintió cualquier participación en el asesinato del alcalde"}},
	{"rechazó acusaciones", "La Brigada del Alba rechazó las acusaciones de la policía.",
		[]string{"denial Brigada del Alba | La Brigada del Alba rechazó las acusaciones de la policía"}},
	{"portavoz negó", "Un portavoz de Sendero Luminoso negó que el grupo haya cometido la matanza.",
		[]string{"denial Sendero Luminoso / Un portavoz | Un portavoz de Sendero Luminoso negó que el grupo haya cometido la matanza"}},
	{"no tuvo nada que ver", "El ELN aseguró que no tuvo nada que ver con el secuestro.",
		[]string{"denial ELN | El ELN aseguró que no tuvo nada que ver con el secuestro"}},
	{"se desvinculó", "Las FARC se desvincularon del atentado contra el club.",
		[]string{"denial FARC | Las FARC se desvincularon del atentado contra el club"}},
	{"negó que haya", "El ELN negó que haya asesinado al alcalde.",
		[]string{"denial ELN | El ELN negó que haya asesinado al alcalde"}},
	{"negó estar detrás", "El Estado Islámico negó ser el autor del ataque.",
		[]string{"denial Estado Islámico | El Estado Islámico negó ser el autor del ataque"}},
	{"no fuimos", "«No pusimos la bomba», dijo un portavoz del ELN.",
		[]string{"denial ELN / un portavoz | No pusimos la bomba», dijo un portavoz del ELN"}},
	// Silence.
	{"ningún grupo", "Hasta el momento, ningún grupo se ha atribuido el atentado.",
		[]string{"no_claim  | ningún grupo se ha atribuido el atentado"}},
	{"nadie", "Nadie ha reivindicado la explosión, que dejó tres heridos.",
		[]string{"no_claim  | Nadie ha reivindicado la explosión"}},
	{"no ha sido reivindicado", "El ataque no ha sido reivindicado por el momento.",
		[]string{"no_claim  | El ataque no ha sido reivindicado por el momento"}},
	{"ninguna organización", "Ninguna organización ha asumido la responsabilidad de la matanza.",
		[]string{"no_claim  | Ninguna organización ha asumido la responsabilidad de la matanza"}},
	{"no hubo", "No hubo reivindicación del ataque.",
		[]string{"no_claim  | No hubo reivindicación del ataque"}},
	{"nadie lo ha", "Dos soldados murieron en el ataque. Nadie lo ha reivindicado todavía.",
		[]string{"no_claim  | Nadie lo ha reivindicado todavía"}},
	{"nadie se responsabilizó", "Ninguna organización se ha responsabilizado del atentado.",
		[]string{"no_claim  | Ninguna organización se ha responsabilizado del atentado"}},
	// Accusations.
	{"acusó a", "El ministro de Defensa acusó a las FARC de haber cometido la masacre.",
		[]string{"accusation FARC / El ministro | El ministro de Defensa acusó a las FARC de haber cometido la masacre"}},
	{"responsabilizó", "El Ejército responsabilizó del ataque al ELN.",
		[]string{"accusation ELN / Ejército | El Ejército responsabilizó del ataque al ELN"}},
	{"culpó", "La policía culpó a Sendero Luminoso de la muerte de dos campesinos.",
		[]string{"accusation Sendero Luminoso / La policía | La policía culpó a Sendero Luminoso de la muerte de dos campesinos"}},
	{"atribuyó a", "Las autoridades atribuyeron el atentado al Estado Islámico.",
		[]string{"accusation Estado Islámico / Las autoridades | Las autoridades atribuyeron el atentado al Estado Islámico"}},
	{"según", "Según la policía, ETA colocó el artefacto en un contenedor.",
		[]string{"accusation ETA / la policía | ETA colocó el artefacto en un contenedor"}},
	{"presunto", "El gobernador acusó a presuntos guerrilleros del ELN de la emboscada.",
		[]string{"~accusation ELN / El gobernador | El gobernador acusó a presuntos guerrilleros del ELN de la emboscada"}},
	{"informó", "El ELN secuestró a dos ingenieros, informó el Ejército.",
		[]string{"accusation ELN / Ejército | El ELN secuestró a dos ingenieros, informó el Ejército"}},
	{"según la Policía", "Una bomba mató a un guardia, según la Policía, que culpó del atentado a ETA.",
		[]string{"accusation ETA / Policía | la Policía, que culpó del atentado a ETA"}},
	{"pasiva con fuente", "La policía dijo que la bomba fue colocada por el ELN.",
		[]string{"accusation ELN / La policía | La policía dijo que la bomba fue colocada por el ELN"}},
	{"dos acusados", "El fiscal atribuyó la matanza a las FARC y al ELN.",
		[]string{"accusation FARC / El fiscal | El fiscal atribuyó la matanza a las FARC y al ELN", "accusation ELN / El fiscal | El fiscal atribuyó la matanza a las FARC y al ELN"}},
	{"acusación y desmentido", "El Gobierno responsabilizó a las FARC del secuestro. La guerrilla negó su participación.",
		[]string{"accusation FARC / Gobierno | El Gobierno responsabilizó a las FARC del secuestro", "denial FARC | La guerrilla negó su participación"}},
	{"impersonal", "El asesinato se atribuye a Sendero Luminoso.",
		[]string{"accusation Sendero Luminoso | El asesinato se atribuye a Sendero Luminoso"}},
	// Pledges.
	{"juró lealtad", "La Brigada del Alba juró lealtad al Estado Islámico en un video.",
		[]string{"pledge Estado Islámico / Brigada del Alba | La Brigada del Alba juró lealtad al Estado Islámico en un video"}},
	{"prestó juramento", "El grupo Luz del Desierto prestó juramento de fidelidad a Al Qaeda.",
		[]string{"pledge Al Qaeda / Luz del Desierto | El grupo Luz del Desierto prestó juramento de fidelidad a Al Qaeda"}},
	{"juraron", "Varios milicianos del Frente del Sur juraron lealtad a Boko Haram.",
		[]string{"pledge Boko Haram / Varios milicianos | Varios milicianos del Frente del Sur juraron lealtad a Boko Haram"}},
	// Nothing of the kind.
	{"acusación de otra cosa", "El diputado acusó al ministro de mentir sobre el presupuesto.", nil},
	{"reivindica derechos", "La comunidad indígena reivindica su derecho a la tierra.", nil},
	{"responsabilidad del cargo", "La directora asumió la responsabilidad del hospital en enero.", nil},
	{"equipo", "El equipo chileno atacó desde el primer minuto, dijo el entrenador.", nil},
	{"negó rumores", "La cantante desmintió los rumores de su boda.", nil},
	{"tormenta", "Las autoridades atribuyeron la explosión a una fuga de gas.", nil},
	{"presidencia", "El nuevo ministro asumió la presidencia del partido.", nil},
	{"gol", "El delantero se atribuyó el gol del triunfo.", nil},
	{"contrato", "Una empresa francesa se adjudicó el contrato del puerto.", nil},
	{"sindicatos", "Los sindicatos reivindicaron mejoras salariales ante el ministerio.", nil},
	{"retraso", "La compañía asumió la responsabilidad por el retraso del tren.", nil},
	{"bandera", "Los soldados juraron lealtad a la bandera.", nil},
	{"constitución", "El presidente juró fidelidad a la Constitución.", nil},
	{"oposición", "La oposición acusó al Gobierno de subir los impuestos.", nil},
	{"precio", "El banco atribuyó la subida de los precios a la sequía.", nil},
	{"negó visado", "El consulado negó el visado a dos periodistas.", nil},
	{"pregunta", "¿Quién se atribuyó el atentado?", nil},
	{"condición", "Si el ELN se atribuye el atentado, no habrá diálogo.", nil},
	{"récord", "Nadie se atribuyó el gol.", nil},
}
