//go:build ignore

// Writes a block of one series, as Prometheus and its sidecar would have put it into Thanos' bucket: two hours up to now,
// a sample a minute. block FOLDER
package main

import (
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	kitlog "github.com/go-kit/log"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/thanos-io/thanos/pkg/block/metadata"
)

type sample struct {
	time  int64
	value float64
}

func (s sample) T() int64                      { return s.time }
func (s sample) F() float64                    { return s.value }
func (s sample) H() *histogram.Histogram       { return nil }
func (s sample) FH() *histogram.FloatHistogram { return nil }
func (s sample) Type() chunkenc.ValueType      { return chunkenc.ValFloat }
func (s sample) Copy() chunks.Sample           { return s }

func main() {
	folder := os.Args[1]
	end := time.Now()
	var samples []chunks.Sample
	for at := end.Add(-2 * time.Hour); at.Before(end); at = at.Add(time.Minute) {
		samples = append(samples, sample{at.UnixMilli(), float64(at.Minute())})
	}
	series := storage.NewListSeries(labels.FromStrings("__name__", "evening_temp", "room", "hall"), samples)
	// one block, whatever the hours are: it must not be cut at one
	day := 24 * time.Hour.Milliseconds()
	written, err := tsdb.CreateBlock([]storage.Series{series}, folder, day, slog.New(slog.DiscardHandler))
	if err != nil {
		log.Fatal(err)
	}
	origin := metadata.Thanos{Labels: map[string]string{"cluster": "evening"}, Source: metadata.TestSource}
	block := filepath.Join(folder, filepath.Base(written))
	if _, err := metadata.InjectThanos(kitlog.NewNopLogger(), block, origin, nil); err != nil {
		log.Fatal(err)
	}
}
