// Command stand-in waits until it is told to end: in place of a program that is not to be had, and as the sandbox of pods. To
// what asks at the addresses that flags named …-address give, or where the program that it stands in for is asked, it answers that it is well.
package main

import (
	"log"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"
)

var address = regexp.MustCompile(`^--(?:http|grpc)-address=(.+)$`)

// probed are the addresses at which programs are asked whether they are well, whatever their arguments are.
var probed = map[string]string{"agent-linux": ":14271"}

func main() {
	var addresses []string
	if own, ok := probed[filepath.Base(os.Args[0])]; ok {
		addresses = append(addresses, own)
	}
	for _, argument := range os.Args[1:] {
		if found := address.FindStringSubmatch(argument); found != nil {
			addresses = append(addresses, found[1])
		}
	}
	for _, one := range addresses {
		go func() { log.Fatal(http.ListenAndServe(one, http.HandlerFunc(answer))) }()
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	<-ended
}

func answer(response http.ResponseWriter, _ *http.Request) {
	response.WriteHeader(http.StatusOK)
}
