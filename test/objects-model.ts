import { type Model, readModel } from '../src/model/model.ts';

/** The model of objects that are in no file, such as those of a chart. */
export function modelOfObjects(objects: readonly unknown[]): Model {
  return readModel(objects.map((value) => ({ value })));
}
