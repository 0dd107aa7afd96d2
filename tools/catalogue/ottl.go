package main

import (
	"go/token"
)

// languages reads OTTL as each version of its module has it, and as the build in a folder has it, with what components add there.
func languages(build string, versions []string) (map[string]*language, error) {
	modules, err := readModules(build)
	if err != nil {
		return nil, err
	}
	found := map[string]*language{}
	read := func(of *modulesOf, withComponents bool) error {
		facts, err := readLanguage(&packages{of.modules, map[string]*goPackage{}, token.NewFileSet(), map[string]error{}}, withComponents)
		if err == nil {
			found[of.version] = facts
		}
		return err
	}
	if err := read(&modulesOf{modules, modules.versions[ottlModule]}, true); err != nil {
		return nil, err
	}
	for _, version := range versions {
		one := &modulesOf{modules.with(ottlModule, version), version}
		if err := read(one, false); err != nil {
			return nil, err
		}
	}
	return found, nil
}

type modulesOf struct {
	modules *modules
	version string
}

// with is a build with a module of another version, alone.
func (m *modules) with(module, version string) *modules {
	return &modules{m.cache, m.build, map[string]string{module: version}}
}
