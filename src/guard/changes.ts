import { type ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isCrd } from './objects.ts';

/**
 * Tells whether the objects of an app are others than those that were judged last.
 *
 * cdk8s validates the whole app again for each chart. While an app is synthesized nobody changes an object, so that there the
 * same objects in the same order are enough, and none is rendered to find out.
 */
export class Changes {
  private synthesizing = false;
  private judged: string | readonly ApiObject[] | undefined;

  constructor(root: IConstruct) {
    if (!(root instanceof App)) return;
    const [synth, synthYaml] = [root.synth, root.synthYaml];
    root.synth = () => this.during(() => synth.call(root));
    root.synthYaml = () => this.during(() => synthYaml.call(root));
  }

  /** Whether these must be judged. */
  in(objects: readonly ApiObject[]): boolean {
    const { judged } = this;
    if (judged === undefined) return true;
    if (typeof judged === 'string') return stateOf(objects) !== judged;
    return judged.length !== objects.length || judged.some((object, i) => object !== objects[i]);
  }

  /** Notes that these have been judged. */
  note(objects: readonly ApiObject[]): void {
    this.judged = this.synthesizing ? objects : stateOf(objects);
  }

  /** Has all objects judged when they are seen next. */
  forget(): void {
    this.judged = undefined;
  }

  private during<T>(synthesize: () => T): T {
    this.forget();
    this.synthesizing = true;
    try {
      return synthesize();
    } finally {
      this.forget();
      this.synthesizing = false;
    }
  }
}

/** Text that changes when one of the objects does. */
function stateOf(objects: readonly ApiObject[]): string {
  // nobody changes a CRD, and rendering them takes most of the time
  return JSON.stringify(objects.map((object) => (isCrd(object) ? object.name : object.toJson())));
}
