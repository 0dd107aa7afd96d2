import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type ClusterReport, lintClusters } from './lint/clusters.ts';
import { count, type PlacedFinding, passes } from './lint/manifests.ts';
import { type KubeObject, pathText } from './model/kubernetes/objects.ts';
import { elsewhereTexts, included, projectOptions } from './project/apply.ts';
import { findProject } from './project/find.ts';

/** What cdk8s hands to a validation plugin, as far as it is used here (cdk8s-cli v2.207.60 lib/plugins/validation.d.ts). */
export interface ValidationContext {
  /** Files that were synthesized. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: {
      readonly ruleName: string;
      readonly recommendation: string;
      readonly fix: string;
      readonly violatingResources: readonly {
        readonly resourceName: string;
        readonly manifestPath: string;
        readonly locations: readonly string[];
      }[];
    }): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/** `properties` of the plugin in `cdk8s.yaml`. */
export interface TracingValidationProps {
  /**
   * Ids of rules that do not count.
   *
   * @default - all rules count
   */
  readonly ignore?: readonly string[];
  /**
   * Warnings that are allowed.
   *
   * @default - any number
   */
  readonly maxWarnings?: number;
  /**
   * Whether to remove `construct-metadata.json`, which cdk8s writes for plugins, when it has been used: `kubectl apply -f` of
   * the whole folder stumbles over it.
   *
   * @default false
   */
  readonly dropMetadata?: boolean;
}

/**
 * Runs the linter inside `cdk8s synth`: an entry of `validations` in `cdk8s.yaml`. Errors, and more warnings than are allowed,
 * fail the synthesis.
 *
 * @throws if a property is unknown or malformed
 */
export class TracingValidation {
  private readonly props: TracingValidationProps;

  constructor(props: TracingValidationProps = {}) {
    this.props = checked(props);
  }

  /**
   * Lints all files as one cluster, or as several, each in a folder of its own, as `environmentApp` makes them, and reports each finding with the construct that it is about, and
   * files that are no YAML. The project file, `tracing.yaml`, counts as for `tracing lint`.
   *
   * @throws if the project file says what it must not
   */
  async validate({ manifests, report }: ValidationContext): Promise<void> {
    const { ignore, maxWarnings, dropMetadata } = this.props;
    const files = manifests.toSorted();
    const project = findProject(files.slice(0, 1));
    const all = files.map((file) => ({
      file,
      text: readFileSync(file, 'utf8'),
      // the output folder is not told; it is where the paths of the files part
      folder: path.parse(path.resolve(file)).root,
    }));
    const texts = project ? [...included(all, project), ...elsewhereTexts(project)] : all;
    const options = ignore === undefined ? {} : { ignore };
    const linted = lintClusters(texts, project ? projectOptions(options, project) : options);
    const nameOf = constructNames(linted.clusters);
    for (const finding of linted.findings) {
      const { rule, message, fix, object, file } = finding;
      report.addViolation({
        ruleName: rule.id,
        recommendation: message,
        fix: fix ?? `see npx tracing lint --explain ${rule.id}`,
        violatingResources: [
          { resourceName: nameOf(object), manifestPath: file, locations: [locationOf(finding)] },
        ],
      });
    }
    for (const { file, message, line, column } of linted.unreadable) {
      report.addViolation({
        ruleName: 'unreadable',
        recommendation: message,
        fix: 'write YAML that kubectl can read',
        violatingResources: [
          {
            resourceName: path.basename(file),
            manifestPath: file,
            locations: [`error at line ${line}, column ${column}`],
          },
        ],
      });
    }
    report.submit(passes(linted, maxWarnings) ? 'success' : 'failure', {
      errors: String(count(linted, 'error') + linted.unreadable.length),
      warnings: String(count(linted, 'warning')),
    });
    // every plugin has been given the metadata before the first one runs
    if (dropMetadata === true) removeMetadata(files);
  }
}

function locationOf({ severity, path: place, line, column }: PlacedFinding): string {
  const inner = place.length === 0 ? '' : `: ${pathText(place)}`;
  return `${severity} at line ${line}, column ${column}${inner}`;
}

/**
 * How the report finds the construct of an object: by its name alone. Where several objects share a name, that would be the
 * construct of any of them, so the whole identity stands there instead.
 */
function constructNames(clusters: readonly ClusterReport[]): (object: KubeObject) => string {
  const uses = new Map<string, number>();
  for (const { name } of clusters.flatMap(({ model }) => model.objects.all))
    uses.set(name, (uses.get(name) ?? 0) + 1);
  return ({ kind, namespace, name }) =>
    uses.get(name) === 1 ? name : [kind, namespace, name].filter(Boolean).join('/');
}

/** Removes the metadata of cdk8s from beside the manifests, or from above them when each chart has a folder. */
function removeMetadata(files: readonly string[]): void {
  for (const folder of new Set(files.map((file) => path.dirname(file)))) {
    const metadata = [folder, path.dirname(folder)]
      .map((place) => path.join(place, 'construct-metadata.json'))
      .find((file) => existsSync(file));
    if (metadata !== undefined) rmSync(metadata);
  }
}

const known = ['ignore', 'maxWarnings', 'dropMetadata'];

function checked(props: TracingValidationProps): TracingValidationProps {
  const { ignore, maxWarnings, dropMetadata } = props;
  for (const name of Object.keys(props)) {
    if (!known.includes(name)) {
      throw new Error(`properties of TracingValidation are ${known.join(', ')}, got ${name}`);
    }
  }
  if (ignore !== undefined && !(Array.isArray(ignore) && ignore.every(isText))) {
    throw new Error(`ignore must be a list of rules, got ${JSON.stringify(ignore)}`);
  }
  if (maxWarnings !== undefined && !(Number.isInteger(maxWarnings) && maxWarnings >= 0)) {
    throw new Error(`maxWarnings must be a whole number of at least 0, got ${maxWarnings}`);
  }
  if (dropMetadata !== undefined && typeof dropMetadata !== 'boolean') {
    throw new Error(`dropMetadata must be true or false, got ${JSON.stringify(dropMetadata)}`);
  }
  return props;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
