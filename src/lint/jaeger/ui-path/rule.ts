import { frontsOf } from '../../../model/edge/fronts.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import { readUiPaths, withoutLastSlash } from '../../../model/ui-paths.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** An Ingress or a route that leads to Jaeger's UI from another path than that which Jaeger serves it under. */
export const uiPath: Rule = {
  id: 'jaeger/ui-path',
  severity: 'warning',
  rationale:
    'the UI loads its files from below its base path, and gets none when no route leads there',
  ignoreWhen: 'something in front of Jaeger removes the path, and adds it to the pages again',
  source:
    'jaeger v1.76.0 cmd/query/app/static_handler.go; jaeger v2.20.0 cmd/jaeger/internal/extension/jaegerquery; kubernetes networking/v1 HTTPIngressPath',
  visit(model) {
    const uiPaths = readUiPaths(model);
    const entries = model.objects.all.flatMap((object) => entriesOf(model, uiPaths, object));
    const byObject = groupBy(entries, ({ object }) => object);
    const reached = new Set(
      entries.flatMap(({ service, asked, base }) => (leadsTo(asked, base) ? [service] : [])),
    );
    return {
      *object(object) {
        for (const { path, asked, base, service } of byObject.get(object) ?? []) {
          if (reached.has(service)) continue;
          yield {
            path,
            message: `${object.kind} ${object.name} must route the base path of Jaeger's UI, ${base || '/'}, got ${asked}`,
          };
        }
      },
    };
  },
};

/** A path that leads to the UI of a Jaeger. */
interface Entry {
  readonly object: KubeObject;
  readonly path: Path;
  readonly asked: string;
  /** Base path of the Jaeger, none for the root. */
  readonly base: string;
  readonly service: unknown;
}

/** Whether all below a base path comes by a path. */
function leadsTo(asked: string, base: string): boolean {
  const path = withoutLastSlash(asked);
  return path === '/' || base === path || base.startsWith(`${path}/`);
}

function entriesOf(
  model: Model,
  uiPaths: ReturnType<typeof readUiPaths>,
  object: KubeObject,
): Entry[] {
  if (isRewritten(object)) return [];
  return frontsOf(object).flatMap(({ path, service: name, namespace, port }) => {
    const service = name === undefined ? undefined : model.services.find(namespace, name);
    const asked = service?.ports.find((one) => one.port === port || one.name === port);
    if (!service || asked?.protocol !== 'jaeger-query') return [];
    const base = uiPaths(service);
    return base === undefined
      ? []
      : pathsBefore(object, path).map((one) => ({ object, base, service, ...one }));
  });
}

/** Annotations and filters that change the path of requests, or may. */
function isRewritten({ annotations, value }: KubeObject): boolean {
  const changes = /rewrite|middleware|snippet|transform|strip|regex|app-root|action/i;
  const rules = list(at(value, 'spec', 'rules'));
  return (
    Object.keys(annotations).some((key) => changes.test(key)) ||
    rules.some((rule) =>
      [rule, ...list(own(rule, 'backendRefs'))].some((one) => list(own(one, 'filters')).length > 0),
    )
  );
}

/** Paths by which requests come to a backend, the port of which stands at a place; none where anything else than a prefix decides. */
function pathsBefore({ kind, value }: KubeObject, port: Path): Pick<Entry, 'path' | 'asked'>[] {
  if (kind === 'Ingress') {
    const place = [...port.slice(0, -3), 'path'];
    const asked = text(at(value, ...place)) ?? '/';
    return port[1] === 'rules' && isPlain(asked) ? [{ path: place, asked }] : [];
  }
  const rule = port.slice(0, 3);
  return list(at(value, ...rule, 'matches')).flatMap((match, index) => {
    const asked = text(at(match, 'path', 'value')) ?? '/';
    const type = text(at(match, 'path', 'type')) ?? 'PathPrefix';
    const path = [...rule, 'matches', index, 'path', 'value'];
    return type === 'PathPrefix' && isPlain(asked) ? [{ path, asked }] : [];
  });
}

/** Whether a path is what it says, and not part of the API, which some lead elsewhere than the pages. */
function isPlain(path: string): boolean {
  return /^\/[\w./~-]*$/.test(path) && !/\/(?:api|search|trace|static|dependencies)\b/.test(path);
}
