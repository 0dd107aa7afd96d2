// a host with an optional port, and a path in it; source of the syntax: distribution/reference, grammar of reference.go
const registry =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d+)?(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;

/**
 * Why a value is no registry that images can be pulled from, with an optional path in it; undefined when it is one.
 *
 * @param what - the thing named in the text, such as `imageRegistry`
 */
export function registryProblem(what: string, value: string): string | undefined {
  const [host = ''] = value.split('/');
  if (registry.test(value) && isHost(host)) return undefined;
  const near = value.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  const hint = near !== value && registryProblem(what, near) === undefined;
  return `${what} must be a registry such as registry.example.com/mirror, got '${value}'${hint ? `; did you mean '${near}'?` : ''}`;
}

/**
 * An image where a registry mirrors it: the host of its own registry is replaced, and all else stays. One of that registry stays as
 * it is.
 *
 * Source of what names mean without a host: distribution/reference, normalize.go.
 */
export function mirroredImage(mirror: string, image: string): string {
  if (image.startsWith(`${mirror}/`)) return image;
  const [first = '', ...rest] = image.split('/');
  const path = rest.length > 0 && isHost(first) ? rest.join('/') : image;
  return `${mirror}/${path.includes('/') ? path : `library/${path}`}`;
}

function isHost(part: string): boolean {
  return /[.:]/.test(part) || part === 'localhost';
}
