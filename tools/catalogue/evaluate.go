package main

import (
	"go/ast"
	"go/token"
	"math"
	"strconv"
	"time"
)

// known is a value that source tells; nil and a nil content for what it does not.
type known struct {
	// content is a string, bool, int64, float64, time.Duration or list of strings
	content any
	// typ is what a composite literal is of
	typ    *typeRef
	fields map[string]*known
	// absent is of an optional section that is not there until it is written
	absent bool
}

func (k *known) field(name string) *known {
	if k == nil || k.absent {
		return nil
	}
	return k.fields[name]
}

// scalar is the default of a setting, as JSON has it; nil where it is not known, or of another type.
func (k *known) scalar(kind string) any {
	if k == nil || k.absent {
		return nil
	}
	switch content := k.content.(type) {
	case string:
		if kind == "text" && content != "" {
			return content
		}
	case []string:
		if kind == "list" && len(content) > 0 {
			return content
		}
	case bool:
		if kind == "boolean" {
			return content
		}
	case time.Duration:
		if kind == "duration" {
			return content.String()
		}
	case int64:
		switch kind {
		case "duration":
			return time.Duration(content).String()
		case "int", "uint", "number":
			return content
		}
	case float64:
		if kind == "number" {
			return content
		}
		if kind == "int" || kind == "uint" {
			return int64(content)
		}
	}
	return nil
}

// frame is what a function knows while it is read.
type frame struct {
	scope
	locals map[string]*known
	depth  int
}

const deepest = 12

var durations = map[string]time.Duration{
	"Nanosecond": time.Nanosecond, "Microsecond": time.Microsecond, "Millisecond": time.Millisecond,
	"Second": time.Second, "Minute": time.Minute, "Hour": time.Hour,
}

// evaluate tells the value of an expression as far as source does; it never guesses.
func (r *reader) evaluate(expr ast.Expr, at frame) *known {
	switch node := expr.(type) {
	case *ast.BasicLit:
		return literal(node)
	case *ast.ParenExpr:
		return r.evaluate(node.X, at)
	case *ast.UnaryExpr:
		inner := r.evaluate(node.X, at)
		if node.Op == token.SUB {
			return calculate(token.MUL, inner, &known{content: int64(-1)})
		}
		if node.Op == token.AND {
			return inner
		}
	case *ast.BinaryExpr:
		return calculate(node.Op, r.evaluate(node.X, at), r.evaluate(node.Y, at))
	case *ast.Ident:
		return r.evaluateName(node.Name, at)
	case *ast.SelectorExpr:
		return r.evaluateSelector(node, at)
	case *ast.CompositeLit:
		return r.evaluateComposite(node, at)
	case *ast.CallExpr:
		return r.evaluateCall(node, at)
	}
	return nil
}

func literal(node *ast.BasicLit) *known {
	switch node.Kind {
	case token.STRING:
		if text, err := strconv.Unquote(node.Value); err == nil {
			return &known{content: text}
		}
	case token.INT:
		if number, err := strconv.ParseInt(node.Value, 0, 64); err == nil {
			return &known{content: number}
		}
	case token.FLOAT:
		if number, err := strconv.ParseFloat(node.Value, 64); err == nil {
			return &known{content: number}
		}
	}
	return nil
}

func (r *reader) evaluateName(name string, at frame) *known {
	switch name {
	case "true", "false":
		return &known{content: name == "true"}
	case "iota", "nil":
		return nil
	}
	if local, found := at.locals[name]; found {
		return local
	}
	if at.pkg == nil || at.depth > deepest {
		return nil
	}
	if declared, found := at.pkg.values[name]; found && declared.expr != nil {
		inside := frame{scope{at.pkg, declared.file, nil}, map[string]*known{"iota": {content: int64(declared.iota)}}, at.depth + 1}
		return r.evaluate(declared.expr, inside)
	}
	return nil
}

func (r *reader) evaluateSelector(node *ast.SelectorExpr, at frame) *known {
	if base, ok := node.X.(*ast.Ident); ok {
		if _, local := at.locals[base.Name]; !local {
			pkg := r.imported(at.file, base.Name)
			if pkg == "time" {
				if unit, found := durations[node.Sel.Name]; found {
					return &known{content: unit}
				}
			}
			if loaded := r.load(pkg); loaded != nil {
				return r.evaluateName(node.Sel.Name, frame{scope{pkg: loaded}, nil, at.depth + 1})
			}
		}
	}
	return r.evaluate(node.X, at).field(node.Sel.Name)
}

func (r *reader) evaluateComposite(node *ast.CompositeLit, at frame) *known {
	if node.Type == nil {
		return nil
	}
	value := &known{typ: &typeRef{node.Type, at.scope}, fields: map[string]*known{}}
	if list, ok := node.Type.(*ast.ArrayType); ok && baseName(list.Elt) == "string" {
		value.content = r.evaluateTexts(node.Elts, at)
		return value
	}
	for _, element := range node.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				value.fields[key.Name] = r.evaluate(pair.Value, at)
			}
		}
	}
	return value
}

// evaluateTexts is a list of texts, if all of them are known.
func (r *reader) evaluateTexts(elements []ast.Expr, at frame) any {
	texts := []string{}
	for _, element := range elements {
		value := r.evaluate(element, at)
		if value == nil {
			return nil
		}
		text, ok := value.content.(string)
		if !ok {
			return nil
		}
		texts = append(texts, text)
	}
	return texts
}

func (r *reader) evaluateCall(node *ast.CallExpr, at frame) *known {
	fun := node.Fun
	if index, ok := fun.(*ast.IndexExpr); ok {
		fun = index.X
	}
	switch callee := fun.(type) {
	case *ast.Ident:
		if at.pkg == nil {
			return nil
		}
		if function, found := at.pkg.funcs[callee.Name]; found {
			return r.call(at.pkg, function, node.Args, at)
		}
		// a conversion
		if len(node.Args) == 1 {
			return r.evaluate(node.Args[0], at)
		}
	case *ast.SelectorExpr:
		base, ok := callee.X.(*ast.Ident)
		if !ok {
			return nil
		}
		if _, local := at.locals[base.Name]; local {
			return nil
		}
		return r.evaluateImported(r.imported(at.file, base.Name), callee.Sel.Name, node, at)
	}
	return nil
}

func (r *reader) evaluateImported(pkg, name string, node *ast.CallExpr, at frame) *known {
	switch {
	case pkg+".Optional" == optionalType:
		return r.evaluateOptional(name, node, at)
	case pkg == "time" && name == "Duration" && len(node.Args) == 1:
		return r.evaluate(node.Args[0], at)
	case pkg == "strings" && name == "ToLower" && len(node.Args) == 1:
		// words are taken in any case then
		return r.evaluate(node.Args[0], at)
	case pkg == "go.opentelemetry.io/collector/component" && (name == "NewID" || name == "MustNewID"):
		return nil
	}
	loaded := r.load(pkg)
	if loaded == nil {
		return nil
	}
	if function, found := loaded.funcs[name]; found {
		return r.call(loaded, function, node.Args, at)
	}
	if _, found := loaded.types[name]; found && len(node.Args) == 1 {
		return r.evaluate(node.Args[0], at)
	}
	return nil
}

// evaluateOptional reads a section that may be off; one that is absent until its key is written has no defaults of its own.
func (r *reader) evaluateOptional(name string, node *ast.CallExpr, at frame) *known {
	if name == "None" || len(node.Args) != 1 {
		return nil
	}
	return r.evaluate(node.Args[0], at)
}

// call reads the body of a function from top to bottom; what hangs on a condition is left out.
func (r *reader) call(pkg *goPackage, function declared[*ast.FuncDecl], arguments []ast.Expr, at frame) *known {
	if at.depth > deepest || function.node.Body == nil {
		return nil
	}
	inside := frame{scope{pkg, function.file, nil}, map[string]*known{}, at.depth + 1}
	index := 0
	for _, field := range function.node.Type.Params.List {
		for _, name := range field.Names {
			inside.locals[name.Name] = nil
			if index < len(arguments) {
				inside.locals[name.Name] = r.evaluate(arguments[index], at)
			}
			index++
		}
	}
	return r.run(function.node.Body, inside)
}

func (r *reader) run(body *ast.BlockStmt, at frame) *known {
	for _, statement := range body.List {
		switch node := statement.(type) {
		case *ast.AssignStmt:
			r.assign(node, at)
		case *ast.DeclStmt:
			r.declare(node, at)
		case *ast.ReturnStmt:
			if len(node.Results) == 0 {
				return nil
			}
			return r.evaluate(node.Results[0], at)
		}
	}
	return nil
}

func (r *reader) declare(node *ast.DeclStmt, at frame) {
	general, ok := node.Decl.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range general.Specs {
		values, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for index, name := range values.Names {
			if index < len(values.Values) {
				at.locals[name.Name] = r.evaluate(values.Values[index], at)
			} else if values.Type != nil {
				at.locals[name.Name] = &known{typ: &typeRef{values.Type, at.scope}, fields: map[string]*known{}}
			}
		}
	}
}

func (r *reader) assign(node *ast.AssignStmt, at frame) {
	if len(node.Rhs) != len(node.Lhs) {
		// the first of several results
		if len(node.Rhs) == 1 {
			r.assignOne(node.Lhs[0], r.evaluate(node.Rhs[0], at), at)
		}
		return
	}
	for index, target := range node.Lhs {
		r.assignOne(target, r.evaluate(node.Rhs[index], at), at)
	}
}

func (r *reader) assignOne(target ast.Expr, value *known, at frame) {
	switch node := target.(type) {
	case *ast.Ident:
		at.locals[node.Name] = value
	case *ast.SelectorExpr:
		around := r.place(node.X, at)
		if around != nil {
			around.fields[node.Sel.Name] = value
		}
	}
}

// place is the value that a selector leads to, made where it was not known yet.
func (r *reader) place(expr ast.Expr, at frame) *known {
	switch node := expr.(type) {
	case *ast.Ident:
		local := at.locals[node.Name]
		if local != nil && local.fields == nil {
			local.fields = map[string]*known{}
		}
		return local
	case *ast.SelectorExpr:
		around := r.place(node.X, at)
		if around == nil {
			return nil
		}
		inner := around.fields[node.Sel.Name]
		if inner == nil {
			inner = &known{}
			around.fields[node.Sel.Name] = inner
		}
		if inner.fields == nil {
			inner.fields = map[string]*known{}
		}
		return inner
	}
	return nil
}

func calculate(op token.Token, left, right *known) *known {
	if left == nil || right == nil {
		return nil
	}
	if a, ok := left.content.(string); ok {
		if b, ok := right.content.(string); ok && op == token.ADD {
			return &known{content: a + b}
		}
		return nil
	}
	a, timed, ok := number(left)
	b, timedToo, okToo := number(right)
	if !ok || !okToo {
		return nil
	}
	var result float64
	switch op {
	case token.ADD:
		result = a + b
	case token.SUB:
		result = a - b
	case token.MUL:
		result = a * b
	case token.QUO:
		result = a / b
	case token.SHL:
		result = a * math.Pow(2, b)
	default:
		return nil
	}
	if timed || timedToo {
		return &known{content: time.Duration(result)}
	}
	_, whole := left.content.(int64)
	_, wholeToo := right.content.(int64)
	if whole && wholeToo {
		return &known{content: int64(result)}
	}
	return &known{content: result}
}

func number(from *known) (value float64, timed, ok bool) {
	switch content := from.content.(type) {
	case int64:
		return float64(content), false, true
	case float64:
		return content, false, true
	case time.Duration:
		return float64(content), true, true
	}
	return 0, false, false
}

// text is the value of an expression that is a text.
func (r *reader) text(expr ast.Expr, where scope) (string, bool) {
	value := r.evaluate(expr, frame{where, nil, 0})
	if value == nil {
		return "", false
	}
	text, ok := value.content.(string)
	return text, ok
}
