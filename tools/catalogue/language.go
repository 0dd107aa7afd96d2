package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	contrib     = "github.com/open-telemetry/opentelemetry-collector-contrib/"
	ottlModule  = contrib + "pkg/ottl"
	ottlContext = ottlModule + "/contexts/ottl"
)

// language is what OTTL has in a release: the functions, and what the paths of its contexts are.
type language struct {
	// Functions are those that every component has, by name.
	Functions map[string][]parameter `json:"functions"`
	// Contexts are empty for releases whose source reads paths another way.
	Contexts map[string]*ottlContextFacts `json:"contexts"`
	// Own are functions that a component adds, by component and the context that it adds them to.
	Own map[string]map[string]map[string][]parameter `json:"own,omitempty"`
}

// parameter of a function: Type is the Go type without its package and parameters.
type parameter struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Optional bool   `json:"optional,omitempty"`
}

type ottlContextFacts struct {
	// Paths are those below each context whose paths may stand in this one, its own included.
	Paths map[string]*pathNode `json:"paths"`
	// Enums are the symbols that stand for numbers.
	Enums []string `json:"enums"`
}

// pathNode is a segment of a path: whether it may be indexed, and what may follow behind a dot.
type pathNode struct {
	Keys bool                 `json:"keys,omitempty"`
	Next map[string]*pathNode `json:"next,omitempty"`
}

// ownFunctions lists where components say which functions they add, in packages of the tracing build.
var ownFunctions = map[string][]struct{ pkg, function, context string }{
	"processors/transform": {
		{"processor/transformprocessor/internal/traces", "SpanFunctions", "span"},
		{"processor/transformprocessor/internal/traces", "SpanEventFunctions", "spanevent"},
		{"processor/transformprocessor/internal/metrics", "MetricFunctions", "metric"},
		{"processor/transformprocessor/internal/metrics", "DataPointFunctions", "datapoint"},
		{"processor/transformprocessor/internal/metrics", "ExemplarFunctions", "exemplar"},
		{"processor/transformprocessor/internal/logs", "LogFunctions", "log"},
		{"processor/transformprocessor/internal/profiles", "ProfileFunctions", "profile"},
	},
	"processors/filter": {
		{"internal/filter/filterottl", "StandardSpanFuncs", "span"},
		{"internal/filter/filterottl", "StandardSpanEventFuncs", "spanevent"},
		{"internal/filter/filterottl", "StandardMetricFuncs", "metric"},
		{"internal/filter/filterottl", "StandardDataPointFuncs", "datapoint"},
		{"internal/filter/filterottl", "StandardLogFuncs", "log"},
		{"internal/filter/filterottl", "StandardProfileFuncs", "profile"},
	},
}

// readLanguage reads OTTL in one version of its module, and the functions that components of a build add to it.
func readLanguage(read *packages, withComponents bool) (*language, error) {
	standard, err := factories(read, ottlModule+"/ottlfuncs", "StandardFuncs")
	if err != nil {
		return nil, err
	}
	found := &language{Functions: standard, Contexts: map[string]*ottlContextFacts{}}
	for _, name := range contextNames(read) {
		facts, err := readContext(read, name)
		if err != nil {
			return nil, err
		}
		if facts != nil {
			found.Contexts[name] = facts
		}
	}
	if !withComponents {
		return found, nil
	}
	found.Own = map[string]map[string]map[string][]parameter{}
	for component, places := range ownFunctions {
		found.Own[component] = map[string]map[string][]parameter{}
		for _, place := range places {
			all, err := factories(read, contrib+place.pkg, place.function)
			if err != nil {
				return nil, err
			}
			own := map[string][]parameter{}
			for name, parameters := range all {
				if _, known := standard[name]; !known {
					own[name] = parameters
				}
			}
			found.Own[component][place.context] = own
		}
	}
	return found, nil
}

var everyContext = []string{
	"datapoint", "exemplar", "log", "metric", "profile", "profilesample", "resource", "scope", "span", "spanevent",
}

func contextNames(read *packages) []string {
	var found []string
	for _, name := range everyContext {
		// a release may lack some
		if loaded := read.load(ottlContext + name); loaded != nil && loaded.name != "" {
			found = append(found, name)
		}
	}
	return found
}

var factoryName = regexp.MustCompile(`^[nN]ew\w*Factory(New)?$`)

// factories are the functions whose factories a function of Go names, itself or through others.
func factories(read *packages, pkg, function string) (map[string][]parameter, error) {
	loaded := read.load(pkg)
	if loaded == nil {
		return nil, fmt.Errorf("no package %s: %w", pkg, read.failed[pkg])
	}
	declaration, found := loaded.funcs[function]
	if !found {
		return nil, fmt.Errorf("no function %s in %s", function, pkg)
	}
	all := map[string][]parameter{}
	var failure error
	ast.Inspect(declaration.node.Body, func(node ast.Node) bool {
		call, isCall := node.(*ast.CallExpr)
		if !isCall || failure != nil {
			return failure == nil
		}
		home, name := read.callee(loaded, declaration.file, call.Fun)
		switch {
		case !strings.HasPrefix(home, contrib) || name == "CreateFactoryMap":
		case factoryName.MatchString(name):
			ottlName, parameters, err := factory(read, home, name)
			if err != nil {
				failure = err
				return false
			}
			all[ottlName] = parameters
		default:
			more, err := factories(read, home, name)
			if err != nil {
				return true
			}
			for ottlName, parameters := range more {
				all[ottlName] = parameters
			}
		}
		return true
	})
	return all, failure
}

// callee is the package and the name of the function that a call is of.
func (p *packages) callee(home *goPackage, file *ast.File, called ast.Expr) (string, string) {
	switch node := called.(type) {
	case *ast.IndexExpr:
		return p.callee(home, file, node.X)
	case *ast.IndexListExpr:
		return p.callee(home, file, node.X)
	case *ast.Ident:
		return home.path, node.Name
	case *ast.SelectorExpr:
		if base, isName := node.X.(*ast.Ident); isName {
			return p.imported(file, base.Name), node.Sel.Name
		}
	}
	return "", ""
}

// factory is the name of an OTTL function in its `NewFactory` call, and the fields of the struct that holds its arguments.
func factory(read *packages, pkg, function string) (string, []parameter, error) {
	loaded := read.load(pkg)
	if loaded == nil || loaded.funcs[function].node == nil {
		return "", nil, fmt.Errorf("no function %s in %s", function, pkg)
	}
	declaration := loaded.funcs[function]
	var name string
	var parameters []parameter
	ast.Inspect(declaration.node.Body, func(node ast.Node) bool {
		call, isCall := node.(*ast.CallExpr)
		if !isCall || name != "" {
			return name == ""
		}
		if _, called := read.callee(loaded, declaration.file, call.Fun); !strings.HasPrefix(called, "NewFactory") || len(call.Args) < 2 {
			return true
		}
		name = text(loaded, call.Args[0])
		parameters = fields(loaded, call.Args[1])
		return false
	})
	if name == "" {
		// a factory that stands for another of its package
		for _, statement := range declaration.node.Body.List {
			if returned, isReturn := statement.(*ast.ReturnStmt); isReturn && len(returned.Results) == 1 {
				if call, isCall := returned.Results[0].(*ast.CallExpr); isCall {
					if home, called := read.callee(loaded, declaration.file, call.Fun); factoryName.MatchString(called) {
						return factory(read, home, called)
					}
				}
			}
		}
		return "", nil, fmt.Errorf("no NewFactory in %s of %s", function, pkg)
	}
	return name, parameters, nil
}

// text is a string that is written, or a constant of the package.
func text(home *goPackage, expr ast.Expr) string {
	switch node := expr.(type) {
	case *ast.BasicLit:
		if node.Kind == token.STRING {
			if value, err := strconv.Unquote(node.Value); err == nil {
				return value
			}
		}
	case *ast.Ident:
		if known, found := home.values[node.Name]; found {
			return text(home, known.expr)
		}
	}
	return ""
}

func fields(home *goPackage, expr ast.Expr) []parameter {
	parameters := []parameter{}
	pointer, isPointer := expr.(*ast.UnaryExpr)
	if !isPointer {
		return parameters
	}
	literal, isLiteral := pointer.X.(*ast.CompositeLit)
	if !isLiteral {
		return parameters
	}
	structure, isStruct := home.types[baseName(literal.Type)].node.Type.(*ast.StructType)
	if !isStruct {
		return parameters
	}
	for _, field := range structure.Fields.List {
		kind, optional := parameterType(field.Type)
		for _, name := range field.Names {
			parameters = append(parameters, parameter{name.Name, kind, optional})
		}
	}
	return parameters
}

func parameterType(expr ast.Expr) (string, bool) {
	switch node := expr.(type) {
	case *ast.ArrayType:
		inner, _ := parameterType(node.Elt)
		return "[]" + inner, false
	case *ast.StarExpr:
		return parameterType(node.X)
	case *ast.SelectorExpr:
		return node.Sel.Name, false
	case *ast.Ident:
		return node.Name, false
	case *ast.IndexListExpr:
		return parameterType(node.X)
	case *ast.IndexExpr:
		name, _ := parameterType(node.X)
		if name == "Optional" {
			inner, _ := parameterType(node.Index)
			return inner, true
		}
		return name, false
	}
	return "any", false
}

// readContext reads which paths stand in a context; nil where its source does not list the readers of paths in a map.
func readContext(read *packages, name string) (*ottlContextFacts, error) {
	loaded := read.load(ottlContext + name)
	if loaded == nil {
		return nil, fmt.Errorf("no context %s: %w", name, read.failed[ottlContext+name])
	}
	facts := &ottlContextFacts{Paths: map[string]*pathNode{}, Enums: []string{}}
	for _, declaration := range loaded.funcs {
		ast.Inspect(declaration.node, func(node ast.Node) bool {
			pair, isPair := node.(*ast.KeyValueExpr)
			if !isPair {
				return true
			}
			home, key := read.callee(loaded, declaration.file, pair.Key)
			reader, function := read.callee(loaded, declaration.file, pair.Value)
			if !strings.HasPrefix(home, ottlModule+"/contexts/internal/") || function == "" {
				return true
			}
			source := read.load(home)
			if source == nil {
				return true
			}
			if context := text(source, ast.NewIdent(key)); context != "" {
				facts.Paths[context] = read.paths(reader, function)
			}
			return true
		})
	}
	if facts.Paths[name] == nil {
		return nil, nil
	}
	facts.Paths[name].Next["cache"] = &pathNode{Keys: true}
	facts.Enums = read.enums(loaded)
	return facts, nil
}

// enums are the symbols in the tables that the context looks into.
func (p *packages) enums(context *goPackage) []string {
	found := map[string]bool{}
	if parse, known := context.funcs["parseEnum"]; known {
		p.symbols(context, parse.file, parse.node, found)
	}
	names := []string{}
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var symbol = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// symbols adds those in each table that a node names, and in the tables that are copied into it.
func (p *packages) symbols(pkg *goPackage, file *ast.File, node ast.Node, found map[string]bool) {
	ast.Inspect(node, func(inner ast.Node) bool {
		selector, isSelector := inner.(*ast.SelectorExpr)
		if !isSelector || selector.Sel.Name != "SymbolTable" {
			return true
		}
		home, _ := p.callee(pkg, file, selector)
		table := p.load(home)
		if table == nil {
			return true
		}
		written := table.values["SymbolTable"]
		ast.Inspect(written.expr, func(entry ast.Node) bool {
			if literal, isLiteral := entry.(*ast.BasicLit); isLiteral {
				if name := text(table, literal); symbol.MatchString(name) {
					found[name] = true
				}
			}
			return true
		})
		p.symbols(table, written.file, written.expr, found)
		return true
	})
}
