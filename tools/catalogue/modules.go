package main

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// modules finds the folders of packages. The go.mod of a build names every module that its packages need, so no version is
// selected here.
type modules struct {
	cache    string
	build    string
	versions map[string]string
}

var requirement = regexp.MustCompile(`(?m)^\s*(?:require\s+)?(\S+\.\S+) (v\S+)`)

func readModules(build string) (*modules, error) {
	text, err := os.ReadFile(filepath.Join(build, "go.mod"))
	if err != nil {
		return nil, err
	}
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		return nil, err
	}
	versions := map[string]string{}
	for _, found := range requirement.FindAllStringSubmatch(string(text), -1) {
		versions[found[1]] = found[2]
	}
	return &modules{strings.TrimSpace(string(cache)), build, versions}, nil
}

var (
	chosen   = regexp.MustCompile(`(?m)^\s*- gomod: (\S+) (v\S+)`)
	likeness = regexp.MustCompile(`/(?:receiver|processor|exporter|connector|extension)/(?:\w+/)?\w{2,}(?:receiver|processor|exporter|connector|extension|storage)$`)
)

// components lists the modules of components: those that builder.yaml names, without providers, or those of go.mod that are called
// like components.
func (m *modules) components() ([]string, error) {
	text, err := os.ReadFile(filepath.Join(m.build, "builder.yaml"))
	if os.IsNotExist(err) {
		return slices.Sorted(func(yield func(string) bool) {
			for module := range m.versions {
				if strings.Contains(module, "collector") && likeness.MatchString(module) && !yield(module) {
					return
				}
			}
		}), nil
	}
	if err != nil {
		return nil, err
	}
	var found []string
	for _, match := range chosen.FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(match[1], "/confmap/provider/") {
			found = append(found, match[1])
		}
	}
	return found, nil
}

// folder is where the source of a package lies; empty for the standard library.
func (m *modules) folder(pkg string) (string, error) {
	for module := pkg; module != "."; module = path.Dir(module) {
		version, found := m.versions[module]
		if !found {
			continue
		}
		root := filepath.Join(m.cache, escaped(module)+"@"+version)
		if _, err := os.Stat(root); err != nil {
			if err := m.download(module + "@" + version); err != nil {
				return "", err
			}
		}
		return filepath.Join(root, strings.TrimPrefix(pkg, module)), nil
	}
	return "", nil
}

func (m *modules) download(module string) error {
	command := exec.Command("go", "mod", "download", module)
	command.Dir = m.build
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("go mod download %s: %w\n%s", module, err, output)
	}
	return nil
}

// escaped is a module path as the module cache has it: letters in upper case are marked.
func escaped(module string) string {
	var out strings.Builder
	for _, letter := range module {
		if unicode.IsUpper(letter) {
			out.WriteRune('!')
			letter = unicode.ToLower(letter)
		}
		out.WriteRune(letter)
	}
	return out.String()
}
