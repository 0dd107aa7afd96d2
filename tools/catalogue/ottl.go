package main

import "go/token"

// languages reads OTTL as the build in a folder has it, with what components add there, and as other versions of its module have it.
func languages(build string, versions []string) (map[string]*language, error) {
	modules, err := readModules(build)
	if err != nil {
		return nil, err
	}
	built := modules.versions[ottlModule]
	found := map[string]*language{}
	for _, version := range append([]string{built}, versions...) {
		of := modules
		if version != built {
			of = modules.with(ottlModule, version)
		}
		read := &packages{of, map[string]*goPackage{}, token.NewFileSet(), map[string]error{}}
		if found[version], err = readLanguage(read, version == built); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// with is a build with a module of another version, alone.
func (m *modules) with(module, version string) *modules {
	return &modules{m.cache, m.build, map[string]string{module: version}}
}
