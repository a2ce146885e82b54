package naming_test

import (
	"fmt"

	"github.com/credence-project/credence/export/naming"
)

func ExampleGate_Text() {
	gate := naming.New([]string{"Jo Marlow"}, []string{"Old Tom Reed"})
	fmt.Println(gate.Text("Police named Jo Marlow, who knew Reed. Marlow was held."))
	// Output: Police named [name withheld], who knew Reed. [name withheld] was held.
}
