// Program judge answers what a collector refuses. It stands in the place of the main.go that the builder writes, so it has the
// components of that collector.
//
// Each line of its input is a question in JSON, each line of its output the answer to one.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	envprovider "go.opentelemetry.io/collector/confmap/provider/envprovider"
	yamlprovider "go.opentelemetry.io/collector/confmap/provider/yamlprovider"
	"go.opentelemetry.io/collector/otelcol"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// question is about a whole configuration, or about the settings of one component; with neither, about which components there are.
type question struct {
	// Config is a whole configuration, as YAML.
	Config string `json:"config"`
	// Component is a kind and a type, as in `processors/batch`.
	Component string `json:"component"`
	// Settings are those of the component, as YAML.
	Settings string `json:"settings"`
}

type answer struct {
	// Refusal is empty where the collector takes what was asked about.
	Refusal    string   `json:"refusal"`
	Components []string `json:"components,omitempty"`
}

func main() {
	if err := answerAll(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerAll() error {
	factories, err := components()
	if err != nil {
		return err
	}
	known := byKind(factories)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		given := answer{}
		if asked == (question{}) {
			given.Components = slices.Sorted(maps.Keys(known))
		} else if err := judge(asked, known); err != nil {
			given.Refusal = err.Error()
		}
		if err := encoder.Encode(given); err != nil {
			return err
		}
		// whoever asks one at a time waits for the answer
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return lines.Err()
}

func byKind(factories otelcol.Factories) map[string]component.Factory {
	known := map[string]component.Factory{}
	add(known, "receivers", factories.Receivers)
	add(known, "processors", factories.Processors)
	add(known, "exporters", factories.Exporters)
	add(known, "connectors", factories.Connectors)
	add(known, "extensions", factories.Extensions)
	return known
}

func add[F component.Factory](known map[string]component.Factory, kind string, factories map[component.Type]F) {
	for id, factory := range factories {
		known[kind+"/"+id.String()] = factory
	}
}

// judge returns what is wrong; what makes a component panic stops a collector, too.
func judge(asked question, known map[string]component.Factory) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	if asked.Config != "" {
		return judgeConfig(asked.Config)
	}
	factory, found := known[asked.Component]
	if !found {
		return fmt.Errorf("unknown component %q", asked.Component)
	}
	return judgeSettings(factory, asked.Settings)
}

// judgeSettings decodes and validates as a collector does before it makes a component.
func judgeSettings(factory component.Factory, settings string) error {
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(settings))
	if err != nil {
		return err
	}
	conf, err := retrieved.AsConf()
	if err != nil {
		return err
	}
	config := factory.CreateDefaultConfig()
	if err := conf.Unmarshal(&config); err != nil {
		return err
	}
	return confmap.Validate(config)
}

// judgeConfig does what the command `validate` does.
func judgeConfig(text string) error {
	silent := zap.WrapCore(func(zapcore.Core) zapcore.Core { return zapcore.NewNopCore() })
	collector, err := otelcol.NewCollector(otelcol.CollectorSettings{
		BuildInfo:      component.BuildInfo{Command: "judge"},
		Factories:      components,
		LoggingOptions: []zap.Option{silent},
		ConfigProviderSettings: otelcol.ConfigProviderSettings{
			ResolverSettings: confmap.ResolverSettings{
				URIs: []string{"yaml:" + text},
				ProviderFactories: []confmap.ProviderFactory{
					envprovider.NewFactory(),
					yamlprovider.NewFactory(),
				},
				DefaultScheme: "env",
			},
		},
	})
	if err != nil {
		return err
	}
	return collector.DryRun(context.Background())
}
