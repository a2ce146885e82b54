// Package client speaks to the API of a Credence workbench. It needs nothing
// but the standard library.
//
//	c := client.New("http://127.0.0.1:8417", client.Options{})
//	claims, err := c.Claims(ctx, client.ClaimQuery{})
//	brief, err := c.Claim(ctx, string(claims.Items[0].Claim.ID), client.AsOf{Known: "2017-03-27"})
//
// The types are those of the API itself: the server answers with them. What a
// server said last under an address is kept and asked for again only if it
// changed (ETag). [VerifyHook] checks the signature of what a server delivers
// to an address of yours.
package client
