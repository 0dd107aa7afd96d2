//go:build ignore

// Evaluates alerting rules minute by minute on given series, as a Prometheus would, and prints which alerts fire. alerts RULES reads
// cases from standard input, each with series in the notation of Prometheus' own tests and a number of minutes; what it
// prints has, for each case and minute, the labels of what fires.
package main

import (
	"context"
	"encoding/json"
	"log"
	"log/slog"
	"os"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/prometheus/prometheus/rules"
)

const step = time.Minute

type testCase struct {
	Series  string
	Minutes int
}

// firing has the labels of what fires, for each minute.
type firing [][]map[string]string

func main() {
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		log.Fatal(err)
	}
	all := []firing{}
	for _, one := range cases {
		fires, err := evaluate(os.Args[1], one)
		if err != nil {
			log.Fatal(err)
		}
		all = append(all, fires)
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		log.Fatal(err)
	}
}

func evaluate(file string, one testCase) (firing, error) {
	series, err := promqltest.NewLazyLoader("load 1m\n"+one.Series, promqltest.LazyLoaderOpts{})
	if err != nil {
		return nil, err
	}
	defer series.Close()
	manager := rules.NewManager(&rules.ManagerOptions{
		QueryFunc:  rules.EngineQueryFunc(series.QueryEngine(), series.Storage()),
		Appendable: series.Storage(),
		Context:    context.Background(),
		NotifyFunc: func(context.Context, string, ...*rules.Alert) {},
		Logger:     slog.New(slog.DiscardHandler),
	})
	groups, errs := manager.LoadGroups(step, labels.EmptyLabels(), "", nil, false, file)
	if len(errs) > 0 {
		return nil, errs[0]
	}
	fires := firing{}
	for minute := range one.Minutes {
		now := time.Unix(0, 0).UTC().Add(time.Duration(minute) * step)
		var failed error
		series.WithSamplesTill(now, func(err error) { failed = err })
		if failed != nil {
			return nil, failed
		}
		found := []map[string]string{}
		for _, group := range groups {
			group.Eval(series.Context(), now)
			for _, rule := range group.Rules() {
				if err := rule.LastError(); err != nil {
					return nil, err
				}
				alerting, ok := rule.(*rules.AlertingRule)
				if !ok {
					continue
				}
				for _, alert := range alerting.ActiveAlerts() {
					if alert.State == rules.StateFiring {
						found = append(found, alert.Labels.Map())
					}
				}
			}
		}
		fires = append(fires, found)
	}
	return fires, nil
}
