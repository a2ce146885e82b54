package syndication_test

import (
	"fmt"
	"strings"

	"github.com/credence-project/credence"
	"github.com/credence-project/credence/syndication"
)

func ExampleGroups() {
	story := strings.Repeat("The bridge over the Lenne was closed on Friday after divers found a crack in its second pier. "+
		"Engineers will decide next week whether buses may cross it again. ", 2)
	docs := []credence.Document{
		{Name: "1", URL: "https://paper.example/bridge", Text: "LENNE, May 3 (Reuters) - " + story},
		{Name: "2", URL: "https://echo.example/55", Text: story + "The mayor asked everybody to be patient."},
		{Name: "3", URL: "https://echo.example/56", Text: "The choir of Lenne sings on Sunday in the old mill, and the mayor will turn the pages for the pianist."},
	}
	groups, err := syndication.Groups(docs, syndication.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range groups {
		fmt.Println(g.Origin.Name, "-", g.Origin.Reason)
		for _, m := range g.Members {
			fmt.Println(m.Name, m.Relation)
		}
	}
	// Output:
	// Reuters - credited to Reuters (dateline) by 1 of 2 documents
	// 1 copy
	// 2 copy
}
