package table_test

import (
	"fmt"

	"github.com/credence-project/credence/export/table"
)

func ExampleGuard() {
	fmt.Println(table.Guard("=1+1"), table.Unguard(table.Guard("=1+1")))
	// Output: '=1+1 =1+1
}
