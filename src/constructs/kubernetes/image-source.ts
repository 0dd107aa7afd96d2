import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { mirroredImage, registryProblem } from '../../upstream/kubernetes/registry.ts';
import { constructProblem, isPlain, refuse } from '../props/refuse.ts';
import { argumentProblem, list, type Shapes, text } from '../props/shape.ts';

/** Where images are pulled from. */
export interface ImageSourceProps {
  /**
   * Registry that mirrors all images, with an optional path: with `registry.example.com/mirror`,
   * `quay.io/jaegertracing/jaeger-operator:1.65.0` is pulled as
   * `registry.example.com/mirror/jaegertracing/jaeger-operator:1.65.0`. This includes images that the operators
   * choose by themselves, and those that props name; an image that is already on that registry keeps its path, unless
   * projects publish there, as on `quay.io`.
   *
   * @default - each image is pulled from its own registry
   */
  readonly imageRegistry?: string;
  /**
   * Names of Secrets with access to the registry, which must exist in the namespace of each pod; used where a pod has
   * no others. Pods of the OpenTelemetry operator that run as a ServiceAccount of yours (`serviceAccountName`) use
   * those of that account only.
   *
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];
}

/** What kinds of values they are. */
export const imageSourceShapes: Shapes<ImageSourceProps> = {
  imageRegistry: text,
  imagePullSecrets: list('names of Secrets', text),
};

const sources = new WeakMap<IConstruct, ImageSourceProps>();

/**
 * Sets where the images of all constructs of this package within a scope are pulled from; a call for an inner scope
 * overrides it. Call it before anything is added to the scope.
 *
 * @throws if the registry or a name is malformed, there is something in the scope already, or it is no construct
 */
export function pullImages(scope: IConstruct, source: ImageSourceProps): void {
  refuse(constructProblem('pullImages', scope));
  refuse(scope, argumentProblem('source of pullImages', imageSourceShapes, source));
  const { imageRegistry, imagePullSecrets = [] } = source;
  const [early] = scope.node.findAll().filter(ApiObject.isApiObject);
  refuse(
    scope,
    imageRegistry === undefined ? undefined : registryProblem('imageRegistry', imageRegistry),
    ...imagePullSecrets.map((name) => secretNameProblem(name, 'imagePullSecrets')),
    early &&
      `pullImages must be called before there is anything in the scope, got ${early.node.path}`,
  );
  sources.set(scope, source);
}

/** Registry that mirrors the images of a construct; undefined where they come from their own. */
export function registryOf(construct: IConstruct): string | undefined {
  return inherited(construct, 'imageRegistry');
}

/** Pull secrets that the pods of a construct have where no others are given. */
export function pullSecretsOf(construct: IConstruct): readonly string[] | undefined {
  return inherited(construct, 'imagePullSecrets');
}

function inherited<K extends keyof ImageSourceProps>(
  construct: IConstruct,
  name: K,
): ImageSourceProps[K] | undefined {
  const owner = construct.node.scopes.findLast((scope) => sources.get(scope)?.[name] !== undefined);
  return owner && sources.get(owner)?.[name];
}

/** An image where a construct pulls it from. */
export function pulledImage(construct: IConstruct, image: string): string {
  const registry = registryOf(construct);
  return registry === undefined ? image : mirroredImage(registry, image);
}

/**
 * The spec of an object, with all images where a construct pulls them from, and pull secrets in pod templates that have none. What is
 * no field of Kubernetes, such as the configuration of a collector, stays.
 */
export function pulledFrom<T>(construct: IConstruct, spec: T): T {
  const registry = registryOf(construct);
  const secrets = pullSecretsOf(construct)?.map((name) => ({ name }));
  if (registry === undefined && secrets === undefined) return spec;
  const move = (image: string) => (registry === undefined ? image : mirroredImage(registry, image));
  return walked(spec, move, secrets) as T;
}

/** Fields in which `image` is no image: settings of programs, and mappings whose keys are anybody's. */
const others = [
  'annotations',
  'args',
  'config',
  'labels',
  'matchLabels',
  'metadata',
  'nodeSelector',
  'options',
  'podAnnotations',
];

function walked(
  value: unknown,
  move: (image: string) => string,
  secrets: readonly object[] | undefined,
): unknown {
  if (Array.isArray(value)) return value.map((item) => walked(item, move, secrets));
  if (!isPlain(value)) return value;
  const fields = Object.entries(value).map(([key, field]) => {
    if (others.includes(key)) return [key, field];
    const isImage = (key === 'image' || key === 'reference') && typeof field === 'string';
    return [key, isImage ? move(field) : walked(field, move, secrets)];
  });
  const isPod = secrets && 'containers' in value && value.imagePullSecrets === undefined;
  return { ...Object.fromEntries(fields), ...(isPod && { imagePullSecrets: secrets }) };
}
