package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
)

// maxAnswer is how much of the answer to a delivery is read.
const maxAnswer = 64 << 10

// Post hands a body to an address and gives the status that answers it. The
// same addresses are allowed as for Get, and the same time; redirects are not
// followed, and robots.txt does not count where somebody asked to be told. A
// status outside 200 to 299 is an error as well.
func (c *Client) Post(ctx context.Context, address string, header http.Header, body []byte) (status int, err error) {
	u, err := parse(address)
	if err != nil {
		return 0, refused(address, err.Error(), nil)
	}
	limited, cancel := context.WithTimeoutCause(ctx, c.opt.Timeout, errTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return 0, refused(address, "not an address", err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", c.opt.Agent)
	res, err := c.http.Do(req)
	if err != nil {
		return 0, explain(ctx, address, timedOut(limited, err))
	}
	defer res.Body.Close()
	io.Copy(io.Discard, io.LimitReader(res.Body, maxAnswer)) // so that the connection can be used again
	if res.StatusCode < 200 || res.StatusCode > 299 {
		err = refused(address, fmt.Sprintf("the server answers %d %s", res.StatusCode, http.StatusText(res.StatusCode)), nil)
	}
	return res.StatusCode, err
}
