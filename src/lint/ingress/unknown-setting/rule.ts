import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { type Container, readFlags, type Workload } from '../../../model/kubernetes/workloads.ts';
import {
  nginxConfigFlag,
  nginxImage,
  nginxKeys,
  nginxLabel,
  nginxOpentracing,
  nginxPlace,
  unknownNginxKey,
} from '../../../upstream/ingress/nginx.ts';
import { traefikFlagProblem, traefikImage } from '../../../upstream/ingress/traefik.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { record } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A setting about tracing that an ingress controller does not know, or no longer, or not yet. */
export const unknownSetting: Rule = {
  id: 'ingress/unknown-setting',
  severity: 'error',
  rationale:
    'a key that Ingress NGINX does not know has no effect, and Traefik does not start with a flag of another release',
  ignoreWhen: 'the controller is a build of its own, which knows the setting',
  source:
    'ingress-nginx controller v1.7.0 to v1.15.1 internal/ingress/controller/config/config.go; traefik v2.11.0 and v3.0.0 pkg/cli',
  visit: ({ workloads }) => ({
    *object(object) {
      if (object.kind !== 'ConfigMap' || object.group !== '') return;
      const controllers = workloads.flatMap((workload) => controllersOf(workload, object));
      if (controllers.length > 0 || isNginx(object)) yield* unknownKeys(object);
      yield* opentracing(object, controllers);
    },
    *workload({ object, containers }) {
      for (const container of containers) yield* unknownFlags(object, container);
    },
  }),
};

/** Whether a ConfigMap is that of Ingress NGINX by what its chart calls it; an application may have keys like these. */
function isNginx({ name, labels }: KubeObject): boolean {
  return name.endsWith(nginxPlace.name) || labels['app.kubernetes.io/name'] === nginxLabel;
}

/** Controllers of the namespace that are told to read a ConfigMap. */
function controllersOf({ object, containers }: Workload, { namespace, name }: KubeObject) {
  return containers.filter(
    (container) =>
      object.namespace === namespace &&
      nginxImage.test(container.imageReference?.repository ?? '') &&
      readFlags(object, container).some(
        (flag) => flag.name === nginxConfigFlag && flag.value?.endsWith(`/${name}`),
      ),
  );
}

function* unknownKeys({ value }: KubeObject): Iterable<Problem> {
  const data = record(value.data);
  for (const key of Object.keys(data)) {
    const unknown = unknownNginxKey(key);
    if (!unknown) continue;
    const { meant } = unknown;
    const isThere = meant === undefined || Object.hasOwn(data, meant);
    yield {
      path: ['data', key],
      message: `Ingress NGINX has no key ${key}${meant === undefined ? '' : `, but ${meant}`}`,
      fix: isThere ? undefined : meant,
      severity: isThere ? 'warning' : undefined,
    };
  }
}

function* opentracing({ value }: KubeObject, controllers: readonly Container[]): Iterable<Problem> {
  const { key, until } = nginxOpentracing;
  const version = controllers[0]?.imageReference?.version;
  if (record(value.data)[key] !== 'true' || version === undefined) return;
  if (!isAtLeast(version, until)) return;
  yield {
    path: ['data', key],
    message: `Ingress NGINX ${version} has no ${key}, which releases before ${until} have; it sends spans by ${nginxKeys.enabled}`,
  };
}

function* unknownFlags(object: KubeObject, container: Container): Iterable<Problem> {
  const { repository = '', version } = container.imageReference ?? {};
  if (!traefikImage.test(repository) || version === undefined) return;
  const told = new Set<string>();
  for (const { name, path } of readFlags(object, container)) {
    const problem = traefikFlagProblem(name, version);
    if (problem === undefined || told.has(problem)) continue;
    // all that is set of one backend is the same mistake
    told.add(problem);
    yield { path, message: `container ${container.name}: ${problem}` };
  }
}
