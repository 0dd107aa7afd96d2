import path from 'node:path';
import { App } from 'cdk8s';
import { refuse } from './constructs/props/refuse.ts';

/**
 * Makes an app for one of several clusters, such as `prod`. Its manifests are written to a folder of that name in the
 * output folder: `CDK8S_OUTDIR`, as `cdk8s synth` sets it, or else `dist`. Each such app is linted as a cluster of
 * its own.
 *
 * @param name - of the environment: lower-case letters, digits and `-`
 * @throws if the name cannot be that of a folder
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
