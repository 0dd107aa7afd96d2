import { readManifests } from '../src/model/kubernetes/objects.ts';
import { type Model, readModel } from '../src/model/model.ts';
import { synth } from './stacks.ts';

/** The model of a stack. */
export async function modelOf(stack: string): Promise<Model> {
  const files = await synth(stack);
  return readModel([...files].flatMap(([file, text]) => readManifests(text, file)));
}
