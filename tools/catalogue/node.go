package main

// node is a setting: what it takes, and what is inside.
type node struct {
	// Type is text, boolean, int, uint, number, duration, list, map, textmap, object or any.
	Type string           `json:"t"`
	Keys map[string]*node `json:"keys,omitempty"`
	// Of is what a list or map holds.
	Of      *node    `json:"of,omitempty"`
	Default any      `json:"default,omitempty"`
	Enum    []string `json:"enum,omitempty"`
	// Loose is whether nothing in the source says that there are no other words.
	Loose bool `json:"loose,omitempty"`
	// Coded is whether the words stand for numbers, which are taken, too.
	Coded bool `json:"coded,omitempty"`
	// Open is whether other keys are taken, too.
	Open bool `json:"open,omitempty"`
	// Optional is whether `enabled` turns the section off.
	Optional   bool `json:"optional,omitempty"`
	Deprecated bool `json:"deprecated,omitempty"`
	// Go is the type that the setting shares with others.
	Go string `json:"go,omitempty"`
}

// reading is what was read of a component.
type reading struct {
	Node *node `json:"node"`
	Metadata
}
