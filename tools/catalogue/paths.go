package main

import (
	"go/ast"
	"go/token"
)

// paths reads which names a function takes of a path.
func (p *packages) paths(pkg, function string) *pathNode {
	root := &pathNode{}
	(&pathReader{read: p}).function(pkg, function, root)
	if root.Next == nil {
		root.Next = map[string]*pathNode{}
	}
	return root
}

// pathReader follows functions that take a path, and notes what they ask it.
type pathReader struct {
	read *packages
	deep int
}

// function notes in `parent` the names that the function compares that of its path with, and what they lead to.
func (r *pathReader) function(pkg, function string, parent *pathNode) {
	loaded := r.read.load(pkg)
	if loaded == nil || r.deep > 8 {
		return
	}
	declaration, found := loaded.funcs[function]
	if !found || declaration.node.Type.Params.NumFields() == 0 {
		return
	}
	for _, field := range declaration.node.Type.Params.List {
		if kind, _ := parameterType(field.Type); kind != "Path" || len(field.Names) == 0 {
			continue
		}
		r.deep++
		r.body(loaded, declaration.file, declaration.node.Body, field.Names[0].Name, parent, nil)
		r.deep--
		return
	}
}

// body notes what the code asks of the segment that `name` stands for. `parent` is what the segments hang on; `own` is the
// segment itself, once its name is known.
func (r *pathReader) body(home *goPackage, file *ast.File, code ast.Node, name string, parent, own *pathNode) {
	if code == nil {
		return
	}
	ast.Inspect(code, func(node ast.Node) bool {
		switch one := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SwitchStmt:
			if isCallOf(one.Tag, name, "Name") {
				for _, statement := range one.Body.List {
					clause := statement.(*ast.CaseClause)
					for _, label := range clause.List {
						r.segment(home, file, &ast.BlockStmt{List: clause.Body}, name, parent, text(home, label))
					}
				}
				return false
			}
		case *ast.IfStmt:
			if compared, isBinary := one.Cond.(*ast.BinaryExpr); isBinary && compared.Op == token.EQL && isCallOf(compared.X, name, "Name") {
				r.segment(home, file, one.Body, name, parent, text(home, compared.Y))
				r.body(home, file, one.Else, name, parent, own)
				return false
			}
		case *ast.AssignStmt:
			if own != nil && len(one.Lhs) == 1 && len(one.Rhs) == 1 && isCallOf(one.Rhs[0], name, "Next") {
				if next, isName := one.Lhs[0].(*ast.Ident); isName {
					r.body(home, file, code, next.Name, own, nil)
				}
			}
		case *ast.CallExpr:
			if own != nil && isCallOf(one, name, "Keys") {
				own.Keys = true
			}
			r.call(home, file, one, name, parent, own)
		}
		return true
	})
}

// segment notes a name, and reads what is asked of the segment that has it.
func (r *pathReader) segment(home *goPackage, file *ast.File, code ast.Node, name string, parent *pathNode, label string) {
	if label == "" {
		return
	}
	if parent.Next == nil {
		parent.Next = map[string]*pathNode{}
	}
	own := parent.Next[label]
	if own == nil {
		own = &pathNode{}
		parent.Next[label] = own
	}
	r.body(home, file, code, name, parent, own)
}

// call follows a path, or what follows behind it, into the function that is given it.
func (r *pathReader) call(home *goPackage, file *ast.File, call *ast.CallExpr, name string, parent, own *pathNode) {
	for _, argument := range call.Args {
		pkg, function := r.read.callee(home, file, call.Fun)
		if pkg == "" || function == "" {
			return
		}
		if given, isName := argument.(*ast.Ident); isName && given.Name == name {
			if own == nil {
				r.function(pkg, function, parent)
			} else {
				r.inside(pkg, function, own)
			}
		}
		if own != nil && isCallOf(argument, name, "Next") {
			r.function(pkg, function, own)
		}
	}
}

// inside reads a function that is given a segment whose name is known already.
func (r *pathReader) inside(pkg, function string, own *pathNode) {
	loaded := r.read.load(pkg)
	if loaded == nil || r.deep > 8 {
		return
	}
	declaration, found := loaded.funcs[function]
	if !found {
		return
	}
	for _, field := range declaration.node.Type.Params.List {
		if kind, _ := parameterType(field.Type); kind == "Path" && len(field.Names) > 0 {
			r.deep++
			r.body(loaded, declaration.file, declaration.node.Body, field.Names[0].Name, &pathNode{}, own)
			r.deep--
		}
	}
}

// isCallOf tells whether an expression is `name.method()`.
func isCallOf(expr ast.Expr, name, method string) bool {
	call, isCall := expr.(*ast.CallExpr)
	if !isCall {
		return false
	}
	selector, isSelector := call.Fun.(*ast.SelectorExpr)
	if !isSelector || selector.Sel.Name != method {
		return false
	}
	base, isName := selector.X.(*ast.Ident)
	return isName && base.Name == name
}
