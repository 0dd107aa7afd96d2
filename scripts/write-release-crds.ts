import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import { otelOperatorReleases } from '../src/upstream/operator/otel-releases.ts';
import { versions } from '../src/upstream/operator/versions.ts';
import { otelOperatorManifestOf } from '../src/upstream/otel-operator/manifest.ts';
import { printYaml } from '../src/yaml.ts';
import { crdsJson } from './crds-json.ts';
import { minimalCrds } from './minimal-crds.ts';
import { otelOperatorManifestObjects } from './upstream-manifest.ts';

for (const release of otelOperatorReleases) {
  const crds = minimalCrds(otelOperatorManifestObjects(release));
  const { crds: name } = otelOperatorManifestOf(release);
  if (release === versions.otelOperator) writeNewest(`imports/crds/${name}.yaml`, crds);
  else writeFileSync(`imports/crds/${name}.json`, crdsJson(crds));
}

/** Types are made of those of the newest, for which cdk8s wants YAML; what people have written there stays while it says the same. */
function writeNewest(file: string, crds: readonly unknown[]): void {
  const text = readFileSync(file, 'utf8');
  if (isDeepStrictEqual(loadAll(text), JSON.parse(JSON.stringify(crds)))) return;
  const about = text.slice(0, text.indexOf('apiVersion:'));
  writeFileSync(
    file,
    about.replace(/v\d+\.\d+\.\d+/, `v${versions.otelOperator}`) + printYaml(crds),
  );
}
