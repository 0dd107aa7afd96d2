// Program catalogue reads the settings of a collector's components from the source of their modules, by its syntax: nothing is
// compiled. It writes them as JSON, by the path of each module.
//
//	go run . FOLDER [PACKAGE]...
//	go run . -ottl FOLDER [VERSION]...
//
// FOLDER has the go.mod of a collector, and its builder.yaml where there is one. Packages are those of components that are not
// modules of their own. With -ottl it reads the language of statements and conditions instead, also in other versions of its module.
package main

import (
	"encoding/json"
	"fmt"
	"go/token"
	"os"
)

func main() {
	if err := write(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(arguments []string) error {
	if len(arguments) == 0 {
		return fmt.Errorf("usage: catalogue FOLDER [PACKAGE]...")
	}
	if arguments[0] == "-ottl" && len(arguments) > 1 {
		found, err := languages(arguments[1], arguments[2:])
		if err != nil {
			return err
		}
		return encode(found)
	}
	modules, err := readModules(arguments[0])
	if err != nil {
		return err
	}
	components, err := modules.components()
	if err != nil {
		return err
	}
	readings := map[string]reading{}
	read := &reader{packages: &packages{modules, map[string]*goPackage{}, token.NewFileSet(), map[string]error{}}}
	for _, module := range components {
		folder, err := modules.folder(module)
		if err != nil {
			return err
		}
		about, err := readMetadata(module, folder)
		if err != nil {
			return err
		}
		settings, err := read.root(module)
		if err != nil {
			return err
		}
		readings[module] = reading{settings, about}
	}
	for _, pkg := range arguments[1:] {
		settings, err := read.root(pkg)
		if err != nil {
			return err
		}
		readings[pkg] = reading{Node: settings}
	}
	for pkg, err := range read.failed {
		fmt.Fprintf(os.Stderr, "not read: %s: %v\n", pkg, err)
	}
	return encode(readings)
}

func encode(found any) error {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(found)
}
