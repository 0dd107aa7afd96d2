package main

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// goPackage is the source of a package, by what it declares.
type goPackage struct {
	path    string
	name    string
	types   map[string]declared[*ast.TypeSpec]
	funcs   map[string]declared[*ast.FuncDecl]
	methods map[string]map[string]declared[*ast.FuncDecl]
	values  map[string]value
	// order in which constants are declared
	constants []string
}

// declared is a declaration and the file whose imports it uses.
type declared[T any] struct {
	node T
	file *ast.File
	doc  string
}

// value is a constant or variable; iota counts the lines of its block.
type value struct {
	expr ast.Expr
	typ  ast.Expr
	file *ast.File
	iota int
}

type packages struct {
	modules *modules
	known   map[string]*goPackage
	files   *token.FileSet
	// what could not be read, for the account at the end
	failed map[string]error
}

// load reads a package, once; nil for the standard library and what cannot be read.
func (p *packages) load(pkg string) *goPackage {
	if known, found := p.known[pkg]; found {
		return known
	}
	p.known[pkg] = nil
	folder, err := p.modules.folder(pkg)
	if err != nil {
		p.failed[pkg] = err
		return nil
	}
	if folder == "" {
		return nil
	}
	loaded, err := p.parse(pkg, folder)
	if err != nil {
		p.failed[pkg] = err
		return nil
	}
	p.known[pkg] = loaded
	return loaded
}

func (p *packages) parse(pkg, folder string) (*goPackage, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	// what is built for the images, wherever this runs
	context := build.Default
	context.GOOS, context.GOARCH, context.CgoEnabled = "linux", "amd64", false
	read := &goPackage{
		path:    pkg,
		types:   map[string]declared[*ast.TypeSpec]{},
		funcs:   map[string]declared[*ast.FuncDecl]{},
		methods: map[string]map[string]declared[*ast.FuncDecl]{},
		values:  map[string]value{},
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if fits, err := context.MatchFile(folder, name); err != nil || !fits {
			continue
		}
		file, err := parser.ParseFile(p.files, filepath.Join(folder, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		read.name = file.Name.Name
		for _, declaration := range file.Decls {
			read.add(file, declaration)
		}
	}
	return read, nil
}

func (g *goPackage) add(file *ast.File, declaration ast.Decl) {
	switch node := declaration.(type) {
	case *ast.FuncDecl:
		if node.Recv == nil {
			g.funcs[node.Name.Name] = declared[*ast.FuncDecl]{node, file, ""}
			return
		}
		receiver := baseName(node.Recv.List[0].Type)
		if g.methods[receiver] == nil {
			g.methods[receiver] = map[string]declared[*ast.FuncDecl]{}
		}
		g.methods[receiver][node.Name.Name] = declared[*ast.FuncDecl]{node, file, ""}
	case *ast.GenDecl:
		var last *ast.ValueSpec
		for index, spec := range node.Specs {
			switch one := spec.(type) {
			case *ast.TypeSpec:
				g.types[one.Name.Name] = declared[*ast.TypeSpec]{one, file, node.Doc.Text() + one.Doc.Text()}
			case *ast.ValueSpec:
				// a constant without a value repeats the one before it
				if len(one.Values) > 0 || one.Type != nil {
					last = one
				}
				g.addValues(file, node.Tok, one, last, index)
			}
		}
	}
}

func (g *goPackage) addValues(file *ast.File, kind token.Token, spec, last *ast.ValueSpec, iota int) {
	for index, name := range spec.Names {
		var expr ast.Expr
		if last != nil && index < len(last.Values) {
			expr = last.Values[index]
		}
		var typ ast.Expr
		if last != nil {
			typ = last.Type
		}
		g.values[name.Name] = value{expr, typ, file, iota}
		if kind == token.CONST {
			g.constants = append(g.constants, name.Name)
		}
	}
}

// baseName is the name of a type without its pointer and parameters.
func baseName(expr ast.Expr) string {
	switch node := expr.(type) {
	case *ast.StarExpr:
		return baseName(node.X)
	case *ast.IndexExpr:
		return baseName(node.X)
	case *ast.IndexListExpr:
		return baseName(node.X)
	case *ast.Ident:
		return node.Name
	}
	return ""
}

var version = regexp.MustCompile(`^v\d+$|\.v\d+$`)

// imported is the path of the package that a file knows by a name; empty when it knows none.
func (p *packages) imported(file *ast.File, name string) string {
	if file == nil {
		return ""
	}
	var others []string
	for _, spec := range file.Imports {
		pkg, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if spec.Name != nil {
			if spec.Name.Name == name {
				return pkg
			}
			continue
		}
		base := path.Base(pkg)
		if version.MatchString(base) && strings.Contains(pkg, "/") {
			base = strings.TrimSuffix(base, version.FindString(base))
			if base == "" {
				base = path.Base(path.Dir(pkg))
			}
		}
		if base == name {
			return pkg
		}
		others = append(others, pkg)
	}
	// the name of a package is what its files say
	for _, pkg := range others {
		if loaded := p.load(pkg); loaded != nil && loaded.name == name {
			return pkg
		}
	}
	return ""
}
