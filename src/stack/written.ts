import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { objectsInOrder, render } from '../guard/objects.ts';
import { type Model, readModel } from '../model/model.ts';

/** Objects of a construct that say what there is and who talks to whom. */
export function objectsOf(root: Construct): ApiObject[] {
  return objectsInOrder(root).filter(
    ({ kind }) => kind !== 'NetworkPolicy' && kind !== 'CustomResourceDefinition',
  );
}

/** What objects are, read back. */
export function modelOf(objects: readonly ApiObject[]): Model {
  return readModel(render(objects));
}
