import { locate } from '../../src/model/kubernetes/embedded.ts';
import {
  type Location,
  objectName,
  pathText,
  readManifests,
} from '../../src/model/kubernetes/objects.ts';
import { type Model, readModel } from '../../src/model/model.ts';

/** The model of manifests in a text. */
export function modelOf(...yaml: string[]): Model {
  return readModel(readManifests(yaml.join('\n---\n'), 'test.yaml'));
}

/** A place as text: `Kind/namespace/name path line:column`. */
export function placeOf(location: Location): string {
  const { line, column } = locate(location) ?? {};
  return `${objectName(location.object)} ${pathText(location.path)} ${line}:${column}`;
}

/** What senders connect to, one text for each edge: `label address -> target`. */
export function edgesOf(model: Model): string[] {
  return model.edges.map(({ sender, target, port }) => {
    const { label, address, protocol, tls } = sender;
    const client = `${label} ${address} ${protocol ?? 'unknown'}${tls ? '+tls' : ''}`;
    switch (target.kind) {
      case 'service': {
        const { service } = target;
        const { protocol: listens, tls: secured } = target.port ?? {};
        const behind = target.port
          ? `${listens ?? 'unknown'}${secured ? '+tls' : ''}`
          : 'no such port';
        return `${client} -> ${service.namespace}/${service.name}:${port} ${behind}`;
      }
      case 'missing':
        return `${client} -> missing ${target.reason}: ${target.meant.map(({ name }) => name).join(' ')}`;
      default:
        return `${client} -> ${target.kind}`;
    }
  });
}
