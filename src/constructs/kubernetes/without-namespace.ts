import { ApiObject, type ApiObjectProps, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

/** Takes from an object the namespace that a Chart gives to all in it, cluster-scoped ones included. */
export function withoutNamespace<O extends ApiObject>(object: O): O {
  if (object.metadata.namespace !== undefined) {
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return object;
}

/** Adds an object in the namespace that it names itself; one that names none has none, whatever the Chart around it says. */
export function addAsWritten(scope: Construct, id: string, object: ApiObjectProps): ApiObject {
  const added = new ApiObject(scope, id, object);
  return object.metadata?.namespace === undefined ? withoutNamespace(added) : added;
}
