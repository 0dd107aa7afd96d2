package main

import (
	"fmt"
	"go/ast"
	"strings"
)

// root is the node of a component's settings.
func (r *reader) root(pkg string) (*node, error) {
	loaded := r.load(pkg)
	if loaded == nil {
		return nil, fmt.Errorf("cannot read %s: %w", pkg, r.failed[pkg])
	}
	if value := r.defaultConfig(loaded); value != nil && value.typ != nil {
		if walked := r.walk(*value.typ, value); walked != nil {
			return walked, nil
		}
	}
	if _, found := loaded.types["Config"]; found {
		return r.walkNamed(pkg, "Config", nil, nil), nil
	}
	return nil, fmt.Errorf("%s has no settings that can be found", pkg)
}

// defaultConfig is what the second argument of the call that makes the factory comes to.
func (r *reader) defaultConfig(loaded *goPackage) *known {
	var found *known
	for _, function := range loaded.funcs {
		at := frame{scope{loaded, function.file, nil}, map[string]*known{}, 0}
		ast.Inspect(function.node, func(inner ast.Node) bool {
			call, ok := inner.(*ast.CallExpr)
			if !ok || found != nil {
				return found == nil
			}
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if ok && strings.HasPrefix(selector.Sel.Name, "NewFactory") && len(call.Args) > 1 {
				found = r.made(call.Args[1], at)
			}
			return found == nil
		})
	}
	if found != nil {
		return found
	}
	for _, name := range []string{"createDefaultConfig"} {
		if function, declared := loaded.funcs[name]; declared {
			return r.call(loaded, function, nil, frame{scope{pkg: loaded}, nil, 0})
		}
	}
	for _, methods := range loaded.methods {
		if method, declared := methods["CreateDefaultConfig"]; declared {
			return r.call(loaded, method, nil, frame{scope{pkg: loaded}, nil, 0})
		}
	}
	return nil
}

// made is what a function makes that is named, written in its place, or returned by a call.
func (r *reader) made(expr ast.Expr, at frame) *known {
	switch node := expr.(type) {
	case *ast.Ident:
		if function, found := at.pkg.funcs[node.Name]; found {
			return r.call(at.pkg, function, nil, at)
		}
	case *ast.FuncLit:
		return r.run(node.Body, at)
	case *ast.SelectorExpr:
		if base, ok := node.X.(*ast.Ident); ok {
			if loaded := r.load(r.imported(at.file, base.Name)); loaded != nil {
				if function, found := loaded.funcs[node.Sel.Name]; found {
					return r.call(loaded, function, nil, at)
				}
				return nil
			}
		}
		for _, methods := range at.pkg.methods {
			if method, found := methods[node.Sel.Name]; found {
				return r.call(at.pkg, method, nil, at)
			}
		}
	case *ast.CallExpr:
		return r.returned(node, at)
	}
	return nil
}

// returned is what the function makes that a call returns.
func (r *reader) returned(call *ast.CallExpr, at frame) *known {
	name := baseName(call.Fun)
	function, found := at.pkg.funcs[name]
	if !found {
		return nil
	}
	inside := frame{scope{at.pkg, function.file, nil}, map[string]*known{}, at.depth + 1}
	for _, statement := range function.node.Body.List {
		switch node := statement.(type) {
		case *ast.AssignStmt:
			r.assign(node, inside)
		case *ast.ReturnStmt:
			if len(node.Results) > 0 {
				return r.made(node.Results[0], inside)
			}
		}
	}
	return nil
}
