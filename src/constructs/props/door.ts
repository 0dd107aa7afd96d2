import type { IConstruct } from 'constructs';
import { knowProps } from './place.ts';
import { nameOf, refuse } from './refuse.ts';
import { propsProblem, type Shapes } from './shape.ts';

/**
 * Checks that the props of a construct are of the kinds that their types say, and that each is known: types say the same, but
 * JavaScript, `cdk8s synth` and `tsx` do not check types. To be called before a constructor looks at them.
 *
 * @throws naming construct, prop, kind and value
 */
export function checkProps<P extends object>(
  construct: IConstruct,
  shapes: Shapes<P>,
  props: unknown,
): void {
  const isMapping = typeof props === 'object' && props !== null && !Array.isArray(props);
  // one that is not known is named as they are
  knowProps(construct, [...Object.keys(shapes), ...Object.keys(isMapping ? props : {})]);
  refuse(
    construct,
    isMapping ? propsProblem(shapes, props) : `props must be a mapping, got ${nameOf(props)}`,
  );
}
