package warc_test

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence/ingest/warc"
)

func ExampleRecords() {
	archive := "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://harbour.example/a\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n" +
		"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://harbour.example/b\r\nContent-Length: 50\r\n\r\ncut sh"
	for record, err := range warc.Records(strings.NewReader(archive), nil) {
		if err != nil {
			fmt.Println("fault:", err)
			continue
		}
		fmt.Println(record.Type(), record.URI(), string(record.Block))
	}
	// Output:
	// resource https://harbour.example/a hello
	// resource https://harbour.example/b cut sh
	// fault: byte 105: record ends after 6 of 50 bytes
}
