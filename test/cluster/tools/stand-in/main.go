// Command stand-in waits until it is told to end: in place of a program that is not to be had, and as the sandbox of pods. To
// what asks at the addresses that flags named …-address give, it answers that it is well.
package main

import (
	"log"
	"net/http"
	"os"
	"os/signal"
	"regexp"
	"syscall"
)

var address = regexp.MustCompile(`^--(?:http|grpc)-address=(.+)$`)

func main() {
	for _, argument := range os.Args[1:] {
		if found := address.FindStringSubmatch(argument); found != nil {
			go func() { log.Fatal(http.ListenAndServe(found[1], http.HandlerFunc(answer))) }()
		}
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	<-ended
}

func answer(response http.ResponseWriter, _ *http.Request) {
	response.WriteHeader(http.StatusOK)
}
