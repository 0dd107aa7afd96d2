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

/** Registries that projects publish their images in; others are somebody's own. */
const published: readonly string[] = [
  'docker.io',
  'gcr.io',
  'ghcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'quay.io',
  'registry.k8s.io',
];

/**
 * An image where a registry mirrors it: the host of its own registry is replaced, and all else stays. One of that registry stays as
 * it is, also in another path of it, unless projects publish their images there: `registry.example.com/team/tool:1` is nowhere else.
 *
 * Source of what names mean without a host, and of the official images of Docker Hub: distribution/reference, normalize.go.
 */
export function mirroredImage(mirror: string, image: string): string {
  const { host, path } = located(image);
  const [registry = '', ...folder] = mirror.split('/');
  const isThere = !published.includes(host) || path.startsWith(`${folder.join('/')}/`);
  return host === hostOf(registry) && isThere ? image : `${mirror}/${path}`;
}

/** The registry of an image, and its path there. */
function located(image: string): { readonly host: string; readonly path: string } {
  const [first = '', ...rest] = image.split('/');
  const isNamed = rest.length > 0 && isHost(first);
  const host = isNamed ? hostOf(first) : hub;
  const path = isNamed ? rest.join('/') : image;
  return { host, path: host === hub && !path.includes('/') ? `library/${path}` : path };
}

const hub = 'docker.io';

/** Docker Hub has two names. */
function hostOf(registry: string): string {
  return registry === 'index.docker.io' ? hub : registry;
}

function isHost(part: string): boolean {
  return /[.:]/.test(part) || part === 'localhost';
}
