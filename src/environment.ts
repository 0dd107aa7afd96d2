import path from 'node:path';
import { App } from 'cdk8s';
import { refuse } from './constructs/props/refuse.ts';

/**
 * Makes an app for one of several clusters, such as `prod`. Its manifests go into a folder of that name in the output folder, which is
 * `CDK8S_OUTDIR`, as `cdk8s synth` sets it, or `dist`. An app is linted as one cluster, and so is each of these.
 *
 * @param name - of the environment: lower-case letters, digits and `-`
 * @throws if the name is none that a folder can have
 */
export function environmentApp(name: string): App {
  refuse(nameProblem(name));
  return new App({ outdir: path.join(process.env.CDK8S_OUTDIR ?? 'dist', name) });
}

function nameProblem(name: unknown): string | undefined {
  return typeof name === 'string' && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)
    ? undefined
    : `name of an environment must be of lower-case letters, digits and '-', got '${name}'`;
}
