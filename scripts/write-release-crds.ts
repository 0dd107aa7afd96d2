import { writeFileSync } from 'node:fs';
import { versions } from '../src/upstream/operator/versions.ts';
import { otelOperatorReleases } from '../src/upstream/otel-operator/releases.ts';
import { crdsJson } from './crds-json.ts';
import { minimalCrds } from './minimal-crds.ts';
import { otelOperatorManifestObjects } from './upstream-manifest.ts';

// those of the newest have a YAML file, out of which the types are made
for (const release of otelOperatorReleases) {
  if (release === versions.otelOperator) continue;
  const crds = minimalCrds(otelOperatorManifestObjects(release));
  writeFileSync(`imports/crds/opentelemetry.io-${release}.json`, crdsJson(crds));
}
