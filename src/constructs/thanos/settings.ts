import {
  dataKeyProblem,
  namespaceProblem,
  secretNameProblem,
} from '../../upstream/kubernetes/names.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { kind, type Shape } from '../props/shape.ts';

/** What the Prometheus operator calls a key of a Secret, as `tracingConfig` of a Thanos wants it. */
export interface SecretKeySelector {
  /** Name of the Secret. */
  readonly name: string;
  /** Key in it. */
  readonly key: string;
}

/** Settings of a Thanos in a Secret; the construct `ThanosTracingSecret` is one. */
export interface ThanosSettings {
  /** Namespace of the Secret. */
  readonly namespace: string;
  /** The Secret and the key. */
  readonly tracingConfig: SecretKeySelector;
  /**
   * A text that changes with the settings. As an annotation of the pods, it makes them roll out again.
   *
   * @default - none: pods keep old settings until something else rolls them out
   */
  readonly checksum?: string;
}

/** What kind of value settings in a Secret are: the construct, or what has its fields. */
export const settingsShape: Shape<ThanosSettings | undefined> = kind(
  'a ThanosTracingSecret, or { namespace, tracingConfig: { name, key } }',
  (value) => isRecord(value) && isRecord(value.tracingConfig),
);

/** Why settings are no key of a Secret; undefined when they are. */
export function settingsProblem(what: string, settings: ThanosSettings): string | undefined {
  const { namespace, tracingConfig } = settings;
  return (
    namespaceProblem(namespace, `${what}.namespace`) ??
    secretNameProblem(tracingConfig.name, `${what}.tracingConfig.name`) ??
    dataKeyProblem(`${what}.tracingConfig.key`, tracingConfig.key)
  );
}
