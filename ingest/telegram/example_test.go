package telegram_test

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence/ingest/telegram"
)

func ExampleMessages() {
	export := `{"name": "Harbour Channel", "id": 77, "messages": [{"id": 2, "type": "message", "date_unixtime": "1620116100",
 "from": "Harbour Channel", "forwarded_from": "North Wire", "text": ["The bridge ", {"type": "bold", "text": "is closed"}, "."]}]}`
	for message, err := range telegram.Messages(strings.NewReader(export), nil) {
		if err != nil {
			fmt.Println("fault:", err)
			continue
		}
		d := message.Document
		fmt.Println(d.Outlet, "crediting", d.Credit, "at", d.Published.From.Format("2006-01-02 15:04")+":", d.Text)
	}
	// Output:
	// Harbour Channel crediting North Wire at 2021-05-04 08:15: The bridge is closed.
}
