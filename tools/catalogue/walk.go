package main

import (
	"go/ast"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// scope is where an expression is read: a package, a file with its imports, and what its type parameters stand for.
type scope struct {
	pkg    *goPackage
	file   *ast.File
	params map[string]typeRef
}

// typeRef is a type and where it is written.
type typeRef struct {
	expr ast.Expr
	scope
}

type reader struct {
	*packages
	// types that are being walked, against recursion
	open []string
}

// types that are texts in a configuration, whatever they are in Go
var texts = map[string]bool{
	"go.opentelemetry.io/collector/component.ID":   true,
	"go.opentelemetry.io/collector/component.Type": true,
	"go.opentelemetry.io/collector/pipeline.ID":    true,
	"regexp.Regexp": true,
	"net/url.URL":   true,
}

const (
	optionalType = "go.opentelemetry.io/collector/config/configoptional.Optional"
	mapListType  = "go.opentelemetry.io/collector/config/configopaque.MapList"
)

// walk is what a setting of a Go type takes, with the defaults that a value tells.
func (r *reader) walk(ref typeRef, from *known) *node {
	switch expr := ref.expr.(type) {
	case *ast.StarExpr:
		return r.walk(typeRef{expr.X, ref.scope}, from)
	case *ast.ParenExpr:
		return r.walk(typeRef{expr.X, ref.scope}, from)
	case *ast.ArrayType:
		if baseName(expr.Elt) == "byte" {
			return &node{Type: "text"}
		}
		return &node{Type: "list", Of: r.walk(typeRef{expr.Elt, ref.scope}, nil), Default: from.scalar("list")}
	case *ast.MapType:
		return &node{Type: "map", Of: r.walk(typeRef{expr.Value, ref.scope}, nil)}
	case *ast.StructType:
		return r.walkStruct(expr, ref.scope, from)
	case *ast.InterfaceType:
		return &node{Type: "any"}
	case *ast.Ident:
		return r.walkIdent(expr, ref.scope, from)
	case *ast.SelectorExpr:
		pkg := r.imported(ref.file, baseName(expr.X))
		return r.walkNamed(pkg, expr.Sel.Name, nil, from)
	case *ast.IndexExpr:
		return r.walkGeneric(expr.X, []ast.Expr{expr.Index}, ref.scope, from)
	case *ast.IndexListExpr:
		return r.walkGeneric(expr.X, expr.Indices, ref.scope, from)
	}
	return nil
}

var basic = map[string]string{
	"string": "text", "bool": "boolean", "float32": "number", "float64": "number",
	"int": "int", "int8": "int", "int16": "int", "int32": "int", "int64": "int", "rune": "int",
	"uint": "uint", "uint8": "uint", "uint16": "uint", "uint32": "uint", "uint64": "uint", "byte": "uint",
	"any": "any", "error": "any",
}

func (r *reader) walkIdent(expr *ast.Ident, where scope, from *known) *node {
	if argument, found := where.params[expr.Name]; found {
		return r.walk(argument, from)
	}
	if where.pkg != nil {
		if _, found := where.pkg.types[expr.Name]; found {
			return r.walkNamed(where.pkg.path, expr.Name, nil, from)
		}
	}
	if plain, found := basic[expr.Name]; found {
		return &node{Type: plain, Default: from.scalar(plain)}
	}
	return &node{Type: "any"}
}

func (r *reader) walkGeneric(base ast.Expr, arguments []ast.Expr, where scope, from *known) *node {
	refs := make([]typeRef, len(arguments))
	for index, argument := range arguments {
		refs[index] = typeRef{argument, where}
	}
	switch expr := base.(type) {
	case *ast.SelectorExpr:
		return r.walkNamed(r.imported(where.file, baseName(expr.X)), expr.Sel.Name, refs, from)
	case *ast.Ident:
		return r.walkNamed(where.pkg.path, expr.Name, refs, from)
	}
	return &node{Type: "any"}
}

func (r *reader) walkNamed(pkg, name string, arguments []typeRef, from *known) *node {
	full := pkg + "." + name
	switch {
	case full == "time.Duration":
		return &node{Type: "duration", Default: from.scalar("duration")}
	case texts[full]:
		return &node{Type: "text"}
	case full == mapListType:
		return &node{Type: "textmap"}
	case full == optionalType && len(arguments) == 1:
		inner := r.walk(arguments[0], from)
		if inner != nil && inner.Type == "object" {
			inner.Optional = true
		}
		return inner
	}
	loaded := r.load(pkg)
	if loaded == nil {
		return &node{Type: "any"}
	}
	declaration, found := loaded.types[name]
	if !found {
		return &node{Type: "any"}
	}
	inside := scope{loaded, declaration.file, parameters(declaration.node, arguments)}
	if declaration.node.Assign.IsValid() {
		// known by the name that others see
		aliased := r.walk(typeRef{declaration.node.Type, inside}, from)
		if aliased != nil && aliased.Go != "" {
			aliased.Go = full
		}
		return aliased
	}
	if method, found := loaded.methods[name]["UnmarshalText"]; found {
		text := r.walkText(loaded, name, full, method, from)
		below := r.walk(typeRef{declaration.node.Type, inside}, nil)
		text.Coded = below != nil && (below.Type == "int" || below.Type == "uint")
		return text
	}
	if slices.Contains(r.open, full) {
		return &node{Type: "object", Go: full}
	}
	r.open = append(r.open, full)
	defer func() { r.open = r.open[:len(r.open)-1] }()
	walked := r.walk(typeRef{declaration.node.Type, inside}, from)
	if walked == nil {
		return nil
	}
	if walked.Go == "" && len(arguments) == 0 && (walked.Type == "object" || walked.Type == "text") {
		walked.Go = full
	}
	if walked.Type == "text" {
		walked.Enum = constantsOf(loaded, name)
		walked.Loose = len(walked.Enum) > 0
	}
	if method, found := loaded.methods[name]["Unmarshal"]; found && mentions(method.node, "WithIgnoreUnused") {
		walked.Open = true
	}
	if method, found := loaded.methods[name]["Validate"]; found && walked.Type == "object" {
		r.addChecked(walked, structOf(declaration.node), method.node, inside)
	}
	return walked
}

func parameters(spec *ast.TypeSpec, arguments []typeRef) map[string]typeRef {
	if spec.TypeParams == nil {
		return nil
	}
	bound := map[string]typeRef{}
	for _, field := range spec.TypeParams.List {
		for _, name := range field.Names {
			if len(bound) < len(arguments) {
				bound[name.Name] = arguments[len(bound)]
			}
		}
	}
	return bound
}

// walkText is for a type that reads itself from a text, whatever it is below.
func (r *reader) walkText(loaded *goPackage, name, full string, method declared[*ast.FuncDecl], from *known) *node {
	file := method.file
	words := constantsOf(loaded, name)
	ast.Inspect(method.node, func(inner ast.Node) bool {
		if clause, ok := inner.(*ast.CaseClause); ok {
			for _, expr := range clause.List {
				if word, ok := r.text(expr, scope{loaded, file, nil}); ok {
					words = append(words, word)
				}
			}
		}
		return true
	})
	slices.Sort(words)
	return &node{Type: "text", Go: full, Enum: slices.Compact(words), Default: from.scalar("text")}
}

// constantsOf lists the texts that are constants of a type.
func constantsOf(loaded *goPackage, name string) []string {
	var words []string
	for _, constant := range loaded.constants {
		declared := loaded.values[constant]
		literal, ok := declared.expr.(*ast.BasicLit)
		if call, is := declared.expr.(*ast.CallExpr); is && baseName(call.Fun) == name && len(call.Args) == 1 {
			literal, ok = call.Args[0].(*ast.BasicLit)
		} else if declared.typ == nil || baseName(declared.typ) != name {
			continue
		}
		if !ok {
			continue
		}
		if word, err := strconv.Unquote(literal.Value); err == nil {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func mentions(function *ast.FuncDecl, name string) bool {
	found := false
	ast.Inspect(function, func(inner ast.Node) bool {
		if ident, ok := inner.(*ast.Ident); ok && ident.Name == name {
			found = true
		}
		return !found
	})
	return found
}

var deprecated = regexp.MustCompile(`(?i)deprecated`)

func (r *reader) walkStruct(expr *ast.StructType, where scope, from *known) *node {
	walked := &node{Type: "object", Keys: map[string]*node{}}
	for _, field := range expr.Fields.List {
		names := []string{baseFieldName(field)}
		if len(field.Names) > 0 {
			names = nil
			for _, name := range field.Names {
				names = append(names, name.Name)
			}
		}
		for _, name := range names {
			r.addField(walked, field, name, where, from)
		}
	}
	return walked
}

// baseFieldName is the name of an embedded field.
func baseFieldName(field *ast.Field) string {
	expr := field.Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if selector, ok := expr.(*ast.SelectorExpr); ok {
		return selector.Sel.Name
	}
	return baseName(expr)
}

func (r *reader) addField(walked *node, field *ast.Field, name string, where scope, from *known) {
	key, options := tagOf(field)
	// what is squashed gives its own fields, also where its type is not exported
	shown := ast.IsExported(name) || slices.Contains(options, "squash")
	if !shown || key == "-" || isFunction(field.Type) {
		return
	}
	if slices.Contains(options, "remain") {
		walked.Open = true
		return
	}
	inner := r.walk(typeRef{field.Type, where}, from.field(name))
	if inner == nil {
		return
	}
	if slices.Contains(options, "squash") {
		for one, setting := range inner.Keys {
			walked.Keys[one] = setting
		}
		walked.Open = walked.Open || inner.Open
		return
	}
	if key == "" {
		key = name
	}
	inner.Deprecated = deprecated.MatchString(field.Doc.Text() + field.Comment.Text())
	walked.Keys[key] = inner
}

func tagOf(field *ast.Field) (key string, options []string) {
	if field.Tag == nil {
		return "", nil
	}
	text, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		return "", nil
	}
	parts := strings.Split(reflect.StructTag(text).Get("mapstructure"), ",")
	return parts[0], parts[1:]
}

func isFunction(expr ast.Expr) bool {
	switch node := expr.(type) {
	case *ast.FuncType, *ast.ChanType:
		return true
	case *ast.StarExpr:
		return isFunction(node.X)
	}
	return false
}

func structOf(spec *ast.TypeSpec) *ast.StructType {
	found, _ := spec.Type.(*ast.StructType)
	return found
}

// addChecked gives settings the words that a `switch` of a Validate has, where any other is refused.
func (r *reader) addChecked(walked *node, fields *ast.StructType, method *ast.FuncDecl, where scope) {
	if fields == nil {
		return
	}
	ast.Inspect(method, func(inner ast.Node) bool {
		choice, ok := inner.(*ast.SwitchStmt)
		if !ok {
			return true
		}
		selector, ok := choice.Tag.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		words, closed := r.wordsOf(choice, where)
		for _, field := range fields.Fields.List {
			for _, name := range field.Names {
				key, _ := tagOf(field)
				if setting := walked.Keys[key]; closed && name.Name == selector.Sel.Name && setting != nil && setting.Type == "text" {
					setting.Enum, setting.Loose = words, false
				}
			}
		}
		return true
	})
}

// wordsOf lists the texts of the cases; closed is whether all others are an error.
func (r *reader) wordsOf(choice *ast.SwitchStmt, where scope) (words []string, closed bool) {
	certain := true
	for _, statement := range choice.Body.List {
		clause := statement.(*ast.CaseClause)
		if clause.List == nil {
			closed = returnsError(clause)
		}
		for _, expr := range clause.List {
			word, ok := r.text(expr, where)
			certain = certain && ok
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words, closed && certain
}

func returnsError(clause *ast.CaseClause) bool {
	for _, statement := range clause.Body {
		if result, ok := statement.(*ast.ReturnStmt); ok && len(result.Results) == 1 {
			return baseName(result.Results[0]) != "nil"
		}
	}
	return false
}
