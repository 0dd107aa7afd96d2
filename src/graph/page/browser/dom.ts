/** The element of an id. */
export function byId<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page must have an element #${id}`);
  return found;
}

/** Makes an element with text or other elements in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

/** Makes a button that says what it does. */
export function button(action: () => void, ...inside: (Node | string)[]): HTMLButtonElement {
  const made = make('button', { type: 'button' }, ...inside);
  made.addEventListener('click', action);
  return made;
}
