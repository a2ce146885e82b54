package store

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Texts and originals are stored as zstd frames, each on its own.

var encoder = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false), zstd.WithWindowSize(1<<20))
})

var decoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxText))
})

// compress may be called by many at once.
func compress(b []byte) ([]byte, error) {
	e, err := encoder()
	if err != nil {
		return nil, err
	}
	return e.EncodeAll(b, nil), nil
}

// decompress undoes compress. It may be called by many at once.
func decompress(b []byte) ([]byte, error) {
	d, err := decoder()
	if err != nil {
		return nil, err
	}
	out, err := d.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("stored bytes: %w", err)
	}
	return out, nil
}
