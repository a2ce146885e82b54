package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/credence-project/credence/client"
)

func ExampleClient_Claims() {
	desk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"items":[{"title":"bombing, Baghdad, 2 May 2019: claim by the River Front","slug":"river-front-baghdad-2019-05",
			"claim":{"id":"c-x"},"verdict":{"top":{"h":"H3","p":0.7,"lo":0.5,"hi":0.8,"word":"likely"},"sufficiency":"likely"}}]}`)
	}))
	defer desk.Close()
	c := client.New(desk.URL, client.Options{})
	claims, err := c.Claims(context.Background(), client.ClaimQuery{AsOf: client.AsOf{Known: "2019-05-03"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range claims.Items {
		fmt.Println(item.Title, "-", item.Verdict.Top.H, item.Verdict.Top.Word)
	}
	// Output: bombing, Baghdad, 2 May 2019: claim by the River Front - H3 likely
}
