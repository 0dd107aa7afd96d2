// Command span-generator sends spans like those of web services over OTLP/gRPC, by several senders at once, and prints as JSON
// what became of them. What is refused for the moment it sends again, as SDKs do, as long as its patience lasts.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"sync"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	resource "go.opentelemetry.io/proto/otlp/resource/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
)

const (
	deadline   = 10 * time.Second
	retryPause = 500 * time.Millisecond
)

// temporary are the answers after which SDKs send again
var temporary = map[codes.Code]bool{
	codes.Unavailable: true, codes.ResourceExhausted: true, codes.DeadlineExceeded: true,
	codes.Aborted: true, codes.Canceled: true, codes.OutOfRange: true, codes.DataLoss: true,
}

type settings struct {
	address, service      string
	spans, batch, senders int
	rate                  float64
	patience              time.Duration
}

type result struct {
	Accepted int     `json:"accepted"`
	Refused  int     `json:"refused"`
	Retries  int     `json:"retries"`
	Seconds  float64 `json:"seconds"`
	Last     string  `json:"lastRefusal,omitempty"`
}

func main() {
	var s settings
	flag.StringVar(&s.address, "address", "127.0.0.1:4317", "host and port of an OTLP/gRPC receiver")
	flag.StringVar(&s.service, "service", "orders", "service.name of the spans")
	flag.IntVar(&s.spans, "spans", 100_000, "how many to send")
	flag.IntVar(&s.batch, "batch", 100, "spans in a request")
	flag.IntVar(&s.senders, "senders", 4, "requests at the same time")
	flag.Float64Var(&s.rate, "rate", 0, "spans a second; 0 is as fast as they are taken")
	flag.DurationVar(&s.patience, "patience", 0, "for how long a request is sent again")
	flag.Parse()
	sent, err := send(s)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(sent); err != nil {
		log.Fatal(err)
	}
}

func send(s settings) (result, error) {
	connection, err := grpc.NewClient(s.address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return result{}, fmt.Errorf("%s: %w", s.address, err)
	}
	defer connection.Close()
	client := collector.NewTraceServiceClient(connection)
	batches := make(chan int)
	results := make(chan result)
	var working sync.WaitGroup
	for range s.senders {
		working.Add(1)
		go func() {
			defer working.Done()
			for count := range batches {
				results <- export(client, s, count)
			}
		}()
	}
	start := time.Now()
	go pace(s, start, batches)
	go func() { working.Wait(); close(results) }()
	var all result
	for one := range results {
		all.Accepted += one.Accepted
		all.Refused += one.Refused
		all.Retries += one.Retries
		if one.Last != "" {
			all.Last = one.Last
		}
	}
	all.Seconds = time.Since(start).Seconds()
	return all, nil
}

// pace hands out batches, no faster than the rate.
func pace(s settings, start time.Time, batches chan<- int) {
	for sent := 0; sent < s.spans; sent += s.batch {
		if s.rate > 0 {
			due := time.Duration(float64(sent) / s.rate * float64(time.Second))
			time.Sleep(time.Until(start.Add(due)))
		}
		batches <- min(s.batch, s.spans-sent)
	}
	close(batches)
}

func export(client collector.TraceServiceClient, s settings, count int) result {
	request := requestOf(s.service, count)
	since := time.Now()
	for retries := 0; ; retries++ {
		ctx, cancel := context.WithTimeout(context.Background(), deadline)
		_, err := client.Export(ctx, request)
		cancel()
		if err == nil {
			return result{Accepted: count, Retries: retries}
		}
		if !temporary[status.Code(err)] || time.Since(since) > s.patience {
			return result{Refused: count, Retries: retries, Last: err.Error()}
		}
		time.Sleep(retryPause)
	}
}

func requestOf(service string, count int) *collector.ExportTraceServiceRequest {
	spans := make([]*trace.Span, count)
	for index := range spans {
		spans[index] = span()
	}
	attributes := []*common.KeyValue{text("service.name", service), text("service.version", "1.4.2"), text("k8s.namespace.name", "shop")}
	return &collector.ExportTraceServiceRequest{ResourceSpans: []*trace.ResourceSpans{{
		Resource:   &resource.Resource{Attributes: attributes},
		ScopeSpans: []*trace.ScopeSpans{{Spans: spans}},
	}}}
}

// span is one of an HTTP request with the attributes that instrumentation gives it.
func span() *trace.Span {
	id := make([]byte, 24)
	if _, err := rand.Read(id); err != nil {
		log.Fatal(err)
	}
	end := time.Now()
	return &trace.Span{
		TraceId: id[:16], SpanId: id[16:], Name: "GET /orders/{id}", Kind: trace.Span_SPAN_KIND_SERVER,
		StartTimeUnixNano: uint64(end.Add(-3 * time.Millisecond).UnixNano()), EndTimeUnixNano: uint64(end.UnixNano()),
		Attributes: []*common.KeyValue{
			text("http.request.method", "GET"),
			text("http.route", "/orders/{id}"),
			text("url.path", fmt.Sprintf("/orders/%x", id[:4])),
			text("server.address", "orders.shop.svc.cluster.local"),
			text("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
			text("db.query.text", "SELECT id, total FROM orders WHERE id = $1"),
		},
	}
}

func text(key, value string) *common.KeyValue {
	return &common.KeyValue{Key: key, Value: &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: value}}}
}
