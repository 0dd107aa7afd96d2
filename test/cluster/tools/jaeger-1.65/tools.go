//go:build tools

package tools

import (
	_ "github.com/jaegertracing/jaeger/cmd/collector"
	_ "github.com/jaegertracing/jaeger/cmd/es-index-cleaner"
	_ "github.com/jaegertracing/jaeger/cmd/es-rollover"
	_ "github.com/jaegertracing/jaeger/cmd/ingester"
	_ "github.com/jaegertracing/jaeger/cmd/query"
)
