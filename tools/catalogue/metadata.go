package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// Metadata is what metadata.yaml of a component says.
type Metadata struct {
	ID    string `json:"id,omitempty"`
	Class string `json:"class,omitempty"`
	// Stability has the signals, or pairs of them, by level.
	Stability map[string][]string `json:"stability,omitempty"`
	// Alias is the id that it had before.
	Alias string `json:"alias,omitempty"`
	// Distributions are those that have it.
	Distributions []string `json:"distributions,omitempty"`
}

var (
	metadataField = regexp.MustCompile(`(?m)^(type|deprecated_type):\s*(\S+)`)
	class         = regexp.MustCompile(`(?m)^\s+class:\s*(\S+)`)
	distributions = regexp.MustCompile(`(?m)^\s+distributions:\s*(?:\[([^\]]*)\]|((?:\s+-\s*[\w-]+)+))`)
	word          = regexp.MustCompile(`\w[\w-]*`)
	level         = regexp.MustCompile(`(?m)^\s+(development|alpha|beta|stable|deprecated|unmaintained):\s*\[([^\]]*)\]`)
)

func readMetadata(module, folder string) (Metadata, error) {
	raw, err := os.ReadFile(filepath.Join(folder, "metadata.yaml"))
	if os.IsNotExist(err) {
		// older modules are called by what they are
		kind := path.Base(path.Dir(module))
		return Metadata{ID: strings.TrimSuffix(path.Base(module), kind), Class: kind}, nil
	}
	if err != nil {
		return Metadata{}, err
	}
	text := string(raw)
	read := Metadata{Stability: map[string][]string{}}
	for _, match := range metadataField.FindAllStringSubmatch(text, -1) {
		if match[1] == "type" {
			read.ID = match[2]
		} else {
			read.Alias = match[2]
		}
	}
	if match := class.FindStringSubmatch(text); match != nil {
		read.Class = match[1]
	}
	for _, match := range level.FindAllStringSubmatch(text, -1) {
		for _, signal := range strings.Split(match[2], ",") {
			read.Stability[match[1]] = append(read.Stability[match[1]], strings.TrimSpace(signal))
		}
	}
	if match := distributions.FindStringSubmatch(text); match != nil {
		read.Distributions = word.FindAllString(match[1]+match[2], -1)
	}
	return read, nil
}
